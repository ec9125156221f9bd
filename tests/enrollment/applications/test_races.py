"""Many at once: nobody who applied in time is lost, no place is given twice, and no two acts wait for each other."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certificates.orders import transitions as paper_steps
from courses.runs import transitions as course_steps
from enrollment.applications import actions, transitions
from enrollment.models import Application
from enrollment.selection import queries
from enrollment.selection import transitions as selection_transitions
from ostu_qualification.core.models import today
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.workflow.steps import WrongState
from staff.people.merging import actions as merging_actions
from tests.at_once import at_once
from tests.certificates.conftest import endorsed
from tests.factories import ApplicationFactory, PersonFactory, RunFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
REFUSALS = (WrongState, ValidationError, PermissionDenied)


def approved(count=4, capacity=2):
    """Applications of a run whose list is approved, in the order of the list."""
    run = RunFactory(capacity=capacity)
    for number in range(count):
        ApplicationFactory(run=run, person=PersonFactory(career_start_on=dt.date(2020 - number, 9, 1)))
    course_steps.close_run(run, by=SYSTEM)
    selection_transitions.approve_selection(run.selection, by=SYSTEM)
    return [entry.application for entry in queries.entries_of(run.selection)]


def states(applications):
    """The states as the database has them."""
    for each in applications:
        each.refresh_from_db()
    return [each.state for each in applications]


@pytest.mark.clause("5.4")
def test_nobody_who_submits_while_two_officers_close_the_window_is_missing_on_the_list():
    run, officers = RunFactory(capacity=30), [PersonFactory(roles=["officer"]).user for _ in range(2)]
    drafts = [ApplicationFactory(run=run, state="draft", submitted_at=None) for _ in range(200)]

    def act(number):
        try:
            if number >= 200:
                course_steps.close_run(run, by=officers[number - 200])
            else:
                transitions.submit_application(drafts[number], by=drafts[number].person.user)
        except REFUSALS as refusal:
            return refusal
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(24) as pool:
        answers = list(pool.map(act, [*range(150), 200, 201, *range(150, 200)]))

    run.refresh_from_db()
    submitted = set(Application.objects.filter(run=run, state="submitted").values_list("pk", flat=True))
    assert run.state == "closed"
    assert set(run.selection.entries.values_list("application", flat=True)) == submitted
    assert len(submitted) + sum(isinstance(each, ValidationError) for each in answers) == 200
    assert sum(isinstance(each, WrongState) for each in answers) == 1
    assert selection_transitions.approve_selection(run.selection, by=officers[0]).state == "approved"


def test_two_records_are_merged_while_the_place_of_one_is_confirmed():
    for _ in range(4):
        (application,) = approved(1)
        person = application.person

        raised = at_once(
            lambda person=person: merging_actions.merge_people(PersonFactory(), person, by=hr(), reason="Бир киши"),
            lambda each=application, person=person: transitions.confirm_place(each, by=person.user),
        )

        assert all(isinstance(problem, REFUSALS) for problem in raised), raised
        assert states([application]) in (["confirmed"], ["allocated"])
        assert (application.state == "confirmed") == (not raised)


def test_two_records_are_merged_while_the_place_of_another_person_goes_to_one_of_them():
    for _ in range(4):
        first, second = approved(2, capacity=1)
        person = second.person

        raised = at_once(
            lambda person=person: merging_actions.merge_people(PersonFactory(), person, by=hr(), reason="Бир киши"),
            lambda each=first: transitions.decline_place(each, by=each.person.user),
        )

        assert raised == []
        assert states([first, second]) == ["declined", "allocated"]


def hr():
    """An officer of Human Resources."""
    return PersonFactory(roles=["hr_officer"]).user


def test_a_run_is_cancelled_while_its_applicants_act():
    for _ in range(3):
        applications = approved(6, capacity=4)
        run, officer = applications[0].run, PersonFactory(roles=["officer"]).user
        acts = [
            transitions.confirm_place,
            transitions.decline_place,
            transitions.withdraw_application,
            transitions.confirm_place,
        ]

        raised = at_once(
            lambda run=run, officer=officer: course_steps.cancel_run(run, by=officer, reason="Карантин"),
            *(
                lambda act=act, each=each: act(each, by=each.person.user)
                for act, each in zip(acts, applications, strict=False)
            ),
        )

        assert all(isinstance(problem, REFUSALS) for problem in raised), raised
        assert set(states(applications)) <= {"withdrawn", "declined"}


def test_an_opinion_and_a_motivation_are_written_while_the_list_is_made():
    for _ in range(3):
        run = RunFactory()
        applications = [ApplicationFactory(run=run) for _ in range(4)]

        raised = at_once(
            lambda run=run: course_steps.close_run(run, by=SYSTEM),
            *(lambda each=each: actions.write_motivation(each, "Жаңы", by=each.person.user) for each in applications),
        )

        assert all(isinstance(problem, ValidationError) for problem in raised), raised
        assert set(states(applications)) == {"submitted"}
        assert run.selection.entries.count() == 4


# Orders are left out: whoever locks one together with applications has their run to themselves.
RANKS = {
    "staff_person": 0,
    "courses_courserun": 1,
    "enrollment_selectionlist": 2,
    "enrollment_application": 3,
}
LOCKING = re.compile(r'^UPDATE "(\w+)"|FROM "(\w+)".* FOR (?:NO KEY )?UPDATE|from "(\w+)" where .* for share')


def locked_by(act):
    """The tables whose rows an act locks, in the order in which it comes upon each for the first time."""
    with CaptureQueriesContext(connection) as queries_made:
        act()
    found = [next(filter(None, match.groups())) for each in queries_made if (match := LOCKING.search(each["sql"]))]
    return [table for table in dict.fromkeys(found) if table in RANKS]


def ordered(officer):
    """An endorsed order of a run with one confirmed participant, and one on the waiting list."""
    first, _second = approved(2, capacity=1)
    transitions.confirm_place(first, by=first.person.user)
    order = paper_steps.draft_enrolment_order(first.run, by=officer)
    paper_steps.send_order(order, by=officer)
    endorsed(order)
    return order


ACTS = {
    "submit": lambda by: (
        transitions.submit_application,
        {"record": ApplicationFactory(state="draft"), "by": SYSTEM},
    ),
    "withdraw": lambda by: (transitions.withdraw_application, {"record": approved()[0], "by": SYSTEM}),
    "confirm": lambda by: (transitions.confirm_place, {"record": approved()[0], "by": SYSTEM}),
    "decline": lambda by: (transitions.decline_place, {"record": approved()[0], "by": SYSTEM}),
    "cancel": lambda by: (course_steps.cancel_run, {"record": approved()[0].run, "by": by, "reason": "Себеп"}),
    "cancel ordered": lambda by: (
        course_steps.cancel_run,
        {"record": ordered(by).run, "by": by, "reason": "Себеп"},
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_acts_lock_from_the_person_down_to_the_application(name):
    act, facts = ACTS[name](PersonFactory(roles=["officer"]).user)
    record = facts.pop("record")

    tables = locked_by(lambda: act(record, **facts))

    assert tables
    assert [RANKS[table] for table in tables] == sorted(RANKS[table] for table in tables), tables


def test_approving_signing_choosing_and_merging_lock_in_the_same_order():
    officer, run = PersonFactory(roles=["officer"]).user, RunFactory()
    ApplicationFactory.create_batch(2, run=run)
    course_steps.close_run(run, by=SYSTEM)
    order, (place,) = ordered(officer), approved(1)
    choosing = ApplicationFactory(state="draft")
    signature = {"number": "1", "signed_on": today(), "signed_by": "А. Ректоров", "scan": "scan.pdf"}

    for act in (
        lambda: selection_transitions.approve_selection(run.selection, by=officer),
        lambda: paper_steps.record_signature(order, by=officer, **signature),
        lambda: actions.choose_run(choosing, RunFactory(), by=choosing.person.user),
        lambda: actions.write_motivation(choosing, "Себеп", by=choosing.person.user),
        lambda: merging_actions.merge_people(PersonFactory(), place.person, by=hr(), reason="Бир киши"),
    ):
        tables = locked_by(act)

        assert len(tables) > 1
        assert [RANKS[table] for table in tables] == sorted(RANKS[table] for table in tables), tables
