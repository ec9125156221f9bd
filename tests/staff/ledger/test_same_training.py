"""One training counts once, on whatever day and in whatever list it is read. Clauses 1.3, 4.1, 4.4."""

import datetime as dt
import io
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from ostu_qualification.core.records.who import SYSTEM
from staff.cycle import stored
from staff.imports.cells.records import TrainingLine
from staff.imports.past_training import applying
from staff.imports.past_training import transitions as past_training_transitions
from staff.imports.staff_list import applying as staff_list_applying
from staff.imports.staff_list import transitions as staff_list_transitions
from staff.ledger import known_training, transitions
from staff.ledger.same_training import each_once, is_same_training
from staff.models import Person, RosterImport, TrainingRecord
from tests.factories import EmploymentFactory, PersonFactory, TrainingRecordFactory
from tests.staff.spreadsheet_files import xlsx

FILES = Path(__file__).parents[1] / "files"
DAYS_OF_READING = [dt.date(2026, 3, 10), dt.date(2026, 3, 20), dt.date(2026, 9, 1), dt.date(2027, 2, 1)]
pytestmark = pytest.mark.django_db


def on(day: dt.date):
    """The clock at noon in Osh."""
    return time_machine.travel(dt.datetime(day.year, day.month, day.day, 6, tzinfo=dt.UTC), tick=False)


def read_staff_list(content: bytes) -> dict[str, int]:
    record = staff_list_applying.upload_roster(content, "тизме.xlsx", by=SYSTEM)
    staff_list_transitions.apply_roster(record, by=SYSTEM)
    return record.report["applied"]


def read_past_training(content: bytes) -> dict[str, int]:
    record = applying.upload_past_training(content, "окуулар.xlsx", by=SYSTEM)
    past_training_transitions.apply_past_training(record, by=SYSTEM)
    return record.report["applied"]


@pytest.mark.clause("1.3")
@pytest.mark.clause("4.1")
def test_a_staff_list_read_on_four_days_adds_each_training_once():
    content = (FILES / "list_training_of_this_year.xlsx").read_bytes()
    applied = []
    for day in DAYS_OF_READING:
        with on(day):
            applied.append(read_staff_list(content))

    assert [(each["new"], each["changed"], each["unchanged"]) for each in applied] == [(2, 0, 0)] + 3 * [(0, 0, 2)]
    lines = TrainingRecord.objects.order_by("hours").values_list("hours", "ended_on", "ended_within")
    assert list(lines) == [(8, dt.date(2026, 3, 10), "2026"), (72, dt.date(2026, 3, 10), "2026-03")]
    with on(DAYS_OF_READING[-1]):
        asanov = stored.cycle_of(Person.objects.get(family_name="Асанов"))
        assert (asanov.hours_counted, asanov.status) == (8, "overdue")


def test_past_training_read_on_four_days_comes_in_once():
    person = PersonFactory(family_name="Асанов", given_name="Нурбек", patronymic="")
    EmploymentFactory(person=person)
    head = ["Аты-жөнү", "Аталышы", "Формасы", "Саат", "Аяктаган күнү"]
    content = xlsx(
        {
            "Окуулар": [
                head,
                ["Асанов Нурбек", "Жасалма интеллект", "кыска", 16, "2026-ж."],
                ["Асанов Нурбек", "LMSте курс түзүү", "тематикалык", 72, "03.2026"],
            ]
        }
    )
    applied = []
    for day in DAYS_OF_READING:
        with on(day):
            applied.append(read_past_training(content))

    assert [(each["new"], each["known"]) for each in applied] == [(2, 0)] + 3 * [(0, 2)]
    assert sorted(person.training_records.values_list("ended_within", flat=True)) == ["2026", "2026-03"]


@pytest.mark.parametrize("later", ["LMS, 72 саат, 15.03.2026", "LMS, 72 саат, 03.2026", "LMS, 72 саат, 2026"])
def test_a_list_that_knows_the_day_better_does_not_add_the_training_again(later):
    head = ["№", "Аты-жөнү", "Кызматы", "Туулган күнү", "Квалификациясын жогорулатуу"]

    def content(training):
        return xlsx({"Экономика": [head, [1, "Асанов Нурбек", "окутуучу", "12.03.1980", training]]})

    with on(dt.date(2026, 5, 1)):
        read_staff_list(content("LMS, 72 саат, 2026-ж."))
    with on(dt.date(2026, 6, 1)):
        applied = read_staff_list(content(later))

    assert (applied["changed"], TrainingRecord.objects.count()) == (0, 1)


def line(title="LMS", hours=72, ended_on=dt.date(2026, 3, 10), number="", within=""):
    return TrainingLine(title, hours, ended_on, document_number=number, ended_within=within)


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (line(within="2026"), True),
        (line("«lms»", within="2026-03"), True),
        (line(within="2026-04", ended_on=dt.date(2026, 4, 30)), False),
        (line(within="2025", ended_on=dt.date(2025, 12, 31)), False),
        (line(hours=36, within="2026"), False),
        (line("Тест", within="2026", number="5"), False),  # «5» alone proves nothing within a year
        (line("Тест", number="5"), True),
        (line(within="2026", number="6"), False),  # another document of that year
        (line(number="6"), True),  # but nobody ends one course twice on one day
        (line(ended_on=dt.date(2026, 3, 11)), False),
    ],
)
@pytest.mark.clause("4.4")
def test_what_makes_two_lines_one_training(other, is_same):
    assert is_same_training(line(number="5"), other) is is_same


def test_of_two_lines_about_one_training_the_one_with_the_day_stays():
    year, month, day = line(within="2026"), line(within="2026-03"), line()

    assert each_once([year, month, day, line("Тест")]) == [day, line("Тест")]
    assert each_once([month, year]) == [month]


@pytest.fixture
def twice(db):
    """A line that an earlier reading has entered twice: each time with the day of reading as its day."""
    person = PersonFactory()
    EmploymentFactory(person=person)
    for day in DAYS_OF_READING[:2]:
        with on(day):
            RosterImport.objects.create(name="тизме.xlsx", sha256="0" * 64, report={})
            TrainingRecordFactory(person=person, title="Жасалма интеллект", hours=8, source="roster", ended_on=day)
    stored.rebuild([person])
    return person


def test_training_entered_twice_by_its_day_of_reading_is_found(twice):
    other = PersonFactory()
    for day in DAYS_OF_READING[:2]:
        TrainingRecordFactory(person=other, title="Жасалма интеллект", hours=8, source="own", ended_on=day)

    assert [each.person for each in known_training.entered_twice()] == [twice]
    stream = io.StringIO()
    with pytest.raises(CommandError, match="training_twice 1"):
        call_command("check_cycles", stdout=stream)
    assert f"person {twice.pk}: " in stream.getvalue()


def test_whoever_annuls_a_line_entered_twice_is_led_to_the_other(twice, cholpon, log_in):
    first, second = twice.training_records.order_by("pk")

    page = log_in(cholpon).get(reverse("annul_training", args=[first.pk]))

    assert reverse("training_detail", args=[second.pk]) in [each.url for each in page.context["effects"]]
    assert reverse("training_detail", args=[second.pk]) in page.content.decode()


def test_once_annulled_the_other_line_is_no_longer_found(twice, cholpon):
    second = twice.training_records.order_by("pk").last()

    transitions.annul_training(second, by=cholpon.user, reason="Тизме эки жолу окулган")

    assert list(known_training.entered_twice()) == []
    with on(dt.date(2026, 11, 26)):
        assert known_training.KnownTraining([twice.pk]).has(twice.pk, line("Жасалма интеллект", 8, within="2026"))
