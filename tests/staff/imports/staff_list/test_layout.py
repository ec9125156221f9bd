"""Staff lists in other layouts and formats than the one we were given."""

import datetime as dt
from pathlib import Path

import pytest

from ostu_qualification.core.sheets.spreadsheets import NotASpreadsheet
from staff.imports.cells.headings import field_of
from staff.imports.cells.units import unit_from_cell, unit_from_title
from staff.imports.staff_list.reading import read_roster
from tests.staff.spreadsheet_files import ods, xlsx

TODAY = dt.date(2026, 11, 23)
HEAD = ["№", "Аты-жөнү", "Кызматы", "Туулган күнү", "Ставка"]


def read(content):
    return read_roster(content, today=TODAY)


def test_heading_over_two_merged_rows():
    pin = "11205198599001"
    roster = read(
        xlsx(
            {
                "Барак1": [
                    ["Ош технологиялык университети"],
                    ["Чет тилдер кафедрасы"],
                    [],
                    [
                        "№",
                        "Аты-жөнү",
                        "Кызматы",
                        "Илимий",
                        None,
                        "Туулган күнү",
                        "Байланыш",
                        None,
                        "Жеке маалымат",
                        None,
                    ],
                    [None, None, None, "даражасы", "наамы", None, "телефону", "эл. почтасы", "ПИН", "негизги/айкаш"],
                    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
                    [
                        1,
                        *[
                            "Асанова Айгүл Бакытовна",
                            "доцент",
                            "т.и.к.",
                            "доцент",
                            "12.05.1985",
                            "0772720582",
                            "a@b.kg",
                        ],
                        pin,
                        "негизги",
                    ],
                ]
            },
            {"Барак1": ["A4:A5", "B4:B5", "C4:C5", "D4:E4", "F4:F5", "G4:H4", "I4:J4"]},
        )
    )

    (row,) = roster.rows
    assert (row.row, row.full_name, row.post) == (7, "Асанова Айгүл Бакытовна", "docent")
    assert (row.degree_level, row.degree_field, row.title) == ("candidate", "technical", "docent")
    assert (row.birth_on, row.phone, row.email) == (dt.date(1985, 5, 12), "+996772720582", "a@b.kg")
    assert (row.pin, row.basis, row.unit.name) == ("11205198599001", "main", "Чет тилдер")
    assert roster.head_rows == {"Барак1": 5}


def test_all_departments_on_one_sheet_under_section_titles():
    roster = read(
        xlsx(
            {
                "Лист1": [
                    ["Список сотрудников Ошского технологического университета"],
                    ["№ п/п", "Ф.И.О.", "Должность", "ставка", "Дата рождения"],
                    ["Кафедра «Иностранные языки»"],
                    [1, "Ким Светлана Юрьевна", "ст. преп.", "1", 29000],
                    [2, "Ли Анна", "преп.", "0,5", ""],
                    ["", "Итого: 2"],
                    ["", "Кафедра «Физика»"],
                    ["ППС"],
                    [1, "Асанов Асан Асанович", "зав. каф.", 1, "1985"],
                    ["Отдел кадров"],
                    [1, "Сыдыков Бакыт", "специалист", 1, ""],
                    ["Всего", 4],
                    ["Начальник отдела кадров: ______ Асанов А."],
                ]
            }
        )
    )

    assert [(row.row, row.unit.name, row.unit.kind, row.post) for row in roster.rows] == [
        (4, "Иностранные языки", "department", "senior_teacher"),
        (5, "Иностранные языки", "department", "teacher"),
        (9, "Физика", "department", "head_of_department"),
        (11, "Отдел кадров", "office", "specialist"),
    ]
    assert [(each.row, each.kind) for each in roster.skipped] == [
        (6, "total"),
        (8, "subtitle"),
        (12, "total"),
        (13, "signature"),
    ]
    assert roster.refused == []


def test_heading_repeated_with_other_columns_for_each_section():
    roster = read(
        xlsx(
            {
                "Тизме": [
                    ["Физика кафедрасы"],
                    HEAD,
                    [1, "Асанова Айгүл", "доцент", "", 1],
                    [],
                    ["Химия кафедрасы"],
                    ["№", "Кызматы", "Ф.И.О.", "Телефону"],
                    [1, "окутуучу", "Ли Анна", "0772720582"],
                ]
            }
        )
    )

    assert [(row.full_name, row.unit.name, row.post, row.phone) for row in roster.rows] == [
        ("Асанова Айгүл", "Физика", "docent", ""),
        ("Ли Анна", "Химия", "teacher", "+996772720582"),
    ]


def test_unit_in_a_merged_column_and_name_in_three():
    roster = read(
        xlsx(
            {
                "Sheet1": [
                    ["Кафедра", "Фамилиясы", "Аты", "Атасынын аты", "Кызматы", "Ставкасы", "Жалпы стажы"],
                    ["Чет тилдер", "Асанова", "Айгүл", "Бакытовна", "доцент", 1, "12 жыл"],
                    ["", "Кошмамат уулу", "Калысбек", "", "окутуучу", "жарым", "5"],
                    ["Кадрлар бөлүмү", "Сыдыков", "Бакыт", "Маматович", "адис", "1", "2001"],
                ]
            },
            {"Sheet1": ["A2:A3"]},
        )
    )

    assert [(row.unit.name, row.family, row.given, str(row.rate), row.career_start_on.year) for row in roster.rows] == [
        ("Чет тилдер", "Асанова", "Айгүл", "1.00", 2014),
        ("Чет тилдер", "Кошмамат уулу", "Калысбек", "0.50", 2021),
        ("Кадрлар бөлүмү", "Сыдыков", "Бакыт", "1.00", 2001),
    ]


def test_name_merged_over_two_posts_is_one_person():
    head = ["№", "Аты-жөнү", "Туулган күнү", "Кызматы", "Ставка", "Негизги/айкаш"]
    roster = read(
        xlsx(
            {
                "Физика": [
                    head,
                    [1, "Асанова Айгүл Бакытовна", "12.05.1985", "доцент", 1, "негизги"],
                    [None, None, None, "лаборант", "0,5", "ички айкаш"],
                ]
            },
            {"Физика": ["A2:A3", "B2:B3", "C2:C3"]},
        )
    )

    (person,) = roster.persons
    assert [(row.post, row.basis) for row in person.rows] == [("docent", "main"), ("lab_assistant", "inner")]
    assert roster.decisions == []


def test_hidden_empty_and_foreign_sheets_are_told_of():
    rows = [HEAD, [1, "Асанова Айгүл", "доцент", "", 1]]
    roster = read(
        xlsx({"Эски": rows, "Бош": [], "Эскертме": [["бул жерде тизме жок"]], "Физика": rows}, hidden=("Эски",))
    )

    assert [row.sheet for row in roster.rows] == ["Физика"]
    assert [(each.sheet, each.kind) for each in roster.skipped] == [
        ("Эски", "hidden_sheet"),
        ("Эскертме", "no_heading"),
    ]


def test_rows_that_cannot_be_taken_say_why():
    roster = read(
        xlsx(
            {
                "Физика": [
                    HEAD,
                    [1, "вакансия", "лаборант", "", 1],
                    [2, "Асанова", "лаборант", "01.01.1990", 1],
                    [3, "", "лаборант", "01.01.1990", 1],
                ]
            }
        )
    )

    assert roster.rows == []
    assert [(each.row, each.column, each.kind) for each in roster.refused] == [
        (2, "B", "vacancy"),
        (3, "B", "name_incomplete"),
        (4, "B", "name_missing"),
    ]


def test_list_without_any_unit_is_refused():
    roster = read(xlsx({"Лист1": [HEAD, [1, "Асанова Айгүл", "доцент", "", 1]]}))

    assert [(each.row, each.kind) for each in roster.refused] == [(2, "unit_missing")]


def test_columns_that_nobody_knows_are_named():
    roster = read(xlsx({"Физика": [[*HEAD, "Кийим өлчөмү"], [1, "Асанова Айгүл", "доцент", "", 1, "44"]]}))

    assert roster.unknown_columns == {"Физика": ["Кийим өлчөмү"]}


def test_open_document_list():
    roster = read(ods({"Физика": [HEAD, [1, "Асанова Айгүл Бакытовна", "доцент", dt.date(1985, 5, 12), 0.5]]}))

    (row,) = roster.rows
    assert (row.unit.name, row.birth_on, str(row.rate)) == ("Физика", dt.date(1985, 5, 12), "0.50")


def test_old_excel_list():
    """The file was written with xlwt 1.3: a merged title, a day as a number with a format, ПИН as a number."""
    roster = read_roster(Path(__file__).parents[2] / "data" / "roster-small.xls", today=TODAY)

    first, second = roster.rows
    assert (first.full_name, first.post) == ("Токтосунова Нуржамал Жеңишбековна", "office_head")
    assert (first.birth_on, first.pin) == (dt.date(1960, 12, 11), "11112196099001")
    assert (second.family, second.pin, second.phone) == ("Асан кызы", "10808199099011", "+996322200033")
    assert second.unit.name == "Кадрлар бөлүмү"


def test_what_is_no_spreadsheet_is_refused():
    with pytest.raises(NotASpreadsheet):
        read(b"not a table")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Ф.И.О.", "full_name"),
        ("ФАМИЛИЯСЫ, АТЫ, АТАСЫНЫН АТЫ", "full_name"),
        ("Илимий даражасы,\nнаамы", "degree"),
        ("Учёное звание", "title"),
        ("ОшТУда иштеген жылы / буйрук №", "hired"),
        ("Квалификациясын жогорулатуусу (курс, саат, жыл)", "training"),
        ("Основное место/совм.", "basis"),
        ("Контактный телефон", "phone"),
        ("ПИН (ИНН)", "pin"),
        ("Дүйшөев Виктор Эсенбекович", ""),
        ("КПК (курс, часы, год)", "training"),
        ("Курсы ПК", "training"),
        ("Курсы (название, кол-во часов, год)", "training"),
        ("Название кафедры", "unit"),
        ("Контактные данные", "phone_email"),
        ("Пов. квалиф.", "training"),
        ("Повыш. квалиф. (курсы, часы)", "training"),
        ("Курстар", "training"),
        ("Өткөн курстары", "training"),
        ("ФПК", "training"),
        ("Сот. тел.", "phone"),
        ("Моб. номер", "phone"),
        ("Штат. ед.", "rate"),
        ("К-во ставок", "rate"),
        ("Принят на работу", "hired"),
        ("Дата зачисления", "hired"),
        ("Должность, ставка", "post_rate"),
        ("Тел., e-mail", "phone_email"),
        ("Негизги кызматы", "post"),
        ("Мурунку кызматы", ""),
    ],
)
def test_heading_is_understood(heading, field):
    assert field_of(heading) == field


@pytest.mark.parametrize(
    ("title", "name", "kind"),
    [
        ("«Чет тилдер» кафедрасынын кызматкерлеринин тизмеси", "Чет тилдер", "department"),
        ("Чет тилдер кафедрасынын ПОК жана ОКК тизмеси", "Чет тилдер", "department"),
        ("Чет тилдер кафедрасы: ПОК жана ОКК", "Чет тилдер", "department"),
        ("Список сотрудников кафедры «Иностранные языки»", "Иностранные языки", "department"),
        ("кафедра Экология и охрана окружающей среды: ППС и УВП", "Экология и охрана окружающей среды", "department"),
        ("2. Кафедра «Физика»", "Физика", "department"),
        ("Кадрлар бөлүмүнүн кызматкерлеринин тизмеси", "Кадрлар бөлүмү", "office"),
        ("Список сотрудников отдела кадров", "Отдел кадров", "office"),
        ("Список сотрудников научной библиотеки на 01.09.2026 г.", "Научная библиотека", "office"),
        ("Гуманитардык-технологиялык колледждин окутуучулары", "Гуманитардык-технологиялык колледж", "college"),
        ("Экономика ПЦОсу", "Экономика ПЦОсу", "subject_group"),
        ("Түзүмдүк бөлүм: Физика кафедрасы", "Физика", "department"),
        ("Подразделения «Планово-финансовый отдел»", "Планово-финансовый отдел", "office"),
        ("«Гуманитардык колледж (ГТК)»", "Гуманитардык колледж (ГТК)", "college"),
        ("АВТОМОБИЛЬ ТРАНСПОРТУ ЖАНА IT КАФЕДРАСЫ", "Автомобиль транспорту жана IT", "department"),
        ("Кафедра ПГС", "ПГС", "department"),
    ],
)
def test_unit_is_named_in_the_nominative(title, name, kind):
    unit = unit_from_title(title)

    assert unit is not None
    assert (unit.name, unit.kind) == (name, kind)


@pytest.mark.parametrize(
    "title", ["Ош технологиялык университети", "2026-2027-окуу жылы", "Штатное расписание", "Бекитем: ректор"]
)
def test_title_without_unit_names_none(title):
    assert unit_from_title(title) is None


def test_an_institute_named_by_its_letters_in_a_column_is_one():
    assert [unit_from_cell(text).kind for text in ("АКИ", "ИМТИ", "ПГС")] == ["institute", "institute", "department"]


@pytest.mark.parametrize("heading", ["Кызматкердин аты-жөнү", "Аты-жөнү", "Ф.И.О.", "ФИО", "Фамилия, имя, отчество"])
@pytest.mark.parametrize("parts", [("Фамилиясы", "Аты", "Атасынын аты"), ("Фамилия", "Имя", "Отчество")])
def test_a_name_in_three_columns_under_one_heading(heading, parts):
    roster = read(
        xlsx(
            {
                "Физика": [
                    ["№", heading, None, None, "Кызматы", "Ставка"],
                    [None, *parts, None, None],
                    [1, "Кошмамат уулу", "Калысбек", "", "окутуучу", 1],
                    [2, "Ким", "Вера", "Юрьевна", "лаборант", 1],
                ]
            },
            {"Физика": ["A1:A2", "B1:D1", "E1:E2", "F1:F2"]},
        )
    )

    assert [(row.family, row.given, row.patronymic) for row in roster.rows] == [
        ("Кошмамат уулу", "Калысбек", ""),
        ("Ким", "Вера", "Юрьевна"),
    ]


def column_unread(heading, *cells):
    """The doubts about a column with such a heading and cells."""
    names = ("Асанова Айгүл", "Ким Вера")
    rows = [[1, name, "доцент", "", 1, cell] for name, cell in zip(names, cells, strict=True)]
    roster = read(xlsx({"Физика": [[*HEAD, heading], *rows]}))
    assert roster.unknown_columns == {"Физика": [heading]}
    return [(each.row, each.column, each.kind, each.written) for each in roster.decisions]


@pytest.mark.parametrize(
    "cells",
    [
        ("LMS, 72 саат, 2024", "Тест, 36 с., 2025"),
        ("12.05.2015", "13.06.2016"),
        ("a@mail.ru", "b@mail.ru"),
        ("0772720582", "0555123456"),
        ("10808198800022", "20909199900033"),
    ],
)
def test_an_unread_column_with_what_we_need_is_a_question_for_the_sheet(cells):
    assert column_unread("Үлүшү", *cells) == [(1, "F", "column_unread", "Үлүшү")]


@pytest.mark.parametrize("heading", ["", None])
def test_a_column_without_any_heading_is_named_by_its_letter_and_asked_about(heading):
    rows = [
        [1, name, "доцент", "", 1, *cells]
        for name, *cells in (("Асанова Айгүл", "a@mail.ru", "+"), ("Ким Вера", "b@mail.ru", "-"))
    ]
    below = [
        ["Кафедра башчысы", "", "", "", "", "", "", "Осмонов Э."],
        ["Эскертүү: 2 кызматкер", "", "", "", "", "", "", "1"],
    ]

    roster = read(xlsx({"Физика": [[*HEAD, heading], *rows, *below]}))

    assert roster.unknown_columns == {"Физика": ["F", "G"]}
    assert [(each.row, each.column, each.kind, each.written) for each in roster.decisions] == [
        (1, "F", "column_unread", "F")
    ]


def test_unread_columns_of_a_later_heading_are_named_too():
    first, second = [*HEAD, "Бою"], [*HEAD, "Салмагы"]
    rows = [first, [1, "Асанова Айгүл", "доцент", "", 1, 170], second, [2, "Ким Вера", "доцент", "", 1, 60], first]

    assert read(xlsx({"Физика": rows})).unknown_columns == {"Физика": ["Бою", "Салмагы"]}


@pytest.mark.parametrize("cells", [("44", "46"), ("2005-ж.", "2006-ж."), ("кызыл", "көк"), ("12", "")])
def test_an_unread_column_with_anything_else_is_only_named(cells):
    assert column_unread("Кийим өлчөмү", *cells) == []


def test_titles_within_the_list_say_whose_main_post_is_elsewhere():
    roster = read(
        xlsx(
            {
                "Физика": [
                    HEAD,
                    [1, "Асанова Айгүл", "доцент", "", 1],
                    ["Сырткы айкаштар"],
                    [2, "Ким Вера", "окутуучу", "", "0,5"],
                    ["Саатык акы төлөнүүчүлөр"],
                    [3, "Ли Анна", "окутуучу", "", ""],
                ]
            }
        )
    )

    assert [(row.basis, row.is_hourly) for row in roster.rows] == [("main", False), ("outer", False), ("main", True)]


def test_days_with_slashes_are_told_apart_by_the_personal_number_or_by_their_column():
    head = ["№", "Аты-жөнү", "Кызматы", "Туулган күнү", "ПИН", "Ишке кирген күнү"]
    roster = read(
        xlsx(
            {
                "Физика": [
                    head,
                    [1, "Асанова Айгүл", "доцент", "04/09/1989", "10409198999001", "01/09/2014"],
                    [2, "Ким Вера", "окутуучу", "05/06/1990", "", "26/08/2015"],
                ]
            }
        )
    )

    assert [(row.birth_on, row.hired_on) for row in roster.rows] == [
        (dt.date(1989, 9, 4), dt.date(2014, 9, 1)),
        (None, dt.date(2015, 8, 26)),
    ]
    assert [(each.row, each.column, each.kind) for each in roster.decisions] == [(3, "D", "date_ambiguous")]
    assert {note.kind for note in roster.notes} == {"date_by_pin", "date_by_column"}


def test_another_cell_that_says_the_same_field_otherwise_is_noted():
    roster = read(xlsx({"Физика": [[*HEAD, "Стаж", "Пед. стаж"], [1, "Асанова Айгүл", "доцент", "", 1, "12", "9"]]}))

    assert [(note.column, note.kind, note.understood) for note in roster.notes if note.kind == "said_before"] == [
        ("G", "said_before", "12")
    ]


@pytest.mark.clause("1.3")
def test_another_degree_in_the_column_of_titles_is_asked_about():
    head = [*HEAD, "Илимий даражасы", "Илимий наамы"]
    people = [
        ("т.и.к.", "доцент"),
        ("т.и.к.", "т.и.д., профессор"),
        ("", "т.и.д., профессор"),
        ("т.и.к.", "т.и.к., доцент"),
    ]
    rows = [[1, f"Асанов Эрлан{'абв'[n:]}", "доцент", "", 1, *said] for n, said in enumerate(people)]

    read_rows = read(xlsx({"Физика кафедрасы": [head, *rows]})).rows

    assert [(row.degree_level, row.title) for row in read_rows] == [
        ("candidate", "docent"),
        ("", "professor"),
        ("doctor", "professor"),
        ("candidate", "docent"),
    ]
    (asked,) = [each for row in read_rows for each in row.decisions if each.kind == "degree_not_understood"]
    assert (asked.row, asked.column, [each["degree_level"] for each in asked.proposals]) == (
        3,
        "G",
        ["candidate", "doctor"],
    )


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        ([["Контакты"]], ["0772720582, a@mail.ru"]),
        ([["Контакты", ""], ["Телефон", "E-mail"]], ["0772720582", "a@mail.ru"]),
    ],
)
def test_contacts_stand_in_one_column_or_in_two_under_one_heading(heads, cells):
    upper, *lower = heads
    below = [["", "", "", "", "", *each] for each in lower]
    rows = [[*HEAD, *upper], *below, [1, "Асанов Эрлан Бакытович", "доцент", "", 1, *cells]]

    (row,) = read(xlsx({"Физика кафедрасы": rows})).rows

    assert (row.phone, row.email) == ("+996772720582", "a@mail.ru")
