"""One's own data: who looked at the record."""

import datetime as dt
import json
import re
import shutil
import subprocess

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from certificates.models import AttestationResult, Order
from enrollment.models import Choice, SelectionEntry
from finance.models import Due
from ostu_qualification.core.models import Approval
from ostu_qualification.core.records import history
from staff.models import Consent, Person, UnitHead
from staff.people.looks import looks_of, note_looks
from staff.people.models import RoleKind
from staff.privacy import my_data
from tests.factories import ApplicationFactory, OrganisationFactory, PersonFactory, TrainingRecordFactory
from tests.world import make_world

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes) -> str:
    """What stands on the paper."""
    if shutil.which("pdftotext") is None:
        pytest.skip("Reading a PDF back needs pdftotext (poppler-utils).")
    found = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return found.stdout.decode()


def test_person_detail_notes_who_looked_once_a_day(client):
    person, officer = PersonFactory(), PersonFactory(roles=[RoleKind.HR_OFFICER])

    for day in (23, 23, 24):
        with time_machine.travel(dt.datetime(2026, 11, day, 6, tzinfo=dt.UTC), tick=False):
            client.force_login(officer.user)
            assert client.get(reverse("person_detail", args=[person.pk])).status_code == 200

    assert [(look.on, look.viewer, look.offices) for look in looks_of(person)] == [
        (dt.date(2026, 11, day), officer.full_name, RoleKind.HR_OFFICER.label) for day in (24, 23)
    ]


def test_looking_at_oneself_is_not_noted():
    person = PersonFactory()

    note_looks([person.pk], by=person.user)

    assert looks_of(person) == []


def test_history_tells_what_was_done_and_not_who_looked():
    person, officer = PersonFactory(), PersonFactory(roles=[RoleKind.HR_OFFICER])

    before = list(history.history_of(person))

    note_looks([person.pk], by=officer.user)

    assert list(history.history_of(person)) == before
    assert history.looks_at(person).count() == 1


def test_my_data_shows_who_looked(client):
    person, officer = PersonFactory(), PersonFactory(roles=[RoleKind.HR_OFFICER])
    note_looks([person.pk], by=officer.user)
    client.force_login(person.user)

    page = client.get(reverse("my_data"))

    assert officer.full_name in page.content.decode()


def test_confirm_data_is_said_once(client):
    person = PersonFactory(confirmed_at=None)
    client.force_login(person.user)

    for _again in range(2):
        client.post(reverse("confirm_data"))

    person.refresh_from_db()
    assert person.confirmed_at is not None
    acts = [(line.additional_data or {}).get("act") for line in history.history_of(person)]
    assert acts.count("confirm_data") == 1
    assert reverse("confirm_data") not in client.get(reverse("my_data")).content.decode()


def test_my_data_holds_everything_kept_as_json(aigul, log_in):
    TrainingRecordFactory(person=aigul, title="Онлайн тест", ended_on=dt.date(2024, 5, 20), hours=72)
    application = ApplicationFactory(person=aigul, motivation="Керек")

    answer = log_in(aigul).get(reverse("my_data_json"))

    kept = json.loads(answer.content)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert kept["person_id"] == aigul.pk
    assert kept["person"][0]["family_name"] == aigul.family_name
    assert kept["person"][0]["birth_on"] == "1980-05-12"
    assert kept["training"][0] | {"hours": 72, "ended_on": "2024-05-20", "form": None} == kept["training"][0]
    assert kept["applications"][0]["motivation"] == application.motivation
    assert {
        "posts",
        "roles",
        "pauses",
        "letters",
        "consents",
        "data_requests",
        "certificates",
        "dues",
        "history",
    } <= set(kept)


def test_my_data_shows_nothing_of_others(aigul, bakyt, log_in):
    TrainingRecordFactory(person=bakyt, title="Башка адамдын окуусу")

    assert "Башка адамдын окуусу" not in log_in(aigul).get(reverse("my_data")).content.decode()
    assert "Башка адамдын окуусу" not in log_in(aigul).get(reverse("my_data_json")).content.decode()


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_my_data_on_paper_in_every_language(aigul, log_in, language):
    TrainingRecordFactory(person=aigul, title="Онлайн тест")
    client = log_in(aigul)
    client.cookies["django_language"] = language

    answer = client.get(reverse("my_data_pdf"))

    text = text_of(answer.content)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert aigul.family_name in text
    assert "Онлайн тест" in text


def test_the_passport_names_data_figures_and_holder(cholpon, aigul, log_in):
    aigul.organisation = OrganisationFactory()
    aigul.save()
    client = log_in(cholpon)

    page = client.get(reverse("passport_page")).content.decode()
    paper = client.get(reverse("passport_pdf")).content

    text = text_of(paper)
    assert "ПИН" in page
    assert "ИИжКББ" in text
    assert str(Person.objects.count()) in text


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_every_fact_about_me_has_a_name_in_words(language):
    person = everything_about()

    with translation.override("en"):
        english = {
            (group.key, fact.name): fact.label
            for group in my_data.groups_of(person)
            for entry in group.entries
            for fact in entry
        }
    with translation.override(language):
        labels = {
            (group.key, fact.name): fact.label
            for group in my_data.groups_of(person)
            for entry in group.entries
            for fact in entry
        }

    assert len(labels) > 80
    assert sorted(key for key, label in labels.items() if label == english[key] and re.search("[a-z]{3}", label)) == []


def everything_about() -> Person:
    """The person of a world in which every kind of record stands."""
    world = make_world()
    person, run = world.records["person"], world.records["run"]
    run.trainers.add(person)
    world.records["programme"].authors.add(person)
    attestation = world.records["attestation"]
    attestation.members.add(person)
    AttestationResult.objects.create(
        attestation=attestation,
        application=world.records["application"],
        first_points=77,
        outcome="passed",
        remark="жакшы",
    )
    Choice.objects.create(application=world.records["application"], run=run, rank=1)
    Approval.objects.filter(pk=world.records["approval"].pk).update(
        state="endorsed", answered_by=person.user, answered_at=timezone.now()
    )
    Order.objects.filter(pk=world.records["order"].pk).update(drafted_by=person)
    Due.objects.create(application=world.records["application"], amount=500)
    SelectionEntry.objects.update(
        inputs={
            "parts": {"experience": "12.50", "untrained": "30.00", "mandatory": "0", "overdue": "100"},
            "experience_years": "12.00",
            "untrained_years": "4.00",
        }
    )
    UnitHead.objects.create(
        unit=world.records["unit"], person=person, since=dt.date(2020, 1, 1), until=dt.date(2021, 1, 1)
    )
    Consent.objects.create(person=person, kind="processing", text="Макулмун", language="ky")
    note_looks([person.pk], by=world.head.user)
    return person


def test_my_data_has_my_points_my_rank_and_my_results():
    groups = {group.key: group for group in my_data.groups_of(everything_about())}

    (entry,) = groups["list_entries"].entries
    said = {fact.name: fact.text for fact in entry}
    assert (said["position"], said["points"]) == ("1", "10,00")
    assert "Эмгек стажы: 12,00 жыл – 12,50 балл." in said["why"] or "12,50" in said["why"]
    (result,) = groups["results"].entries
    assert {fact.name: fact.value for fact in result} | {"first_points": 77, "outcome": "passed"} == {
        fact.name: fact.value for fact in result
    }


def test_every_kind_that_the_passport_lists_stands_in_my_data():
    groups = {group.key for group in my_data.groups_of(everything_about()) if group.entries}

    assert groups >= {
        "person", "account", "posts", "roles", "headships", "cycle", "training", "pauses", "extensions", "letters", "consents", "data_requests",
        "list_cells", "merges", "taught", "authored", "applications", "choices", "list_entries", "results", "certificates", "committees", "visas",
        "orders", "dues", "history", "looked_at",
    }  # fmt: skip


def test_my_phone_is_grouped_on_the_page_and_plain_in_the_file(aigul):
    aigul.phone = "+996322200160"
    aigul.save()

    fact = next(fact for fact in my_data.groups_of(aigul)[0].entries[0] if fact.name == "phone")

    assert (fact.value, fact.text) == ("+996322200160", "+996 322 200 160")


def test_the_history_of_my_record_is_a_table_under_right_heads(aigul, log_in):
    note_looks([aigul.pk], by=PersonFactory(roles=[RoleKind.HR_OFFICER]).user)
    client = log_in(aigul)

    page, paper = client.get(reverse("my_data")).content.decode(), text_of(client.get(reverse("my_data_pdf")).content)

    assert '<th scope="col">Эмне кылынды</th>' in page
    assert re.search("Качан +Эмне кылынды +Ким", paper)
    assert "Эмне түшүнүлдү" not in page + paper
    assert "Ош технологиялык университети" in paper
