"""Spreadsheets read as they are and given back with remarks."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ostu_qualification.core.spreadsheets import NotASpreadsheet, escape_formula, read_raw, read_workbook, with_remarks

DATA = Path(__file__).parent.parent / "staff" / "data"


def test_with_remarks_adds_one_column_and_keeps_the_rest():
    content = (DATA / "staff-2026.xlsx").read_bytes()
    name = "10 Кыймылсыз мүлктү башкару"

    given_back = load_workbook(io.BytesIO(with_remarks(content, {name: {8: "=G8"}}, {name: 6})))

    before = load_workbook(io.BytesIO(content))
    assert given_back.sheetnames == before.sheetnames
    sheet = given_back[name]
    column = before[name].max_column + 1
    assert sheet.cell(6, column).value == "Ката"
    assert sheet.cell(8, column).value == "'=G8"
    old = [[cell.value for cell in row] for row in before[name].iter_rows()]
    assert [[cell.value for cell in row[: column - 1]] for row in sheet.iter_rows()] == old
    assert sheet.merged_cells.ranges == before[name].merged_cells.ranges


def test_with_remarks_copies_an_old_excel_file():
    content = (DATA / "roster-small.xls").read_bytes()

    given_back = load_workbook(
        io.BytesIO(with_remarks(content, {"Кадрлар бөлүмү": {4: "текшериңиз"}}, {"Кадрлар бөлүмү": 3}))
    )

    sheet = given_back["Кадрлар бөлүмү"]
    assert [cell.value for cell in sheet[3]][-1] == "Ката"
    assert sheet["B4"].value == "Токтосунова Нуржамал Жеңишбековна"
    assert [cell.value for cell in sheet[4]][-1] == "текшериңиз"


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "\tx"])
def test_formulas_are_kept_from_running(text):
    assert escape_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["+996 772 720 582", "-12,5", "Асанова", ""])
def test_phones_and_numbers_stay_as_they_are(text):
    assert escape_formula(text) == text


def test_read_workbook_gives_plain_values():
    (sheet,) = read_workbook((DATA / "roster-small.xls").read_bytes())

    assert sheet.rows[3][0] == 1
    assert str(sheet.rows[3][3]) == "1960-12-11"
    assert sheet.rows[1] == [None] * len(sheet.rows[2])


def test_read_raw_tells_hidden_and_merged():
    sheets = list(read_raw((DATA / "staff-2026.xlsx").read_bytes()))

    assert len(sheets) == 31
    assert not any(sheet.is_hidden for sheet in sheets)
    assert ((0, 0), (0, 13)) in sheets[0].merged


@pytest.mark.parametrize("content", [b"", b"not a table", b"PK\x03\x04 broken"])
def test_what_is_no_spreadsheet_says_so(content):
    with pytest.raises(NotASpreadsheet, match="Excel"):
        read_workbook(content)
    with pytest.raises(NotASpreadsheet, match="Excel"):
        list(read_raw(content))
