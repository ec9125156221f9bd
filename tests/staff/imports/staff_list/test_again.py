"""Made-up lists, applied once, change nothing when they are read again, the same day or another."""

import datetime as dt
import random

import pytest
import time_machine

from ostu_qualification.core.records.who import SYSTEM
from staff.cycle.stored import differences
from staff.imports.staff_list import applying, transitions
from staff.models import RosterImport
from tests.staff.spreadsheet_files import xlsx

DAYS = [dt.date(2026, 11, 23), dt.date(2026, 11, 23), dt.date(2027, 2, 1)]
CELLS = {
    "№": [1],
    "Аты-жөнү": [
        *("Асанова Айгүл", "Асанова Айгул", "АСАНОВА АЙГҮЛ*", "Бекова Айнура Маратовна", "Бекова А. М.", "Ким Вера"),
        *("доц. Ким Вера", "Кошмамат у. Калысбек", "Кошмамат уулу Калысбек", "Ли О"),
    ],
    "Кызматы": ["доцент", "окутуучу", "", "и.о. зав. кафедрой", "белгисиз иш", "лаборант, кассир-х"],
    "Ставка": ["1", "0,5", "½", "0,5+0,25", "2", ""],
    "Негизги/айкаш": ["негизги", "айкаш", "", "почас.", "внутр. совм.", "негизги эмес"],
    "Илимий даражасы": ["", "т.и.к.", "доктор", "канд. наук", "ф.и.к.", "д.т.н., к.э.н."],
    "Туулган күнү": ["12.05.1985", "04/09/1989", "1985-ж.", "", "", "31.02.1985"],
    "ПИН": ["", "", "11205198599001", "1О205198599001", "10409198999001", "123"],
    "Телефону": ["", "", "0772720582", "0555-12-12-12, 0777111222", "тел жок"],
    "E-mail": ["", "", "a@mail.ru", "rаkhat@x.kg", "A@mail.ru"],
    "Ишке кирген күнү": ["01.09.2014", "2014", "", "26/08/2015", "01/09/2015"],
    "Стажы": ["", "12 жыл", "3 ай", "5-6-12", "2014"],
    "Пед. стажы": ["", "10"],
    "Квалификациясын жогорулатуусу": [
        *("", "LMS, 72 саат, 2024", "LMS, 72 саат, 15.03.2024", "2022 - 36с., 2025 - 72с.", "LMS 72 с. 2026-ж."),
        "«A» 72 с. 2019. «B» 8 с. 2025",
    ],
    "Эскертүү": [
        *("", "декрет 01.2025 – 08.2026", "декрет 01.2025 – 12.2026", "вышла из декрета 01.09.2025", "пенсионер"),
        *("внешний совместитель", "внутр. совместитель с кафедры АТ"),
    ],
}


def made_up(seed: int) -> bytes:
    """A list of one or two departments with a few people in every habit of writing."""
    chance = random.Random(seed)
    sheets = {}
    for name in ("Физика", "Химия")[: chance.randint(1, 2)]:
        rows = [[chance.choice(several) for several in CELLS.values()] for _ in range(chance.randint(2, 8))]
        sheets[name] = [list(CELLS), *rows]
    return xlsx(sheets)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(12))
def test_a_list_read_again_changes_nothing_and_asks_nothing(seed):
    content, applied = made_up(seed), []
    for day in DAYS:
        with time_machine.travel(dt.datetime(day.year, day.month, day.day, 6, tzinfo=dt.UTC), tick=False):
            record = applying.upload_roster(content, "тизме.xlsx", by=SYSTEM)
            foreseen = dict(record.report["counts"])
            transitions.apply_roster(record, by=SYSTEM)
        applied.append(record.report["applied"])
        assert applied[-1].items() <= foreseen.items()
        assert day != DAYS[0] or differences(day) == []

    assert RosterImport.objects.count() == len(DAYS)
    assert [(each["new"], each["changed"], each["decisions"]) for each in applied[1:]] == [(0, 0, 0), (0, 0, 0)]
