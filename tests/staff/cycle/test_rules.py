"""The three-year cycle: worked examples and borders, sentence by sentence of the rule. Clause 1.3."""

import datetime as dt
import json
from dataclasses import astuple, replace
from pathlib import Path

import pytest

from staff.cycle.cases import read_case, result_of
from staff.cycle.rules import Away, Floor, Inputs, Line, Post, Rules, cycle, with_line

CASES = json.loads((Path(__file__).parents[1] / "data" / "cycle-cases.json").read_text(encoding="utf-8"))
TODAY = dt.date(2026, 11, 23)
TEACHER = Post(dt.date(2010, 9, 1), None, "teaching")


@pytest.mark.clause("1.3")
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}-{case['group']}")
def test_worked_examples(case):
    inputs, on = read_case(case)

    assert result_of(cycle(inputs, on)) == case["expected"]


@pytest.mark.clause("1.3")
@pytest.mark.parametrize(
    ("day", "status"),
    [
        (dt.date(2025, 11, 21), "on_time"),
        (dt.date(2025, 11, 22), "due_soon"),
        (dt.date(2026, 8, 31), "due_soon"),
        (dt.date(2026, 9, 1), "due"),
        (dt.date(2026, 11, 22), "due"),
        (dt.date(2026, 11, 23), "overdue"),
    ],
)
def test_status_changes_on_the_right_day(day, status):
    person = Inputs(lines=(Line(dt.date(2023, 11, 22), 72),), posts=(TEACHER,))

    assert cycle(person, day).status == status


@pytest.mark.clause("1.3")
def test_mandatory_wins_over_voluntary_for_newly_hired_teachers():
    newcomer = Inputs(posts=(Post(dt.date(2025, 9, 1), None, "teaching"),), has_degree=True)

    assert cycle(newcomer, TODAY).obligation == "mandatory"
    assert cycle(newcomer, dt.date(2028, 8, 31)).obligation == "mandatory"
    assert cycle(newcomer, dt.date(2028, 9, 1)).obligation == "voluntary"


@pytest.mark.clause("1.3")
@pytest.mark.parametrize(("gap", "entry"), [(31, dt.date(2010, 9, 1)), (32, dt.date(2026, 2, 1))])
def test_a_post_within_31_days_continues_the_employment(gap, entry):
    left = dt.date(2026, 2, 1) - dt.timedelta(days=gap)
    person = Inputs(posts=(Post(dt.date(2010, 9, 1), left, "teaching"), Post(dt.date(2026, 2, 1), None, "teaching")))

    assert cycle(person, TODAY).entry_on == entry


def _posts(*spans):
    """Main posts of (first day, last day, category)."""
    return tuple(Post(_day(first), _day(last) if last else None, category) for first, last, category in spans)


def _day(written):
    return dt.date.fromisoformat(written)


@pytest.mark.clause("1.3")
@pytest.mark.parametrize(
    ("posts", "entry"),
    [
        (
            [("2010-09-01", "2014-06-30", "teaching"), ("2014-07-31", "2020-06-30", "teaching"), ("2020-07-01", None, "teaching")],
            "2010-09-01",
        ),
        (
            [("2010-09-01", "2014-06-30", "teaching"), ("2014-08-01", "2020-06-30", "teaching"), ("2020-07-01", None, "teaching")],
            "2014-08-01",
        ),
        (
            [("2010-09-01", "2014-06-30", "teaching"), ("2014-07-01", "2020-06-30", "teaching"), ("2020-08-01", None, "teaching")],
            "2020-08-01",
        ),
        ([("2010-09-01", "2026-08-31", "support"), ("2026-09-01", None, "teaching")], "2026-09-01"),
        ([("2010-09-01", "2026-08-31", "teaching"), ("2026-09-01", None, "support")], "2010-09-01"),
        ([("2010-09-01", "2026-08-31", "management"), ("2026-09-01", None, "scientific")], "2010-09-01"),
        ([("2010-09-01", "2026-08-31", "other"), ("2026-09-01", None, "support")], "2026-09-01"),
        (
            [("2010-09-01", "2014-06-30", "support"), ("2014-07-01", "2020-06-30", "teaching"), ("2020-07-01", None, "support")],
            "2014-07-01",
        ),
        (
            [("2010-09-01", "2014-06-30", "teaching"), ("2014-07-01", "2014-07-10", "other"), ("2014-07-11", None, "teaching")],
            "2014-07-11",
        ),
        ([("2010-09-01", "2026-09-01", "teaching"), ("2026-09-01", None, "teaching")], "2010-09-01"),
    ],
    ids=["three", "gap first", "gap last", "to teacher", "from teacher", "tracked", "from other", "and back", "other between", "one day"],
)  # fmt: skip
def test_the_post_directly_before_decides_whether_one_continues(posts, entry):
    posts = _posts(*posts)

    assert cycle(Inputs(posts=posts), TODAY).entry_on == _day(entry)
    assert cycle(Inputs(posts=posts[::-1]), TODAY).entry_on == _day(entry)


@pytest.mark.clause("1.3")
def test_a_secondary_post_before_neither_continues_nor_breaks_the_employment():
    main = _posts(("2010-09-01", "2020-08-31", "teaching"), ("2020-09-15", None, "teaching"))
    beside = Post(dt.date(2020, 9, 1), None, "support", is_main=False)

    assert cycle(Inputs(posts=(*main, beside)), TODAY).entry_on == dt.date(2010, 9, 1)
    assert cycle(Inputs(posts=(beside, main[1])), TODAY).entry_on == dt.date(2020, 9, 15)


@pytest.mark.clause("1.3")
@pytest.mark.parametrize("before", ["support", "other", "management"])
def test_whoever_becomes_a_teacher_is_newly_hired_and_not_overdue(before):
    posts = _posts(("2010-09-01", "2026-08-31", before), ("2026-09-01", None, "teaching"))
    person = Inputs(posts=posts, has_degree=True)

    first_day = cycle(person, dt.date(2026, 9, 1))

    assert (first_day.obligation, first_day.due_on) == ("mandatory", dt.date(2027, 9, 1))
    assert cycle(person, dt.date(2027, 9, 2)).status == "overdue"


@pytest.mark.clause("1.3")
def test_the_category_of_the_day_asked_about_gives_months_or_years():
    posts = _posts(("2024-09-01", "2026-08-31", "teaching"), ("2026-09-01", None, "support"))

    assert cycle(Inputs(posts=posts), dt.date(2026, 8, 31)).due_on == dt.date(2025, 9, 1)
    assert cycle(Inputs(posts=posts), dt.date(2026, 9, 1)).due_on == dt.date(2027, 9, 1)


@pytest.mark.clause("1.3")
def test_of_two_main_posts_in_bad_data_the_later_one_is_taken():
    posts = _posts(
        ("2010-09-01", None, "support"), ("2020-09-01", None, "management"), ("2020-09-01", "2027-01-01", "other")
    )

    assert {cycle(Inputs(posts=some), TODAY).post.category for some in (posts, posts[::-1])} == {"management"}


@pytest.mark.clause("1.1", "1.3")
@pytest.mark.parametrize("category", ["teaching", "support", "management", "scientific"])
def test_main_posts_of_these_categories_are_tracked(category):
    assert cycle(Inputs(posts=(Post(dt.date(2025, 9, 1), None, category),)), TODAY).status != "not_tracked"


@pytest.mark.clause("1.1")
@pytest.mark.parametrize(
    "post",
    [
        Post(dt.date(2020, 1, 1), None, "other"),
        Post(dt.date(2020, 1, 1), None, "teaching", is_main=False),
        Post(dt.date(2020, 1, 1), dt.date(2026, 11, 22), "teaching"),
        Post(dt.date(2026, 11, 24), None, "teaching"),
    ],
    ids=["other", "secondary", "left", "not yet"],
)
def test_others_are_not_tracked(post):
    found = cycle(Inputs(posts=(post,)), TODAY)

    assert (found.status, found.due_on, found.obligation) == ("not_tracked", None, None)


@pytest.mark.clause("1.3")
def test_a_pause_begun_after_the_date_moves_nothing():
    person = Inputs(
        lines=(Line(dt.date(2023, 5, 1), 72),),
        posts=(TEACHER,),
        pauses=(Away(dt.date(2026, 5, 2), dt.date(2026, 9, 1)),),
    )

    assert cycle(person, TODAY).due_on == dt.date(2026, 5, 1)


@pytest.mark.clause("1.3")
def test_overlapping_pauses_count_once():
    pauses = (Away(dt.date(2024, 1, 1), dt.date(2024, 1, 10)), Away(dt.date(2024, 1, 5), dt.date(2024, 1, 12)))
    person = Inputs(lines=(Line(dt.date(2023, 11, 22), 72),), posts=(TEACHER,), pauses=pauses)

    assert cycle(person, TODAY).due_on == dt.date(2026, 12, 4)


@pytest.mark.clause("6.1")
def test_an_extension_is_a_floor_until_it_is_revoked():
    floor = Floor(dt.date(2027, 6, 30), dt.date(2026, 9, 1), revoked_on=dt.date(2026, 11, 23))
    person = Inputs(lines=(Line(dt.date(2023, 10, 10), 72),), posts=(TEACHER,), floors=(floor,))

    assert cycle(person, dt.date(2026, 8, 31)).due_on == dt.date(2026, 10, 10)
    assert cycle(person, dt.date(2026, 11, 22)).due_on == dt.date(2027, 6, 30)
    assert cycle(person, dt.date(2026, 11, 23)).due_on == dt.date(2026, 10, 10)


@pytest.mark.clause("6.1")
@pytest.mark.parametrize(("until", "is_said"), [("2026-10-10", False), ("2026-10-11", True)])
def test_an_extension_that_moves_nothing_is_not_told(until, is_said):
    floor = Floor(_day(until), dt.date(2026, 9, 1))
    person = Inputs(lines=(Line(dt.date(2023, 10, 10), 72),), posts=(TEACHER,), floors=(floor,))

    found = cycle(person, TODAY)

    assert ("extended" in [reason.code for reason in found.derivation], found.due_on) == (is_said, _day(until))


@pytest.mark.clause("1.3")
@pytest.mark.parametrize(
    ("anchor", "due_on"),
    [("completion", "2026-06-10"), ("due_if_early", "2026-12-10"), ("academic_year_end", "2026-08-31")],
)
def test_anchors(anchor, due_on):
    person = _with(anchor, ("2020-12-10", 72), ("2023-06-10", 72))

    assert cycle(person, TODAY).due_on == _day(due_on)


def _with(anchor, *trainings, posts=(TEACHER,), pauses=()):
    """Someone judged by an anchor, with trainings of (day, hours) and pauses of (first day, last day)."""
    return Inputs(
        lines=tuple(Line(_day(day), hours) for day, hours in trainings),
        posts=posts,
        pauses=tuple(Away(_day(first), _day(last)) for first, last in pauses),
        policies=(Rules(dt.date(1900, 1, 1), anchor=anchor),),
    )


@pytest.mark.clause("1.3")
@pytest.mark.parametrize(
    ("ended_on", "due_on"),
    [
        ("2022-12-09", "2025-12-09"),
        ("2022-12-10", "2026-12-10"),
        ("2023-12-10", "2026-12-10"),
        ("2023-12-11", "2026-12-11"),
    ],
    ids=["a day too early", "first day", "last day", "a day late"],
)
def test_early_is_within_twelve_months_both_ends_included(ended_on, due_on):
    assert cycle(_with("due_if_early", ("2020-12-10", 72), (ended_on, 72)), TODAY).due_on == _day(due_on)


@pytest.mark.clause("1.3")
@pytest.mark.parametrize(
    ("trainings", "due_on"),
    [
        ([("2020-12-10", 72), ("2023-06-10", 8)], "2023-12-10"),
        ([("2020-12-10", 72), ("2023-06-10", 8), ("2023-06-10", 8)], "2026-12-10"),
        ([("2020-12-10", 72), ("2023-06-10", 8), ("2023-12-10", 8)], "2026-12-10"),
        ([("2020-12-10", 8), ("2023-01-10", 8), ("2023-06-10", 8)], "2026-12-10"),
    ],
    ids=["too few hours", "of one day", "of two days", "one that helped to set the date"],
)
def test_early_trainings_renew_the_date_only_if_they_suffice_by_themselves(trainings, due_on):
    assert cycle(_with("due_if_early", *trainings), TODAY).due_on == _day(due_on)


@pytest.mark.clause("1.3")
def test_an_insufficient_early_training_counts_for_its_own_three_years():
    posts = _posts(("2018-05-25", None, "teaching"))
    person = _with("due_if_early", ("2019-03-02", 72), ("2021-09-15", 8), ("2022-08-31", 8), posts=posts)

    assert cycle(person, dt.date(2020, 1, 1)).due_on == dt.date(2022, 5, 25)
    assert cycle(person, dt.date(2025, 1, 1)).due_on == dt.date(2024, 9, 15)
    assert cycle(person, dt.date(2025, 1, 1)).hours_open == 8


@pytest.mark.clause("1.3")
@pytest.mark.parametrize(("ended_on", "due_on"), [("2025-08-31", "2028-08-31"), ("2025-09-01", "2029-09-01")])
def test_a_training_before_the_entry_is_not_early_for_the_date_of_the_entry(ended_on, due_on):
    posts = _posts(("2025-09-01", None, "teaching"))

    assert cycle(_with("due_if_early", (ended_on, 72), posts=posts), TODAY).due_on == _day(due_on)


@pytest.mark.clause("1.3", "6.1")
def test_early_is_not_measured_against_an_extension():
    floor = Floor(dt.date(2024, 8, 31), dt.date(2023, 9, 1))
    person = replace(_with("due_if_early", ("2020-12-10", 72), ("2024-02-01", 72)), floors=(floor,))

    assert cycle(person, TODAY).due_on == dt.date(2027, 2, 1)


@pytest.mark.clause("1.3")
def test_no_day_of_pause_moves_a_renewed_date_twice():
    posts = _posts(("2012-09-01", None, "teaching"))
    trainings = ("2021-12-10", 72), ("2024-06-10", 72)
    person = _with("due_if_early", *trainings, posts=posts, pauses=[("2024-08-01", "2024-10-31")])

    assert cycle(person, TODAY).due_on == dt.date(2028, 3, 12)


@pytest.mark.clause("1.3")
@pytest.mark.parametrize(
    ("trainings", "posts", "pauses", "due_on"),
    [
        ([("2024-06-10", 72)], ["2010-09-01"], [("2025-01-01", "2025-01-31")], "2027-08-31"),
        ([("2024-08-10", 72)], ["2010-09-01"], [("2025-01-01", "2025-01-31")], "2028-08-31"),
        ([("2024-06-10", 72)], ["2010-09-01"], [("2027-06-11", "2027-09-30")], "2027-08-31"),
        ([("2024-06-10", 72)], ["2010-09-01"], [("2027-06-10", "2027-09-30")], "2028-08-31"),
        ([], ["2026-02-01"], [], "2027-08-31"),
        ([], ["2026-09-01"], [], "2028-08-31"),
        ([("2024-08-31", 72)], ["2010-09-01"], [], "2027-08-31"),
    ],
    ids=["pause first", "into the next year", "begun after the date", "begun on the date", "entry", "entry on the 1st", "the 31st"],
)  # fmt: skip
def test_the_end_of_the_academic_year_comes_after_the_pauses(trainings, posts, pauses, due_on):
    person = _with("academic_year_end", *trainings, posts=_posts((*posts, None, "teaching")), pauses=pauses)

    assert cycle(person, TODAY).due_on == _day(due_on)


@pytest.mark.clause("1.3")
def test_a_later_line_never_moves_a_date_back_and_the_completing_one_starts_the_pauses():
    posts = _posts(("2010-09-01", None, "support"))
    pauses = [("2022-06-01", "2022-06-30"), ("2023-02-01", "2023-02-10")]
    twice = _with("completion", ("2022-01-10", 8), ("2023-01-10", 8), posts=posts, pauses=pauses)
    thrice = _with("completion", ("2022-01-10", 72), ("2023-01-10", 8), posts=posts, pauses=pauses)

    assert cycle(twice, TODAY).due_on == dt.date(2025, 1, 20)
    assert cycle(thrice, TODAY).due_on == dt.date(2025, 2, 19)


@pytest.mark.clause("1.3", "4.3")
def test_nothing_is_open_until_the_date_that_a_training_set():
    person = Inputs(
        lines=(Line(dt.date(2023, 11, 22), 72),),
        posts=(TEACHER,),
        pauses=(Away(dt.date(2024, 1, 1), dt.date(2024, 1, 31)),),
    )

    until = cycle(person, dt.date(2026, 12, 23))
    assert (until.covered_until, until.hours_counted, until.hours_open) == (dt.date(2026, 12, 23), 0, 0)
    assert cycle(person, dt.date(2026, 12, 24)).hours_open == 16


@pytest.mark.clause("1.3")
def test_a_training_still_counts_on_its_last_day_together_with_the_one_that_ends_on_it():
    person = Inputs(lines=(Line(dt.date(2023, 5, 5), 8), Line(dt.date(2026, 5, 5), 8)), posts=(TEACHER,))

    assert cycle(person, dt.date(2026, 5, 5)).due_on == dt.date(2026, 5, 5)
    assert cycle(person, dt.date(2026, 5, 6)).hours_open == 8


@pytest.mark.clause("1.3")
def test_an_open_pause_lasts_until_the_day_asked_about():
    person = Inputs(
        lines=(Line(dt.date(2023, 11, 22), 72),), posts=(TEACHER,), pauses=(Away(dt.date(2026, 11, 20), None),)
    )

    assert cycle(person, dt.date(2026, 11, 22)).due_on == dt.date(2026, 11, 25)
    assert cycle(person, TODAY).status == "exempt"


@pytest.mark.clause("1.3")
def test_the_day_on_which_time_begins_to_run_counts_as_paused():
    person = Inputs(
        lines=(Line(dt.date(2023, 11, 22), 72),),
        posts=(TEACHER,),
        pauses=(Away(dt.date(2023, 11, 1), dt.date(2023, 11, 22)),),
    )

    assert cycle(person, TODAY).due_on == dt.date(2026, 11, 23)


@pytest.mark.clause("1.3")
def test_the_numbers_of_the_regulation_are_the_default():
    assert astuple(Rules(dt.date(1900, 1, 1)))[1:] == (3, 16, 12, 3, "completion", 12, (9, 1), None)


@pytest.mark.clause("1.3")
def test_a_stricter_policy_never_calls_back_those_who_fulfilled_the_old_one():
    old, new = Rules(dt.date(1900, 1, 1)), Rules(dt.date(2026, 1, 1), years=2, min_hours=36)
    person = Inputs(
        lines=(Line(dt.date(2025, 6, 1), 16), Line(dt.date(2026, 2, 1), 40)), posts=(TEACHER,), policies=(old, new)
    )

    assert cycle(person, dt.date(2026, 1, 15)).due_on == dt.date(2028, 6, 1)
    assert cycle(person, TODAY).due_on == dt.date(2028, 6, 1)


@pytest.mark.clause("1.3")
def test_what_if_i_finish_this_course():
    person = Inputs(posts=(TEACHER,))

    assert cycle(person, TODAY).status == "overdue"
    assert cycle(with_line(person, hours=16, ended_on=TODAY), TODAY).due_on == dt.date(2029, 11, 23)
