"""The three-year cycle: worked examples, borders, and what must hold for everybody. Clause 1.3."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from ostu_qualification.core.calendar import add_months, add_years
from staff.case_io import read_case, result_of
from staff.cycle import Away, Floor, Inputs, Line, Post, Rules, cycle, next_change_on, with_line
from staff.cycle_sentences import headline, sentences

CASES = json.loads((Path(__file__).parent / "data" / "cycle-cases.json").read_text(encoding="utf-8"))
TODAY = dt.date(2026, 11, 23)
TEACHER = Post(dt.date(2010, 9, 1), None, "teaching")

days = st.dates(dt.date(2018, 1, 1), dt.date(2028, 12, 31))
lines = st.builds(Line, ended_on=days, hours=st.sampled_from([4, 8, 16, 72]), is_recognised=st.booleans())
pauses = st.builds(lambda start, length: Away(start, start + dt.timedelta(days=length)), days, st.integers(0, 500))
people = st.builds(
    Inputs,
    lines=st.lists(lines, max_size=5).map(tuple),
    posts=st.dates(dt.date(2008, 1, 1), dt.date(2024, 12, 31)).flatmap(
        lambda hired: st.sampled_from(["teaching", "support"]).map(lambda category: (Post(hired, None, category),))
    ),
    pauses=st.lists(pauses, max_size=3).map(tuple),
    has_degree=st.booleans(),
)


@pytest.mark.clause("1.3")
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}-{case['group']}")
def test_worked_examples(case):
    inputs, on = read_case(case)

    assert result_of(cycle(inputs, on)) == case["expected"]


@pytest.mark.clause("1.3")
@pytest.mark.parametrize(
    ("day", "status"),
    [
        (dt.date(2025, 8, 31), "on_time"),
        (dt.date(2025, 11, 22), "due_soon"),
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


@pytest.mark.clause("1.3")
@pytest.mark.parametrize(
    ("anchor", "due_on"),
    [
        ("completion", dt.date(2026, 6, 10)),
        ("due_if_early", dt.date(2026, 12, 10)),
        ("academic_year_end", dt.date(2026, 8, 31)),
    ],
)
def test_anchors(anchor, due_on):
    rules = Rules(dt.date(1900, 1, 1), anchor=anchor)
    person = Inputs(
        lines=(Line(dt.date(2020, 12, 10), 72), Line(dt.date(2023, 6, 10), 72)), posts=(TEACHER,), policies=(rules,)
    )

    assert cycle(person, TODAY).due_on == due_on


@pytest.mark.clause("1.3")
def test_due_if_early_does_not_renew_by_a_single_hour():
    rules = Rules(dt.date(1900, 1, 1), anchor="due_if_early")
    person = Inputs(
        lines=(Line(dt.date(2023, 6, 10), 72), Line(dt.date(2026, 3, 1), 1)), posts=(TEACHER,), policies=(rules,)
    )

    assert cycle(person, dt.date(2026, 4, 1)).due_on == dt.date(2026, 6, 10)


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


@pytest.mark.clause("1.3")
@given(person=people, on=days, extra=lines)
@settings(max_examples=300, deadline=None)
def test_a_recognised_line_never_makes_the_date_earlier(person, on, extra):
    before = cycle(person, on)
    after = cycle(replace(person, lines=(*person.lines, extra)), on)

    assert before.due_on is None or after.due_on >= before.due_on


@pytest.mark.clause("1.3")
@given(person=people, on=days, extra=pauses)
@settings(max_examples=300, deadline=None)
def test_a_pause_never_makes_the_date_earlier(person, on, extra):
    before = cycle(person, on)
    after = cycle(replace(person, pauses=(*person.pauses, extra)), on)

    assert before.due_on is None or after.due_on >= before.due_on


@pytest.mark.clause("1.3")
@given(person=people, on=days, random=st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_of_entry_is_irrelevant(person, on, random):
    shuffled_lines, shuffled_pauses = list(person.lines), list(person.pauses)
    random.shuffle(shuffled_lines)
    random.shuffle(shuffled_pauses)
    other = replace(person, lines=tuple(shuffled_lines), pauses=tuple(shuffled_pauses))

    assert result_of(cycle(other, on)) == result_of(cycle(person, on))


@pytest.mark.clause("1.3")
@given(person=people, on=days)
@settings(max_examples=200, deadline=None)
def test_only_recognised_lines_of_the_past_count(person, on):
    only = tuple(line for line in person.lines if line.is_recognised and line.ended_on <= on)

    assert result_of(cycle(replace(person, lines=only), on)) == result_of(cycle(person, on))


@pytest.mark.clause("1.3")
@given(person=people, start=days)
@settings(max_examples=60, deadline=None)
def test_nothing_changes_before_the_day_that_next_change_names(person, start):
    present, change = result_of(cycle(person, start)), next_change_on(person, start)

    for offset in range(1, 400):
        day = start + dt.timedelta(days=offset)
        if change is not None and day >= change:
            break
        assert result_of(cycle(person, day)) == present


@pytest.mark.clause("1.3")
@given(hours=st.lists(st.tuples(days, st.sampled_from([4, 8, 12, 16])), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
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


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_the_derivation_speaks_three_languages(language):
    pause = Away(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    person = Inputs(lines=(Line(dt.date(2023, 11, 22), 72, title="Excel"),), posts=(TEACHER,), pauses=(pause,))
    with translation.override(language):
        found = cycle(person, TODAY)
        words = [sentence for sentence, _ in sentences(found.derivation)]

        assert "2027" in headline(found, TODAY)
        assert any("Excel" in sentence for sentence in words)
        assert any("366" in sentence for sentence in words)
