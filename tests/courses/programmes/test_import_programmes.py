"""The list of programmes: each row comes in or is refused with its reason, and a trial run tells the same. Clauses 4.3, 5.6b, 5.7."""

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from courses.models import Programme
from courses.programmes import actions
from ostu_qualification.core.records.who import SYSTEM
from tests.factories import ProgrammeFactory
from tests.staff.spreadsheet_files import xlsx

FILES = Path(__file__).parent / "files"
HEAD = ["Код", "Аталышы (кыргызча)", "Название (русский)", "Формасы", "Деңгээл", "Саат", "Аттестация", "Баасы (ОшТУ)"]
ROW = ["Т-1", "Заманбап педагогика", "Современная педагогика", "кыска мөөнөттүү", "", 36, "тест", 1500]
SYLLABUS = ["Код", "№", "Тема", "Сабактын түрү", "Саат"]

pytestmark = pytest.mark.django_db


def a_list(*rows, topics=()):
    """A list with these programmes and topics."""
    sheets = {"Программалар": [HEAD, *rows]}
    return xlsx(sheets | ({"Окуу планы": [SYLLABUS, *topics]} if topics else {}))


def changed(**values):
    """The usual row with other values, by heading."""
    return [values.get(name, value) for name, value in zip(HEAD, ROW, strict=True)]


def imported(content: bytes, **options):
    """What the import says: accepted codes, kinds of refusals by row, counts."""
    read, counts = actions.import_programmes(content, by=SYSTEM, **options)
    refused = [(each.sheet, each.row, each.kind) for each in read.refused]
    return [row.values["code"] for row in read.accepted], refused, counts


def of_file(name: str, **options):
    return imported((FILES / name).read_bytes(), **options)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("programmes_title_over_250.xlsx", "programme_invalid"),
        ("programmes_code_too_long.xlsx", "programme_invalid"),
        ("programmes_price_negative.xlsx", "price_not_understood"),
        ("programmes_price_nan.xlsx", "price_not_understood"),
        ("programmes_price_inf.xlsx", "price_not_understood"),
    ],
)
def test_a_row_that_cannot_be_kept_is_refused_and_the_others_come_in(cholpon, log_in, name, kind):
    assert of_file(name) == (
        [],
        [("Программалар", 2, kind)],
        dict.fromkeys(("new", "changed", "unchanged", "frozen"), 0),
    )

    answer = log_in(cholpon).post(
        reverse("import_programmes"), {"file": SimpleUploadedFile("list.xlsx", (FILES / name).read_bytes())}
    )
    assert answer.status_code == 200


def test_what_is_refused_names_the_field_and_its_limit():
    read, _counts = actions.import_programmes((FILES / "programmes_title_over_250.xlsx").read_bytes(), by=SYSTEM)

    assert "Кыргызча аталышы: 250 белгиден ашпасын" in read.refused[0].message


def test_errors_of_excel_and_fractions_of_hours_are_refused():
    accepted, refused, _counts = of_file("programmes_price_error_cell_and_hours_fraction.xlsx")

    assert (accepted, [kind for _sheet, _row, kind in refused]) == ([], ["cell_error", *["hours_not_whole"] * 3])


@pytest.mark.clause("4.3")
def test_hours_are_whole():
    accepted, refused, _counts = of_file("programmes_hours_fraction.xlsx")

    assert accepted == ["Т-1", "Т-2", "Т-3", "Т-4"]
    assert [kind for _sheet, _row, kind in refused] == [
        "hours_not_whole", "hours_not_understood", "cell_error", "hours_not_understood",
    ]  # fmt: skip


@pytest.mark.clause("4.5")
def test_levels_are_read_in_figures_and_roman_figures():
    accepted, refused, _counts = of_file("programmes_levels.xlsx")

    assert list(Programme.objects.order_by("code").values_list("level", flat=True)) == [1, 2, 2, 2]
    assert (len(accepted), [kind for _sheet, _row, kind in refused]) == (4, ["level_unknown", "cell_error"])


@pytest.mark.clause("5.6b")
def test_topics_of_an_unknown_code_are_named():
    accepted, refused, _counts = of_file("programmes_topics_of_unknown_code.xlsx")

    assert accepted == ["Х-94"]
    assert refused == [
        ("Окуу планы", 4, "topic_of_unknown_code"),
        ("Окуу планы", 5, "topic_of_unknown_code"),
        ("Окуу планы", 6, "topic_without_code"),
    ]
    assert Programme.objects.get().topics.count() == 2


def test_codes_that_only_look_alike_are_refused():
    accepted, refused, _counts = of_file("programmes_code_latin_twin.xlsx")

    assert accepted == ["101", "Т-1"]
    assert [(row, kind) for _sheet, row, kind in refused] == [
        (3, "same_code_twice"), (5, "code_looks_alike"), (6, "same_code_twice"), (7, "code_looks_alike"), (8, "code_looks_alike"),
    ]  # fmt: skip


def test_a_code_that_looks_like_one_kept_already_is_refused():
    ProgrammeFactory(code="T-1")

    accepted, refused, _counts = imported(a_list(ROW))

    assert (accepted, [kind for _sheet, _row, kind in refused]) == ([], ["programme_invalid"])


@pytest.mark.parametrize(
    ("written", "price"),
    [(1500, "1500.00"), (1500.5, "1500.50"), ("1 500 сом", "1500.00"), ("1500,50", "1500.50"), ("1\xa0500", "1500.00")],
)
def test_prices_are_read_as_they_are_written(written, price):
    imported(a_list(changed(**{"Баасы (ОшТУ)": written})))

    assert Programme.objects.get().price_own == Decimal(price)


@pytest.mark.parametrize("written", ["1.500", "1,500", "15 00", "арзан", 10.005, -1, True])
def test_a_price_that_may_be_meant_otherwise_is_refused(written):
    accepted, refused, _counts = imported(a_list(changed(**{"Баасы (ОшТУ)": written})))

    assert (accepted, refused) == ([], [("Программалар", 2, "price_not_understood")])


def test_topics_of_a_refused_programme_are_not_named_one_by_one():
    _accepted, refused, _counts = imported(a_list(changed(Саат=5), topics=[["Т-1", 1, "Бир", "лекция", 5]]))

    assert refused == [("Программалар", 2, "hours_outside_form")]


@pytest.mark.parametrize(
    ("topic", "kind"),
    [
        (["Т-1", 1, "Бир", "лекция", 1.5], "topic_not_understood"),
        (["Т-1", 1, "Б" * 301, "лекция", 5], "topic_too_long"),
    ],
)
def test_a_topic_that_cannot_be_kept_is_named(topic, kind):
    assert imported(a_list(ROW, topics=[topic]))[1] == [("Окуу планы", 2, kind)]


def test_blank_cells_and_a_list_without_syllabi_take_nothing_away():
    imported(a_list(ROW, topics=[["Т-1", 1, "Бир", "лекция", 36]]))

    _accepted, _refused, counts = imported(a_list(changed(**{"Название (русский)": "", "Баасы (ОшТУ)": ""})))

    programme = Programme.objects.get()
    assert counts["unchanged"] == 1
    assert (programme.title_ru, programme.price_own, programme.topics.count()) == ("Современная педагогика", 1500, 1)


def test_a_trial_run_tells_exactly_what_the_real_one_does():
    ProgrammeFactory(code="Б-1", title_ky="Башка", form="short", hours=36)
    ProgrammeFactory(code="Д-1", title_ky="Долбоор", form="short", hours=36, state="draft")
    rows = [
        ROW, changed(Код="Б-1"), changed(Код="Д-1"), changed(Код="К" * 31), changed(Код="T-1"), changed(Код="Ж-1", Саат=16.5),
    ]  # fmt: skip

    dry = imported(a_list(*rows), dry_run=True)
    assert not Programme.objects.filter(code="Т-1").exists()
    wet = imported(a_list(*rows))

    assert dry == wet
    assert wet[2] == {"new": 1, "changed": 1, "unchanged": 0, "frozen": 1}
    assert Programme.objects.get(code="Д-1").title_ky == "Заманбап педагогика"


def test_the_command_says_in_words_what_it_cannot_read(tmp_path):
    table, other = tmp_path / "table.xlsx", tmp_path / "other.txt"
    table.write_bytes(xlsx({"Барак": [["а", "б"], [1, 2]]}))
    other.write_text("no table")

    for path, words in ((tmp_path / "none.xlsx", "none.xlsx"), (other, "Excel"), (table, "тилкелер")):
        with pytest.raises(CommandError, match=words):
            call_command("import_programmes", str(path), "--dry-run")


def test_the_command_tells_the_same_dry_and_wet(tmp_path):
    path, told = tmp_path / "list.xlsx", []
    path.write_bytes(a_list(ROW, changed(Код="К" * 31)))
    for options in (["--dry-run"], []):
        out = io.StringIO()
        call_command("import_programmes", str(path), "--json", *options, stdout=out)
        told.append(json.loads(out.getvalue()))

    assert told[0] == told[1]
    assert (told[0]["accepted"], told[0]["new"], len(told[0]["refused"])) == (1, 1, 1)


def test_sheets_and_columns_that_were_not_read_are_named(cholpon, log_in, tmp_path):
    path, told = tmp_path / "list.xlsx", io.StringIO()
    sheets = {
        "Программалар": [[*HEAD, "Сырткыларга"], [*ROW, 9000, "а"], [*changed(Код="Т-2"), 9, "б"]],
        "План": [["Шифр жок", "Сабак"], ["Т-1", "Тема"]],
    }
    path.write_bytes(xlsx(sheets | {"Бош": []}))

    call_command("import_programmes", str(path), "--dry-run", "--json", stdout=told)
    page = log_in(cholpon).post(
        reverse("import_programmes"), {"file": SimpleUploadedFile("list.xlsx", path.read_bytes())}
    )

    report = json.loads(told.getvalue())
    assert report["unread_sheets"] == ["План"]
    assert report["unknown_columns"] == {"Программалар": ["Сырткыларга", "J"]}
    assert "Окулбаган барак" in page.content.decode()
    assert "Сырткыларга" in page.content.decode()
