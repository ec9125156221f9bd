"""Past training from a list, beside reading it by calamine and writing its lines by bulk_create."""

import io
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from benchmarks.floor import past_training
from benchmarks.harness import Measure, compare, wall
from ostu_qualification.core.records.who import SYSTEM
from staff.imports.past_training import applying
from staff.models import Person

PEOPLE = 1000


def past_training_row(lines: int, pairs: int) -> list[Measure]:
    """A list of past training read, compared and entered with all rules, histories and due dates. And once more, unchanged."""
    with transaction.atomic():
        people = [Person(family_name=f"Сыдыков{number}", given_name="Бакыт") for number in range(PEOPLE)]
        for person in people:
            person.fill_search()
        Person.objects.bulk_create(people)
        content = big_list(lines, people)
        record = applying.upload_past_training(content, "list.xlsx", by=SYSTEM)

        def product() -> None:
            with transaction.atomic():
                applying.apply_list(record, by=SYSTEM)
                transaction.set_rollback(True)

        def floor() -> None:
            with transaction.atomic():
                past_training.load(content)
                transaction.set_rollback(True)

        name = f"past training, {lines:,} lines"
        found = compare(name, product, floor, pairs=pairs, gate=1 / 0.15, goal=1 / 0.4)
        first = wall(product)
        with CaptureQueriesContext(connection) as captured:
            applying.apply_list(record, by=SYSTEM)
        again = wall(lambda: applying.apply_list(record, by=SYSTEM))
        transaction.set_rollback(True)
    found.queries = len(captured)
    found.note = f"{len(captured)} queries; unchanged again {first / again:.1f} times as fast"
    return [found]


def big_list(lines: int, people: list[Person]) -> bytes:
    """A list of past training with so many lines."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("Окуулар")
    sheet.append(["Аты-жөнү", "Аталышы", "Формасы", "Саат", "Аякташы", "Документ №"])
    for number in range(lines):
        person = people[number % len(people)]
        day = f"{number % 28 + 1:02}.06.2024"
        sheet.append([person.full_name, f"Курс {number}", "тематикалык", 72, day, str(number)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
