"""A list from the closed window to its approval: who is above the cut, who may move whom, what is looked at before. Clause 5.4."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.translation import override

from courses.runs import transitions as course_steps
from enrollment.applications import transitions as applications_transitions
from enrollment.selection import actions, queries, transitions
from enrollment.selection.priority import lottery_number
from ostu_qualification.core.models import today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.records.who import SYSTEM
from staff.models import Letter
from tests.factories import ApplicationFactory, EmploymentFactory, PersonFactory, RunFactory, TrainingRecordFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    """Messages are compared in English."""
    with override("en"):
        yield


@pytest.fixture
def officer():
    """An officer of ИИжКББ."""
    return PersonFactory(roles=["officer"]).user


def applicants(run, count):
    """Applications of people whose careers began ever later, so that the last has most points."""
    return [
        ApplicationFactory(run=run, person=PersonFactory(career_start_on=dt.date(2010 + number, 9, 1)))
        for number in range(count)
    ]


def ranked(count=4, capacity=2):
    """The draft list of a closed run."""
    run = RunFactory(capacity=capacity)
    applications = applicants(run, count)
    course_steps.close_run(run, by=SYSTEM)
    return run.selection, applications


def outcomes(selection):
    """Application, place and outcome of each line, in order."""
    return [(each.application_id, each.position, each.outcome) for each in queries.entries_of(selection)]


@pytest.mark.clause("5.4")
def test_close_run_ranks_by_points_and_cuts_at_the_places():
    selection, (first, second, third, fourth) = ranked()

    assert outcomes(selection) == [
        (fourth.pk, 1, "place"),
        (third.pk, 2, "place"),
        (second.pk, 3, "waiting"),
        (first.pk, 4, "waiting"),
    ]


@pytest.mark.clause("5.4")
def test_rank_run_puts_the_overdue_above_those_with_less_experience():
    run = RunFactory()
    newcomer = ApplicationFactory(run=run, person=PersonFactory(career_start_on=dt.date(2025, 9, 1)))
    overdue = ApplicationFactory(run=run, person=PersonFactory(career_start_on=dt.date(1990, 9, 1)))
    EmploymentFactory(person=overdue.person, hired_on=dt.date(1990, 9, 1))
    TrainingRecordFactory(person=overdue.person, ended_on=dt.date(2015, 5, 20))

    selection = actions.rank_run(run, by=SYSTEM)

    assert [each.application for each in queries.entries_of(selection)] == [overdue, newcomer]


def test_rank_run_leaves_out_drafts_and_what_was_withdrawn():
    run = RunFactory()
    for state in ("draft", "withdrawn"):
        ApplicationFactory(run=run, state=state)
    submitted = ApplicationFactory(run=run)

    assert [each.application for each in actions.rank_run(run, by=SYSTEM).entries.all()] == [submitted]


def test_rank_run_freezes_points_inputs_and_lottery():
    selection, _ = ranked()

    entry = selection.entries.select_related("application").first()
    frozen = entry.inputs, entry.points
    entry.application.person.career_start_on = dt.date(1970, 1, 1)
    entry.application.person.save()
    entry.refresh_from_db()

    assert (entry.inputs, entry.points) == frozen
    assert sum(map(Decimal, entry.inputs["parts"].values())) == entry.points
    assert entry.lottery == lottery_number(selection.lottery_seed, entry.application_id)


def test_rank_run_takes_the_same_number_of_queries_for_one_and_for_ten(django_assert_max_num_queries):
    for count in (1, 10):
        run = RunFactory()
        applicants(run, count)

        with django_assert_max_num_queries(14):
            actions.rank_run(run, by=SYSTEM)


@pytest.mark.clause("6.1")
def test_move_entry_moves_renumbers_cuts_anew_and_keeps_the_reason(officer):
    selection, (first, second, third, fourth) = ranked()
    last = selection.entries.get(application=first)

    actions.move_entry(last, to=1, reason="Буйрук № 12", by=officer)

    assert outcomes(selection) == [
        (first.pk, 1, "place"),
        (fourth.pk, 2, "place"),
        (third.pk, 3, "waiting"),
        (second.pk, 4, "waiting"),
    ]
    assert selection.entries.get(application=first).moved_reason == "Буйрук № 12"
    line = history_of(selection).first()
    assert (line.actor, line.changes) == (officer, {"position": ["4", "1"]})


@pytest.mark.parametrize("to", [0, -1, 5])
def test_move_entry_refuses_a_place_that_is_not_on_the_list(officer, to):
    selection, _ = ranked()
    before = outcomes(selection)

    with pytest.raises(ValidationError, match="from 1 to 4"):
        actions.move_entry(selection.entries.first(), to=to, reason="Себеп", by=officer)

    assert outcomes(selection) == before


def test_move_entry_is_never_for_oneself_nor_for_others_than_officers(officer):
    selection, (application, *_rest) = ranked()
    entry = selection.entries.get(application=application)
    own = PersonFactory(roles=["officer"])
    application.person = own
    application.save(update_fields=["person"])

    for user, why in ((own.user, "themselves"), (PersonFactory(roles=["vice_rector"]).user, "Only an officer")):
        with pytest.raises(PermissionDenied, match=why):
            actions.move_entry(entry, to=1, reason="Себеп", by=user)


def test_move_entry_refuses_once_the_list_is_approved(officer):
    selection, _ = ranked()
    transitions.approve_selection(selection, by=officer)

    with pytest.raises(ValidationError, match="approved"):
        actions.move_entry(selection.entries.first(), to=2, reason="Себеп", by=officer)


@pytest.mark.clause("5.4")
def test_approve_selection_offers_places_and_puts_the_others_on_the_waiting_list(officer):
    selection, applications = ranked()

    transitions.approve_selection(selection, by=officer)

    for application in applications:
        application.refresh_from_db()
    selection.run.refresh_from_db()
    assert [each.state for each in applications] == ["waitlisted", "waitlisted", "allocated", "allocated"]
    assert (selection.state, selection.approved_by, selection.run.state) == ("approved", officer.person, "selected")
    assert [entry.offer_until is not None for entry in queries.entries_of(selection)] == [True, True, False, False]


def test_approve_selection_is_refused_to_an_officer_on_the_list(officer):
    run = RunFactory()
    ApplicationFactory(run=run, person=officer.person)
    course_steps.close_run(run, by=SYSTEM)

    with pytest.raises(PermissionDenied, match="they are on"):
        transitions.approve_selection(run.selection, by=officer)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda entries: entries[2].__setattr__("outcome", "place"), "gives 3 places"),
        (lambda entries: entries[3].__setattr__("points", Decimal(999)), "Line 4 has more points"),
        (lambda entries: entries[3].__setattr__("position", 7), "without gaps"),
    ],
)
def test_approve_selection_looks_at_the_list_itself_before_anything_is_written(officer, spoil, why):
    selection, applications = ranked()
    entries = list(queries.entries_of(selection))
    spoil(entries)
    for entry in entries:
        entry.save()

    with pytest.raises(ValidationError, match=why):
        transitions.approve_selection(selection, by=officer)

    selection.refresh_from_db()
    assert selection.state == "draft"
    for application in applications:
        application.refresh_from_db()
        assert application.state == "submitted"


def test_approve_selection_gives_the_place_of_one_who_withdrew_meanwhile_to_the_next(officer):
    selection, (first, second, third, fourth) = ranked()
    applications_transitions.withdraw_application(fourth, by=fourth.person.user)

    transitions.approve_selection(selection, by=officer)

    for application in (first, second, third, fourth):
        application.refresh_from_db()
    assert [each.state for each in (first, second, third, fourth)] == [
        "waitlisted",
        "allocated",
        "allocated",
        "withdrawn",
    ]


def test_offer_until_is_never_after_the_course_has_begun():
    selection, _ = ranked(1)
    window = {"apply_from": today() - dt.timedelta(days=9), "apply_until": today() - dt.timedelta(days=2)}
    soon = RunFactory(starts_on=today() + dt.timedelta(days=1), **window)
    begun = RunFactory(starts_on=today() - dt.timedelta(days=1), **window)

    assert queries.offer_until(selection.policy, soon) == soon.starts_on
    assert queries.offer_until(selection.policy, begun) == today()


@pytest.mark.clause("6.1")
def test_the_officer_moves_on_a_page_and_says_why(officer, log_in):
    selection, (first, *_others) = ranked()
    entry = selection.entries.get(application=first)
    browser, address = log_in(officer.person), reverse("move_entry", args=[entry.pk])

    without = browser.post(address, {"reason": "", "to": 1})
    outside = browser.post(address, {"reason": "Буйрук № 12", "to": 9})
    browser.post(address, {"reason": "Буйрук № 12", "to": 1})

    assert [list(each.context["form"].errors) for each in (without, outside)] == [["reason"], ["to"]]
    entry.refresh_from_db()
    assert (entry.position, entry.outcome, entry.moved_reason) == (1, "place", "Буйрук № 12")


@pytest.mark.clause("6.1")
def test_the_page_of_the_approval_says_how_many_it_concerns(officer, log_in):
    selection, applications = ranked(5, capacity=2)
    browser, address = log_in(officer.person), reverse("approve_selection", args=[selection.pk])

    page = browser.get(address)
    browser.post(address)

    assert [effect[0] for effect in [each.text for each in page.context["effects"]][:2]] == ["2", "3"]
    selection.refresh_from_db()
    assert selection.state == "approved"
    assert Letter.objects.filter(person__in=[each.person for each in applications]).count() == 5
    assert history_of(selection).first().actor == officer


def test_the_lists_are_for_the_offices(log_in):
    selection, (application, *_others) = ranked()

    browser, names = log_in(application.person), ("selection_detail", "approve_selection", "rank_anew")
    one = [browser.get(reverse(name, args=[selection.pk])).status_code for name in names]

    assert (browser.get(reverse("selection_list")).status_code, one) == (403, [404, 404, 404])


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_a_constant_number_of_queries(officer, log_in, count, django_assert_max_num_queries):
    selection, _applications = ranked(count)
    browser = log_in(officer.person)

    with django_assert_max_num_queries(20):
        assert browser.get(reverse("selection_detail", args=[selection.pk])).context["list"].count == count
