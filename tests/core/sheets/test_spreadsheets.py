"""Tables are read as they are, in a process of their own; what cannot be read says why, and the server goes on."""

import io
import time
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from ostu_qualification.core.sheets import spreadsheets
from ostu_qualification.core.sheets.spreadsheets import BrokenCell, NotASpreadsheet, read_raw, read_workbook
from tests.core.raw_files import cell, packed, raw_xlsx, unpacks_to
from tests.factories import PersonFactory
from tests.staff.spreadsheet_files import ods

DATA = Path(__file__).parents[2] / "staff" / "data"
FILES = Path(__file__).parents[2] / "staff" / "files"
ROW = f'<row r="1">{cell("A1", "Аты-жөнү")}</row>'
FAR = f'<row r="1048576">{cell("XFD1048576", "x")}</row>'


def read(name: str):
    """The first sheet of one of the files."""
    return read_raw((FILES / name).read_bytes())[0]


def broken(sheet) -> dict[str, str]:
    """The broken cells of a sheet by their place."""
    return {
        f"{chr(65 + column)}{row}": str(value)
        for row, cells in enumerate(sheet.rows, 1)
        for column, value in enumerate(cells)
        if isinstance(value, BrokenCell)
    }


def test_read_workbook_gives_plain_values():
    (sheet,) = read_workbook((DATA / "roster-small.xls").read_bytes())

    assert sheet.rows[3][0] == 1
    assert str(sheet.rows[3][3]) == "1960-12-11"
    assert sheet.rows[1] == [None] * len(sheet.rows[2])


def test_read_raw_tells_hidden_and_merged():
    sheets = read_raw((DATA / "staff-2026.xlsx").read_bytes())

    assert len(sheets) == 31
    assert not any(sheet.is_hidden for sheet in sheets)
    assert ((0, 0), (0, 13)) in sheets[0].merged


@pytest.mark.parametrize(
    "content", [b"", b"not a table", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 broken", packed({"a": "b"})]
)
def test_what_is_no_spreadsheet_says_so(content):
    with pytest.raises(NotASpreadsheet, match="Excel"):
        read_workbook(content)
    with pytest.raises(NotASpreadsheet, match="Excel"):
        read_raw(content)


def test_a_file_with_a_password_says_so():
    with pytest.raises(NotASpreadsheet, match="сырсөз"):
        read("staff_password_abc.xlsx")


def test_errors_of_excel_are_named():
    assert broken(read("staff_error_cells_REF.xlsx")) == dict.fromkeys(
        ("C4", "D4", "F4", "G4", "H4", "J4", "L4"), "#REF!"
    )


def test_formulas_without_their_results_are_named():
    found = broken(read("staff_formulas_without_cached_values.xlsx"))

    assert found == {
        "C4": "=C3",
        "D4": "=D3*0.5",
        "F4": "=DATE(1990,3,10)",
        "G4": '="11003199000022"',
        "J4": "=J3",
    }
    assert BrokenCell(found["C4"]).kind == "cell_formula"


def test_a_formula_with_an_empty_text_as_its_result_is_empty():
    rows = f'<row r="1">{cell("A1", "а")}<c r="B1" t="str"><f>IF(A1="","","")</f><v></v></c></row>'

    assert broken(read_raw(raw_xlsx(rows))[0]) == {}


def test_cells_without_addresses_are_named_too():
    rows = "<row><c><v>1</v></c></row><row><c><v>2</v></c><c t='e'><v>#N/A</v></c></row>"

    assert broken(read_raw(raw_xlsx(rows))[0]) == {"B2": "#N/A"}


def test_an_old_excel_file_tells_as_much():
    sheet = read("staff_errors_hidden_1904.xls")

    assert broken(sheet) == {"C2": "#REF!", "E2": "#N/A"}
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.is_1904) == ({5}, {3}, True)


def test_an_opendocument_file_tells_as_much():
    content = ods({"Тизме": [["Аты-жөнү", "Кызматы", "Мурунку"], ["Асанова", "@", "@"]]})
    cells = (
        '<table:table-cell table:formula="of:=1/0" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>',
        '<table:table-cell table:formula="of:=[.A2]"/>',
    )
    text = zipfile.ZipFile(io.BytesIO(content)).read("content.xml").decode()
    plain = '<table:table-cell office:value-type="string"><text:p>@</text:p></table:table-cell>'
    for each in cells:
        text = text.replace(plain, each, 1)
    text = text.replace('table:name="Тизме">', 'table:name="Тизме"><table:table-column/><table:table-column'
                        ' table:number-columns-repeated="2" table:visibility="collapse"/>')  # fmt: skip
    (sheet,) = read_raw(packed({"mimetype": sheet_type(), "META-INF/manifest.xml": manifest(), "content.xml": text}))

    assert broken(sheet) == {"B2": "#DIV/0!", "C2": "=[.A2]"}
    assert sheet.hidden_columns == {1, 2}


def sheet_type() -> str:
    return "application/vnd.oasis.opendocument.spreadsheet"


def manifest(more: str = "") -> str:
    return f'<manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:full-path="/">{more}</manifest:file-entry></manifest:manifest>'


def test_an_opendocument_file_with_a_password_says_so():
    parts = {
        "mimetype": sheet_type(),
        "META-INF/manifest.xml": manifest("<manifest:encryption-data/>"),
        "content.xml": "????",
    }

    with pytest.raises(NotASpreadsheet, match="сырсөз"):
        read_raw(packed(parts))


def test_hidden_columns_and_rows_are_told():
    sheet = read("list_hidden_columns_lookalikes.xlsx")

    assert (sheet.hidden_columns, sheet.hidden_rows) == ({2}, {4})


def test_days_of_a_book_from_1904_are_counted_as_all_others():
    sheet = read("staff_birth_serial_1904.xlsx")

    assert [sheet.day(each) for each in (sheet.rows[2][5], 1985.0, "12.05.1985")] == [31179.0, 1985.0, "12.05.1985"]
    assert str(sheet.rows[2][9]) == "2015-09-01"


def test_what_nobody_sees_is_taken_out_and_told():
    rows = f'<row r="1">{cell("A1", "Асанова&#x200b;")}{cell("B1", "12&#xa0;жыл")}{cell("C1", "а&#10;б")}</row>'
    (sheet,) = read_raw(raw_xlsx(rows))

    assert sheet.rows == [["Асанова", "12 жыл", "а\nб"]]
    assert sheet.tidied == {(0, 0)}


@pytest.mark.parametrize("name", ["staff_blank_in_N1048576.xlsx", "staff_blank_in_XFD60000.xlsx"])
def test_blanks_far_away_from_the_list_cost_nothing(name):
    began = time.process_time()
    sheet = read(name)

    assert len(sheet.rows) == 4
    assert time.process_time() - began < 1


def test_a_blank_far_away_may_be_a_shared_text():
    content = raw_xlsx(f'{ROW}<row r="60000"><c r="A60000" t="s"><v>1</v></c></row>')
    parts = zipfile.ZipFile(io.BytesIO(content))
    texts = {name: parts.read(name).decode() for name in parts.namelist()}
    texts["xl/sharedStrings.xml"] = "<sst><si><t>x</t></si><si><t> </t></si></sst>"

    assert len(read_raw(packed(texts))[0].rows) == 1


def test_a_text_far_away_from_the_list_is_named():
    with pytest.raises(NotASpreadsheet, match="«Тизме» барагынын SZ100000"):
        read_raw(raw_xlsx(f'{ROW}<row r="100000">{cell("SZ100000", "x")}</row>'))


BOMBS = {
    "far cells": lambda: raw_xlsx(ROW + FAR),
    "one long text": lambda: unpacks_to(101, b"x"),
    "many cells": lambda: unpacks_to(101, b"<c><v>1</v></c>"),
    "far cells without addresses": lambda: raw_xlsx("<row><c><v>1</v></c></row>" * 60_000),
    "far cells with other quotes": lambda: raw_xlsx(
        ROW + "<row r='1048576'><c r='XFD1048576' t='n'><v>1</v></c></row>"
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_table_that_is_too_large_is_refused_in_words(name):
    content = BOMBS[name]()
    began = time.process_time()

    with pytest.raises(NotASpreadsheet, match="өтө чоң"):
        read_raw(content)

    assert time.process_time() - began < 2


def test_an_opendocument_table_that_is_too_large_is_refused_in_words():
    text = (
        "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
        " xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'><office:body><office:spreadsheet>"
        '<table:table table:name="А"><table:table-row table:number-rows-repeated="300000"><table:table-cell'
        ' table:number-columns-repeated="300" office:value-type="float" office:value="1"/></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )

    with pytest.raises(NotASpreadsheet, match="өтө чоң"):
        read_raw(packed({"mimetype": sheet_type(), "META-INF/manifest.xml": manifest(), "content.xml": text}))


def test_many_formatted_rows_without_cells_are_no_large_table():
    rows = ROW + "".join(f'<row r="{number}" s="1" customFormat="1"/>' for number in range(2, 300_000))

    assert len(read_raw(raw_xlsx(rows))[0].rows) == 1


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("import time; time.sleep(60)", "өтө чоң"),
        ("import os; os.abort()", "өтө чоң"),
        ("raise ValueError('x')", "Excel"),
    ],
)
def test_a_reader_that_does_not_answer_harms_nobody(monkeypatch, tmp_path, script, words):
    (tmp_path / "reader.py").write_text(script)
    monkeypatch.setattr(spreadsheets, "_READER", tmp_path / "reader.py")
    monkeypatch.setattr(spreadsheets, "_PATIENCE", 0.5)

    with pytest.raises(NotASpreadsheet, match=words):
        read_raw(b"PK\x03\x04")


@pytest.mark.django_db
def test_the_reader_has_no_hold_of_the_database(monkeypatch, tmp_path):
    connection.ensure_connection()
    script = 'import json, os; print(json.dumps({"problem": "far_cell", "where": ["", ",".join(os.listdir("/proc/self/fd"))]}))'
    (tmp_path / "reader.py").write_text(script)
    monkeypatch.setattr(spreadsheets, "_READER", tmp_path / "reader.py")

    with pytest.raises(NotASpreadsheet, match=r"0,1,2(,3)? уяча"):
        read_raw(b"")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["upload_roster", "upload_past_training", "import_programmes", "import_organisations"])
def test_every_page_that_takes_a_list_says_what_is_wrong_with_it(log_in, name):
    officer = PersonFactory(roles=["officer", "hr_officer"])
    client = log_in(officer)

    for content, words in (
        (BOMBS["far cells"](), "өтө чоң"),
        ((FILES / "staff_password_abc.xlsx").read_bytes(), "сырсөз"),
    ):
        answer = client.post(reverse(name), {"file": SimpleUploadedFile("тизме.xlsx", content)})

        assert answer.status_code == 422
        assert words in answer.content.decode()
