"""Who the rows of a staff list are."""

import datetime as dt

from staff.imports.staff_list.reading import read_roster
from tests.staff.spreadsheet_files import xlsx

TODAY = dt.date(2026, 11, 23)
HEAD = ["№", "Аты-жөнү", "Кызматы", "Ставка", "Туулган күнү", "ПИН", "Телефону", "Негизги/айкаш", "Ишке кирген күнү"]
PIN = "11205198599001"


def read(*rows):
    roster = read_roster(xlsx({"Физика": [HEAD, *([1, *row] for row in rows)]}), today=TODAY)
    return roster, roster.persons


def kinds(roster):
    return [(each.row, each.column, each.kind) for each in roster.decisions]


def test_same_pin_with_main_and_secondary_post_is_one_person():
    roster, people = read(
        ["Асанова Айгүл Бакытовна", "окутуучу", "0,5", "12.05.1985", PIN, "", "айкаш", ""],
        ["Асанова Айгүл Бакытовна", "доцент", 1, "1985-05-12", "1 12051985 99001", "", "негизги", ""],
    )

    (person,) = people
    assert [(row.post, row.basis) for row in person.rows] == [("docent", "main"), ("teacher", "inner")]
    assert kinds(roster) == []


def test_secondary_post_without_a_main_one_in_the_list_is_outer():
    _roster, people = read(["Асанова Айгүл Бакытовна", "окутуучу", "0,5", "12.05.1985", PIN, "", "айкаш", ""])

    assert people[0].main.basis == "outer"


def test_two_main_posts_of_one_person_leave_a_doubt():
    roster, people = read(
        ["Асанова Айгүл Бакытовна", "доцент", 1, "12.05.1985", PIN, "", "негизги", ""],
        ["Асанова Айгүл Бакытовна", "методист", 1, "12.05.1985", PIN, "", "негизги", ""],
    )

    assert [row.basis for row in people[0].rows] == ["main", "inner"]
    assert kinds(roster) == [(3, "H", "two_main_posts")]


def test_two_people_with_one_pin_hold_back_whom_it_does_not_fit():
    roster, people = read(
        ["Токтосунов Бакыт Асанович", "окутуучу", 1, "01.02.1970", PIN, "", "негизги", ""],
        ["Асанова Айгүл Бакытовна", "доцент", 1, "12.05.1985", PIN, "", "негизги", ""],
    )

    assert kinds(roster) == [(2, "F", "duplicate_pin")]
    assert [(person.main.family, person.is_held_back, person.main.pin) for person in people] == [
        ("Токтосунов", True, ""),
        ("Асанова", False, PIN),
    ]
    assert roster.decisions[0].other == ("Физика", 3)


def test_folded_name_with_the_same_birth_and_no_pin_waits():
    roster, people = read(
        ["Абдыкадырова Гулнара Таалайбековна", "окутуучу", "0,5", "12.05.1985", "", "", "айкаш", ""],
        ["Абдыкадырова Гүлнара Таалайбековна", "доцент", 1, "12.05.1985", "", "", "негизги", ""],
    )

    (person,) = people
    assert person.main.given == "Гүлнара"
    assert [row.given for row in person.waiting] == ["Гулнара"]
    assert kinds(roster) == [(2, "B", "possible_duplicate_person")]
    assert roster.decisions[0].proposals[0] == {"same_person": True, "sheet": "Физика", "row": 3}


def test_row_without_pin_joins_when_name_birth_and_phone_agree():
    roster, people = read(
        ["Асанова Айгүл Бакытовна", "окутуучу", "0,5", "12.05.1985", "", "0772720582", "айкаш", ""],
        ["Сыдыков Бакыт", "окутуучу", 1, "01.01.1990", "", "", "негизги", ""],
        ["Асанова Айгүл Бакытовна", "доцент", 1, "12.05.1985", PIN, "+996772720582", "негизги", ""],
    )

    assert [len(person.rows) for person in people] == [1, 2]
    assert kinds(roster) == []
    assert [note.kind for note in roster.notes if note.row == 2] == ["same_person"]


def test_same_name_with_another_birth_is_another_person():
    roster, people = read(
        ["Асанова Айгүл Бакытовна", "окутуучу", 1, "12.05.1985", "", "", "негизги", ""],
        ["Асанова Айгүл Бакытовна", "доцент", 1, "13.05.1985", "", "", "негизги", ""],
    )

    assert len(people) == 2
    assert kinds(roster) == []


def test_pin_with_another_birth_or_sex_waits_and_the_person_comes_in():
    roster, people = read(
        ["Асанова Айгүл Бакытовна", "доцент", 1, "12.05.1986", PIN, "", "негизги", ""],
        ["Сыдыков Бакыт Маматович", "доцент", 1, "01.02.1980", "10102198099002", "", "негизги", ""],
    )

    assert kinds(roster) == [(2, "F", "pin_birth_mismatch"), (3, "F", "pin_sex_mismatch")]
    assert [(person.main.pin, person.is_held_back) for person in people] == [("", False), ("", False)]
    assert {"pin": PIN, "birth_on": "1985-05-12"} in roster.decisions[0].proposals


def test_nobody_was_hired_as_a_child():
    roster, people = read(["Асанова Айгүл Бакытовна", "доцент", 1, "12.05.1985", PIN, "", "негизги", "01.09.1990"])

    assert people[0].main.hired_on is None
    assert kinds(roster) == [(2, "I", "date_impossible")]


def test_leave_in_brackets_behind_a_name_is_a_remark():
    _roster, people = read(["Асанова Айгүл (декрет 03.2025–08.2026)", "доцент", 1, "", "", "", "негизги", ""])

    assert people[0].main.full_name == "Асанова Айгүл"
    assert [(pause.reason, str(pause.ended_on)) for pause in people[0].pauses] == [("parental", "2026-08-31")]


def test_two_rows_with_another_end_of_one_leave_leave_a_doubt():
    head = [*HEAD, "Эскертүү"]
    rows = [
        [1, "Асанова Айгүл", "доцент", 1, "12.05.1985", PIN, "", "негизги", "", "декрет 01.2025 – 08.2026"],
        [2, "Асанова Айгүл", "методист", "0,5", "12.05.1985", PIN, "", "айкаш", "", "декрет 01.2025 – 12.2026"],
    ]
    roster = read_roster(xlsx({"Физика": [head, *rows]}), today=TODAY)
    (person,) = roster.persons

    assert [str(pause.ended_on) for pause in person.pauses] == ["2026-08-31"]
    assert kinds(roster) == [(3, "J", "pause_end_differs")]


def test_two_posts_of_which_none_is_called_the_main_one_leave_a_doubt():
    roster, people = read(
        ["Асанова Айгүл Бакытовна", "доцент", "0,5", "12.05.1985", PIN, "", "", ""],
        ["Асанова Айгүл Бакытовна", "методист", 1, "12.05.1985", PIN, "", "", ""],
    )

    assert [(row.post, row.basis) for row in people[0].rows] == [("methodist", "main"), ("docent", "inner")]
    assert kinds(roster) == [(3, "H", "main_not_said")]


def test_rates_that_add_up_to_more_than_one_and_a_half_are_noted():
    roster, _people = read(
        ["Асанова Айгүл Бакытовна", "доцент", "1", "12.05.1985", PIN, "", "негизги", ""],
        ["Асанова Айгүл Бакытовна", "методист", "0,75", "12.05.1985", PIN, "", "айкаш", ""],
    )

    assert [(note.row, note.kind, note.understood) for note in roster.notes if note.kind == "rates_exceed"] == [
        (3, "rates_exceed", "1.75")
    ]
