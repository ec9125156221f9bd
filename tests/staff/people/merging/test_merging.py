"""Two records of one person become one and come apart again: every row, every column, both ways."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.workflow.steps import WrongState
from staff.cycle import stored
from staff.ledger.same_training import ledger_key
from staff.letters.models import reminder_key
from staff.models import Consent, CycleState, Person, PersonMerge, Role, TrainingRecord
from staff.people import queries
from staff.people.merging import actions, survey, transitions
from tests.factories import (
    ApplicationFactory,
    EmploymentFactory,
    LetterFactory,
    PauseFactory,
    PersonFactory,
    RunFactory,
    TrainingRecordFactory,
)
from tests.staff.imports.staff_list.test_applying import apply, row
from tests.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    """Messages are compared in English."""
    with override("en"):
        yield


@pytest.fixture
def hr():
    """The HR officer's account."""
    return PersonFactory(roles=["hr_officer"]).user


def pointers(person):
    """Every row that points to a person, by relation."""
    return {
        (each.model._meta.label, each.name): sorted(
            each.model._base_manager.filter(**{each.name: person}).values_list("pk", flat=True)
        )
        for each in actions.relations()
    }


def columns(person):
    """All columns of a record as the database has them."""
    return Person.objects.filter(pk=person.pk).values().get()


def keyed_line(person, **facts):
    """A ledger line of a list with the key that an import would give it."""
    line = TrainingRecordFactory(person=person, **{"source": "history", "document_number": "", **facts})
    line.key = ledger_key(person.pk, line.title, line.hours, line.ended_on, line.document_number)
    line.save(update_fields=["key"])
    return line


def test_relations_cover_every_table_that_points_to_a_person():
    named = {(each.model._meta.label, each.name) for each in actions.relations()}

    assert {
        ("staff.TrainingRecord", "person"),
        ("staff.ExtensionPerson", "person"),
        ("staff.UnitHead", "person"),
        ("courses.Programme_authors", "person"),
        ("enrollment.Application", "opinion_by"),
        ("certificates.Certificate", "person"),
        ("certificates.Order", "drafted_by"),
        ("certificates.Attestation_members", "person"),
        ("staff.Person", "merged_into"),
    } <= named
    assert ("staff.CycleState", "person") not in named


def test_merge_people_moves_every_row_and_undo_restores_every_row_and_column(hr):
    world = make_world()
    PersonMerge.objects.all().delete()
    gone, kept = world.records["person"], PersonFactory(user=None, email=None, patronymic="")
    world.records["programme"].authors.add(gone)
    world.records["run"].trainers.add(gone)
    world.records["attestation"].members.add(gone)
    keyed_line(gone)
    stored.rebuild([kept])
    before = [(columns(each), pointers(each)) for each in (kept, gone)]
    keys = dict(TrainingRecord.objects.values_list("pk", "key"))

    merge = actions.merge_people(kept, gone, by=hr, reason="Эки жолу киргизилген")
    between = pointers(kept), pointers(gone)
    transitions.undo_merge(merge, by=hr, reason="Эки башка киши экен")

    assert between[0] == {
        name: sorted([*before[0][1][name], *before[1][1][name], *([gone.pk] if name[0] == "staff.Person" else [])])
        for name in before[0][1]
    }
    assert not any(between[1].values())
    assert [(columns(each), pointers(each)) for each in (kept, gone)] == before
    assert dict(TrainingRecord.objects.values_list("pk", "key")) == keys
    assert {pk for pk, _ in stored.differences()}.isdisjoint({kept.pk, gone.pk})


def test_merge_people_takes_chosen_values_and_exchanges_what_only_one_may_have(hr):
    kept = PersonFactory(pin="21205198000011", phone="+996700111111", title="")
    gone = PersonFactory(pin="21205198000012", phone="+996700222222", title="docent")
    accounts = kept.user, gone.user

    actions.merge_people(kept, gone, by=hr, reason="Бир киши", chosen={"pin": "gone", "user": "gone"})

    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.pin, kept.phone, kept.title, kept.user) == (
        "21205198000012",
        "+996700111111",
        "docent",
        accounts[1],
    )
    assert (gone.pin, gone.user, gone.merged_into) == ("21205198000011", accounts[0], kept)
    for account in accounts:
        account.refresh_from_db()
    assert [account.is_active for account in accounts] == [False, True]


def test_undo_merge_lets_the_closed_account_log_in_again(hr):
    kept, gone = PersonFactory(pin="21205198000011"), PersonFactory(pin="21205198000012")
    before = [columns(each) for each in (kept, gone)]

    merge = actions.merge_people(kept, gone, by=hr, reason="Бир киши", chosen={"pin": "gone", "user": "gone"})
    transitions.undo_merge(merge, by=hr, reason="Жаңылыштык")

    assert [columns(each) for each in (kept, gone)] == before
    for person in (kept, gone):
        person.user.refresh_from_db()
        assert person.user.is_active


def test_merge_people_leaves_with_the_old_record_what_the_kept_one_has_already(hr):
    kept, gone = PersonFactory(roles=["auditor"]), PersonFactory(roles=["auditor", "rector"])
    for person in (kept, gone):
        Consent.objects.create(person=person, kind="processing", text="…", language="ky")
        PauseFactory(person=person)
        keyed_line(person)

    merge = actions.merge_people(kept, gone, by=hr, reason="Бир киши")

    assert set(kept.roles.values_list("kind", flat=True)) == {"auditor", "rector"}
    assert list(gone.roles.values_list("kind", flat=True)) == ["auditor"]
    assert [gone.consents.count(), gone.pauses.count(), gone.training_records.count()] == [1, 1, 1]
    assert [count for _label, count in survey.moved_counts(merge)] == [1]


def test_merge_people_gives_lines_the_key_that_an_import_for_the_kept_record_makes(hr):
    kept, gone = PersonFactory(), PersonFactory()
    line = keyed_line(gone)
    own = TrainingRecordFactory(person=gone, key="certificate-7")

    actions.merge_people(kept, gone, by=hr, reason="Бир киши")

    line.refresh_from_db()
    own.refresh_from_db()
    assert line.person == own.person == kept
    assert line.key == ledger_key(kept.pk, line.title, line.hours, line.ended_on)
    assert own.key == "certificate-7"


@pytest.mark.clause("1.3")
def test_merge_people_never_leaves_a_counting_line_behind_for_a_refused_one(hr):
    kept, gone = PersonFactory(), PersonFactory()
    EmploymentFactory(person=kept)
    refused = keyed_line(kept, state="refused", reason="Документ жок")
    counting = keyed_line(gone)

    actions.merge_people(kept, gone, by=hr, reason="Бир киши")

    assert set(kept.training_records.all()) == {refused, counting}
    assert CycleState.objects.get(person=kept).hours_counted == counting.hours
    assert not CycleState.objects.filter(person=gone).exists()


def test_merge_people_keeps_reminders_from_being_written_twice(hr):
    kept, gone = PersonFactory(), PersonFactory()
    due_on = dt.date(2027, 5, 1)
    facts = {"due_on": due_on, "offset": 6, "kind": "reminder"}
    letter = LetterFactory(person=gone, key=reminder_key(gone.pk, due_on, 6, "reminder"), **facts)
    twin = LetterFactory(person=gone, key=reminder_key(gone.pk, due_on, 3, "reminder"), **(facts | {"offset": 3}))
    LetterFactory(person=kept, key=reminder_key(kept.pk, due_on, 3, "reminder"), **(facts | {"offset": 3}))

    actions.merge_people(kept, gone, by=hr, reason="Бир киши")

    letter.refresh_from_db()
    twin.refresh_from_db()
    assert (letter.person, letter.key) == (kept, reminder_key(kept.pk, due_on, 6, "reminder"))
    assert twin.person == gone


def test_merge_people_refuses_two_main_posts_at_the_same_time(hr):
    kept, gone = PersonFactory(), PersonFactory()
    EmploymentFactory(person=kept)
    EmploymentFactory(person=gone)

    with pytest.raises(ValidationError, match="main post at the same time"):
        actions.merge_people(kept, gone, by=hr, reason="Бир киши")

    gone.refresh_from_db()
    assert gone.merged_into is None
    assert gone.employments.count() == 1


@pytest.mark.clause("5.4")
def test_merge_people_refuses_two_places_in_one_course_and_its_page_offers_no_button(hr, client):
    kept, gone = PersonFactory(), PersonFactory()
    run = RunFactory()
    applications = [ApplicationFactory(person=person, run=run) for person in (kept, gone)]
    client.force_login(hr)

    with pytest.raises(ValidationError, match="may stand once"):
        actions.merge_people(kept, gone, by=hr, reason="Бир киши")
    page = client.get(reverse("merge_people", args=[kept.pk, gone.pk]))

    assert len(page.context["blocks"]) == 1
    assert "btn-danger" not in page.content.decode()
    assert gone.applications.get() == applications[1]


def test_merge_people_refuses_a_record_with_itself_or_merged_already(hr):
    kept, gone, third = PersonFactory(), PersonFactory(), PersonFactory()
    actions.merge_people(kept, gone, by=hr, reason="Бир киши")

    for pair in ((third, gone), (gone, third)):
        with pytest.raises(ValidationError, match="merged meanwhile"):
            actions.merge_people(*pair, by=hr, reason="Дагы")
    with pytest.raises(ValidationError, match="with itself"):
        actions.merge_people(third, third, by=hr, reason="Дагы")


def test_merge_people_is_for_hr_and_never_for_ones_own_record(hr):
    kept, gone = PersonFactory(), PersonFactory()

    for user in (PersonFactory(roles=["officer", "administrator"]).user, kept.user):
        with pytest.raises(PermissionDenied, match="Only the HR officer"):
            actions.merge_people(kept, gone, by=user, reason="Бир киши")
    for pair in ((hr.person, gone), (kept, hr.person)):
        with pytest.raises(PermissionDenied, match="their own record"):
            actions.merge_people(*pair, by=hr, reason="Бир киши")

    assert not PersonMerge.objects.exists()


def test_undo_merge_is_refused_while_the_kept_record_is_merged_away(hr):
    first, second, third = PersonFactory(), PersonFactory(), PersonFactory()
    earlier = actions.merge_people(second, first, by=hr, reason="Бир киши")
    later = actions.merge_people(third, second, by=hr, reason="Бир киши")

    with pytest.raises(ValidationError, match="undo that first"):
        transitions.undo_merge(earlier, by=hr, reason="Жаңылыштык")

    first.refresh_from_db()
    assert first.merged_into == third
    transitions.undo_merge(later, by=hr, reason="Жаңылыштык")
    transitions.undo_merge(earlier, by=hr, reason="Жаңылыштык")
    assert not Person.objects.filter(merged_into__isnull=False).exists()


def test_undo_merge_leaves_with_the_kept_record_what_was_entered_or_changed_since(hr):
    kept, gone = PersonFactory(phone=""), PersonFactory(phone="+996700222222")
    moved = keyed_line(gone)
    merge = actions.merge_people(kept, gone, by=hr, reason="Бир киши")
    since = TrainingRecordFactory(person=kept)
    Person.objects.filter(pk=kept.pk).update(phone="+996700333333")

    transitions.undo_merge(merge, by=hr, reason="Жаңылыштык")

    kept.refresh_from_db()
    assert kept.phone == "+996700333333"
    assert list(kept.training_records.all()) == [since]
    assert list(gone.training_records.all()) == [moved]


def test_undo_merge_happens_once(hr):
    merge = actions.merge_people(PersonFactory(), PersonFactory(), by=hr, reason="Бир киши")
    transitions.undo_merge(merge, by=hr, reason="Жаңылыштык")

    with pytest.raises(WrongState):
        transitions.undo_merge(merge, by=hr, reason="Дагы")


def test_merged_record_is_in_no_list_and_its_page_leads_to_the_kept_one(hr, client):
    kept, gone = PersonFactory(), PersonFactory()
    actions.merge_people(kept, gone, by=hr, reason="Бир киши")
    client.force_login(hr)

    answer = client.get(reverse("person_detail", args=[gone.pk]))
    page = client.get(answer.url)

    assert gone not in queries.people_for(hr)
    assert answer.url == reverse("person_detail", args=[kept.pk])
    assert reverse("merge_detail", args=[kept.merges.get().pk]) in page.content.decode()


def test_history_of_the_kept_record_holds_the_lines_of_the_merged_one(hr):
    kept, gone = PersonFactory(), PersonFactory()
    old = set(history_of(gone))

    actions.merge_people(kept, gone, by=hr, reason="Бир киши")

    assert old <= set(history_of(kept))


@pytest.mark.parametrize("pin", ["", "11205198000012"])
@pytest.mark.parametrize("chosen", ["kept", "gone"])
def test_staff_list_that_names_the_record_put_aside_leads_to_the_kept_one_and_brings_nothing_back(hr, chosen, pin):
    kept = PersonFactory(family_name="Асанова", given_name="Айгүл", patronymic="", sex="f", pin="11205198000011")
    gone = PersonFactory(family_name="Бекова", given_name="Айгүл", patronymic="", sex="f", pin="11206198000012")
    Person.objects.filter(pk=gone.pk).update(birth_on=dt.date(1980, 6, 12))
    gone.refresh_from_db()
    actions.merge_people(
        kept, gone, by=hr, reason="Бир киши", chosen=dict.fromkeys(["family_name", "pin", "birth_on"], chosen)
    )
    kept.refresh_from_db()
    gone.refresh_from_db()
    before = columns(kept), Person.objects.count()

    apply(row(gone.full_name, birth=f"{gone.birth_on:%d.%m.%Y}", pin=gone.pin if pin else ""))

    assert Person.objects.count() == before[1]
    assert columns(kept) == before[0]
    assert kept.employments.count() == 1


def test_pages_of_merging_lead_from_search_to_undo(hr, client):
    kept, gone = PersonFactory(pin="21205198000011"), PersonFactory(pin="21205198000012")
    TrainingRecordFactory(person=gone)
    client.force_login(hr)

    found = client.post(reverse("find_other_record", args=[kept.pk]), {"written": gone.pin})
    page = client.get(reverse("merge_people", args=[kept.pk, gone.pk]))
    facts = {name: page.context["form"][name].initial for name in page.context["form"].fields if name != "reason"}
    unsaid = client.post(reverse("merge_people", args=[kept.pk, gone.pk]), facts)
    done = client.post(reverse("merge_people", args=[kept.pk, gone.pk]), facts | {"reason": "Бир киши"})
    merge = PersonMerge.objects.get()
    detail = client.get(reverse("merge_detail", args=[merge.pk]))
    client.post(reverse("undo_merge", args=[merge.pk]), {"reason": "Жаңылыштык"})

    assert found.context["found"] == [gone]
    assert (unsaid.status_code, done.status_code, detail.status_code) == (422, 302, 200)
    merge.refresh_from_db()
    assert merge.state == "undone"


def test_merge_list_takes_the_same_number_of_queries_for_one_and_three(hr, client, django_assert_num_queries):
    client.force_login(hr)
    for count in (1, 3):
        while PersonMerge.objects.count() < count:
            actions.merge_people(PersonFactory(), PersonFactory(), by=hr, reason="Бир киши")

        with django_assert_num_queries(6):
            client.get(reverse("merge_list"))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_crossed", [False, True])
def test_two_officers_merge_the_same_records_at_once_only_one_does(is_crossed):
    officers = [PersonFactory(roles=["hr_officer"]).user for _ in range(2)]
    one, other = PersonFactory(), PersonFactory()
    Role.objects.create(person=other, kind="auditor", since="2020-01-01")
    pairs = [(one, other), (other, one) if is_crossed else (one, other)]
    barrier, refused, failures = threading.Barrier(2), [], []

    def merge(officer, pair):
        try:
            barrier.wait(timeout=10)
            actions.merge_people(*pair, by=officer, reason="Бир киши")
        except ValidationError as problem:
            refused.append(problem)
        except Exception as problem:
            failures.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=merge, args=each) for each in zip(officers, pairs, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert failures == []
    assert len(refused) == 1
    assert PersonMerge.objects.count() == 1
