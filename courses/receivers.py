"""What the courses app answers to the apps below it."""

import datetime as dt
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.formats import date_format

from staff.offers import CourseOffer
from staff.signals import courses_asked, places_planned, reminder_written

from .queries import fitting_runs, open_runs_with_programmes, places_by_quarter


@receiver(reminder_written, dispatch_uid="courses fitting runs")
def name_open_courses(person: Any, **kwargs: Any) -> dict[str, Any]:
    """Name up to three open courses in a reminder. Clauses 5.2, 6.1."""
    runs = open_runs_with_programmes()[:3]
    return {"courses": [f"{run.programme.title}, {date_format(run.starts_on, 'SHORT_DATE_FORMAT')}" for run in runs]}


@receiver(courses_asked, dispatch_uid="courses offers")
def offer_courses(person: Any, on: dt.date, **kwargs: Any) -> list[CourseOffer]:
    """Offer open courses on someone's own page. Clauses 4.5, 5.2."""
    return [
        CourseOffer(
            title=run.programme.title,
            url=reverse("programme_page", args=[run.programme_id]),
            starts_on=run.starts_on,
            ends_on=run.ends_on,
            hours=run.programme.hours,
            apply_until=run.apply_until,
        )
        for run in fitting_runs(person, on)
    ]


@receiver(places_planned, dispatch_uid="courses places planned")
def tell_places(since: dt.date, until: dt.date, **kwargs: Any) -> dict[dt.date, int]:
    """Tell how many places begin in each quarter. Clause 6.1."""
    return places_by_quarter(since, until)
