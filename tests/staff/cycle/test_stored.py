"""The stored cycles: a cache that is the same whichever way it was rebuilt."""

import datetime as dt

import pytest
import time_machine

from staff.cycle import stored
from staff.models import CycleState, Employment, Person
from tests.factories import EmploymentFactory, PauseFactory, PersonFactory, TrainingRecordFactory

ON = dt.date(2026, 11, 23)


@pytest.fixture
def three(db):
    """Three teachers, one trained at level 2, one in a pause."""
    people = [PersonFactory() for _ in range(3)]
    for person in people:
        EmploymentFactory(person=person)
    TrainingRecordFactory(person=people[0], level=2)
    PauseFactory(person=people[1], started_on=dt.date(2026, 1, 1), ended_on=dt.date(2027, 1, 1))
    return people


def _stored():
    return {state.pk: tuple(getattr(state, name) for name in stored.STORED) for state in CycleState.objects.all()}


@pytest.mark.clause("1.3")
def test_rebuild_stores_what_the_reckoning_gives(three):
    stored.rebuild(Person.objects.all(), ON)

    state = CycleState.objects.get(person=three[0])
    found = stored.cycle_of(three[0], ON)
    assert (state.due_on, state.status, state.hours_open) == (found.due_on, found.status, found.hours_open)
    assert (state.level, state.category, state.degree_level) == (2, "teaching", "")
    assert CycleState.objects.get(person=three[1]).status == "exempt"


def test_a_list_and_a_query_of_people_give_the_same(three):
    stored.rebuild(three, ON)
    by_list = _stored()
    CycleState.objects.all().delete()

    stored.rebuild(Person.objects.all(), ON)

    assert _stored() == by_list


def test_rebuild_writes_only_what_changed(three):
    stored.rebuild(Person.objects.all(), ON)
    TrainingRecordFactory(person=three[2], ended_on=ON)

    stored.rebuild(Person.objects.all(), ON + dt.timedelta(days=1))

    written = dict(CycleState.objects.values_list("person", "reckoned_on"))
    assert written == {three[0].pk: ON, three[1].pk: ON, three[2].pk: ON + dt.timedelta(days=1)}


@pytest.mark.parametrize("count", [1, 3])
def test_rebuild_takes_a_constant_number_of_queries(db, count, django_assert_num_queries):
    for _ in range(count):
        EmploymentFactory(person=PersonFactory())

    with django_assert_num_queries(10):
        stored.rebuild(Person.objects.all(), ON)


@pytest.fixture
def crowd(db):
    """150 people who stand close together, and between them 60 others whose posts have no known first day."""
    asked, others = [], []
    for number in range(210):
        is_other = number % 7 in (1, 4)
        person = PersonFactory(user=None)
        EmploymentFactory(person=person, hired_on=None if is_other else dt.date(2015, 9, 1))
        (others if is_other else asked).append(person)
    return asked, others


@pytest.mark.clause("1.3", "6.1")
def test_rebuild_of_a_crowd_passes_over_those_between_without_a_first_day(crowd):
    asked, others = crowd

    assert stored.rebuild(asked, ON) == len(asked) > 100

    assert set(_stored()) == {person.pk for person in asked}
    assert set(stored.inputs_of(asked)) == {person.pk for person in asked}
    stored.rebuild(Person.objects.all(), ON)
    assert len(_stored()) == len(asked) + len(others)


@pytest.mark.parametrize("count", [5, 150])
def test_rows_among_people_are_theirs_alone(crowd, count):
    some = [person.pk for person in crowd[0][:count]]

    found = list(stored.rows_among(Employment.objects.all(), some, "category"))

    assert sorted(found) == [(key, "teaching") for key in some]


def test_differences_names_what_the_cache_has_wrong(three):
    stored.rebuild(Person.objects.all(), ON)
    CycleState.objects.filter(person=three[0]).update(hours_open=3)
    CycleState.objects.filter(person=three[1]).delete()

    found = dict(stored.differences(ON))

    assert found[three[0].pk] == {"hours_open": (3, 0)}
    assert found[three[1].pk]["status"] == (None, "exempt")
    assert three[2].pk not in found


def test_rebuild_stale_reckons_those_whom_the_calendar_changed(three):
    stored.rebuild(Person.objects.all(), ON)
    day = CycleState.objects.get(person=three[2]).stale_on

    with time_machine.travel(dt.datetime(day.year, day.month, day.day, 6, tzinfo=dt.UTC)):
        stored.rebuild_stale()

        assert stored.differences() == []
