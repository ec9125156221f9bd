"""People as hypothesis makes them: any ledger, posts with gaps, pauses, extensions, a career, one or two policies."""

import datetime as dt

from hypothesis import strategies as st

from staff.cycle.inputs import Away, Floor, Inputs, Line, Post, Rules

DAY = dt.timedelta(days=1)
ANCHORS = ["completion", "due_if_early", "academic_year_end"]

days = st.dates(dt.date(2018, 1, 1), dt.date(2028, 12, 31))
leap_days = st.sampled_from([dt.date(2020, 2, 28), dt.date(2020, 2, 29), dt.date(2024, 2, 29), dt.date(2024, 3, 1)])
spans = st.integers(0, 500).map(lambda length: length * DAY)
lines = st.builds(
    Line,
    ended_on=days | leap_days,
    hours=st.sampled_from([1, 4, 8, 12, 16, 72]),
    is_recognised=st.sampled_from([True, True, True, False]),
)
pauses = st.builds(lambda start, span: Away(start, start + span), days, spans)
open_pauses = st.builds(Away, days, st.none())
floors = st.builds(
    lambda decided, span, revoked: Floor(decided + span, decided, decided + revoked if revoked else None),
    days,
    spans,
    st.none() | spans,
)
categories = st.sampled_from(["teaching", "teaching", "support", "management", "scientific", "other"])


@st.composite
def careers(draw: st.DrawFn) -> tuple[Post, ...]:
    """Up to four main posts, one after the other, with breaks of every length about 31 days; perhaps a second one beside."""
    found: list[Post] = []
    begin = draw(st.dates(dt.date(2008, 1, 1), dt.date(2024, 12, 31)))
    for _ in range(draw(st.integers(0, 3))):
        left = begin + draw(st.integers(0, 1500)) * DAY
        found.append(Post(begin, left, draw(categories)))
        begin = left + draw(st.sampled_from([1, 2, 30, 31, 32, 33, 200])) * DAY
    left = draw(st.none() | st.integers(0, 3000).map(lambda length, begin=begin: begin + length * DAY))
    found.append(Post(begin, left, draw(categories)))
    if draw(st.booleans()):
        found.append(Post(begin, None, draw(categories), is_main=False))
    return tuple(found)


@st.composite
def numbers(draw: st.DrawFn, valid_from: dt.date) -> Rules:
    """A policy from a day on."""
    return Rules(
        valid_from,
        years=draw(st.sampled_from([3, 3, 2, 4])),
        min_hours=draw(st.sampled_from([16, 16, 8, 36])),
        newcomer_months=draw(st.sampled_from([12, 6, 18])),
        newcomer_years=draw(st.sampled_from([3, 2])),
        anchor=draw(st.sampled_from(ANCHORS)),
        due_soon_months=draw(st.sampled_from([12, 6])),
        academic_year_start=draw(st.sampled_from([(9, 1), (10, 15), (1, 1)])),
    )


@st.composite
def policies(draw: st.DrawFn) -> tuple[Rules, ...]:
    """One policy, or an old and a new one."""
    first = draw(numbers(dt.date(1900, 1, 1)))
    return (first, draw(numbers(draw(days)))) if draw(st.booleans()) else (first,)


people = st.builds(
    Inputs,
    lines=st.lists(lines, max_size=6).map(tuple),
    posts=careers(),
    pauses=st.tuples(st.lists(pauses, max_size=3), st.lists(open_pauses, max_size=1)).map(
        lambda some: (*some[0], *some[1])
    ),
    floors=st.lists(floors, max_size=2).map(tuple),
    policies=policies(),
    has_degree=st.booleans(),
    career_start_on=st.none() | st.dates(dt.date(2005, 1, 1), dt.date(2027, 12, 31)) | leap_days,
)
