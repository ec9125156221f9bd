"""One's own data: who looked at the record."""

import datetime as dt
import json
import shutil
import subprocess

import pytest
import time_machine
from django.urls import reverse

from ostu_qualification.core import history
from staff.models import Person
from staff.models.people import RoleKind
from staff.privacy import looks_of, note_looks
from tests.factories import ApplicationFactory, OrganisationFactory, PersonFactory, TrainingRecordFactory

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
