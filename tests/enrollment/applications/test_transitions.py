"""An application from draft to place: windows, confirmations, the waiting list, and two people at once. Clauses 5.3, 5.4."""

import datetime as dt
import threading
import time

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from courses.runs import transitions as course_steps
from enrollment.applications import actions, transitions
from enrollment.models import Application, SelectionList
from enrollment.selection import queries
from enrollment.selection import transitions as selection_transitions
from ostu_qualification.core.models import today
from ostu_qualification.core.records.history import act_label, history_of
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.workflow.steps import NotYet, WrongState
from ostu_qualification.core.workflow.timers import run_due
from tests.at_once import at_once
from tests.factories import ApplicationFactory, EmploymentFactory, PersonFactory, RunFactory, UnitFactory

pytestmark = pytest.mark.django_db
State = Application.State


@pytest.fixture(autouse=True)
def _english():
    """Messages are compared in English."""
    with override("en"):
        yield


def approved(count=4, capacity=2):
    """Applications of a run whose list is approved, in the order of the list."""
    run = RunFactory(capacity=capacity)
    for number in range(count):
        ApplicationFactory(run=run, person=PersonFactory(career_start_on=dt.date(2020 - number, 9, 1)))
    course_steps.close_run(run, by=SYSTEM)
    selection_transitions.approve_selection(run.selection, by=SYSTEM)
    return [entry.application for entry in queries.entries_of(run.selection)]


def lapse(application):
    """Let an offer have ended yesterday, unnoticed by any job."""
    application.entries.update(offer_until=today() - dt.timedelta(days=1))


def states(applications):
    """The states as the database has them."""
    for each in applications:
        each.refresh_from_db()
    return [each.state for each in applications]


def test_start_application_goes_on_with_the_one_begun():
    person, run = PersonFactory(), RunFactory()

    first = actions.start_application(person, run, by=person.user)
    again = actions.start_application(person, run, by=person.user)

    assert first == again
    assert [choice.run for choice in first.choices.all()] == [run]


@pytest.mark.parametrize("state", sorted({*Application.OVER} - {"completed"}))
def test_start_application_begins_anew_where_the_earlier_one_is_over(state):
    person, run = PersonFactory(), RunFactory()
    earlier = ApplicationFactory(person=person, run=run, state=state)

    assert actions.start_application(person, run, by=person.user) != earlier


@pytest.mark.clause("5.4")
@pytest.mark.parametrize(("days", "is_open"), [(-6, False), (-5, True), (0, True), (5, True), (6, False)])
def test_submit_application_only_within_the_window(days, is_open):
    application = ApplicationFactory(state="draft", submitted_at=None)

    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=days), tick=False):
        if is_open:
            transitions.submit_application(application, by=application.person.user)
        else:
            with pytest.raises(ValidationError, match="open on" if days < 0 else "closed on"):
                transitions.submit_application(application, by=application.person.user)

    assert states([application]) == ["submitted" if is_open else "draft"]
    assert (application.submitted_at is not None) == is_open


@pytest.mark.parametrize(
    ("state", "why"), [("planned", "open on"), ("closed", "are closed"), ("cancelled", "was cancelled")]
)
def test_submit_application_only_for_an_open_run(state, why):
    application = ApplicationFactory(state="draft", run__state=state, run__cancel_reason="Себеп")

    with pytest.raises(ValidationError, match=why):
        transitions.submit_application(application, by=application.person.user)


def test_submit_application_asks_why_one_wants_to_take_part():
    application = ApplicationFactory(state="draft", motivation="  \n")

    with pytest.raises(ValidationError) as refusal:
        transitions.submit_application(application, by=application.person.user)

    assert set(refusal.value.error_dict) == {"motivation"}


@pytest.mark.parametrize("step", ["submit_application", "withdraw_application", "confirm_place", "decline_place"])
def test_steps_of_the_applicant_are_for_nobody_else(step):
    taken = getattr(transitions, step)
    application = ApplicationFactory(state=taken.step.sources[0])

    for user in (PersonFactory(roles=["officer"]).user, PersonFactory(roles=["rector"]).user):
        with pytest.raises(PermissionDenied, match="Only the applicant"):
            taken(application, by=user)


@pytest.mark.clause("5.3")
def test_give_opinion_is_for_the_head_with_a_reason_and_is_no_veto():
    unit = UnitFactory()
    head = PersonFactory(heads=unit)
    application = ApplicationFactory()
    EmploymentFactory(person=application.person, unit=unit)

    with pytest.raises(ValidationError):
        transitions.give_opinion(application, opinion="not_endorsed", reason="", by=head.user)
    transitions.give_opinion(application, opinion="not_endorsed", reason="Сабактары көп", by=head.user)
    with pytest.raises(PermissionDenied):
        transitions.give_opinion(application, opinion="endorsed", reason="", by=application.person.user)

    application.refresh_from_db()
    assert (application.state, application.opinion, application.opinion_by) == ("submitted", "not_endorsed", head)
    assert application in queries.applicants_of(application.run)


@pytest.mark.clause("5.4")
@pytest.mark.parametrize("step", ["decline_place", "withdraw_application"])
def test_freed_place_goes_to_the_first_on_the_waiting_list(step):
    applications = approved()

    getattr(transitions, step)(applications[0], by=applications[0].person.user)

    assert states(applications)[1:] == ["allocated", "allocated", "waitlisted"]
    assert queries.entry_of(applications[2]).offer_until is not None


def test_withdraw_application_from_the_waiting_list_frees_nothing():
    applications = approved()

    transitions.withdraw_application(applications[2], by=applications[2].person.user)

    assert states(applications) == ["allocated", "allocated", "withdrawn", "waitlisted"]


@pytest.mark.clause("5.4")
def test_expire_offers_gives_places_on_the_day_after_the_last_and_only_those_not_confirmed():
    applications = approved()
    transitions.confirm_place(applications[0], by=applications[0].person.user)
    last = queries.entry_of(applications[1]).offer_until

    with time_machine.travel(dt.datetime.combine(last, dt.time(6), dt.UTC), tick=False):
        assert run_due().get("expire_offer", 0) == 0
    with time_machine.travel(dt.datetime.combine(last + dt.timedelta(days=1), dt.time(6), dt.UTC), tick=False):
        assert run_due()["expire_offer"] == 1

    assert states(applications) == ["confirmed", "expired", "allocated", "waitlisted"]


def test_expire_offers_passes_over_an_offer_that_cannot_end_and_ends_the_others(caplog):
    """A list that nobody has approved offers no place, so that no act can bring about such an offer."""
    (first,), (broken,), (last,) = approved(1), approved(1), approved(1)
    for each in (first, broken, last):
        lapse(each)
    SelectionList.objects.filter(run=broken.run).update(approved_on=None)

    assert run_due()["expire_offer"] == 2

    assert states([first, broken, last]) == ["expired", "allocated", "expired"]
    assert f"expire_offer failed by itself with enrollment.Application {broken.pk}" in caplog.text


@pytest.mark.clause("5.1", "6.1")
def test_a_course_begins_by_itself_once_its_first_day_has_come_and_somebody_is_enrolled():
    window = {"apply_from": today() - dt.timedelta(days=9), "apply_until": today() - dt.timedelta(days=5)}
    kinds = [("enrolled", 0), ("enrolled", 1), ("confirmed", 0), ("allocated", 0)]
    runs = {kind: RunFactory(state="selected", starts_on=today() + dt.timedelta(kind[1]), **window) for kind in kinds}
    for (state, _days), run in runs.items():
        ApplicationFactory(run=run, state=state)

    assert run_due() == {"start_run": 1}

    for run in runs.values():
        run.refresh_from_db()
    assert {kind: run.state for kind, run in runs.items()} == dict.fromkeys(kinds, "selected") | {kinds[0]: "running"}


@pytest.mark.clause("5.4")
def test_an_offer_that_ended_is_not_confirmed_though_no_job_has_noted_it():
    applications = approved(2, capacity=1)
    last = queries.entry_of(applications[0]).offer_until

    with time_machine.travel(dt.datetime.combine(last, dt.time(17, 59), dt.UTC), tick=False):
        assert queries.lapsed_on(applications[0]) is None
    with (
        time_machine.travel(dt.datetime.combine(last, dt.time(18, 1), dt.UTC), tick=False),
        pytest.raises(ValidationError, match=f"until {last:%d.%m.%Y}"),
    ):
        transitions.confirm_place(applications[0], by=applications[0].person.user)

    assert states(applications) == ["allocated", "waitlisted"]


@pytest.mark.clause("5.4")
def test_an_offer_that_ended_has_no_button_and_says_until_when_it_held(log_in):
    (application,) = approved(1)
    lapse(application)

    page = log_in(application.person).get(reverse("application_detail", args=[application.pk]))

    assert f'href="{reverse("confirm_place", args=[application.pk])}"' not in page.content.decode()
    assert f"{queries.lapsed_on(application):%d.%m.%Y}" in page.content.decode()


@pytest.mark.clause("5.4")
def test_expire_offer_refuses_while_the_offer_holds():
    applications = approved(2, capacity=1)

    with pytest.raises(ValidationError, match="still holds"):
        selection_transitions.expire_offer(applications[0], by=SYSTEM)

    assert states(applications) == ["allocated", "waitlisted"]


@pytest.mark.clause("5.4")
def test_an_offer_expired_and_one_declined_are_told_apart_in_the_history():
    expired, declined = approved(2)
    lapse(expired)
    selection_transitions.expire_offer(expired, by=SYSTEM)
    transitions.decline_place(declined, by=declined.person.user)

    acts = [history_of(each).first().additional_data["act"] for each in (expired, declined)]
    assert acts == ["expire_offer", "decline_place"]
    assert len({act_label(act, 1) for act in acts}) == 2
    assert states([expired, declined]) == ["expired", "declined"]


@pytest.mark.clause("5.4")
def test_confirm_place_refuses_a_second_course_at_the_same_time():
    (first,) = approved(1)
    run = first.run
    other = ApplicationFactory(
        person=first.person, run=RunFactory(starts_on=run.ends_on, ends_on=run.ends_on), state="allocated"
    )
    later = ApplicationFactory(
        person=first.person,
        run=RunFactory(starts_on=run.ends_on + dt.timedelta(days=1), ends_on=run.ends_on + dt.timedelta(days=3)),
        state="allocated",
    )
    transitions.confirm_place(first, by=first.person.user)

    with pytest.raises(ValidationError, match="at the same time"):
        transitions.confirm_place(other, by=first.person.user)
    transitions.confirm_place(later, by=first.person.user)

    assert states([first, other, later]) == ["confirmed", "allocated", "confirmed"]


def test_promote_waiting_gives_no_more_than_the_free_places_and_none_before_the_approval():
    applications = approved()
    run = applications[0].run

    assert selection_transitions.promote_waiting(None) == 0
    with transaction.atomic():
        assert selection_transitions.promote_waiting(run) == 0
    type(run).objects.filter(pk=run.pk).update(capacity=3)
    with transaction.atomic():
        assert selection_transitions.promote_waiting(run) == 1
    assert states(applications) == ["allocated", "allocated", "allocated", "waitlisted"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_places_freed_at_once_go_to_two_people():
    applications = approved()

    raised = at_once(
        *(lambda each=each: transitions.decline_place(each, by=each.person.user) for each in applications[:2])
    )

    assert raised == []
    assert states(applications) == ["declined", "declined", "allocated", "allocated"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_last_place_freed_by_its_owner_and_by_the_clock_at_once_is_given_once():
    applications = approved(3, capacity=1)
    lapse(applications[0])

    raised = at_once(
        lambda: transitions.decline_place(applications[0], by=applications[0].person.user),
        lambda: selection_transitions.expire_offer(applications[0], by=SYSTEM),
    )

    assert [type(problem) for problem in raised] == [WrongState]
    first, *others = states(applications)
    assert first in ("declined", "expired")
    assert others == ["allocated", "waitlisted"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_list_approved_twice_at_once_gives_its_places_once():
    run = RunFactory(capacity=1)
    for _ in range(3):
        ApplicationFactory(run=run)
    course_steps.close_run(run, by=SYSTEM)

    raised = at_once(*[lambda: selection_transitions.approve_selection(run.selection, by=SYSTEM)] * 2)

    assert [type(problem) for problem in raised] == [WrongState]
    assert Application.objects.filter(run=run, state="allocated").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_courses_at_the_same_time_confirmed_at_once_only_one_is():
    person = PersonFactory()
    offers = [ApplicationFactory(person=person, state="allocated") for _ in range(2)]

    raised = at_once(*(lambda each=each: transitions.confirm_place(each, by=person.user) for each in offers))

    assert [type(problem) for problem in raised] == [NotYet]
    assert sorted(states(offers)) == ["allocated", "confirmed"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_place_passes_over_one_who_leaves_the_waiting_list_in_that_moment():
    applications = approved(4, capacity=1)
    raised = []

    with transaction.atomic():
        transitions.withdraw_application(applications[1], by=applications[1].person.user)
        freeing = threading.Thread(
            target=lambda: raised.extend(
                at_once(lambda: transitions.decline_place(applications[0], by=applications[0].person.user))
            )
        )
        freeing.start()
        time.sleep(1)
    freeing.join(timeout=30)

    assert raised == []
    assert states(applications) == ["declined", "withdrawn", "allocated", "waitlisted"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_application_begun_twice_at_once_is_one():
    person, run = PersonFactory(), RunFactory()

    raised = at_once(*[lambda: actions.start_application(person, run, by=person.user)] * 2)

    assert raised == []
    assert Application.objects.filter(person=person, run=run).count() == 1
