"""Every read that a page of the runs and the catalogue needs."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncQuarter
from django.urls import reverse
from django.utils.translation import ngettext_lazy

from courses.ports import Places, figures_of_run, places_of_runs
from courses.programmes.permissions import view_programmes
from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.due import on_day
from ostu_qualification.core.workflow.effects import Effect
from ostu_qualification.core.workflow.waits import Waits
from staff.people.actors import actor
from staff.people.models import RoleKind
from staff.ports import in_one

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


def places_of(runs: Iterable[CourseRun]) -> dict[int, Places]:
    """How many applied to each run and how many places are taken; told by the app that knows."""
    keys = [run.pk for run in runs]
    found = in_one(places_of_runs.ask(keys)) if keys else {}
    return {key: found.get(key, Places()) for key in keys}


def figures_of(run: CourseRun, user: Any) -> list[Effect]:
    """The numbers about a run that a user may see, each with the page of what it counts."""
    return [each for figures in figures_of_run.ask(run, user) for each in figures]


def _begin_now(runs: QuerySet[CourseRun], now: dt.datetime) -> QuerySet[CourseRun]:
    """Of these the runs whose first day has come and whose participants are enrolled. Clauses 5.1, 6.1."""
    due = list(FIRST_DAY.ready(runs, now))
    return runs.filter(pk__in=[pk for pk, places in places_of(due).items() if places.enrolled])


FIRST_DAY = on_day("starts_on")
BEGINNING = replace(FIRST_DAY, ready=_begin_now)
TO_RESUME = Waits(
    sentence=ngettext_lazy(
        "Decide when %(n)s suspended course goes on", "Decide when %(n)s suspended courses go on", "n"
    ),
    records=lambda user: CourseRun.objects.filter(state=CourseRun.State.SUSPENDED),
    visible=lambda user: actor(user).holds(RoleKind.OFFICER),
    address=lambda: f"{reverse('run_list')}?state=suspended",
    page="run_detail",
    who=RoleKind.OFFICER.label,
)
TO_OPEN = Waits(
    sentence=ngettext_lazy("Open %(n)s planned run", "Open %(n)s planned runs", "n"),
    records=lambda user: CourseRun.objects.filter(state=CourseRun.State.PLANNED),
    visible=lambda user: actor(user).holds(RoleKind.OFFICER),
    address=lambda: f"{reverse('run_list')}?state=planned",
    since="created_at",
    page="run_detail",
    who=RoleKind.OFFICER.label,
)
