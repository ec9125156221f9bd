"""Every read that a page of the runs and the catalogue needs."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncQuarter

from courses.programmes.permissions import view_programmes
from ostu_qualification.core.models import today

from . import signals
from .models import CourseRun
from .permissions import view_runs


def open_runs(on: dt.date | None = None) -> QuerySet[CourseRun]:
    """Runs that can be applied to on a day, the soonest first. Clause 5.4."""
    on = on or today()
    return CourseRun.objects.filter(state=CourseRun.State.OPEN, apply_from__lte=on, apply_until__gte=on).order_by(
        "starts_on", "pk"
    )


def open_runs_with_programmes() -> QuerySet[CourseRun]:
    """The same with their programmes, for cards."""
    return open_runs().select_related("programme")


def fitting_runs(person: Any, on: dt.date, at_most: int = 5) -> list[CourseRun]:
    """Open runs for someone who does not teach them: those of the next level first, then the soonest. Clauses 4.5, 5.2."""
    return best_runs(open_runs(on).select_related("programme").exclude(trainers=person), person)[:at_most]


def best_runs(runs: Iterable[CourseRun], person: Any) -> list[CourseRun]:
    """Runs in the order in which they suit someone: those of the next level first, then the soonest. Clause 4.5."""
    level = getattr(getattr(person, "cycle", None), "level", None) or 0
    return sorted(runs, key=lambda run: (run.programme.level != level + 1, run.starts_on, run.pk))


def places_by_quarter(since: dt.date, until: dt.date) -> dict[dt.date, int]:
    """The places of the runs that begin between two days and are not cancelled, by the first day of the quarter."""
    runs = CourseRun.objects.filter(starts_on__range=(since, until)).exclude(state=CourseRun.State.CANCELLED)
    counted = runs.annotate(quarter=TruncQuarter("starts_on")).order_by().values_list("quarter")
    return dict(counted.annotate(places_planned=Sum("capacity")))


def runs_for(user: Any) -> QuerySet[CourseRun]:
    """The runs that a user may see: all but those only planned, which the offices see too. Clause 5.2."""
    runs = CourseRun.objects.select_related("programme", "host")
    if view_programmes(user):
        return runs
    return runs.exclude(state=CourseRun.State.PLANNED) if view_runs(user) else runs.none()


def places_of(runs: Iterable[CourseRun]) -> dict[int, dict[str, int]]:
    """How many applied to each run and how many places are taken; told by the app that knows."""
    ids = [run.pk for run in runs]
    found = {pk: {"applied": 0, "taken": 0} for pk in ids}
    if not ids:
        return found
    for _, counts in signals.places_asked.send(sender=CourseRun, runs=ids):
        answered: dict[int, dict[str, int]] = counts or {}  # type: ignore[assignment]
        for pk, numbers in answered.items():
            found[pk].update(numbers)
    return found


def runs_to_close(on: dt.date) -> QuerySet[CourseRun]:
    """Open runs whose window has ended. Clause 5.4."""
    return CourseRun.objects.filter(state=CourseRun.State.OPEN, apply_until__lt=on)
