"""Past training from lists: agrees with the truth, counts once, says why a line is not taken. Clauses 1.3, 4.1, 4.4."""

import datetime as dt
import io
import json
import threading
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.records.who import SYSTEM
from staff.cycle import stored
from staff.cycle.stored import differences
from staff.imports.past_training import applying, transitions
from staff.imports.past_training.messages import message_for
from staff.imports.past_training.reading import PastLine, read_past_training
from staff.imports.staff_list import applying as staff_list_applying
from staff.imports.staff_list import transitions as staff_list_transitions
from staff.models import CycleState, PastTrainingImport, TrainingRecord
from tests.factories import EmploymentFactory, PersonFactory, TrainingRecordFactory, UnitFactory
from tests.staff.spreadsheet_files import ods, xlsx

DATA = Path(__file__).parents[2] / "data"
LIST = DATA / "training-history.xlsx"
EXPECTED = json.loads((DATA / "training-history.expected.json").read_text(encoding="utf-8"))
TODAY = dt.date(2026, 11, 23)
HEAD = ["№", "ПИН", "Аты-жөнү", "Кафедра", "Аталышы", "Уюм", "Формасы", "Саат", "Башталышы", "Аякташы", "Документ №"]
HEAD += ["Документтин күнү"]
LINE = [1, "", "Асанова Айгүл Маратовна", "", "Педагогика", "ОшМУ", "тематикалык", 72, "01.06.2026", "10.06.2026", "5"]
LINE += ["12.06.2026"]


@pytest.fixture(autouse=True)
def _day_of_reference():
    """The list was written for this day."""
    with time_machine.travel(dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC), tick=False):
        yield


def a_list(*rows, head=HEAD):
    """A list with one sheet."""
    return xlsx({"Окуулар": [head, *rows]})


def changed(**values):
    """The usual line with other values, by heading."""
    return [values.get(name, value) for name, value in zip(HEAD, LINE, strict=True)]


def read(*rows, head=HEAD) -> list[PastLine]:
    """What is read from these rows."""
    return read_past_training(a_list(*rows, head=head), today=TODAY).lines


def plan(content):
    """What a list would bring."""
    return applying.plan_of(read_past_training(content, today=TODAY))


def import_past_training(*options: str) -> dict:
    """Run the command on the list of the truth and read its JSON."""
    out = io.StringIO()
    call_command("import_past_training", str(LIST), "--json", *options, stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def asanova(department):
    """A teacher of the department, due since 2018."""
    person = PersonFactory(family_name="Асанова", given_name="Айгүл", patronymic="Маратовна", pin=None)
    EmploymentFactory(person=person, unit=department)
    stored.rebuild([person])
    return person


@pytest.mark.django_db
@pytest.mark.clause("4.1", "4.4")
def test_the_list_agrees_with_the_truth_and_comes_in_once():
    call_command("import_staff", str(DATA / "staff-2026.xlsx"), "--accept-proposals", verbosity=0)
    before = TrainingRecord.objects.count()

    dry, wet, again = import_past_training("--dry-run"), import_past_training(), import_past_training()

    assert {name: dry[name] for name in ("rows", "accepted", "refused")} == EXPECTED
    assert dry == wet
    assert len(dry["due_dates"]) == dry["due_changed"] == 192
    assert all(each["before"] != each["after"] for each in dry["due_dates"])
    assert TrainingRecord.objects.count() == before + EXPECTED["accepted"]
    assert (again["new"], again["known"], again["due_changed"]) == (0, EXPECTED["accepted"], 0)
    assert differences() == []


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"Саат": 0}, "hours_not_positive"),
        ({"Саат": "-8"}, "hours_not_positive"),
        ({"Саат": "16,5"}, "hours_not_whole"),
        ({"Саат": 2001}, "hours_too_many"),
        ({"Саат": "көп"}, "hours_not_understood"),
        ({"Саат": ""}, "hours_not_understood"),
        ({"Аталышы": " "}, "title_missing"),
        ({"Аякташы": ""}, "end_missing"),
        ({"Аякташы": "31.02.2026"}, "date_not_understood"),
        ({"Башталышы": "03/04/2026"}, "date_not_understood"),
        ({"Башталышы": "11.06.2026"}, "end_before_start"),
        ({"Аякташы": "24.11.2026"}, "future_date"),
        ({"Формасы": "онлайн"}, "form_unknown"),
        ({"Аты-жөнү": ""}, "name_missing"),
    ],
)
def test_a_line_that_cannot_be_right_is_refused(changes, kind):
    (line,) = read(changed(**changes))

    assert line.problems == [kind]


@pytest.mark.clause("4.3")
@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("кыска мөөнөттүү", "short"),
        ("Краткосрочные курсы", "short"),
        ("short course", "short"),
        ("тематикалык", "thematic"),
        ("тематический", "thematic"),
        ("Узак мөөнөттүү", "long"),
        ("долгосрочная", "long"),
        ("СТАЖИРОВКА", "internship"),
        ("internship", "internship"),
        ("", ""),
    ],
)
def test_forms_are_known_by_their_words_in_three_languages(written, form):
    (line,) = read(changed(Формасы=written))

    assert (line.form, line.problems) == (form, [])


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-06-10", dt.date(2026, 6, 10)),
        (dt.datetime(2026, 6, 10), dt.date(2026, 6, 10)),
        ("10-июнь 2026-ж.", dt.date(2026, 6, 10)),
        ("06.2026", dt.date(2026, 6, 30)),
        ("46183", dt.date(2026, 6, 10)),
        ("11.2026", TODAY),
    ],
)
def test_days_are_read_as_they_are_written(written, day):
    (line,) = read(changed(Аякташы=written))

    assert (line.ended_on, line.problems) == (day, [])


def test_a_document_dated_before_the_end_is_taken_and_noted():
    (line,) = read(changed(**{"Документтин күнү": "09.06.2026"}))

    assert (line.problems, line.notes) == ([], ["document_before_end"])
    assert line.document_on == dt.date(2026, 6, 9)


def test_numbers_as_text_and_words_beside_them_are_read():
    (line,) = read(changed(Саат="72 саат"))

    assert line.hours == 72


RUSSIAN = [
    "ФИО",
    "Наименование курса",
    "Организация",
    "Страна",
    "Форма",
    "Кол-во часов",
    "Сроки обучения",
    "№ документа",
]
ENGLISH = ["End date", "Hours", "Course title", "Full name", "Form", "Level", "Certificate number", "Start date"]


def test_headings_in_russian_with_a_period_in_one_cell_under_a_title():
    rows = [["Сведения о повышении квалификации"], [], RUSSIAN]
    rows.append(
        ["Асанова Айгүл Маратовна", "Дизайн", "КТУ", "Кыргызстан", "стажировка", "36", "01.03.2025-05.03.2025", "7"]
    )
    rows.append(["", "", "", "", "", "", "", ""])
    rows.append(["Итого", "", "", "", "", "36", "", ""])

    found = read_past_training(xlsx({"Лист1": rows}), today=TODAY)

    (line,) = found.lines
    assert (line.started_on, line.ended_on) == (dt.date(2025, 3, 1), dt.date(2025, 3, 5))
    assert (line.row, line.provider, line.country, line.form) == (4, "КТУ", "Кыргызстан", "internship")
    assert [each.row for each in found.skipped] == [6]


def test_headings_in_english_in_any_order_on_several_sheets_of_an_opendocument_table():
    row = ["2025-03-05", "36", "Design", "Асанова Айгүл Маратовна", "short", "2", "7", "2025-03-01"]

    found = read_past_training(ods({"A": [ENGLISH, row], "B": [["words only"]], "C": [ENGLISH, row]}), today=TODAY)

    assert [line.sheet for line in found.lines] == ["A", "C"]
    assert (found.lines[0].level, found.lines[0].hours, found.lines[0].problems) == (2, 36, [])
    assert [(each.sheet, each.kind) for each in found.skipped] == [("B", "no_heading")]


def test_a_heading_over_two_rows_and_again_on_the_next_page():
    top = ["Аты-жөнү", "Программанын аталышы", "Мөөнөтү", "", "Саат"]
    bottom = ["", "", "башталышы", "аякташы", ""]
    row = ["Асанова Айгүл Маратовна", "Дизайн", "01.03.2025", "05.03.2025", 36]

    lines = read_past_training(
        xlsx({"1": [top, bottom, row, ["Аты-жөнү", "Тема", "с", "по", "Саат"], row]}), today=TODAY
    ).lines

    assert [(line.row, line.ended_on) for line in lines] == [(3, dt.date(2025, 3, 5)), (5, dt.date(2025, 3, 5))]


def test_a_person_is_found_by_name_with_folded_letters(asanova):
    found = plan(a_list(changed(**{"Аты-жөнү": "АСАНОВА АЙГУЛЬ".replace("Ь", "") + " МАРАТОВНА"})))

    assert [person.pk for _line, person in found.new] == [asanova.pk]


def test_two_people_of_one_name_are_told_apart_by_their_unit_else_refused(asanova):
    other = PersonFactory(family_name="Асанова", given_name="Айгүл", patronymic="Маратовна")
    EmploymentFactory(person=other, unit=UnitFactory(name_ky="Чет тилдер"))

    told = plan(a_list(changed(Кафедра="Чет тилдер"), changed(Аталышы="Экинчи")))

    assert [person.pk for _line, person in told.new] == [other.pk]
    assert [(line.row, line.problems) for line in told.refused] == [(3, ["several_people"])]


def test_a_number_of_somebody_with_another_name_is_refused(asanova):
    PersonFactory(family_name="Бекова", given_name="Нурзат", pin="11808199599031")

    found = plan(a_list(changed(ПИН="11808199599031")))

    assert found.refused[0].problems == ["pin_of_another"]


def test_a_corrected_number_falls_back_to_the_name_unless_the_unit_is_another(asanova, department):
    asanova.pin = "11808199599031"
    asanova.save()
    UnitFactory(name_ky="Чет тилдер")

    found = plan(
        a_list(
            changed(ПИН="11808199699031", Кафедра=department.name_ky),
            changed(ПИН="11808199699031", Кафедра="Чет тилдер", Аталышы="Экинчи"),
        )
    )

    assert [line.notes for line, _person in found.new] == [["found_by_name"]]
    assert [line.problems for line in found.refused] == [["pin_of_another"]]


@pytest.mark.clause("4.4")
@pytest.mark.parametrize(
    ("title", "number", "is_new"),
    [("ПЕДАГОГИКА", "", False), ("Башка", "5", False), ("Башка", "6", True), ("Башка", "", True)],
)
@pytest.mark.parametrize("state", ["recognised", "claimed", "annulled"])
def test_a_training_that_is_kept_already_does_not_count_twice(asanova, title, number, is_new, state):
    TrainingRecordFactory(
        person=asanova, title=title, hours=72, ended_on=dt.date(2026, 6, 10), document_number=number, state=state, source="history",
        reason="Жасалма" if state == "annulled" else "",
    )  # fmt: skip

    found = plan(a_list(LINE))

    assert bool(found.new) is is_new


@pytest.mark.clause("4.4")
def test_a_staff_list_does_not_count_a_training_of_the_history_once_more(asanova, department):
    past = applying.upload_past_training(a_list(LINE), "окуулар.xlsx", by=SYSTEM)
    transitions.apply_past_training(past, by=SYSTEM)
    head = ["Кафедра", "Аты-жөнү", "Кызматы", "Ставка", "Туулган күнү", "Квалификациясын жогорулатуусу"]
    asanova.birth_on = dt.date(1980, 5, 1)
    asanova.save()
    row = [
        department.name_ky,
        asanova.full_name,
        "доцент",
        "1",
        "01.05.1980",
        "ОшМУ, «Педагогика курсу», 72 с., 10.06.2026, серт. № 5",
    ]

    roster = staff_list_applying.upload_roster(xlsx({"Тизме": [head, row]}), "тизме.xlsx", by=SYSTEM)
    staff_list_transitions.apply_roster(roster, by=SYSTEM)

    assert TrainingRecord.objects.filter(person=asanova).count() == 1


def test_the_same_line_twice_is_refused_the_second_time(asanova):
    found = plan(a_list(LINE, changed(Аталышы="«Педагогика»")))

    assert len(found.new) == 1
    assert [(line.row, line.problems) for line in found.refused] == [(3, ["same_line_twice"])]


def a_file(name: str) -> list[PastLine]:
    """The lines of one of the files."""
    return read_past_training((DATA.parent / "files" / name).read_bytes(), today=TODAY).lines


@pytest.mark.clause("4.5")
def test_levels_are_read_in_figures_roman_figures_and_words():
    assert [line.level for line in a_file("history_level_roman.xlsx")] == [1, 2, 3, 1, 2, 3, 2, 3, 2, 2, 2]


@pytest.mark.parametrize("written", ["4", "1, 2", "жогорку"])
@pytest.mark.clause("4.5")
def test_a_level_that_is_none_of_the_three_is_refused(written):
    (line,) = read([*LINE, written], head=[*HEAD, "Деңгээли"])

    assert line.problems == ["level_unknown"]


@pytest.mark.parametrize(
    "heading",
    ["Аяктоо күнү", "Аяктоосу", "Бүтүү күнү", "Бүтүү", "Конец", "Дата окончания", "Окуунун бүткөн күнү", "End date"],
)
def test_the_day_of_the_end_is_found_under_each_of_its_headings(heading):
    (line,) = read(LINE, head=[heading if name == "Аякташы" else name for name in HEAD])

    assert (line.ended_on, line.problems) == (dt.date(2026, 6, 10), [])


def test_beginning_and_document_are_found_under_their_other_headings():
    names = {"Башталышы": "Баштоо", "Документтин күнү": "Берилген күнү"}
    (line,) = read(LINE, head=[names.get(name, name) for name in HEAD])

    assert (line.started_on, line.document_on) == (dt.date(2026, 6, 1), dt.date(2026, 6, 12))


def test_errors_of_excel_are_named_and_nobody_is_found_by_name_alone_in_silence():
    good, wrong = a_file("history_error_cells.xlsx")

    assert good.problems == []
    assert wrong.problems == ["cell_error:C", "cell_error:G", "cell_error:I", "cell_error:K"]
    assert message_for(wrong.problems[0]).startswith("C: Уячада Excel катасы")


def test_a_personal_number_that_is_none_is_noted():
    (line,) = read(changed(ПИН="12345"))

    assert (line.pin, line.notes) == ("", ["pin_malformed"])


def test_a_name_over_several_rows_stands_for_each_of_them():
    lines = a_file("history_merged_name_over_rows.xlsx")

    assert [(line.full_name, line.pin, line.problems) for line in lines] == [
        ("Сыдыков Бакыт Маматович", "21205198500011", [])
    ] * 3


def test_a_training_over_several_people_stands_for_each_of_them_and_hours_over_several_trainings_for_none():
    other = changed(**{"Аты-жөнү": "Сыдыков Бакыт Маматович", "Аталышы": "", "Саат": ""})
    of_two = xlsx({"Окуулар": [HEAD, LINE, other]}, merged={"Окуулар": ["E2:E3", "H2:H3"]})
    of_one = xlsx(
        {"Окуулар": [HEAD, LINE, changed(**{"Аты-жөнү": "", "Саат": ""})]}, merged={"Окуулар": ["C2:C3", "H2:H3"]}
    )

    lines = [read_past_training(content, today=TODAY).lines[1] for content in (of_two, of_one)]

    assert [(line.title, line.hours, line.problems) for line in lines] == [
        ("Педагогика", 72, []),
        ("Педагогика", 0, ["hours_not_understood"]),
    ]


def test_a_day_that_is_none_is_said_and_the_rest_comes_in():
    assert [line.problems for line in a_file("history_date_slash_zero_day.xlsx")] == [["date_not_understood"], []]


@pytest.mark.parametrize(
    ("name", "limit"), [("Аталышы", 300), ("Уюм", 250), ("Документ №", 60)], ids=["title", "provider", "number"]
)
def test_a_text_that_is_too_long_is_refused_and_never_cut(name, limit):
    fits, long = read(changed(**{name: "А" * limit}), changed(**{name: "А" * (limit + 1)}))

    assert fits.problems == []
    assert str(limit) in message_for(long.problems[0])


def test_days_of_a_book_from_1904_and_hidden_columns():
    content = (DATA.parent / "files" / "history_of_1904_with_hidden_columns.xlsx").read_bytes()
    (line,) = read_past_training(content, today=TODAY).lines

    assert (line.ended_on, line.title) == (dt.date(2026, 6, 10), "Педагогика")


def test_a_list_that_brings_nothing_says_so_and_which_sheets_were_not_read(officer):
    content = xlsx({"Барак": [["Бир", "Эки"], ["а", "б"]]})
    file = io.BytesIO(content)
    file.name = "окуулар.xlsx"

    answer = officer.post(reverse("upload_past_training"), {"file": file})

    assert answer.status_code == 422
    assert "Барак" in str(answer.context["form"].errors["file"])


@pytest.mark.django_db
def test_the_command_says_what_it_did_not_read(tmp_path, asanova):
    nothing, some = tmp_path / "nothing.xlsx", tmp_path / "some.xlsx"
    nothing.write_bytes(xlsx({"Барак": [["Бир", "Эки"], ["а", "б"]]}))
    some.write_bytes(
        xlsx({"Барак": [["Бир", "Эки"], ["а", "б"]], "Окуулар": [[*HEAD, "Балл"], [*LINE, 90, "а"], [*LINE, 80, "б"]]})
    )
    told, out = io.StringIO(), io.StringIO()

    with pytest.raises(CommandError, match="Барак"):
        call_command("import_past_training", str(nothing), "--dry-run")
    call_command("import_past_training", str(some), "--dry-run", stdout=told)
    call_command("import_past_training", str(some), "--json", stdout=out)

    assert "Барак: " in told.getvalue()
    assert "Балл" in told.getvalue()
    report, letter = json.loads(out.getvalue()), get_column_letter(len(HEAD) + 2)
    assert (report["unread_sheets"], report["unknown_columns"]) == (["Барак"], {"Окуулар": ["Балл", letter]})


def test_the_page_names_the_sheets_that_were_not_read(asanova, officer):
    past = upload(officer, xlsx({"Барак": [["Бир", "Эки"], ["а", "б"]], "Окуулар": [HEAD, LINE]}))

    assert "Окулбаган барактар" in officer.get(reverse("past_training_detail", args=[past.pk])).content.decode()


@pytest.mark.postgres
def test_ten_thousand_lines_take_few_queries(django_assert_max_num_queries, department):
    people = PersonFactory.create_batch(20)
    rows = [
        changed(**{"Аты-жөнү": people[n % 20].full_name, "Аталышы": f"Курс {n}", "Документ №": n})
        for n in range(10_000)
    ]

    content = a_list(*rows)
    with django_assert_max_num_queries(50):
        past = applying.upload_past_training(content, "окуулар.xlsx", by=SYSTEM)
        transitions.apply_past_training(past, by=SYSTEM)

    assert TrainingRecord.objects.count() == 10_000


@pytest.fixture
def officer(cholpon, log_in):
    """The browser of an officer of ИИжКББ."""
    return log_in(cholpon)


def upload(browser, content: bytes) -> PastTrainingImport:
    """Upload a list by its page."""
    file = io.BytesIO(content)
    file.name = "окуулар.xlsx"
    browser.post(reverse("upload_past_training"), {"file": file})
    return PastTrainingImport.objects.get()


@pytest.mark.clause("1.3", "4.1", "4.4")
def test_preview_shows_due_dates_and_applying_moves_them(asanova, officer, cholpon):
    past = upload(officer, a_list(LINE, changed(Саат=0)))
    before = CycleState.objects.get(person=asanova).due_on
    page = officer.get(reverse("past_training_detail", args=[past.pk]), {"about": "due"}).content.decode()

    assert TrainingRecord.objects.count() == 0
    assert f"{before:%d.%m.%Y}" in page
    assert "10.06.2029" in page
    officer.post(reverse("apply_past_training", args=[past.pk]))

    record = TrainingRecord.objects.get()
    assert (record.state, record.source, record.person_id) == ("recognised", "history", asanova.pk)
    assert CycleState.objects.get(person=asanova).due_on == dt.date(2029, 6, 10)
    line = history_of(record).get()
    assert (line.additional_data["act"], line.actor) == ("import_past_training", cholpon.user)


def test_the_same_file_comes_back_with_a_column_of_errors(asanova, officer):
    past = upload(officer, a_list(LINE, changed(Саат=0)))

    book = load_workbook(io.BytesIO(officer.get(reverse("past_training_errors", args=[past.pk])).content))

    sheet = book["Окуулар"]
    assert sheet.cell(1, sheet.max_column).value == "Ката"
    assert sheet.cell(2, sheet.max_column).value is None
    assert sheet.cell(3, sheet.max_column).value


@pytest.mark.parametrize("about", ["new", "known", "refused", "skipped", "due"])
def test_the_preview_is_filtered_by_name_and_exported(asanova, officer, about):
    past = upload(officer, a_list(LINE, changed(Саат=0)))
    address = reverse("past_training_detail", args=[past.pk])

    page = officer.get(address, {"about": about, "q": "эч ким"})
    book = load_workbook(io.BytesIO(officer.get(address, {"about": about, "format": "xlsx"}).content))

    assert page.context["page"].paginator.count == 0
    assert book.active.max_row == 3 + (about in ("new", "refused", "due"))


def test_a_discarded_list_brings_nothing_in(asanova, officer):
    past = upload(officer, a_list(LINE))

    officer.post(reverse("discard_past_training", args=[past.pk]))

    past.refresh_from_db()
    assert past.state == PastTrainingImport.State.DISCARDED
    assert TrainingRecord.objects.count() == 0


def test_a_file_that_is_no_table_is_refused_at_its_field(officer):
    answer = officer.post(reverse("upload_past_training"), {"file": io.BytesIO(b"no table")})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]


@pytest.mark.parametrize("count", [1, 3])
def test_past_training_list_takes_a_constant_number_of_queries(officer, django_assert_num_queries, count):
    for number in range(count):
        PastTrainingImport.objects.create(name=f"{number}.xlsx", sha256="0" * 64, file="none.xlsx")
    officer.get(reverse("past_training_list"))

    with django_assert_num_queries(6):
        assert officer.get(reverse("past_training_list")).status_code == 200


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_lists_applied_at_the_same_time_enter_each_line_once():
    person = PersonFactory(family_name="Асанова", given_name="Айгүл", patronymic="Маратовна")
    lists = [applying.upload_past_training(a_list(LINE), f"{n}.xlsx", by=SYSTEM) for n in range(2)]
    barrier, failures = threading.Barrier(2), []

    def apply(past):
        try:
            barrier.wait(timeout=10)
            transitions.apply_past_training(past, by=SYSTEM)
        except Exception as problem:
            failures.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=apply, args=[past]) for past in lists]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert failures == []
    assert TrainingRecord.objects.filter(person=person).count() == 1
