"""Who comes first: points, ties and the lottery, counted by hand and held to their laws. Clause 5.4."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.selection.priority import Candidate, Facts, Weights, lottery_number, rank, score

TODAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
DAYS = st.dates(dt.date(1970, 1, 1), TODAY)
FACTS = st.builds(
    Facts,
    career_start_on=st.none() | DAYS,
    last_trained_on=st.none() | DAYS,
    entry_on=st.none() | DAYS,
    is_mandatory=st.booleans(),
    is_overdue=st.booleans(),
)


def facts(**changed):
    """Someone whose career and last training are ten and three years back."""
    usual = Facts(dt.date(2016, 11, 23), dt.date(2023, 11, 23), dt.date(2016, 11, 23), False, False)
    return dataclasses.replace(usual, **changed)


def points(**changed):
    """The points of such a person."""
    return score(facts(**changed), Weights(), TODAY).points


@pytest.mark.clause("5.4")
def test_score_counts_little_experience_and_time_without_training():
    found = score(facts(), Weights(), TODAY)

    assert (found.experience_years, found.untrained_years) == (Decimal("10.00"), Decimal("3.00"))
    assert found.parts == {
        "experience": Decimal("20.00"),
        "untrained": Decimal("30.00"),
        "mandatory": Decimal(0),
        "overdue": Decimal(0),
    }
    assert found.points == Decimal("50.00")


@pytest.mark.clause("5.4")
def test_score_puts_mandatory_and_overdue_above_everything_else():
    newest = points(career_start_on=TODAY, last_trained_on=dt.date(1990, 1, 1))
    veteran = points(career_start_on=dt.date(1980, 1, 1), last_trained_on=TODAY, is_mandatory=True)

    assert newest == Decimal("100.00")
    assert veteran == Decimal("200.00")
    assert points(is_mandatory=True, is_overdue=True) - points() == Decimal(300)


def test_score_gives_nobody_points_for_an_unknown_start_of_career():
    assert points(career_start_on=None) == points(career_start_on=dt.date(1980, 1, 1))


def test_score_counts_someone_never_trained_from_the_main_employment():
    assert points(last_trained_on=None, entry_on=dt.date(2020, 11, 23)) == points(last_trained_on=dt.date(2020, 11, 23))
    assert score(facts(last_trained_on=None, entry_on=None), Weights(), TODAY).parts["untrained"] == 0


def test_score_takes_dates_to_come_as_none_at_all():
    tomorrow = TODAY + dt.timedelta(days=1)

    found = score(facts(career_start_on=tomorrow, last_trained_on=tomorrow), Weights(), TODAY)

    assert (found.experience_years, found.untrained_years) == (0, 0)


def test_score_with_no_full_years_divides_by_nothing():
    found = score(facts(), Weights(experience_years_full=0, untrained_years_full=0), TODAY)

    assert (found.parts["experience"], found.parts["untrained"]) == (Decimal(0), Decimal(60))


@given(FACTS)
def test_score_stays_within_the_weights_and_is_the_sum_of_its_parts(someone):
    found = score(someone, Weights(), TODAY)

    assert found.points == sum(found.parts.values())
    assert 0 <= found.parts["experience"] <= 40
    assert 0 <= found.parts["untrained"] <= 60
    assert found.points == found.points.quantize(Decimal("0.01"))


@pytest.mark.clause("5.4")
@given(FACTS, DAYS, DAYS)
def test_score_never_falls_with_less_experience_or_longer_without_training(someone, one, other):
    earlier, later = sorted((one, other))

    def of(**changed):
        return score(dataclasses.replace(someone, **changed), Weights(), TODAY).points

    assert of(career_start_on=earlier) <= of(career_start_on=later)
    assert of(last_trained_on=earlier) >= of(last_trained_on=later)


@given(FACTS)
def test_as_inputs_keeps_all_that_is_needed_to_count_the_points_again(someone):
    kept = score(someone, Weights(), TODAY).as_inputs(someone, Weights())

    again = Facts(
        **{
            name: dt.date.fromisoformat(value) if isinstance(value, str) else value
            for name, value in kept["facts"].items()
        }
    )
    assert score(again, Weights(**kept["weights"]), TODAY).as_inputs(again, Weights()) == kept


@pytest.mark.clause("5.4")
def test_rank_goes_by_points_then_time_of_submission_then_lottery():
    later = NOON + dt.timedelta(seconds=1)
    rows = [
        Candidate(1, Decimal(50), later, 1),
        Candidate(2, Decimal(50), NOON, 9),
        Candidate(3, Decimal(50), NOON, 2),
        Candidate(4, Decimal(60), later, 9),
    ]

    assert [each.key for each in rank(rows)] == [4, 3, 2, 1]


CANDIDATES = st.lists(
    st.builds(
        Candidate,
        key=st.integers(1, 99),
        points=st.decimals(0, 400, places=2),
        submitted_at=st.sampled_from([NOON, NOON + dt.timedelta(hours=1)]),
        lottery=st.integers(0, 3),
    ),
    unique_by=lambda each: each.key,
)


@given(CANDIDATES, st.randoms(use_true_random=False))
def test_rank_is_the_same_in_whatever_order_applications_come(candidates, random):
    shuffled = list(candidates)
    random.shuffle(shuffled)

    assert rank(shuffled) == rank(candidates)


def test_lottery_number_is_drawn_again_by_whoever_knows_the_seed():
    assert lottery_number("тизме", 7) == lottery_number("тизме", 7)
    assert len({lottery_number("тизме", key) for key in range(1000)}) == 1000
    assert lottery_number("тизме", 7) != lottery_number("башка", 7)
    assert 0 <= lottery_number("тизме", 7) < 2**56
