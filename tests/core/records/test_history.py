"""The history says who did what, when and why, in words, and forgets nothing."""

import datetime as dt

import pytest
from django.utils.translation import override

from ostu_qualification.core.records import history
from ostu_qualification.core.records.who import SYSTEM
from staff.models import Person, Role, TrainingRecord
from staff.people.actions import give_role
from tests.factories import PersonFactory, TrainingRecordFactory, UnitFactory

pytestmark = pytest.mark.django_db


def test_record_keeps_act_actor_reason_and_change():
    officer, subject = PersonFactory(), TrainingRecordFactory()

    line = history.record(
        subject, "annul_training", by=officer.user, reason="Кайталанган", changes={"hours": ["72", "16"]}
    )

    assert history.history_of(subject).first() == line
    assert (line.actor, line.changes) == (officer.user, {"hours": ["72", "16"]})
    assert line.additional_data == {"act": "annul_training", "reason": "Кайталанган"}


def test_record_by_the_system_has_no_actor():
    assert history.record(UnitFactory(), "import", by=SYSTEM).actor is None


def test_record_names_no_person_in_the_description_of_the_subject():
    person = PersonFactory()

    line = history.record(person, "open_account", by=SYSTEM)

    assert person.family_name not in line.object_repr
    assert str(person.pk) in line.object_repr


def test_record_many_writes_a_line_each_in_one_statement(django_assert_num_queries):
    subjects = TrainingRecordFactory.create_batch(3)
    history.record(subjects[0], "import", by=SYSTEM)

    with django_assert_num_queries(1):
        history.record_many(
            subjects, "annul_training", by=SYSTEM, reason="Кайталанган", changes={subjects[1].pk: {"hours": ["1", "2"]}}
        )

    newest = [history.history_of(each).first() for each in subjects]
    assert [line.additional_data["reason"] for line in newest] == ["Кайталанган"] * 3
    assert [line.changes for line in newest] == [{}, {"hours": ["1", "2"]}, {}]


def test_history_of_holds_the_lines_of_one_record_alone_the_newest_first():
    one, other = TrainingRecordFactory(), UnitFactory(pk=TrainingRecord.objects.count() + 1000)
    for act in ("first", "second", "third"):
        history.record(one, act, by=SYSTEM)
    history.record(other, "fourth", by=SYSTEM)

    acts = [line.additional_data["act"] for line in history.history_of(one) if line.additional_data]

    assert acts == ["third", "second", "first"]


def test_history_of_a_person_hides_the_numbers_behind_changes_of_pin_and_phone():
    person = PersonFactory(pin="21205198000011", phone="+996700111111")

    person.pin, person.phone = "21205198000012", "+996700222222"
    person.save()

    said = str([line.changes for line in history.history_of(person)])
    assert "21205198000012" not in said
    assert "+996700222222" not in said


def test_history_stays_when_its_record_is_gone():
    subject = UnitFactory()
    history.record(subject, "import", by=SYSTEM)
    key = subject.pk

    subject.delete()
    subject.pk = key

    assert [line.additional_data["act"] for line in history.history_of(subject) if line.additional_data] == ["import"]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("degree_level", "candidate", "Candidate of sciences"),
        ("birth_on", "1980-05-12", "12.05.1980"),
        ("birth_on", "None", "–"),
        ("patronymic", "", "–"),
        ("confirmed_at", "2026-11-23T06:30:00+00:00", "23.11.2026 12:30"),
        ("organisation", "7", "Ош мамлекеттик университети"),
        ("given_name", "Айгүл", "Айгүл"),
    ],
)
def test_in_words_shows_a_value_as_the_page_would(name, value, words):
    with override("en"):
        shown = history.in_words(Person._meta.get_field(name), value, {"7": "Ош мамлекеттик университети"})

    assert shown.lower() == words.lower()


def test_records_named_takes_one_query_for_each_field(django_assert_num_queries):
    person = PersonFactory(outside=True)
    lines = [
        history.record(person, "import", by=SYSTEM, changes={"organisation": ["None", str(person.organisation_id)]})
        for _ in range(3)
    ]

    with django_assert_num_queries(1):
        named = history.records_named(person, lines)

    assert named["organisation"] == {str(person.organisation_id): str(person.organisation)}


def test_act_label_names_acts_in_the_language_of_the_page():
    labels = set()
    for language in ("ky", "ru", "en"):
        with override(language):
            labels.add(history.act_label("annul_training", 1))

    assert len(labels) == 3
    with override("en"):
        assert history.act_label("annul_training", 1) == "line annulled"
        assert history.act_label("", 0) == "created"
        assert history.act_label("never_named", 1) == "never named"


@pytest.mark.parametrize(
    ("language", "words"), [("ky", "ректор: 22.11.2026"), ("ru", "ректор: 22.11.2026"), ("en", "rector: 22.11.2026")]
)
def test_words_of_ours_are_read_in_the_language_of_the_reader_whoever_acted(aigul, language, words):
    administrator = PersonFactory(roles=["administrator"])
    with override("en"):
        give_role(Role(person=aigul), {"kind": "rector", "since": dt.date(2026, 11, 22)}, by=administrator.user)

    with override(language):
        said = history.reason_of(history.history_of(aigul)[0])

    assert said == words


def test_what_people_wrote_is_kept_as_they_wrote_it(aigul):
    line = history.record(aigul, "leave_person", by=SYSTEM, reason="Өз каалоосу менен")

    assert line.additional_data == {"act": "leave_person", "reason": "Өз каалоосу менен"}
    assert history.reason_of(line) == "Өз каалоосу менен"
