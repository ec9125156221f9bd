"""A seeded world of many people with an application each, written by bulk statements."""

import datetime as dt

from courses.models import CourseRun, Programme, Protocol
from enrollment.models import Application
from ostu_qualification.core.models import today
from staff.management import synthetic

AT_ONCE = 5000


def fill(people: int) -> CourseRun:
    """Fill an empty database; returns the run that everyone applied for."""
    made = synthetic.make_people(people, seed=20261123)
    run = make_run()
    applications = [
        Application(
            person_id=key,
            run=run,
            state="submitted",
            motivation="Себеби",
            submitted_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
        )
        for key in made
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
            "title_ru": "Измерение",
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
        place_ky="305",
    )
