"""A list of hundreds is approved as few are: the same letters, history and places, in as many statements. Clauses 5.4, 6.1."""

import datetime as dt
from itertools import pairwise

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import CourseRun
from courses.runs import transitions as course_steps
from enrollment.applications import transitions
from enrollment.models import Application, SelectionEntry, SelectionList
from enrollment.selection import transitions as selection_steps
from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.records.who import SYSTEM
from staff.models import Letter
from tests.factories import PersonFactory, RunFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.4")]


def closed_run(count, capacity):
    """A run whose window has closed, with as many who applied, ranked."""
    run = RunFactory(capacity=capacity)
    submitted = timezone.now() - dt.timedelta(days=1)
    Application.objects.bulk_create(
        Application(run=run, person=person, state="submitted", motivation="Окуу", submitted_at=submitted)
        for person in PersonFactory.create_batch(count)
    )
    course_steps.close_run(run, by=SYSTEM)
    return run


def statements(act):
    """How many statements an act makes; one insert that SQLite takes in portions is one.

    The kinds of records, which a process asks for once, are known before.
    """
    ContentType.objects.get_for_models(Application, CourseRun, SelectionList)
    with CaptureQueriesContext(connection) as made:
        act()
    heads = [each["sql"].split("(")[0] for each in made if "SAVEPOINT" not in each["sql"]]
    return sum(
        not head.upper().startswith(("INSERT", "UPDATE")) or head != last for head, last in pairwise([*heads, ""])
    )


@pytest.mark.clause("6.1")
def test_a_list_of_three_hundred_is_approved_in_thirty_statements(cholpon):
    run = closed_run(300, 200)

    count = statements(lambda: selection_steps.approve_selection(run.selection, by=cholpon.user))

    states = list(Application.objects.values_list("state", flat=True))
    assert (states.count("allocated"), states.count("waitlisted")) == (200, 100)
    assert Letter.objects.filter(template="place_offered").count() == 200
    assert Letter.objects.filter(template="waitlisted").count() == 100
    assert SelectionEntry.objects.filter(offer_until__isnull=False).count() == 200
    assert count <= 30 + 2  # two for each portion of 500


def test_many_and_one_by_one_give_the_same(cholpon):
    run = closed_run(4, 2)
    selection_steps.approve_selection(run.selection, by=cholpon.user)

    for entry in run.selection.entries.select_related("application"):
        expected = "allocated" if entry.position <= 2 else "waitlisted"
        line = history_of(entry.application).first()
        assert entry.application.state == expected
        assert (line.actor, line.changes["state"]) == (cholpon.user, ["submitted", expected])
        (letter,) = Letter.objects.filter(person=entry.application.person)
        assert letter.template == ("place_offered" if expected == "allocated" else "waitlisted")


def test_a_hundred_free_places_are_offered_in_a_few_statements(cholpon):
    run = closed_run(120, 10)
    selection_steps.approve_selection(run.selection, by=cholpon.user)
    CourseRun.objects.filter(pk=run.pk).update(capacity=110)

    count = statements(lambda: selection_steps.promote_waiting(run))

    assert Application.objects.filter(state="allocated").count() == 110
    assert Letter.objects.filter(template="place_offered").count() == 110
    first = SelectionEntry.objects.get(selection__run=run, position=11)
    assert first.offer_until == today() + dt.timedelta(days=Policy.objects.current().offer_days)
    assert count <= 16


@pytest.mark.clause("5.1")
def test_three_hundred_are_let_go_in_a_few_statements(cholpon):
    run = closed_run(300, 200)

    count = statements(lambda: course_steps.cancel_run(run, by=cholpon.user, reason="Карантин"))

    assert set(Application.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert Letter.objects.filter(template="run_cancelled").count() == 300
    assert SelectionList.objects.get(run=run).state == "cancelled"
    assert count <= 35


def test_the_same_seed_draws_the_same_order_for_ever():
    run = closed_run(5, 2)
    selection = SelectionList.objects.get(run=run)
    keys = dict(zip(Application.objects.order_by("pk").values_list("pk", flat=True), range(1, 6), strict=True))
    order = [keys[each] for each in selection.entries.order_by("position").values_list("application_id", flat=True)]

    again = sorted(selection.entries.all(), key=lambda each: each.lottery)

    assert [keys[each.application_id] for each in again] == order


def test_nothing_is_offered_beside_the_places_that_are_taken(cholpon):
    run = closed_run(5, 3)
    selection_steps.approve_selection(run.selection, by=cholpon.user)
    placed = Application.objects.filter(state="allocated").first()

    transitions.confirm_place(placed, by=placed.person.user)

    assert selection_steps.promote_waiting(run) == 0
    assert Application.objects.filter(state="waitlisted").count() == 2
