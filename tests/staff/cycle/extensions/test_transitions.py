"""Extensions and pauses are revoked, open pauses end: what that does to dates and histories. Clauses 1.3, 6.1."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from ostu_qualification.core.models import today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.words.calendar import add_months, add_years
from ostu_qualification.core.workflow.steps import NotYet, WrongState
from staff.cycle import stored
from staff.cycle.extensions import effects, transitions
from staff.models import CycleState
from tests.factories import EmploymentFactory, ExtensionFactory, PauseFactory, PersonFactory, TrainingRecordFactory

pytestmark = pytest.mark.django_db


def due_on(person):
    """The stored next due date."""
    return CycleState.objects.get(person=person).due_on


@pytest.fixture
def hr():
    """Human Resources."""
    return PersonFactory(roles=["hr_officer"])


@pytest.fixture
def late(aigul):
    """Her training ended three years and a month ago."""
    TrainingRecordFactory(person=aigul, ended_on=add_months(add_years(today(), -3), -1))
    stored.rebuild([aigul])
    return aigul


@pytest.fixture
def extension(late):
    """She has time until a day to come."""
    made = ExtensionFactory(people=[late], until=add_months(today(), 6), decided_on=today() - dt.timedelta(days=7))
    stored.rebuild([late])
    return made


@pytest.mark.clause("6.1")
def test_revoke_extension_gives_the_date_back_and_leaves_a_line_with_each_person(extension, late, cholpon):
    with_it = due_on(late)

    transitions.revoke_extension(extension, by=cholpon.user, reason="Буйрук жокко чыкты")

    assert (extension.state, extension.revoked_on) == ("revoked", today())
    assert extension.revoke_reason == "Буйрук жокко чыкты"
    assert (with_it, due_on(late)) == (add_months(today(), 6), add_months(today(), -1))
    assert "revoke_extension" in [(line.additional_data or {}).get("act") for line in history_of(late)]


@pytest.mark.clause("6.1")
def test_before_an_extension_is_revoked_the_officer_sees_who_becomes_overdue(extension, cholpon):
    told = effects.of_revoking(extension, cholpon.user)

    assert [each.is_warning for each in told] == [False, False, True]
    assert all("1" in str(each.text) for each in told)


def test_an_extension_that_moves_nothing_says_so(aigul, cholpon):
    TrainingRecordFactory(person=aigul, ended_on=today())
    stored.rebuild([aigul])
    extension = ExtensionFactory(people=[aigul], until=add_months(today(), 6), decided_on=today())

    told = effects.of_revoking(extension, cholpon.user)

    assert [each.is_warning for each in told] == [False, False]
    assert "0" in str(told[1].text)


def test_a_revoked_extension_is_not_revoked_again(extension, cholpon):
    transitions.revoke_extension(extension, by=cholpon.user, reason="–")

    with pytest.raises(WrongState):
        transitions.revoke_extension(extension, by=cholpon.user, reason="–")


@pytest.mark.parametrize("role", ["hr_officer", "auditor", "rector"])
def test_only_an_officer_revokes_an_extension(extension, role):
    with pytest.raises(PermissionDenied):
        transitions.revoke_extension(extension, by=PersonFactory(roles=[role]).user, reason="–")


@pytest.mark.clause("1.3")
def test_revoke_pause_gives_the_date_back_and_leaves_a_line_with_the_person(late, hr):
    pause = PauseFactory(person=late, started_on=dt.date(2025, 1, 1), ended_on=dt.date(2025, 12, 31))
    stored.rebuild([late])
    with_it = due_on(late)

    transitions.revoke_pause(pause, by=hr.user, reason="Буйрук жок")

    assert (pause.state, pause.revoke_reason) == ("revoked", "Буйрук жок")
    assert (with_it - due_on(late)).days == 365
    assert "revoke_pause" in [(line.additional_data or {}).get("act") for line in history_of(late)]


@pytest.mark.clause("1.3")
def test_before_a_pause_is_revoked_hr_sees_how_the_date_moves(late, hr):
    pause = PauseFactory(person=late, started_on=dt.date(2025, 1, 1), ended_on=dt.date(2025, 12, 31))

    (told,) = effects.of_revoking_pause(pause, hr.user)

    assert "→" in str(told.text)
    assert told.url == reverse("person_detail", args=[late.pk])


@pytest.mark.clause("1.3")
def test_end_pause_sets_the_last_day_and_reckons_the_date(late, hr):
    pause = PauseFactory(person=late, started_on=dt.date(2025, 1, 1), ended_on=None)
    stored.rebuild([late])

    ended = transitions.end_pause(pause, by=hr.user, ended_on=dt.date(2025, 1, 31))

    assert (ended.state, ended.ended_on) == ("in_force", dt.date(2025, 1, 31))
    assert due_on(late) == add_months(today(), -1) + dt.timedelta(days=31)
    assert "end_pause" in [(line.additional_data or {}).get("act") for line in history_of(late)]


def test_a_pause_ends_once_and_not_before_it_begins(late, hr):
    ended = PauseFactory(person=late)
    begun = PauseFactory(person=late, reason="study", started_on=dt.date(2026, 3, 1), ended_on=None)

    with pytest.raises(NotYet):
        transitions.end_pause(ended, by=hr.user, ended_on=dt.date(2026, 1, 1))
    with pytest.raises(ValidationError):
        transitions.end_pause(begun, by=hr.user, ended_on=dt.date(2026, 2, 28))

    begun.refresh_from_db()
    assert begun.ended_on is None


def test_the_page_of_a_pause_offers_its_end_only_while_it_is_open(late, hr, log_in):
    client = log_in(hr)
    pages = []
    for ended_on in (None, dt.date(2025, 12, 31)):
        pause = PauseFactory(person=late, reason="study" if ended_on else "parental", ended_on=ended_on)
        page = client.get(reverse("pause_detail", args=[pause.pk])).content.decode()
        pages.append([f'href="{reverse(name, args=[pause.pk])}"' in page for name in ("end_pause", "revoke_pause")])

    assert pages == [[True, True], [False, True]]


def test_the_list_of_pauses_leads_to_each_pause(late, hr, log_in):
    pause = PauseFactory(person=late)

    page = log_in(hr).get(reverse("pause_list")).content.decode()

    assert reverse("pause_detail", args=[pause.pk]) in page


@pytest.mark.parametrize("name", ["end_pause", "revoke_pause"])
def test_nobody_acts_on_a_pause_of_their_own(hr, log_in, name):
    EmploymentFactory(person=hr)
    pause = PauseFactory(person=hr, ended_on=None)

    answer = log_in(hr).post(reverse(name, args=[pause.pk]), {"reason": "–", "ended_on": "01.02.2026"})

    pause.refresh_from_db()
    assert (answer.status_code, pause.state, pause.ended_on) == (403, "in_force", None)
