"""Every act with an application and with a list: from where, by whom, with what effects; and from nowhere else. Clauses 5.3, 5.4, 6.1."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.translation import override

from certificates.models import Certificate, Order
from courses.ports import Places
from courses.runs import transitions as course_steps
from enrollment.applications import queries, transitions
from enrollment.models import Application, SelectionEntry, SelectionList, Standing, states_of
from enrollment.selection import queries as selection_queries
from enrollment.selection import transitions as selection_steps
from enrollment.selection.signals import places_changed
from finance.models import Due
from ostu_qualification.core.models import today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.workflow.steps import ACTS, WrongState, acts_on
from staff import ports
from staff.models import Letter
from staff.ports import Plan
from tests.factories import ApplicationFactory, EmploymentFactory, PersonFactory, RunFactory, UnitFactory

pytestmark = pytest.mark.django_db
State = Application.State
BY_OFFICE = ["enrol", "close_without_place", "complete_course", "fail_course", "allocate_place", "put_on_waiting_list"]
BY_APPLICANT = ["submit_application", "withdraw_application", "confirm_place", "decline_place"]


@pytest.fixture(autouse=True)
def _english():
    """Messages are compared in English."""
    with override("en"):
        yield


@pytest.fixture
def officer():
    """An officer of ИИжКББ."""
    return PersonFactory(roles=["officer"]).user


@pytest.fixture
def heard():
    """What is announced of places to the apps above."""
    found = []

    def hear(sender, run, application, **kwargs):
        found.append((run, application))

    places_changed.connect(hear)
    yield found
    places_changed.disconnect(hear)


def state_of(record):
    """The state as the database has it."""
    return type(record).objects.get(pk=record.pk).state


def told(application):
    """The letters to the applicant."""
    return list(Letter.objects.filter(person=application.person).order_by("pk").values_list("template", flat=True))


def plan_of(application):
    """How far the person is on the way to the next training, as boards and reminders read it."""
    return ports.in_one(ports.plans_now.ask(people=[application.person_id], on=today())).get(application.person_id)


def last_act(record):
    """Name, actor and change of state of the newest line of the history."""
    line = history_of(record).first()
    return line.additional_data["act"], line.actor, line.changes.get("state")


def approved(count=4, capacity=2):
    """Applications of a run whose list is approved, in the order of the list."""
    run = RunFactory(capacity=capacity)
    for number in range(count):
        ApplicationFactory(run=run, person=PersonFactory(career_start_on=dt.date(2020 - number, 9, 1)))
    course_steps.close_run(run, by=SYSTEM)
    selection_steps.approve_selection(run.selection, by=SYSTEM)
    return [entry.application for entry in selection_queries.entries_of(run.selection)]


def test_every_act_with_an_application_is_tried_here():
    names = {each.name for each in acts_on(Application)}

    assert names == {*BY_OFFICE, *BY_APPLICANT, "give_opinion", "release_application", "expire_offer"}
    assert {each.name for each in acts_on(SelectionList)} == {
        "approve_selection", "rank_anew", "order_selection", "cancel_selection",
    }  # fmt: skip


@pytest.mark.clause("6.1")
@pytest.mark.parametrize("name", BY_OFFICE)
def test_what_follows_from_a_list_or_an_order_is_for_officers_alone(name, officer):
    taken = ACTS[name].function
    application = ApplicationFactory(state=taken.step.sources[0])

    for who in (application.person, PersonFactory(roles=["rector"]), PersonFactory(roles=["hr_officer"])):
        with pytest.raises(PermissionDenied, match="Only an officer"):
            taken(application, by=who.user)
    taken(application, by=officer)

    assert last_act(application) == (name, officer, [taken.step.sources[0], taken.step.target])


@pytest.mark.parametrize("name", BY_OFFICE)
def test_what_follows_from_a_list_or_an_order_has_no_page(name):
    assert not ACTS[name].label


@pytest.mark.parametrize("name", [*BY_OFFICE, *BY_APPLICANT, "expire_offer"])
def test_from_any_other_state_an_act_changes_nothing(name):
    taken = ACTS[name].function

    for state in sorted(set(State) - set(taken.step.sources)):
        application = ApplicationFactory(state=state)
        lines = history_of(application).count()
        with pytest.raises(WrongState, match="can no longer be done"):
            taken(application, by=SYSTEM)
        assert (state_of(application), history_of(application).count()) == (state, lines)
        assert told(application) == []


@pytest.mark.clause("5.4")
def test_submitting_keeps_the_moment_writes_nobody_and_tells_boards(officer, heard):
    application = ApplicationFactory(state="draft", submitted_at=None)

    transitions.submit_application(application, by=application.person.user)

    assert application.submitted_at is not None
    assert (plan_of(application), told(application), heard) == (Plan.APPLIED, [], [])
    assert queries.places_by_run([application.run_id]) == {application.run_id: Places(applied=1)}
    assert last_act(application) == ("submit_application", application.person.user, ["draft", "submitted"])


@pytest.mark.clause("5.4")
@pytest.mark.parametrize("state", states_of(Standing.WRITING, Standing.ASKING, Standing.PLACED))
def test_withdrawing_ends_the_plan_and_gives_back_only_a_place_that_was_given(state, heard):
    application = ApplicationFactory(state=state, run__state="selected")

    transitions.withdraw_application(application, by=application.person.user)

    had_place = state in states_of(Standing.PLACED)
    assert (plan_of(application), queries.places_by_run([application.run_id])) == (None, {})
    assert [each for _run, each in heard] == ([application] if had_place else [])
    assert last_act(application) == ("withdraw_application", application.person.user, [state, "withdrawn"])


@pytest.mark.clause("5.4")
def test_confirming_takes_the_place_and_is_announced_to_the_order(heard):
    placed, other, *_waiting = approved()

    transitions.confirm_place(placed, by=placed.person.user)

    assert (plan_of(placed), state_of(other)) == (Plan.PLANNED, "allocated")
    assert heard == [(placed.run, placed)]
    assert [day.key for days in ports.coming_days.ask(person=placed.person, on=today()) for day in days] == [
        f"application-{placed.pk}-course"
    ]
    assert queries.confirmed_of(placed.run).get() == placed


@pytest.mark.clause("5.4")
@pytest.mark.parametrize("state", states_of(Standing.PLACED))
def test_declining_gives_the_place_on_with_a_letter_and_is_announced(state, heard):
    placed, _other, first, second = approved()
    if state == State.CONFIRMED:
        transitions.confirm_place(placed, by=placed.person.user)
        heard.clear()

    transitions.decline_place(placed, by=placed.person.user)

    assert [state_of(each) for each in (placed, first, second)] == ["declined", "allocated", "waitlisted"]
    assert (plan_of(placed), plan_of(first)) == (None, Plan.PLANNED)
    assert told(first) == ["waitlisted", "place_offered"]
    assert heard == [(placed.run, placed)]
    assert last_act(first) == ("allocate_place", None, ["waitlisted", "allocated"])


@pytest.mark.clause("5.4")
def test_an_offer_that_runs_out_moves_the_list_up_in_its_order(officer):
    placed, other, first, second = approved()
    SelectionEntry.objects.filter(application=placed).update(offer_until=today() - dt.timedelta(days=1))

    selection_steps.expire_offer(placed, by=officer)

    assert [state_of(each) for each in (placed, other, first, second)] == [
        "expired", "allocated", "allocated", "waitlisted",
    ]  # fmt: skip
    assert told(first)[-1] == "place_offered"
    assert last_act(placed) == ("expire_offer", officer, ["allocated", "expired"])


@pytest.mark.clause("5.1", "5.4")
@pytest.mark.parametrize("state", transitions.release_application.step.sources)
def test_who_is_let_go_is_told_why_but_not_who_was_only_writing(state, officer):
    application = ApplicationFactory(state=state, run__state="cancelled", run__cancel_reason="Карантин")

    transitions.release_application(application, by=officer, reason="Карантин")

    was_in = state == State.ENROLLED
    assert state_of(application) == ("left" if was_in else "withdrawn")
    assert told(application) == ([] if state == State.DRAFT else ["run_cancelled"])
    assert history_of(application).first().additional_data["reason"] == "Карантин"
    assert plan_of(application) is None


@pytest.mark.parametrize("state", sorted({*State} - {*transitions.release_application.step.sources}))
def test_who_is_through_is_not_let_go(state, officer):
    application = ApplicationFactory(state=state)

    with pytest.raises(WrongState):
        transitions.release_application(application, by=officer, reason="Карантин")

    assert (state_of(application), told(application)) == (state, [])


@pytest.mark.clause("5.7", "6.1")
@pytest.mark.parametrize(
    ("name", "source", "plan", "places"),
    [
        ("enrol", "confirmed", Plan.STUDYING, Places(1, 1, 1)),
        ("close_without_place", "waitlisted", None, Places(1, 0, 0)),
        ("complete_course", "enrolled", Plan.PASSED, Places(1, 1, 0)),
        ("fail_course", "enrolled", None, Places(1, 1, 0)),
    ],
)
def test_the_acts_of_orders_change_plan_and_places_and_nothing_of_the_apps_above(name, source, plan, places, officer):
    application = ApplicationFactory(state=source)

    ACTS[name].function(application, by=officer)

    assert plan_of(application) == plan
    assert queries.places_by_run([application.run_id]) == {application.run_id: places}
    assert not (Order.objects.exists())
    assert not (Certificate.objects.exists())
    assert not (Due.objects.exists())
    assert told(application) == []


@pytest.mark.clause("5.3")
def test_an_opinion_changes_neither_state_nor_points_nor_places(heard):
    unit = UnitFactory()
    head = PersonFactory(heads=unit)
    application = ApplicationFactory(person=EmploymentFactory(unit=unit).person)
    before = selection_queries.provisional_place(application)

    transitions.give_opinion(application, opinion="not_endorsed", reason="Сабактары көп", by=head.user)

    assert (state_of(application), selection_queries.provisional_place(application)) == ("submitted", before)
    assert (heard, told(application)) == ([], [])
    line = next(each for each in history_of(application) if (each.additional_data or {}).get("act") == "give_opinion")
    assert (line.actor, "Сабактары көп" in str(line.additional_data["reason"])) == (head.user, True)


@pytest.mark.clause("5.3")
def test_an_opinion_against_without_a_reason_is_refused_by_the_act_itself():
    unit = UnitFactory()
    head = PersonFactory(heads=unit)
    application = ApplicationFactory(person=EmploymentFactory(unit=unit).person)

    with pytest.raises(ValidationError):
        transitions.give_opinion(application, opinion="not_endorsed", reason="", by=head.user)

    application.refresh_from_db()
    assert (application.opinion, application.opinion_by) == ("", None)


@pytest.mark.clause("6.1")
def test_approving_offers_by_letter_selects_the_run_and_leaves_a_line_with_everybody(officer):
    run = RunFactory(capacity=1)
    ApplicationFactory.create_batch(3, run=run)
    course_steps.close_run(run, by=SYSTEM)

    selection_steps.approve_selection(run.selection, by=officer)

    run.refresh_from_db()
    assert (run.state, run.selection.state, run.selection.approved_on) == ("selected", "approved", today())
    for entry in run.selection.entries.select_related("application__person"):
        expected = ("place_offered", "allocated") if entry.position == 1 else ("waitlisted", "waitlisted")
        assert (told(entry.application), state_of(entry.application)) == ([expected[0]], expected[1])
        assert last_act(entry.application)[1] == officer
    assert last_act(run.selection) == ("approve_selection", officer, ["draft", "approved"])
    assert not (Order.objects.exists())
    assert not (Due.objects.exists())


@pytest.mark.parametrize("name", ["approve_selection", "rank_anew", "order_selection", "cancel_selection"])
def test_an_act_with_a_list_changes_nothing_from_any_other_state(name, officer):
    taken = ACTS[name].function
    reason = {"reason": "Себеп"} if taken.step.takes_reason else {}

    for state in sorted(set(SelectionList.State) - set(taken.step.sources)):
        (application,) = approved(1)
        selection = SelectionList.objects.get(run=application.run)
        SelectionList.objects.filter(pk=selection.pk).update(state=state)
        with pytest.raises(WrongState):
            taken(selection, by=officer, **reason)
        assert (state_of(selection), state_of(application)) == (state, "allocated")


@pytest.mark.parametrize("name", ["approve_selection", "rank_anew", "order_selection", "cancel_selection"])
def test_an_act_with_a_list_is_for_officers_alone(name):
    taken = ACTS[name].function
    run = RunFactory()
    ApplicationFactory(run=run)
    course_steps.close_run(run, by=SYSTEM)
    SelectionList.objects.filter(run=run).update(state=taken.step.sources[0])
    reason = {"reason": "Себеп"} if taken.step.takes_reason else {}

    for role in ("vice_rector", "rector", "auditor", "administrator", "hr_officer"):
        with pytest.raises(PermissionDenied, match="Only an officer"):
            taken(SelectionList.objects.get(run=run), by=PersonFactory(roles=[role]).user, **reason)

    assert state_of(run.selection) == taken.step.sources[0]


@pytest.mark.clause("6.1")
def test_ordering_a_list_leaves_its_people_to_the_order(officer):
    placed, *_others = approved()
    selection = SelectionList.objects.get(run=placed.run)

    selection_steps.order_selection(selection, by=officer)

    assert (state_of(selection), state_of(placed)) == ("ordered", "allocated")
    assert last_act(selection) == ("order_selection", officer, ["approved", "ordered"])


@pytest.mark.clause("5.4")
def test_an_ordered_list_moves_nobody_up_any_more(officer):
    placed, _other, first, _second = approved()
    selection_steps.order_selection(SelectionList.objects.get(run=placed.run), by=officer)

    transitions.withdraw_application(placed, by=placed.person.user)

    assert (state_of(placed), state_of(first)) == ("withdrawn", "waitlisted")


@pytest.mark.clause("5.4")
@pytest.mark.parametrize("name", ["withdraw_application", "confirm_place", "decline_place"])
def test_the_page_of_an_act_says_what_follows_and_takes_it_once(name, log_in):
    placed, *_others = approved()
    browser, address = log_in(placed.person), reverse(name, args=[placed.pk])

    page = browser.get(address)
    first, again = browser.post(address), browser.post(address)

    assert page.context["effects"]
    assert page.context["clause_number"] == "5.4"
    assert [each.headers["Location"] for each in (first, again)] == [
        reverse("application_detail", args=[placed.pk])
    ] * 2
    acts = [(line.additional_data or {}).get("act") for line in history_of(placed)]
    assert acts.count(name) == 1
