"""Small lists as offices keep them, each with a habit that once was read wrongly, and what they really say."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from staff.imports.cells.records import ReadRow
from staff.imports.staff_list.reading import Roster, read_roster

FILES = Path(__file__).parents[2] / "files"
TODAY = dt.date(2026, 11, 26)


def read(name: str) -> Roster:
    """A list of the folder, with its people told apart."""
    return read_roster(FILES / f"{name}.xlsx", today=TODAY)


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


TRUTH = json.loads((FILES / "lists.truth.json").read_text(encoding="utf-8"))
READ: dict[str, Any] = {
    "name": lambda row: row.full_name,
    "post": lambda row: row.post,
    "rate": lambda row: f"{row.rate.normalize():f}",
    "birth": lambda row: str(row.birth_on or row.birth_year),
    "pin": lambda row: row.pin,
    "basis": lambda row: "hourly" if row.is_hourly else row.basis,
    "career": lambda row: str(row.career_start_on.year),
    "degree": lambda row: row.degree_level,
    "phone": lambda row: row.phone,
    "email": lambda row: row.email,
    "tr": lambda row: trainings(row),
}


def trainings(row: ReadRow) -> list[list[Any]]:
    """Hours and end of each training of a row, also of those that wait because a title is missing."""
    found = [[line.hours, line.ended_within or line.ended_on.isoformat()] for line in row.trainings]
    waiting = (each.proposals[0] for each in row.decisions if each.kind == "training_not_understood")
    return found + [[each["hours"], each["ended_on"][:4]] for each in waiting]


def ends(trainings: list[list[Any]]) -> list[list[Any]]:
    """Hours with the year alone, since of a proposal the month is not told apart from its last day."""
    return [[hours, end[:4]] for hours, end in trainings]


@pytest.mark.parametrize("name", TRUTH)
def test_layouts_of_other_offices_give_their_right_values(name):
    rows = {f"{row.sheet}!{row.row}": row for row in read(name).rows}

    assert rows.keys() == TRUTH[name].keys()
    for place, truth in TRUTH[name].items():
        found = {key: READ[key](rows[place]) for key in truth}
        if "tr" in truth:
            found["tr"], truth = ends(found["tr"]), {**truth, "tr": ends(truth["tr"])}
        assert found == truth


def test_a_column_of_former_posts_is_named_and_not_read():
    assert read("list_hidden_columns_lookalikes").unknown_columns == {"Экономика": ["Мурунку кызматы"]}


def test_hidden_rows_are_read_and_noted():
    roster = read("list_hidden_columns_lookalikes")

    assert [note.row for note in roster.notes if note.kind == "hidden_row"] == [5]


def test_a_footnote_is_nobody_and_tells_of_those_who_bear_its_mark():
    roster = read("list_two_trainings_and_more")

    assert [(row.row, row.basis) for row in roster.rows if row.mark] == [(6, "outer")]
    assert [(each.row, each.kind) for each in roster.skipped] == [(7, "text"), (12, "footnote"), (13, "total")]


def test_a_sheet_without_known_headings_is_named():
    roster = read("staff_one_sheet_without_known_headings")

    assert [(each.sheet, each.kind) for each in roster.unread_sheets] == [("Экономика", "no_heading")]
    assert roster.summary()["unread_sheets"] == [{"sheet": "Экономика", "kind": "no_heading"}]


def test_rates_with_signs_of_fractions():
    assert [str(row.rate) for row in read("staff_rate_fraction_sign").rows] == ["0.50", "1.50"]


def test_phones_with_the_dashes_of_word():
    assert [row.phone for row in read("staff_phone_dashes_of_word").rows] == 2 * ["+996772720582"]


def test_an_address_with_one_wrong_letter_waits():
    roster = read("staff_email_cyrillic_letter")

    assert [row.email for row in roster.rows] == ["", "", "o'bolbekov@example.org", ""]
    assert [(row, kind) for row, _column, kind in cells(roster)] == [(row, "email_not_understood") for row in (3, 4, 6)]
    likely = [each.proposals[0]["email"] for each in roster.decisions]
    assert likely == ["rakhat@example.org", "nazgul@example.org.kg", ""]


def test_texts_longer_than_their_columns_are_refused_or_asked():
    assert [each.kind for each in read("staff_title_of_unit_very_long").refused] == ["unit_too_long"]
    kinds = [kind for _row, _column, kind in cells(read("staff_remark_and_training_very_long"))]
    assert kinds == ["email_not_understood", "training_not_understood"]
