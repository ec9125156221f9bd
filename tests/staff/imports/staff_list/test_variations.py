"""The same staff list in the other layouts that offices use says the same."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from ostu_qualification.core.sheets.spreadsheets import read_raw
from staff.imports.cells.headings import field_of
from staff.imports.staff_list.reading import read_roster
from tests.staff.spreadsheet_files import ods, xlsx

TODAY = dt.date(2026, 11, 23)
SOURCE = Path(__file__).parents[2] / "data" / "staff-2026.xlsx"
COLUMNS = {
    "number": ("", "№"),
    "full_name": ("", "Аты-жөнү"),
    "birth": ("Жеке маалымат", "туулган күнү"),
    "pin": ("", "ПИН"),
    "phone": ("", "тел."),
    "email": ("", "эл. почтасы"),
    "post": ("Кызматы", ""),
    "rate": ("Ставка", ""),
    "basis": ("Иши", "негизги/айкаш"),
    "hired": ("", "ишке кирген күнү"),
    "career_start": ("", "жалпы стажы"),
    "degree": ("Илимий даражасы, наамы", ""),
    "training": ("Квалификациясын жогорулатуусу", ""),
    "remark": ("Эскертүү", ""),
}


def sections():
    """Each sheet's title and its lines, the columns in one order."""
    for sheet in read_raw(SOURCE.read_bytes()):
        head = next(index for index, row in enumerate(sheet.rows) if str(row[0]).startswith("№"))
        places = {field_of(text): index for index, text in enumerate(sheet.rows[head])}
        lines = [
            [row[places[name]] if name in places else "" for name in COLUMNS]
            for row in sheet.rows[head + 1 :]
            if any(cell != "" for cell in row)
        ]
        totals = ("Бардыгы", "Итого")
        yield sheet.name, sheet.rows[1][0], [line for line in lines if not str(line[1]).startswith(totals)]


def flat_heading():
    return [below or above for above, below in COLUMNS.values()]


def gist(roster):
    """What was read, without the places of the cells."""
    summary = roster.summary()
    people = sorted(
        (row.full_name, row.unit.name, row.post, str(row.rate), row.basis, str(row.birth_on), row.pin, row.phone)
        for row in roster.rows
    )
    counts = {key: value for key, value in summary.items() if isinstance(value, int)}
    return counts, Counter(each["kind"] for each in summary["decisions"] + summary["refused"]), people


@pytest.fixture(scope="module")
def original():
    return gist(read_roster(SOURCE, today=TODAY))


def test_all_units_on_one_sheet_under_section_titles(original):
    rows = [["Ош технологиялык университети"], ["Кызматкерлердин тизмеси"], [], flat_heading()]
    for _name, title, lines in sections():
        rows += [[title], *lines, ["", f"Бардыгы: {len(lines)}"], []]

    assert gist(read_roster(xlsx({"Тизме": rows}), today=TODAY)) == original


def test_heading_over_two_rows_on_every_sheet(original):
    above, below = (list(words) for words in zip(*COLUMNS.values(), strict=True))
    above[1] = "Аты-жөнү"
    below[1] = ""
    sheets = {name: [[title], [], above, below, *lines] for name, title, lines in sections()}

    assert gist(read_roster(xlsx(sheets), today=TODAY)) == original


def test_unit_in_a_column_of_its_own(original):
    rows = [["Кафедра / бөлүм", *flat_heading()]]
    for _name, title, lines in sections():
        rows += [[title, *line] for line in lines]

    assert gist(read_roster(xlsx({"Лист1": rows}), today=TODAY)) == original


def test_open_document_format(original):
    sheets = {sheet.name: sheet.rows for sheet in read_raw(SOURCE.read_bytes())}

    assert gist(read_roster(ods(sheets), today=TODAY)) == original


def test_numbers_and_days_all_kept_as_text(original):
    sheets = {
        sheet.name: [[f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row] for row in sheet.rows]
        for sheet in read_raw(SOURCE.read_bytes())
    }

    assert gist(read_roster(xlsx(sheets), today=TODAY)) == original


def test_columns_reversed(original):
    sheets = {
        name: [[title], flat_heading()[::-1], *(line[::-1] for line in lines)] for name, title, lines in sections()
    }

    assert gist(read_roster(xlsx(sheets), today=TODAY)) == original
