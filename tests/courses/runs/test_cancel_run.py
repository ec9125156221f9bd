"""A run that is not given: everyone is told and let go, nothing that was begun for it goes on. Clauses 5.1, 5.4, 7.3."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from certificates.models import Order
from certificates.orders.transitions import annul_order
from courses.models import CourseRun
from courses.runs import transitions
from courses.runs.queries import places_by_quarter
from enrollment.applications.transitions import confirm_place, release_application
from enrollment.models import STANDINGS, Application, SelectionList, Standing, states_of
from enrollment.selection.transitions import cancel_selection
from finance.models import Due
from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.workflow.steps import WrongState
from staff import ports
from staff.models import Letter
from staff.ports import Plan
from tests.factories import ApplicationFactory, LetterFactory, PersonFactory, RunFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.1")]
CANCELLABLE = transitions.cancel_run.step.sources
GOING_ON = states_of(Standing.WRITING, Standing.ASKING, Standing.PLACED, Standing.STUDYING)
AFTERWARDS = {Standing.WRITING: "withdrawn", Standing.ASKING: "withdrawn", Standing.PLACED: "withdrawn", Standing.STUDYING: "left"}  # fmt: skip


def cancelled(run, officer):
    """The run, cancelled."""
    return transitions.cancel_run(run, by=officer.user, reason="Карантин")


def test_every_state_of_an_application_has_its_standing():
    assert set(STANDINGS) == set(Application.State)
    assert sorted(state for standing in Standing for state in states_of(standing)) == sorted(Application.State)


def test_a_run_is_cancelled_in_every_state_before_the_attestation(cholpon):
    assert set(CourseRun.State) - set(CANCELLABLE) == {"attestation", "completed", "cancelled"}

    for state in CANCELLABLE:
        run = cancelled(RunFactory(state=state), cholpon)

        assert (run.state, run.cancel_reason) == ("cancelled", "Карантин")
        line = history_of(run).first()
        assert (line.actor, line.additional_data["reason"]) == (cholpon.user, "Карантин")


@pytest.mark.parametrize("state", sorted(set(CourseRun.State) - set(CANCELLABLE)))
def test_a_run_is_not_cancelled_later(cholpon, state):
    run = RunFactory(state=state, cancel_reason="Себеп")

    with pytest.raises(WrongState):
        cancelled(run, cholpon)


def test_only_officers_cancel_a_run(aigul):
    with pytest.raises(PermissionDenied):
        cancelled(RunFactory(), aigul)


@pytest.mark.clause("5.4")
@pytest.mark.parametrize("run_state", CANCELLABLE)
@pytest.mark.parametrize("state", GOING_ON)
def test_whoever_applied_or_takes_part_is_let_go_and_told_with_the_reason(cholpon, run_state, state):
    run = RunFactory(state=run_state)
    application = ApplicationFactory(run=run, state=state)

    cancelled(run, cholpon)

    application.refresh_from_db()
    assert application.state == AFTERWARDS[STANDINGS[state]]
    line = history_of(application).first()
    assert (line.actor, line.additional_data) == (
        cholpon.user,
        {"act": "release_application", "reason": "Карантин"},
    )
    letters = Letter.objects.filter(person=application.person)
    if state == Application.State.DRAFT:
        assert not letters.exists()
    else:
        assert [letter.template for letter in letters] == ["run_cancelled"]
        assert "Карантин" in letters[0].body


@pytest.mark.parametrize("state", sorted(Application.OVER))
def test_whoever_is_through_stays_as_they_are_and_hears_nothing(cholpon, state):
    application = ApplicationFactory(run=RunFactory(state="selected"), state=state)

    cancelled(application.run, cholpon)

    application.refresh_from_db()
    assert application.state == state
    assert not Letter.objects.exists()


def test_nobody_moves_up_the_waiting_list_of_a_cancelled_run(cholpon):
    run = RunFactory(state="selected", capacity=1)
    selection = SelectionList.objects.create(
        run=run,
        policy=Policy.objects.current(),
        state="approved",
        ranked_on=today(),
        approved_on=today(),
        lottery_seed="0",
    )
    for position, state in enumerate(("confirmed", "waitlisted"), 1):
        application = ApplicationFactory(run=run, state=state)
        selection.entries.create(
            application=application, position=position, outcome="waiting", points=1, inputs={"parts": {}}, lottery=1
        )

    cancelled(run, cholpon)

    assert set(Application.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert set(Letter.objects.values_list("template", flat=True)) == {"run_cancelled"}


@pytest.mark.parametrize("state", SelectionList.State.values)
def test_the_list_is_put_aside_unless_it_was_ordered(cholpon, state):
    run = RunFactory(state="closed" if state == "draft" else "selected")
    selection = SelectionList.objects.create(
        run=run, policy=Policy.objects.current(), state=state, ranked_on=today(), lottery_seed="0"
    )

    cancelled(run, cholpon)

    selection.refresh_from_db()
    assert selection.state == ("cancelled" if state in cancel_selection.step.sources else state)


@pytest.mark.clause("7.3")
def test_what_was_charged_is_reversed_once_and_nothing_is_deleted(cholpon):
    run = RunFactory(state="running")
    enrolled = [ApplicationFactory(run=run, state="enrolled") for _ in range(2)]
    other = ApplicationFactory(state="enrolled")
    for application, amount in ((enrolled[0], 1800), (enrolled[1], 1800), (other, 500)):
        Due.objects.create(application=application, amount=Decimal(amount))

    cancelled(run, cholpon)

    for application in enrolled:
        assert list(application.dues.order_by("pk").values_list("amount", "reason")) == [
            (Decimal("1800.00"), ""),
            (Decimal("-1800.00"), "Карантин"),
        ]
    assert list(other.dues.values_list("amount", flat=True)) == [Decimal("500.00")]
    assert Due.objects.filter(reverses__application=other).count() == 0


@pytest.mark.parametrize("state", Order.State.values)
def test_an_order_under_way_is_annulled_and_a_signed_one_stays(cholpon, state):
    run = RunFactory(state="selected")
    order = Order.objects.create(
        kind="enrolment", run=run, state=state, number="1", signed_on=today(), languages=["ky"], content={"ky": {}},
        participants=[{"application": 1}], drafted_by=cholpon,
    )  # fmt: skip

    cancelled(run, cholpon)

    order.refresh_from_db()
    assert order.state == ("annulled" if state in annul_order.step.sources else state)


def test_letters_about_the_place_that_have_not_gone_out_are_cancelled(cholpon):
    application = ApplicationFactory(run=RunFactory(state="selected"), state="confirmed")
    facts = {"person": application.person, "kind": "notice"}
    waiting = [LetterFactory(key=f"{kind}:{application.pk}", **facts) for kind in ("offer", "enrolled")]
    sent = LetterFactory(key=f"waitlisted:{application.pk}", state="sent", **facts)
    other = LetterFactory(key=f"offer:{application.pk}0", **facts)

    cancelled(application.run, cholpon)

    for letter in (*waiting, sent, other):
        letter.refresh_from_db()
    assert [letter.state for letter in (*waiting, sent, other)] == ["cancelled", "cancelled", "sent", "planned"]
    assert waiting[0].problem == "overtaken"


def test_only_participants_are_told_that_enrolment_and_dues_are_cancelled(cholpon):
    run = RunFactory(state="selected")
    enrolled, waiting = (ApplicationFactory(run=run, state=state).person for state in ("enrolled", "waitlisted"))

    cancelled(run, cholpon)

    told = {letter.person_id: "жокко чыгарылды" in letter.body for letter in Letter.objects.all()}
    assert told == {enrolled.pk: True, waiting.pk: False}


def test_whoever_was_let_go_is_free_for_another_course_of_that_time(cholpon):
    application = ApplicationFactory(run=RunFactory(state="running"), state="enrolled")
    other = ApplicationFactory(person=application.person, run=RunFactory(state="selected"), state="allocated")

    cancelled(application.run, cholpon)

    other.refresh_from_db()
    assert confirm_place(other, by=other.person.user).state == "confirmed"


def test_nobody_stands_as_studying_in_a_cancelled_run(cholpon):
    application = ApplicationFactory(run=RunFactory(state="running"), state="enrolled")
    ask = {"people": [application.person_id], "on": today()}
    before = ports.in_one(ports.plans_now.ask(**ask))

    cancelled(application.run, cholpon)

    assert before == {application.person_id: Plan.STUDYING}
    assert ports.in_one(ports.plans_now.ask(**ask)) == {}


def test_the_page_of_the_application_says_that_the_course_was_cancelled(cholpon, log_in):
    application = ApplicationFactory(run=RunFactory(state="closed"))
    cancelled(application.run, cholpon)

    page = log_in(application.person).get(reverse("application_detail", args=[application.pk]))

    assert "Карантин" in page.content.decode()


def test_release_application_is_for_officers(aigul):
    with pytest.raises(PermissionDenied):
        release_application(ApplicationFactory(), by=aigul.user, reason="Себеп")


def test_places_of_cancelled_runs_are_not_planned(cholpon):
    run = RunFactory(capacity=7)
    span = (today() - dt.timedelta(days=200), today() + dt.timedelta(days=200))
    before = sum(places_by_quarter(*span).values())

    cancelled(run, cholpon)

    assert (before, sum(places_by_quarter(*span).values())) == (7, 0)


def test_nobody_applies_to_a_cancelled_run(cholpon, log_in):
    run, person = RunFactory(), PersonFactory()
    cancelled(run, cholpon)

    answer = log_in(person).post(reverse("apply", args=[run.pk]), {"run": run.pk})

    assert answer.status_code == 422
    assert not Application.objects.exists()
