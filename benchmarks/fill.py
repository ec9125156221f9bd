"""A seeded world of many people, written by bulk statements: people, posts, three trainings each, applications."""

import datetime as dt
import random

from courses.models import CourseRun, Programme, Protocol
from enrollment.models import Application
from ostu_qualification.core.models import today
from staff.models import CycleState, Employment, Person, TrainingRecord, Unit

FAMILIES = [
    "Асанов",
    "Бекмуратов",
    "Жолдошев",
    "Исаков",
    "Өмүрбеков",
    "Сыдыков",
    "Токтогулов",
    "Эргешов",
    "Ысманов",
    "Үсөнов",
]
GIVEN = ["Айбек", "Бакыт", "Данияр", "Жеңишбек", "Нурлан", "Самат", "Улан", "Чынгыз", "Эрмек", "Төлөгөн"]
AT_ONCE = 5000


def fill(people: int) -> CourseRun:
    """Fill an empty database; returns the run that everyone applied for."""
    chance = random.Random(20261123)
    units = [Unit(kind="department", name_ky=f"{number}-кафедра") for number in range(30)]
    for unit in units:
        unit.save()
    born = [
        Person(
            family_name=f"{chance.choice(FAMILIES)}",
            given_name=chance.choice(GIVEN),
            patronymic=f"{number}-ович",
            email=f"p{number}@example.org",
        )
        for number in range(people)
    ]
    for person in born:
        person.fill_search()
    Person.objects.bulk_create(born, batch_size=AT_ONCE)
    posts = [
        Employment(
            person=person,
            unit=chance.choice(units),
            post="teacher",
            category="teaching",
            rate=1,
            hired_on=dt.date(2012, 9, 1),
        )
        for person in born
    ]
    Employment.objects.bulk_create(posts, batch_size=AT_ONCE)
    lines = [
        TrainingRecord(
            person=person,
            state="recognised",
            source="history",
            title="Курс",
            hours=72,
            ended_on=dt.date(2015 + 4 * index, 5, 1 + person.pk % 28),
            key=f"{person.pk}-{index}",
        )
        for person in born
        for index in range(3)
    ]
    TrainingRecord.objects.bulk_create(lines, batch_size=AT_ONCE)
    CycleState.objects.bulk_create(
        [
            CycleState(
                person=post.person,
                unit=post.unit,
                category="teaching",
                obligation="recommended",
                status="due",
                due_on=dt.date(2026, 12, 1),
                reckoned_on=today(),
            )
            for post in posts
        ],
        batch_size=AT_ONCE,
    )
    run = make_run()
    applications = [
        Application(
            person=person,
            run=run,
            state="submitted",
            motivation="Себеби",
            submitted_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
        )
        for person in born
    ]
    Application.objects.bulk_create(applications, batch_size=AT_ONCE)
    return run


def make_run(capacity: int = 1000) -> CourseRun:
    """An open run of an approved programme."""
    protocol, _ = Protocol.objects.get_or_create(number="1", held_on=dt.date(2026, 9, 1))
    programme, _ = Programme.objects.get_or_create(
        code="B-1",
        defaults={
            "state": "approved",
            "title_ky": "Өлчөө",
            "form": "short",
            "hours": 16,
            "mode": "alongside",
            "attestation_form": "test",
            "protocol": protocol,
        },
    )
    day = today()
    return CourseRun.objects.create(
        programme=programme,
        state="open",
        apply_from=day,
        apply_until=day,
        starts_on=day,
        ends_on=day,
        capacity=capacity,
        mode="alongside",
        place="305",
    )
