"""Numbers that were published once hold for ever: the lottery of a seed, the points of a person, the order of a list. Clause 5.4."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from enrollment.models import SelectionList
from enrollment.selection import actions, queries
from enrollment.selection.priority import Candidate, Facts, Weights, lottery_number, rank, score
from ostu_qualification.core.models import Policy
from tests.factories import ApplicationFactory, EmploymentFactory, PersonFactory, RunFactory, TrainingRecordFactory

pytestmark = pytest.mark.clause("5.4")

ON = dt.date(2026, 11, 26)
SEED = "00000000000000000000000000000000"
DRAWN = {
    1: 66719734065095020,
    2: 47985309563725998,
    3: 46193199490671891,
    4: 41084414177372341,
    5: 67152409017033700,
}


def test_the_published_seed_draws_exactly_these_numbers():
    assert {key: lottery_number(SEED, key) for key in DRAWN} == DRAWN
    assert lottery_number("тизме", 7) == 39781755113450204


def test_equal_points_at_the_same_moment_are_ordered_by_these_numbers():
    moment = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
    candidates = [Candidate(key, Decimal(50), moment, lottery_number(SEED, key)) for key in DRAWN]

    assert [each.key for each in rank(candidates)] == [4, 3, 2, 1, 5]


@pytest.mark.parametrize(
    ("facts", "parts"),
    [
        (Facts(dt.date(2026, 9, 1), None, dt.date(2026, 9, 1), True, False), ("39.52", "2.40", "200", "0")),
        (Facts(dt.date(2016, 11, 26), dt.date(2023, 11, 26), dt.date(2016, 11, 26), False, False), ("20.00", "30.00", "0", "0")),
        (Facts(dt.date(1996, 9, 1), dt.date(2015, 5, 20), dt.date(1996, 9, 1), False, True), ("0.00", "60.00", "0", "100")),
        (Facts(None, dt.date(2025, 11, 26), None, False, False), ("0.00", "10.00", "0", "0")),
        (Facts(dt.date(2021, 11, 26), None, None, False, False), ("30.00", "0.00", "0", "0")),
    ],
    ids=["new and mandatory", "ten and three years", "overdue for long", "career unknown", "nothing but the career"],
)  # fmt: skip
def test_these_people_have_exactly_these_points(facts, parts):
    found = score(facts, Weights(), ON)

    assert tuple(map(str, found.parts.values())) == parts
    assert found.points == sum(map(Decimal, parts))


@pytest.mark.django_db
@time_machine.travel(dt.datetime(2026, 11, 26, 6, tzinfo=dt.UTC), tick=False)
def test_a_list_with_a_known_seed_is_exactly_this_list():
    run = RunFactory(capacity=2)
    newcomer = ApplicationFactory(run=run, person=PersonFactory(career_start_on=dt.date(2021, 11, 26)))
    veteran = ApplicationFactory(run=run, person=PersonFactory(career_start_on=dt.date(1996, 11, 26)))
    overdue = ApplicationFactory(run=run, person=PersonFactory(career_start_on=dt.date(1996, 11, 26)))
    EmploymentFactory(person=overdue.person, hired_on=dt.date(1996, 11, 26))
    TrainingRecordFactory(person=overdue.person, ended_on=dt.date(2015, 5, 20))

    selection = SelectionList.objects.create(run=run, policy=Policy.objects.current(), ranked_on=ON, lottery_seed=SEED)
    actions.rank(selection)

    lines = [(each.application, each.points, each.outcome) for each in queries.entries_of(selection)]
    assert lines == [
        (overdue, Decimal("160.00"), "place"),
        (newcomer, Decimal("30.00"), "place"),
        (veteran, Decimal("0.00"), "waiting"),
    ]
    assert {each.lottery for each in selection.entries.all()} == {
        lottery_number(SEED, each.pk) for each in (overdue, newcomer, veteran)
    }
