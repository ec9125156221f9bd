"""One's own data: who looked at the record."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from ostu_qualification.core import history
from staff.models.people import RoleKind
from staff.privacy import looks_of, note_look
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


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

    note_look(person, by=person.user)

    assert looks_of(person) == []


def test_history_tells_what_was_done_and_not_who_looked():
    person, officer = PersonFactory(), PersonFactory(roles=[RoleKind.HR_OFFICER])

    before = list(history.history_of(person))

    note_look(person, by=officer.user)

    assert list(history.history_of(person)) == before
    assert history.looks_at(person).count() == 1


def test_my_data_shows_who_looked(client):
    person, officer = PersonFactory(), PersonFactory(roles=[RoleKind.HR_OFFICER])
    note_look(person, by=officer.user)
    client.force_login(person.user)

    page = client.get(reverse("my_data"))

    assert officer.full_name in page.content.decode()


def test_confirm_data_is_said_once(client):
    person = PersonFactory()
    client.force_login(person.user)

    for _again in range(2):
        client.post(reverse("confirm_data"))

    person.refresh_from_db()
    assert person.confirmed_at is not None
    acts = [(line.additional_data or {}).get("act") for line in history.history_of(person)]
    assert acts.count("confirm_data") == 1
    assert reverse("confirm_data") not in client.get(reverse("my_data")).content.decode()
