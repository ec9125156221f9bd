"""Applying page by page, what may be changed until when, who sees it, and what becomes of it in the person's eyes. Clause 5.4."""

import datetime as dt
from itertools import chain

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.translation import override

from courses.ports import Places
from courses.runs import transitions as course_steps
from enrollment.applications import actions, queries, transitions
from enrollment.models import Application, SelectionList, Standing, states_of
from enrollment.selection import queries as selection_queries
from enrollment.selection import transitions as selection_transitions
from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.workflow.steps import WrongState
from staff import ports
from staff.models import Letter
from staff.ports import Plan
from tests.factories import ApplicationFactory, EmploymentFactory, PersonFactory, RunFactory, UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.4")]
State = Application.State


@pytest.fixture(autouse=True)
def _english():
    """Messages are compared in English."""
    with override("en"):
        yield


@pytest.fixture
def head():
    """The head of a unit."""
    return PersonFactory(heads=UnitFactory())


def state_of(application):
    """The state as the database has it."""
    return Application.objects.get(pk=application.pk).state


def test_one_applies_in_three_pages_and_sees_the_place(log_in):
    run, person = RunFactory(), PersonFactory()
    browser = log_in(person)

    first = browser.post(reverse("apply", args=[run.pk]), {"run": run.pk})
    application = Application.objects.get()
    assert first.headers["Location"] == reverse("application_motivation", args=[application.pk])
    second = browser.post(first.headers["Location"], {"motivation": "Жаңы ыкмаларды сабакта колдоном."})
    assert second.headers["Location"] == reverse("application_check", args=[application.pk])
    check = browser.get(second.headers["Location"])
    assert (check.context["place"], check.context["application"].motivation) == (1, "Жаңы ыкмаларды сабакта колдоном.")
    browser.post(second.headers["Location"])

    application.refresh_from_db()
    assert (application.state, application.person, application.run) == ("submitted", person, run)
    assert [choice.run for choice in application.choices.all()] == [run]
    acts = [line.additional_data["act"] for line in history_of(application) if line.additional_data]
    assert acts == ["submit_application", "start_application"]


@pytest.mark.parametrize("page", ["application_motivation", "application_check"])
def test_a_motivation_is_asked_for_and_what_is_missing_is_said(log_in, page):
    application = ApplicationFactory(state="draft", motivation="", submitted_at=None)

    answer = log_in(application.person).post(reverse(page, args=[application.pk]), {"motivation": "  "})

    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert state_of(application) == "draft"


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED])
def test_choose_run_moves_the_application_while_both_windows_are_open(state):
    application, other = ApplicationFactory(state=state), RunFactory()

    actions.choose_run(application, other, by=application.person.user)

    application.refresh_from_db()
    assert (application.run, application.state) == (other, state)
    assert [choice.run for choice in application.choices.all()] == [other]


def test_choose_run_lets_a_draft_go_on_elsewhere_after_its_window_but_no_submitted_one():
    closed, other = RunFactory(state="closed"), RunFactory()
    draft = ApplicationFactory(run=closed, state="draft")
    submitted = ApplicationFactory(run=closed)

    actions.choose_run(draft, other, by=draft.person.user)
    with pytest.raises(ValidationError, match="closed"):
        actions.choose_run(submitted, other, by=submitted.person.user)

    draft.refresh_from_db()
    submitted.refresh_from_db()
    assert (draft.run, submitted.run) == (other, closed)


@pytest.mark.parametrize("state", ["planned", "closed", "cancelled"])
def test_choose_run_leads_to_no_run_that_is_not_open(state):
    application = ApplicationFactory()
    other = RunFactory(state=state, cancel_reason="Себеп")

    with pytest.raises(ValidationError):
        actions.choose_run(application, other, by=application.person.user)


def test_choose_run_refuses_a_run_that_one_has_applied_to_already():
    first = ApplicationFactory()
    second = ApplicationFactory(person=first.person)

    with pytest.raises(ValidationError, match="already"):
        actions.choose_run(second, first.run, by=first.person.user)


def test_choose_run_goes_to_a_run_where_an_earlier_application_is_over():
    earlier = ApplicationFactory(state="withdrawn")
    application = ApplicationFactory(person=earlier.person)

    actions.choose_run(application, earlier.run, by=earlier.person.user)

    application.refresh_from_db()
    assert application.run == earlier.run


@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFT, State.SUBMITTED}))
def test_nothing_is_changed_once_the_list_is_made(state):
    application, other = ApplicationFactory(state=state), RunFactory()

    for act, value in ((actions.choose_run, other), (actions.write_motivation, "Башка")):
        with pytest.raises(ValidationError, match="can no longer be changed"):
            act(application, value, by=application.person.user)


def test_only_the_applicant_writes_the_application(head):
    application = ApplicationFactory()

    for act, value in ((actions.choose_run, RunFactory()), (actions.write_motivation, "Башка")):
        with pytest.raises(PermissionDenied):
            act(application, value, by=head.user)


@pytest.mark.parametrize(
    ("state", "days", "is_open"),
    [("draft", 0, True), ("draft", 9, True), ("submitted", 5, True), ("submitted", 6, False), ("confirmed", 0, False)],
)
def test_the_page_offers_changes_as_long_as_they_can_be_made(log_in, state, days, is_open):
    application = ApplicationFactory(state=state)

    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=days), tick=False):
        page = log_in(application.person).get(reverse("application_detail", args=[application.pk]))

    assert bool(page.context["may_edit"]) == is_open


@pytest.mark.clause("5.3")
def test_drafts_are_seen_by_their_writer_alone_and_applications_by_head_and_office(head):
    unit = head.headships.get().unit
    person, officer = EmploymentFactory(unit=unit).person, PersonFactory(roles=["officer"])
    draft = ApplicationFactory(person=person, state="draft")
    submitted = ApplicationFactory(person=person)
    ApplicationFactory()

    def seen(who):
        return set(queries.applications_for(who.user).filter(person=person))

    assert seen(person) == {draft, submitted}
    assert seen(head) == seen(officer) == {submitted}
    assert seen(PersonFactory()) == set()


@pytest.mark.clause("5.3")
def test_the_head_gives_an_opinion_on_a_page_and_the_next_one_waits(head, log_in):
    unit = head.headships.get().unit
    first, second = (ApplicationFactory(person=EmploymentFactory(unit=unit).person) for _ in range(2))
    browser, address = log_in(head), reverse("give_opinion", args=[first.pk])

    without = browser.post(address, {"opinion": "not_endorsed", "reason": ""})
    browser.post(address, {"opinion": "not_endorsed", "reason": "Сабактары көп"})

    assert list(without.context["form"].errors) == ["reason"]
    first.refresh_from_db()
    assert (first.opinion, first.opinion_reason, first.opinion_by) == ("not_endorsed", "Сабактары көп", head)
    assert list(queries.awaiting_opinion(head.user)) == [second]
    assert history_of(first).first().additional_data["act"] == "give_opinion"


@pytest.mark.clause("5.3")
@pytest.mark.parametrize("state", sorted(set(State) - {State.SUBMITTED}))
def test_an_opinion_comes_too_late_once_the_list_is_approved(head, state):
    person = EmploymentFactory(unit=head.headships.get().unit).person
    application = ApplicationFactory(person=person, state=state)

    with pytest.raises(WrongState):
        transitions.give_opinion(application, opinion="endorsed", reason="", by=head.user)


@pytest.mark.parametrize("state", transitions.withdraw_application.step.sources)
def test_one_withdraws_any_time_before_the_order(log_in, state):
    application = ApplicationFactory(state=state, run__state="selected")

    log_in(application.person).post(reverse("withdraw_application", args=[application.pk]))

    assert state_of(application) == "withdrawn"
    assert history_of(application).first().additional_data["act"] == "withdraw_application"


@pytest.mark.parametrize("state", sorted({State.ENROLLED, *Application.OVER}))
def test_nobody_withdraws_after_the_order(log_in, state):
    application = ApplicationFactory(state=state)

    log_in(application.person).post(reverse("withdraw_application", args=[application.pk]))

    assert state_of(application) == state


def approved(capacity=1, count=3):
    """Applications of an approved list, in its order."""
    run = RunFactory(capacity=capacity)
    for number in range(count):
        ApplicationFactory(run=run, person=PersonFactory(career_start_on=dt.date(2020 - number, 9, 1)))
    course_steps.close_run(run, by=SYSTEM)
    selection_transitions.approve_selection(run.selection, by=SYSTEM)
    return [entry.application for entry in selection_queries.entries_of(run.selection)]


def letters_to(application):
    """What was written to the applicant, the oldest first."""
    return [letter.template for letter in Letter.objects.filter(person=application.person).order_by("pk")]


def test_everyone_on_an_approved_list_is_told_the_outcome():
    placed, first, second = approved()

    assert [letters_to(each) for each in (placed, first, second)] == [["place_offered"], ["waitlisted"], ["waitlisted"]]
    bodies = [Letter.objects.get(person=each.person).body for each in (first, second)]
    assert bodies[0] != bodies[1]


def test_confirm_place_keeps_the_place_and_writes_nobody(log_in):
    placed, first, _second = approved()
    browser, address = log_in(placed.person), reverse("confirm_place", args=[placed.pk])

    browser.post(address)

    assert [state_of(each) for each in (placed, first)] == ["confirmed", "waitlisted"]
    assert letters_to(first) == ["waitlisted"]
    assert queries.places_by_run([placed.run_id]) == {placed.run_id: Places(applied=3, taken=1)}


@pytest.mark.parametrize("act", ["decline_place", "withdraw_application"])
@pytest.mark.parametrize("confirmed", [False, True])
def test_a_freed_place_is_offered_to_the_next_with_a_day_of_its_own(log_in, act, confirmed):
    placed, first, second = approved()
    if confirmed:
        transitions.confirm_place(placed, by=placed.person.user)

    log_in(placed.person).post(reverse(act, args=[placed.pk]))

    assert [state_of(each) for each in (first, second)] == ["allocated", "waitlisted"]
    assert letters_to(first) == ["waitlisted", "place_offered"]
    entry = selection_queries.entry_of(first)
    assert (entry.outcome, entry.offer_until) == (
        "place",
        today() + dt.timedelta(days=Policy.objects.current().offer_days),
    )


def test_an_offer_is_told_on_ones_page_with_its_last_day(log_in):
    (placed,) = approved(count=1)
    entry = selection_queries.entry_of(placed)

    page = log_in(placed.person).get(reverse("application_detail", args=[placed.pk]))

    assert f'href="{reverse("confirm_place", args=[placed.pk])}"' in page.content.decode()
    assert page.context["entry"] == entry
    assert [
        day.on
        for day in chain.from_iterable(ports.coming_days.ask(person=placed.person, on=today()))
        if "confirm" in day.key
    ] == [entry.offer_until]


@pytest.mark.clause("5.3")
@pytest.mark.parametrize(
    ("standing", "plan"),
    [
        (Standing.WRITING, None),
        (Standing.ASKING, Plan.APPLIED),
        (Standing.PLACED, Plan.PLANNED),
        (Standing.STUDYING, Plan.STUDYING),
        (Standing.GONE, None),
    ],
)
def test_how_far_someone_is_follows_from_the_state(standing, plan):
    for state in states_of(standing):
        person = ApplicationFactory(state=state).person

        assert ports.in_one(ports.plans_now.ask(people=[person.pk], on=today())).get(person.pk) == plan, state


@pytest.mark.clause("5.3")
def test_who_completed_a_course_this_year_has_passed_and_who_failed_has_not():
    passed = ApplicationFactory(state="completed", run__over=True).person
    failed = ApplicationFactory(state="failed", run__over=True).person

    assert ports.in_one(ports.plans_now.ask(people=[passed.pk, failed.pk], on=today())) == {passed.pk: Plan.PASSED}


@pytest.mark.clause("6.1")
def test_a_reminder_names_the_place_of_those_who_have_one():
    people = {state: ApplicationFactory(state=state).person for state in State}

    facts = ports.in_one(ports.reminder_facts.ask(people=list(people.values()), on=today()))

    named = {state for state, person in people.items() if "place" in facts.get(person.pk, {})}
    assert named == set(states_of(Standing.PLACED, Standing.STUDYING))


def test_places_taken_are_those_of_who_has_or_had_one():
    run = RunFactory(capacity=20)
    for state in State:
        ApplicationFactory(run=run, state=state)

    assert queries.places_by_run([run.pk]) == {run.pk: Places(applied=11, taken=5, enrolled=1)}


def test_the_line_of_an_application_is_shown_once_the_list_is_approved():
    run = RunFactory()
    application = ApplicationFactory(run=run)
    course_steps.close_run(run, by=SYSTEM)

    before = selection_queries.entry_of(application)
    SelectionList.objects.filter(run=run).update(state="approved", approved_on=today())

    assert before is None
    assert selection_queries.entry_of(application) == application.entries.get()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_applications_takes_a_constant_number_of_queries(log_in, count, django_assert_max_num_queries):
    officer = PersonFactory(roles=["officer"])
    ApplicationFactory.create_batch(count)
    browser = log_in(officer)

    with django_assert_max_num_queries(12):
        assert browser.get(reverse("application_list")).context["list"].count == count
