"""Staff lists with cells that hold no value, hidden columns and days of another calendar: named, asked, never guessed."""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from staff.imports.staff_list.reading import read_roster
from staff.models import ImportDecision, Person
from tests.factories import PersonFactory
from tests.staff.spreadsheet_files import xlsx

FILES = Path(__file__).parents[2] / "files"
TODAY = dt.date(2026, 11, 26)
HEAD = ["№", "Фамилиясы", "Аты", "Атасынын аты", "Кафедра", "Кызматы", "Квалификациясын жогорулатуусу", "Эскертүү"]


def read(name: str):
    return read_roster(FILES / name, today=TODAY)


def with_errors(content: bytes, *places: str) -> bytes:
    """The same list with errors of Excel in some cells."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            if name.endswith("sheet1.xml"):
                for place in places:
                    text = re.sub(
                        rf'<c r="{place}"[^>]*>.*?</c>'.encode(),
                        f'<c r="{place}" t="e"><v>#REF!</v></c>'.encode(),
                        text,
                    )
            after.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "kind", "columns"),
    [
        ("staff_error_cells_REF.xlsx", "cell_error", "CDFGHJL"),
        ("staff_formulas_without_cached_values.xlsx", "cell_formula", "CDFGJ"),
    ],
)
def test_each_broken_cell_waits_for_an_officer(name, kind, columns):
    waiting = [each for each in read(name).decisions if each.kind == kind]

    assert "".join(sorted(each.column for each in waiting)) == columns
    assert {each.row for each in waiting} == {4}
    assert all(each.written.startswith(("#", "=")) for each in waiting)


def test_a_broken_name_is_the_reason_why_its_row_is_refused():
    (refused,) = read("staff_error_cell_in_name.xlsx").refused

    assert (refused.row, refused.column, refused.kind) == (4, "B", "cell_error")


@pytest.mark.parametrize(("place", "column"), [("B2", "B"), ("C2", "C"), ("E2", "E")])
def test_a_broken_part_of_a_name_or_unit_refuses_its_row(place, column):
    row = [1, "Асанова", "Айгүл", "Маратовна", "Маалыматтык системалар", "доцент", "", ""]
    roster = read_roster(with_errors(xlsx({"Тизме": [HEAD, row, [2, *row[1:]]]}), place), today=TODAY)

    assert [(each.row, each.column, each.kind) for each in roster.refused] == [(2, column, "cell_error")]
    assert [each.unit.name for each in roster.rows] == ["Маалыматтык системалар"]


def test_a_broken_training_is_asked_about_and_a_broken_remark_noted():
    row = [1, "Асанова", "Айгүл", "Маратовна", "Маалыматтык системалар", "доцент", "х", "х"]
    roster = read_roster(with_errors(xlsx({"Тизме": [HEAD, row]}), "G2", "H2"), today=TODAY)

    assert [(each.column, each.kind) for each in roster.decisions] == [("G", "training_not_understood")]
    assert [(each.column, each.kind, each.written) for each in roster.notes] == [("H", "cell_error", "#REF!")]


def test_hidden_columns_do_not_win_over_those_that_are_seen():
    rows = read("list_hidden_columns_lookalikes.xlsx").rows

    assert [row.post for row in rows] == ["docent", "senior_teacher", "teacher", "teacher"]


def test_days_of_a_book_from_1904_are_right():
    assert [row.birth_on for row in read("staff_birth_serial_1904.xlsx").rows] == [
        dt.date(1985, 5, 12),
        dt.date(1990, 3, 10),
    ]


def test_names_come_in_without_what_nobody_sees_and_it_is_noted():
    roster = read("staff_names_invisible_characters.xlsx")
    text = " ".join(row.full_name for row in roster.rows)

    assert all(word in text for word in ("Асанова", "Айнура", "Кайырова"))
    assert text.isprintable()
    assert {note.row for note in roster.notes if note.kind == "letters_tidied"} == {row.row for row in roster.rows}


@pytest.mark.django_db
def test_a_text_too_long_for_any_database_holds_back_its_row_or_cell_alone():
    """On SQLite as on PostgreSQL the others come in."""
    long_unit = read("staff_title_of_unit_very_long.xlsx")
    assert {each.kind for each in long_unit.refused} == {"unit_too_long"}

    for name in ("staff_title_of_unit_very_long.xlsx", "staff_remark_and_training_very_long.xlsx"):
        call_command("import_staff", str(FILES / name), verbosity=0)

    roster = read("staff_remark_and_training_very_long.xlsx")
    assert Person.objects.count() == len(roster.persons) + len(long_unit.persons)


@pytest.mark.django_db
def test_an_officer_gives_what_belongs_into_a_broken_cell(log_in):
    call_command("import_staff", str(FILES / "staff_error_cells_REF.xlsx"), verbosity=0)
    decision = ImportDecision.objects.get(kind="cell_error", column="D")
    hr = log_in(PersonFactory(roles=["hr_officer"]))
    address = reverse("settle_decision", args=[decision.pk])

    page = hr.get(address).content.decode()
    hr.post(address, {"rate": "0,75"})

    assert "Excel катасы" in page
    assert str(decision.person.employments.get().rate) == "0.75"
