"""A list is looked at once more before it is approved, and one that lacks somebody is ranked anew. Clause 5.4."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.translation import override

from courses.runs import transitions as course_steps
from enrollment.models import SelectionEntry
from enrollment.selection import queries, transitions
from enrollment.selection.priority import lottery_number
from enrollment.selection.second_look import problem_of
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.workflow.steps import WrongState
from tests.factories import ApplicationFactory, PersonFactory, RunFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.4")]


@pytest.fixture(autouse=True)
def _english():
    """Messages are compared in English."""
    with override("en"):
        yield


@pytest.fixture
def officer():
    """An officer of ИИжКББ."""
    return PersonFactory(roles=["officer"]).user


def ranked(count=4, capacity=2, **applicant):
    """The draft list of a closed run; unless told otherwise all have the same points and the first applied first."""
    run = RunFactory(capacity=capacity)
    for number in range(count):
        application = ApplicationFactory(run=run, person=PersonFactory(**applicant))
        application.submitted_at += dt.timedelta(minutes=number)
        application.save(update_fields=["submitted_at"])
    course_steps.close_run(run, by=SYSTEM)
    return run.selection


def lines(selection):
    """The lines as the approval reads them."""
    return list(queries.entries_of(selection))


def exchange(entries, one, other):
    """Let two lines change places."""
    entries[one], entries[other] = entries[other], entries[one]
    for position, each in enumerate(entries, 1):
        each.position = position
    return entries


def test_a_list_as_it_was_ranked_is_right():
    selection = ranked()

    assert problem_of(selection, lines(selection)) == ""
    assert problem_of(ranked(0), []) == ""


def test_who_applied_earlier_stands_above_those_with_the_same_points():
    selection = ranked()
    entries = exchange(lines(selection), 2, 3)

    assert problem_of(selection, entries) == "Line 4 applied earlier than a line above it with the same points."


def test_the_lottery_decides_between_those_who_applied_at_the_same_moment():
    selection = ranked()
    moment = lines(selection)[0].application.submitted_at
    selection.run.places.update(submitted_at=moment)
    entries = sorted(lines(selection), key=lambda each: each.lottery)
    for position, each in enumerate(entries, 1):
        each.position, each.outcome = position, "place" if position <= 2 else "waiting"

    assert problem_of(selection, entries) == ""
    assert "drew a lower lottery number" in problem_of(selection, exchange(entries, 2, 3))


def test_whoever_was_moved_with_a_reason_may_stand_anywhere():
    selection = ranked()
    entries = exchange(lines(selection), 2, 3)
    entries[2].moved_reason = "Буйрук № 12"

    assert problem_of(selection, entries) == ""


def test_places_belong_to_the_first_lines():
    selection = ranked()
    entries = lines(selection)
    entries[1].outcome, entries[2].outcome = SelectionEntry.Outcome.WAITING, SelectionEntry.Outcome.PLACE

    assert problem_of(selection, entries).endswith("line 2 is not on its side of the cut.")


def test_points_are_the_sum_of_their_parts():
    selection = ranked()
    entries = lines(selection)
    entries[0].points += Decimal("0.01")

    assert problem_of(selection, entries) == "The points of line 1 are not the sum of their parts."


def test_the_lottery_number_is_the_one_that_the_published_seed_draws():
    selection = ranked()
    entries = lines(selection)
    entries[3].lottery += 1

    assert "line 4" in problem_of(selection, entries)
    assert all(each.lottery == lottery_number(selection.lottery_seed, each.application_id) for each in lines(selection))


@pytest.fixture
def lacking():
    """A list that lacks somebody who applied, and that person's application."""
    selection = ranked()
    late = ApplicationFactory(
        run=selection.run, person=PersonFactory(family_name="Кечиккенов", career_start_on=dt.date(2025, 9, 1))
    )
    return selection, late


def test_a_list_that_lacks_somebody_who_applied_is_not_approved(lacking, officer):
    selection, _late = lacking

    with pytest.raises(ValidationError, match="1 applicant is not on the list: Кечиккенов"):
        transitions.approve_selection(selection, by=officer)

    selection.refresh_from_db()
    assert selection.state == "draft"


def test_rank_anew_brings_in_whoever_was_missing_by_the_same_lottery(lacking, officer):
    selection, late = lacking
    before = {each.application_id: each.lottery for each in lines(selection)}

    transitions.rank_anew(selection, reason="Арыз тизмеге кирбей калган", by=officer)

    entries = lines(selection)
    assert entries[0].application == late
    assert [each.outcome for each in entries] == ["place", "place", "waiting", "waiting", "waiting"]
    assert {each.application_id: each.lottery for each in entries if each.application != late} == before
    line = history_of(selection).first()
    assert (line.actor, line.additional_data) == (
        officer,
        {"act": "rank_anew", "reason": "Арыз тизмеге кирбей калган"},
    )
    assert transitions.approve_selection(selection, by=officer).state == "approved"


def test_rank_anew_refuses_where_nobody_is_missing_or_the_list_is_approved(officer):
    selection = ranked()

    with pytest.raises(ValidationError, match="Everyone who applied is on the list"):
        transitions.rank_anew(selection, reason="Себеп", by=officer)
    transitions.approve_selection(selection, by=officer)
    with pytest.raises(WrongState, match="approved"):
        transitions.rank_anew(selection, reason="Себеп", by=officer)


def test_rank_anew_is_for_officers_who_are_not_on_the_list(lacking, officer, aigul):
    selection, _late = lacking
    ApplicationFactory(run=selection.run, person=officer.person)
    transitions.rank_anew(selection, reason="Себеп", by=PersonFactory(roles=["officer"]).user)

    for user in (aigul.user, officer):
        with pytest.raises(PermissionDenied):
            transitions.rank_anew(selection, reason="Себеп", by=user)


def test_the_page_of_the_list_offers_to_rank_anew_only_where_somebody_is_missing(lacking, officer, log_in):
    selection, _late = lacking
    page, browser = reverse("selection_detail", args=[selection.pk]), log_in(officer.person)
    address = reverse("rank_anew", args=[selection.pk])

    before = browser.get(page)
    browser.post(address, {"reason": "Арыз тизмеге кирбей калган"})
    after = browser.get(page)

    approving = f'href="{reverse("approve_selection", args=[selection.pk])}"'
    offered = [(address in each.content.decode(), approving in each.content.decode()) for each in (before, after)]
    assert offered == [(True, False), (False, True)]
    assert "Кечиккенов" in before.content.decode()
    assert selection.entries.count() == 5
