"""The rows of the table: the application list, the certificates of an order, the staff list."""

import io
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from benchmarks.fill import make_run
from benchmarks.floor import papers, staff_list
from benchmarks.harness import Measure, compare, wall
from certificates.issuing import actions
from certificates.models import Order
from enrollment.models import Application
from ostu_qualification.core.models import User, today
from ostu_qualification.core.records.who import SYSTEM
from staff.imports.staff_list import applying
from staff.models import Person, Role


def officer() -> User:
    """An account with the role of officer."""
    user = User.objects.create_user("bench@example.org")
    person = Person.objects.create(family_name="Өлчөөчү", given_name="Айгүл", user=user)
    Role.objects.create(person=person, kind="officer", since=today())
    return user


def list_row(user: User, people: int, pairs: int) -> list[Measure]:
    """A list of 50 rows with filters, permissions and the whole layout, beside a bare page; both logged in."""
    client = Client()
    client.force_login(user)

    def page(address: str) -> Callable[[], None]:
        def show() -> None:
            response = client.get(address)
            assert response.status_code == 200, response.status_code

        return show

    with override_settings(ROOT_URLCONF="benchmarks.floor.addresses"):
        address = "/applications/"
        counted: list[str] = []

        def count(execute: Any, sql: str, *rest: Any) -> Any:
            counted.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            size = len(client.get(address).content)
        floor = page("/floor/applications/")
        plain = compare(f"application list, {people:,} rows", page(address), floor, pairs=pairs, gate=2.5, goal=1.5)
        plain.queries, plain.note = len(counted), f"{size // 1024} KB, {len(counted)} queries"
        by_name = page(f"{address}?q=омурбеков+данияр")
        return [plain, compare(f"the same by name, {people:,} rows", by_name, floor, pairs=pairs, gate=7.5, goal=3)]


def certificates_row(count: int, pairs: int) -> list[Measure]:
    """The certificates of an order, whole path: numbers, PDF, hash, file, register; beside bare pages."""
    run = make_run()
    people = [Person(family_name="Сыдыков", given_name="Бакыт", patronymic=f"{number}-ович") for number in range(count)]
    for person in people:
        person.fill_search()
    Person.objects.bulk_create(people)
    applications = [Application(person=person, run=run, state="enrolled") for person in people]
    Application.objects.bulk_create(applications)
    order = Order.objects.create(kind="certificates", run=run, number="09-04/1", signed_on=today(), state="signed")

    def product() -> None:
        with transaction.atomic():
            actions.issue_certificates(order, applications, run)
            transaction.set_rollback(True)

    def floor() -> None:
        for number in range(count):
            papers.bare_certificate("Сыдыков Бакыт Маматович", f"{settings.SITE_URL}/verify/{number:016d}/")

    found = compare(f"{count} certificates of an order", product, floor, pairs=pairs, gate=1 / 0.6, goal=1 / 1.5)
    found.note = f"{count / wall(product):.0f} a second"
    return [found]


def staff_list_row(rows: int, pairs: int) -> list[Measure]:
    """A staff list read, compared and applied with all rules; beside calamine and bulk_create. And once more, unchanged."""
    content = big_list(rows)

    record = applying.upload_roster(content, "list.xlsx", by=SYSTEM)

    def product() -> None:
        with transaction.atomic():
            applying.apply_list(record, by=SYSTEM)
            transaction.set_rollback(True)

    def floor() -> None:
        with transaction.atomic():
            staff_list.load(content)
            transaction.set_rollback(True)

    found = compare(f"staff list, {rows:,} people", product, floor, pairs=pairs, gate=1 / 0.15, goal=1 / 0.4)
    first = wall(product)
    with transaction.atomic():
        with CaptureQueriesContext(connection) as captured:
            applying.apply_list(record, by=SYSTEM)
        again = wall(lambda: applying.apply_list(record, by=SYSTEM))
        transaction.set_rollback(True)
    found.queries, found.note = (
        len(captured),
        f"{len(captured)} queries; unchanged again {first / again:.1f} times as fast",
    )
    return [found]


def big_list(rows: int) -> bytes:
    """A list as an office keeps it, with so many people."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("Бардыгы")
    sheet.append(["Ош технологиялык университети"])
    sheet.append(
        [
            "№",
            "Аты-жөнү",
            "Кафедра",
            "Кызматы",
            "Ставка",
            "Туулган күнү",
            "Ишке кирген күнү",
            "Негизги/айкаш",
            "Квалификациясын жогорулатуусу",
        ]
    )
    for number in range(rows):
        birth = f"{1 + number % 28:02d}.{1 + number % 12:02d}.{1960 + number % 40}"
        name = f"Сыдыков{_letters(number)} Бакыт Маматович"
        sheet.append(
            [
                number + 1,
                name,
                f"{number % 30}-кафедра",
                "окутуучу",
                "1,25 ст.",
                birth,
                "01.09.2012",
                "негизги",
                "Excel менен иштөө, 40 саат, 26.02.2025",
            ]
        )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _letters(number: int) -> str:
    """A number in letters, so that names differ."""
    alphabet, letters = "абвгдежзик", ""
    for digit in str(number):
        letters += alphabet[int(digit)]
    return letters
