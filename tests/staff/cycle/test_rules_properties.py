"""What must hold for everybody, and the same reckoning once more by another way. Clause 1.3."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ostu_qualification.core.words.calendar import add_months, add_years
from staff.cycle.cases import result_of
from staff.cycle.next_change import next_change_on
from staff.cycle.rules import Inputs, Line, Post, cycle
from tests.staff.cycle.oracle import Oracle
from tests.staff.cycle.strategies import days, lines, pauses, people

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the code
TEACHER = Post(dt.date(2010, 9, 1), None, "teaching")


def keeps_no_early_bonus(person):
    """Whether no rule renews a date from the due date when the training came within the year before it.

    Where one does, what moves the due date later can leave a training outside that year: it then renews from its own day,
    which may be earlier.
    """
    return all(rules.anchor != "due_if_early" for rules in person.policies)


@pytest.mark.clause("1.3", "4.3", "6.1")
@given(person=people, on=days)
@settings(CALM, max_examples=400)
def test_the_reckoning_is_what_the_words_of_the_rule_say(person, on):
    assert result_of(cycle(person, on)) == Oracle(person, on).result()


@pytest.mark.clause("1.3")
@given(person=people.filter(keeps_no_early_bonus), on=days, extra=lines)
@settings(CALM, max_examples=300)
def test_a_recognised_line_never_makes_the_date_earlier(person, on, extra):
    before = cycle(person, on)
    after = cycle(replace(person, lines=(*person.lines, extra)), on)

    assert before.due_on is None or after.due_on >= before.due_on


@pytest.mark.clause("1.3")
@given(person=people.filter(keeps_no_early_bonus), on=days, extra=pauses)
@settings(CALM, max_examples=300)
def test_a_pause_never_makes_the_date_earlier(person, on, extra):
    before = cycle(person, on)
    after = cycle(replace(person, pauses=(*person.pauses, extra)), on)

    assert before.due_on is None or after.due_on >= before.due_on


@pytest.mark.clause("1.3")
@given(person=people, on=days, random=st.randoms(use_true_random=False))
@settings(CALM, max_examples=200)
def test_the_order_of_entry_is_irrelevant(person, on, random):
    shuffled = {name: list(getattr(person, name)) for name in ("lines", "pauses", "posts", "floors")}
    for each in shuffled.values():
        random.shuffle(each)
    other = replace(person, **{name: tuple(each) for name, each in shuffled.items()})

    assert cycle(other, on) == cycle(person, on)


@pytest.mark.clause("1.3")
@given(person=people, on=days)
@settings(CALM, max_examples=200)
def test_only_recognised_lines_of_the_past_count(person, on):
    only = tuple(line for line in person.lines if line.is_recognised and line.ended_on <= on)

    assert result_of(cycle(replace(person, lines=only), on)) == result_of(cycle(person, on))


@pytest.mark.clause("1.3")
@given(person=people, day=st.dates(dt.date(2018, 1, 1), dt.date(2024, 12, 31)))
@settings(CALM, max_examples=200)
def test_nobody_is_overdue_on_the_first_day(person, day):
    """Nor on the first day as a teacher, nor on the first in a post of the cycle."""
    first = replace(person, posts=(Post(day, None, "teaching"),), floors=())
    changed = replace(
        person,
        posts=(Post(day - dt.timedelta(days=900), day - dt.timedelta(days=1), "support"), Post(day, None, "teaching")),
    )

    assert cycle(first, day).status != "overdue"
    assert cycle(changed, day).status != "overdue"


@pytest.mark.clause("1.3", "6.1")
@given(person=people, start=days)
@settings(CALM, max_examples=150)
def test_nothing_changes_before_the_day_that_next_change_names(person, start):
    present, change = result_of(cycle(person, start)), next_change_on(person, start)

    for offset in range(1, 400):
        day = start + dt.timedelta(days=offset)
        if change is not None and day >= change:
            break
        assert result_of(cycle(person, day)) == present


@pytest.mark.clause("1.3")
@given(hours=st.lists(st.tuples(days, st.sampled_from([4, 8, 12, 16])), min_size=1, max_size=6))
@settings(CALM, max_examples=100)
def test_the_date_is_the_last_day_on_which_the_hours_suffice(hours):
    """Compared with the definition itself, walked day by day."""
    on = dt.date(2029, 1, 1)
    person = Inputs(lines=tuple(Line(day, number) for day, number in hours), posts=(TEACHER,))
    last = None
    for index in range(5200):
        day = dt.date(2018, 1, 1) + dt.timedelta(days=index)
        if sum(number for ended, number in hours if ended <= day <= add_years(ended, 3)) >= 16:
            last = day

    assert cycle(person, on).due_on == (last or add_months(TEACHER.hired_on, 12))
