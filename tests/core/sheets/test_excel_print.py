"""Excel files as an office prints them: A4 lying, fitted to the width, the head on every page, nothing cut."""

import datetime as dt
import io
import zipfile
from decimal import Decimal

import pytest
from django.utils import translation
from openpyxl import load_workbook

from ostu_qualification.core.sheets.excel import WIDEST, excel

HEADS = ["Аты-жөнү", "Саат", "Күнү", "Баасы", "Качан"]
LONG = "Абдыраманова-Токтосунбекова Гүлжамал-Нурзада Абдыкадыржапаровна кызы Өмүрбековна"
ROWS = [
    ["Асанов Эмил", 16, dt.date(2026, 10, 12), Decimal("1800.00"), dt.datetime(2026, 10, 12, 20, 30, tzinfo=dt.UTC)],
    [LONG, 72, None, Decimal("12500.50"), None],
]


def sheet_of(content: bytes):
    """The only sheet of a file."""
    return load_workbook(io.BytesIO(content)).active


def test_a_sheet_is_printed_lying_fitted_to_the_width_with_its_head_on_every_page():
    sheet = sheet_of(excel("Тизме", HEADS, ROWS))

    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == sheet.PAPERSIZE_A4
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.oddFooter.center.text == "&P / &N"


@pytest.mark.parametrize(
    ("language", "name"), [("ky", "Ош технологиялык университети"), ("ru", "Ошский технологический")]
)
def test_a_printed_sheet_says_whose_it_is(language, name):
    with translation.override(language):
        sheet = sheet_of(excel("Тизме & баалар", HEADS, ROWS))

    assert name in sheet["A2"].value
    assert sheet.HeaderFooter.differentFirst
    assert sheet.oddHeader.left.text == "Тизме && баалар"


def test_every_cell_from_the_head_to_the_total_has_lines():
    sheet = sheet_of(excel("Тизме", HEADS, ROWS, ["Бардыгы", 88, None, Decimal("14300.50"), None]))

    bare = [
        cell.coordinate
        for row in sheet.iter_rows(min_row=3, max_row=6)
        for cell in row
        if cell.border.left.style != "hair"
    ]
    assert bare == []


def test_columns_are_as_wide_as_what_is_in_them_and_long_texts_wrap():
    sheet = sheet_of(excel("Тизме", HEADS, [ROWS[0]] * 30 + [ROWS[1]]))

    widths = {letter: sheet.column_dimensions[letter].width for letter in "ABCDEF"}
    assert widths["A"] <= 6
    assert widths["C"] < 10 < widths["B"] <= WIDEST
    assert sheet["B4"].alignment.wrap_text
    assert sheet["B4"].alignment.vertical == "top"


def test_a_row_is_as_high_as_its_longest_text():
    sheet = sheet_of(excel("Тизме", HEADS, ROWS))

    assert sheet.row_dimensions[4].height is None
    assert sheet.row_dimensions[5].height >= 30


def test_columns_that_are_filled_in_by_hand_have_room():
    sheet = sheet_of(excel("Журнал", ["№", "Колтамга"], [[1, ""]], is_numbered=False, to_fill=["Колтамга"]))

    assert sheet.column_dimensions["B"].width >= 20


def test_dates_moments_and_money_are_printed_as_the_office_writes_them():
    row = list(sheet_of(excel("Тизме", HEADS, ROWS)).iter_rows(min_row=4, max_row=5))

    assert [cell.number_format for cell in row[0][2:]] == ["General", "dd.mm.yyyy", "#,##0.00", "dd.mm.yyyy hh:mm"]
    assert row[0][5].value == dt.datetime(2026, 10, 13, 2, 30)
    assert [cell.value for cell in row[1]] == [2, LONG, 72, None, Decimal("12500.5"), None]


def test_rows_that_bear_numbers_of_their_own_are_numbered_once():
    sheet = sheet_of(
        excel("Журнал", ["№", "Аты-жөнү"], [[7, "Асанов"]], is_numbered=False, lines=["Мезгили: 2026-жыл"])
    )

    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)] == [["№", "Аты-жөнү"], [7, "Асанов"]]
    assert "университети. Мезгили: 2026-жыл. " in sheet["A2"].value


def test_a_file_says_who_made_it():
    about = load_workbook(io.BytesIO(excel("Тизме", HEADS, ROWS))).properties

    assert about.creator == "ОшТУ, ИИжКББ"
    assert about.title == "Тизме"


def test_a_long_list_is_written_whole():
    rows = ([f"Асанов{n}", n, None, None, None] for n in range(1200))

    sheet = sheet_of(excel("Тизме", HEADS, rows))

    assert [cell.value for cell in sheet["C"][3:]] == list(range(1200))


def test_the_file_is_sound():
    with zipfile.ZipFile(io.BytesIO(excel("Баалар: 2026/2027 [долбоор]", HEADS, []))) as parts:
        assert parts.testzip() is None
