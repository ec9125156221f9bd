"""Excel files that go out: no text runs as a formula, and the office's own list comes back as it was."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ostu_qualification.core.sheets.excel import excel, with_remarks
from tests.staff.spreadsheet_files import ods, xlsx

DATA = Path(__file__).parents[2] / "staff" / "data"


def test_with_remarks_adds_one_column_and_keeps_the_rest():
    content = (DATA / "staff-2026.xlsx").read_bytes()
    name = "10 Кыймылсыз мүлктү башкару"

    given_back = load_workbook(io.BytesIO(with_remarks(content, {name: {8: "=G8"}}, {name: 6})))

    before = load_workbook(io.BytesIO(content))
    assert given_back.sheetnames == before.sheetnames
    sheet = given_back[name]
    column = before[name].max_column + 1
    assert sheet.cell(6, column).value == "Ката"
    assert (sheet.cell(8, column).value, sheet.cell(8, column).data_type) == ("=G8", "s")
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


def test_with_remarks_copies_texts_like_formulas_as_texts():
    content = ods({"Тизме": [["Аты", "Эскертүү"], ["Асанова", "=1+1"]]})

    sheet = load_workbook(io.BytesIO(with_remarks(content, {"Тизме": {2: "текшериңиз"}}, {"Тизме": 1})))["Тизме"]

    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [("Асанова", "s"), ("=1+1", "s"), ("текшериңиз", "s")]


def test_with_remarks_stands_beside_the_list_though_something_stands_far_away():
    content = (DATA.parent / "files" / "staff_blank_in_XFD60000.xlsx").read_bytes()

    sheet = load_workbook(io.BytesIO(with_remarks(content, {"Лист1": {3: "текшериңиз"}}, {"Лист1": 2}))).active

    assert (sheet["O2"].value, sheet["O3"].value) == ("Ката", "текшериңиз")


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "\tx", '=HYPERLINK("x")'])
def test_no_text_runs_as_a_formula_and_no_apostrophe_shows(text):
    cell = load_workbook(io.BytesIO(excel("Тизме", ["Аты"], [[text]]))).active["B4"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("text", ["+996 772 720 582", "-12,5", "Асанова", "–"])
def test_phones_and_numbers_are_plain_texts(text):
    cell = load_workbook(io.BytesIO(excel("Тизме", ["Аты"], [[text]]))).active["B4"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", False)


def test_heads_title_and_totals_are_texts_too():
    content = excel("=1+1", ["=2+2"], [["а"]], total=["=3+3"])

    cells = [load_workbook(io.BytesIO(content)).active[place] for place in ("A1", "B3", "B5")]

    assert [(cell.value, cell.data_type) for cell in cells] == [("=1+1", "s"), ("=2+2", "s"), ("=3+3", "s")]


def test_a_file_that_was_given_back_is_read_like_the_first():
    content = xlsx({"Тизме": [["Аты", "Кызматы"], ["Асанова", "доцент"]]})

    assert load_workbook(io.BytesIO(with_remarks(content, {}, {}))).active["B2"].value == "доцент"
