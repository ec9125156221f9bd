"""Small lists as offices keep them, each with a habit that once was read wrongly, and what they really say."""

import datetime as dt
from pathlib import Path

import pytest

from staff.roster.reading import Roster, read_roster

FILES = Path(__file__).parent / "files"
TODAY = dt.date(2026, 11, 26)


def read(name: str) -> Roster:
    """A list of the folder, with its people told apart."""
    roster = read_roster(FILES / f"{name}.xlsx", today=TODAY)
    roster.persons()
    return roster


def cells(roster: Roster) -> list[tuple[int, str, str]]:
    """The doubts of a list: row, column, kind."""
    return [(each.row, each.column, each.kind) for each in roster.decisions]


@pytest.mark.clause("1.3")
@pytest.mark.clause("4.1")
def test_two_trainings_in_one_cell_are_two():
    roster = read("staff_training_two_in_one_cell")

    lines = [[(line.hours, line.ended_on.year) for line in row.trainings] for row in roster.rows]
    assert lines == 4 * [[(72, 2019), (8, 2025)]]


@pytest.mark.clause("4.1")
def test_words_that_begin_like_a_month_are_none():
    roster = read("staff_training_month_like_words")

    assert [
        (line.title, line.provider, line.hours, line.ended_on) for row in roster.rows for line in row.trainings
    ] == [
        ("Маркетинг", "ОшМУ", 72, dt.date(2023, 12, 31)),
        ("Апробация", "КУУ", 72, dt.date(2023, 12, 31)),
        ("Сенсорлор", "ОшМУ", 72, dt.date(2024, 12, 31)),
    ]


@pytest.mark.clause("1.3")
def test_the_end_of_a_leave_is_not_its_beginning():
    roster = read("staff_remark_back_from_leave")

    found = [[(str(pause.started_on), str(pause.ended_on)) for pause in row.pauses] for row in roster.rows]
    assert found == [
        *([], [], []),
        [("2025-01-01", "2026-12-31")],
        [("2026-11-05", "2026-11-15")],
        [("2025-03-01", "2026-08-31")],
    ]
    assert cells(roster) == [(row, "N", "pause_not_understood") for row in (3, 4, 5)]
    ends = [each.proposals[0] for each in roster.decisions]
    assert ends == [{"reason": "parental", "ended_on": end} for end in ("2025-08-31", "2025-08-31", "2026-08-15")]


@pytest.mark.clause("1.3")
def test_of_a_leave_until_a_day_the_beginning_is_asked():
    roster = read("staff_remark_leave_until")

    found = [[(str(pause.started_on), str(pause.ended_on)) for pause in row.pauses] for row in roster.rows]
    assert found == [[], [], [("2026-01-15", "2026-01-30")], [("2024-01-01", "2024-12-31")]]
    assert [each.proposals[0] for each in roster.decisions] == 2 * [{"reason": "parental", "ended_on": "2027-03-12"}]


def test_an_impossible_day_waits_and_the_rest_comes_in():
    roster = read("staff_date_slash_zero_day")

    assert [row.birth_on for row in roster.rows] == [dt.date(1985, 5, 12), None]
    assert cells(roster) == [(4, "F", "date_impossible")]


@pytest.mark.parametrize(
    ("name", "people"),
    [
        (
            "staff_names_invisible_characters",
            ["Асанова Гүлзат Токтосуновна", "Бекова Айнура Маратовна", "Кайырова Айсулуу Маратовна"],
        ),
        ("staff_name_word_all_latin_lookalikes", ["Асанов Марат Саматович", "Акматова Сара Токтоевна"]),
        (
            "staff_name_with_post_or_two_people",
            ["Сыдыков Бакыт Маматович", "Асанова Гүлзат Токтосуновна", "Турсунов Ө.", "Эсенов Азамат"],
        ),
    ],
)
def test_names_are_read_as_people_bear_them_and_noted(name, people):
    roster = read(name)

    assert [row.full_name for row in roster.rows] == people
    noted = {(note.row, note.column) for note in roster.notes}
    assert {(row.row, "B") for row in roster.rows} == noted


def test_two_people_in_one_cell_are_refused():
    roster = read("staff_name_with_post_or_two_people")

    assert [(each.row, each.column, each.kind) for each in roster.refused] == [(5, "B", "name_several")]
