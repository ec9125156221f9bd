"""What is told before a list is approved or ranked anew is what happens, number by number. Clauses 5.3, 5.4, 6.1."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.translation import override

from courses.models import CourseRun
from courses.runs import transitions as course_steps
from enrollment.applications import transitions as application_steps
from enrollment.models import Application
from enrollment.selection import actions, effects, transitions
from ostu_qualification.core.models import today
from ostu_qualification.core.records.who import SYSTEM
from tests.factories import ApplicationFactory, PersonFactory, RunFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("6.1")]


@pytest.fixture(autouse=True)
def _english():
    """Sentences are compared in English."""
    with override("en"):
        yield


def ranked(count, capacity, minimum=1, opinion="endorsed"):
    """The draft list of a run that was closed in time, and its applications in its order."""
    run = RunFactory(capacity=capacity, minimum=minimum)
    ApplicationFactory.create_batch(count, run=run, opinion=opinion)
    course_steps.close_run(run, by=SYSTEM)
    window = {"apply_from": today() - dt.timedelta(days=9), "apply_until": today() - dt.timedelta(days=1)}
    CourseRun.objects.filter(pk=run.pk).update(**window)
    selection = run.selection
    selection.run.refresh_from_db()
    return selection, [each.application for each in selection.entries.select_related("application__person")]


def told(selection, act=effects.of_approving):
    """The sentences, and those of them that warn."""
    lines = act(selection, None)
    return [str(each.text) for each in lines], [str(each.text) for each in lines if each.is_warning]


def states(selection):
    """How many applications of a list are in which state."""
    found = list(Application.objects.filter(run=selection.run).values_list("state", flat=True))
    return {state: found.count(state) for state in set(found)}


def test_a_list_in_order_warns_of_nothing_but_that_it_is_final():
    selection, _applications = ranked(3, 3)

    _lines, warnings = told(selection)

    assert warnings == ["This cannot be undone."]


def test_the_numbers_told_are_the_numbers_that_come_true():
    selection, _applications = ranked(5, 2)

    lines, _warnings = told(selection)
    transitions.approve_selection(selection, by=SYSTEM)

    assert lines[0].startswith("2 people are offered a place")
    assert lines[1] == "3 people go to the waiting list."
    assert states(selection) == {"allocated": 2, "waitlisted": 3}


def test_who_withdrew_since_is_counted_neither_as_offered_nor_as_waiting():
    selection, applications = ranked(5, 2)
    application_steps.withdraw_application(applications[0], by=applications[0].person.user)

    lines, _warnings = told(selection)
    transitions.approve_selection(selection, by=SYSTEM)

    assert lines[0].startswith("2 people are offered a place")
    assert lines[1] == "2 people go to the waiting list."
    assert "1 person on the list has withdrawn since: the next one gets the place." in lines
    assert states(selection) == {"withdrawn": 1, "allocated": 2, "waitlisted": 2}


def test_free_places_and_too_few_people_are_warned_of():
    selection, _applications = ranked(1, 3, minimum=2)

    _lines, warnings = told(selection)

    assert warnings[:2] == ["2 places stay free.", "The course needs at least 2 participants."]


def test_a_list_without_anybody_offers_nothing():
    selection, _applications = ranked(0, 2, minimum=1)

    lines, warnings = told(selection)

    assert lines[0].startswith("0 people are offered a place")
    assert warnings[0] == "2 places stay free."


def test_heads_who_were_not_heard_are_counted_with_the_way_to_their_applications(log_in):
    selection, applications = ranked(3, 3, opinion="")
    Application.objects.filter(pk=applications[0].pk).update(opinion="endorsed")

    (line,) = [each for each in effects.of_approving(selection, None) if "said nothing" in str(each.text)]
    page = log_in(PersonFactory(roles=["officer"])).get(line.url)

    assert (line.is_warning, str(line.text)) == (True, "On 2 of them the heads have said nothing.")
    assert page.context["list"].count == 2


def test_moves_by_hand_are_counted():
    selection, _applications = ranked(3, 2)
    officer = PersonFactory(roles=["officer"]).user
    actions.move_entry(selection.entries.get(position=3), to=1, reason="Буйрук № 12", by=officer)

    assert "1 was moved by hand, with a reason." in told(selection)[1]


@pytest.mark.parametrize(("days", "is_early"), [(-1, False), (0, True), (5, True)])
def test_a_list_before_the_promised_day_is_over_is_warned_of(days, is_early):
    selection, _applications = ranked(2, 2)
    day = today() + dt.timedelta(days=days)
    CourseRun.objects.filter(pk=selection.run_id).update(apply_until=day)
    selection.run.refresh_from_db()

    _lines, warnings = told(selection)

    assert (f"promised until {day:%d.%m.%Y}" in " ".join(warnings)) is is_early


def test_ranking_anew_tells_who_comes_in_and_which_moves_are_lost():
    selection, _applications = ranked(3, 2)
    officer = PersonFactory(roles=["officer"]).user
    actions.move_entry(selection.entries.get(position=3), to=1, reason="Буйрук № 12", by=officer)
    ApplicationFactory.create_batch(2, run=selection.run)

    lines, warnings = told(selection, effects.of_ranking_anew)
    transitions.rank_anew(selection, reason="Арыз кирбей калган", by=officer)

    assert lines[0] == "2 applicants are missing on the list."
    assert warnings == ["1 move made by hand is lost; make it once more."]
    assert selection.entries.count() == 5
    assert not selection.entries.exclude(moved_reason="").exists()


def test_the_page_of_the_list_leads_to_its_lines_by_outcome(log_in):
    selection, _applications = ranked(5, 2)
    browser = log_in(PersonFactory(roles=["officer"]))
    lines = effects.of_approving(selection, None)[:2]

    assert [browser.get(each.url).context["list"].shown_count for each in lines] == ["2", "3"]
    assert reverse("selection_detail", args=[selection.pk]) in lines[0].url
