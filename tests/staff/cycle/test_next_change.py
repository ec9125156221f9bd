"""The day until which a stored cycle holds: every kind of day on which the calendar alone changes it. Clause 1.3."""

import datetime as dt

import pytest

from staff.cycle.cases import result_of
from staff.cycle.next_change import next_change_on
from staff.cycle.rules import Away, Floor, Inputs, Line, Post, Rules, cycle

ON = dt.date(2026, 11, 23)
OLD = Rules(dt.date(1900, 1, 1))
CALM = Inputs(
    lines=(Line(dt.date(2025, 11, 1), 72),),
    posts=(Post(dt.date(2010, 9, 1), None, "support"),),
    floors=(Floor(dt.date(2035, 8, 31), dt.date(2020, 1, 1)),),
)


def _changed(**facts):
    return Inputs(**{name: facts.get(name, getattr(CALM, name)) for name in CALM.__dataclass_fields__})


def _day(written):
    return dt.date.fromisoformat(written)


@pytest.mark.clause("1.3", "6.1")
@pytest.mark.parametrize(
    ("person", "day"),
    [
        (_changed(lines=(*CALM.lines, Line(_day("2027-02-01"), 8))), "2027-02-01"),
        (_changed(lines=(*CALM.lines, Line(_day("2024-02-01"), 8))), "2027-02-02"),
        (_changed(posts=(Post(_day("2010-09-01"), _day("2027-03-01"), "support"),)), "2027-03-02"),
        (_changed(posts=(*CALM.posts, Post(_day("2027-03-01"), None, "teaching"))), "2027-03-01"),
        (_changed(posts=(Post(_day("2024-02-01"), None, "teaching"),), has_degree=True), "2027-02-01"),
        (_changed(career_start_on=_day("2024-03-01"), posts=(Post(_day("2010-09-01"), None, "teaching"),)), "2027-03-01"),
        (_changed(pauses=(Away(_day("2027-01-11"), _day("2027-01-20")),)), "2027-01-11"),
        (_changed(pauses=(Away(_day("2026-11-11"), _day("2027-01-20")),)), "2027-01-21"),
        (_changed(pauses=(Away(_day("2026-11-11"), None),), floors=()), "2026-11-24"),
        (_changed(floors=(*CALM.floors, Floor(_day("2036-08-31"), _day("2027-01-11")))), "2027-01-11"),
        (_changed(floors=(Floor(_day("2035-08-31"), _day("2020-01-01"), _day("2027-01-12")),)), "2027-01-12"),
        (_changed(policies=(OLD, Rules(_day("2027-01-13"), min_hours=80)), lines=()), "2027-01-13"),
        (_changed(floors=(Floor(_day("2028-02-29"), _day("2020-01-01")),), lines=()), "2027-03-01"),
        (_changed(floors=(Floor(_day("2028-03-10"), _day("2020-01-01")),), lines=()), "2027-03-10"),
        (_changed(floors=(Floor(_day("2027-09-10"), _day("2020-01-01")),), lines=()), "2027-09-01"),
        (_changed(floors=(Floor(_day("2027-03-11"), _day("2020-01-01")),), lines=()), "2027-03-12"),
        (_changed(pauses=(Away(_day("2025-12-01"), _day("2026-05-01")),), lines=(Line(_day("2024-01-01"), 72),)), "2027-01-02"),
    ],
    ids=[
        "a training ends", "a training counts no longer", "leaving", "another post", "no newcomer any more",
        "enough experience", "a pause begins", "a pause ends", "an open pause", "an extension", "revoked", "new numbers",
        "soon, leap day", "soon", "academic year", "overdue", "hours",
    ],
)  # fmt: skip
def test_every_day_that_changes_a_cycle_is_named(person, day):
    change = next_change_on(person, ON)
    while change and result_of(cycle(person, change)) == result_of(cycle(person, ON)):
        change = next_change_on(person, change)

    assert change == _day(day)


@pytest.mark.clause("1.3")
def test_open_hours_come_back_the_day_after_the_date_that_a_training_set():
    person = Inputs(
        lines=(Line(_day("2023-11-01"), 72),),
        posts=CALM.posts,
        pauses=(Away(_day("2024-01-01"), _day("2024-03-31")),),
        floors=CALM.floors,
    )

    assert cycle(person, _day("2027-01-31")).hours_open == 0
    assert next_change_on(person, _day("2026-11-23")) == _day("2027-02-01")
    assert cycle(person, _day("2027-02-01")).hours_open == 16


def test_for_someone_who_has_left_nothing_is_to_come():
    person = Inputs(posts=(Post(_day("2010-09-01"), _day("2012-06-30"), "teaching"),))

    assert next_change_on(person, ON) is None
