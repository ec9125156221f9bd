"""«Аткарыла турган иштер»: what waits for this user, the oldest first. Each line is one verb with a count."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from courses.council import permissions as course_rules
from courses.models import CourseRun, Programme
from courses.programmes.queries import programmes_for
from courses.runs.queries import runs_for
from enrollment.applications import queries as applications_queries
from enrollment.models import Application, SelectionList
from enrollment.selection import queries as selection_queries
from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.workflow import waits
from ostu_qualification.core.workflow.waits import Task
from staff.people.actors import actor
from staff.people.models import RoleKind

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def tasks_for(user: Any) -> list[Task]:
    """Everything that waits for this user, the oldest first."""
    found = [
        *_mine(user),
        *_of_head(user),
        *_of_officer(user),
        *_of_council(user),
        *waits.tasks_for(user),
    ]
    return sorted((task for task in found if task.count), key=lambda task: (task.since or dt.date.max, task.text))


def _many(records: QuerySet[Any], sentence: "StrPromise", url: str, moment: str = "", act: str = "") -> Task:
    """A line for these records, since the first of a moment that each bears, or since the act that brought them here."""
    count = records.count()
    since = records.order_by().aggregate(first=Min(moment))["first"] if moment and count else None
    if act and count:
        since = history.first_waiting_since(records, act) or since
    return Task(sentence % {"n": count}, url, count, _day(since))


def _day(since: dt.date | dt.datetime | None) -> dt.date | None:
    """The day in Osh since which something waits; none for a day still to come, for nothing waits since tomorrow."""
    day = localdate(since) if isinstance(since, dt.datetime) else since
    return day if day is None or day <= today() else None


def _mine(user: Any) -> list[Task]:
    """What someone has to do for themselves: places to confirm, applications to finish."""
    tasks = []
    for application in applications_queries.waiting_for_applicant(user).prefetch_related("entries__selection"):
        title = application.run.programme.title if application.run else ""
        if application.state == Application.State.ALLOCATED:
            text, url = _("Confirm your place: %(title)s") % {"title": title}, "application_detail"
            offer = next((each for each in application.entries.all() if each.offer_until), None)
            since, until = (offer.selection.approved_on, offer.offer_until) if offer else (application.created_at, None)
        else:
            text, url = _("Finish your application: %(title)s") % {"title": title}, "application_check"
            since, until = application.created_at, None
        tasks.append(Task(text, reverse(url, args=[application.pk]), 1, _day(since), until))
    return tasks


def _of_head(user: Any) -> list[Task]:
    if not actor(user).is_head:
        return []
    opinions = applications_queries.awaiting_opinion(user)
    first = opinions.first()
    url = reverse("give_opinion", args=[first.pk]) if first else ""
    return [
        _many(
            opinions,
            ngettext_lazy("Give your opinion on %(n)s application", "Give your opinion on %(n)s applications", "n"),
            url,
            "submitted_at",
        ),
    ]


def _of_officer(user: Any) -> list[Task]:
    """What waits for an officer of ИИжКББ: claims, programmes, runs, lists and orders."""
    if not actor(user).holds(RoleKind.OFFICER):
        return []
    drafts = programmes_for(user).filter(state__in=[Programme.State.DRAFT, Programme.State.RETURNED])
    planned = runs_for(user).filter(state=CourseRun.State.PLANNED)
    submit = reverse("submit_programmes")
    return [
        _many(
            drafts,
            ngettext_lazy("Submit %(n)s programme to the council", "Submit %(n)s programmes to the council", "n"),
            submit,
            "created_at",
        ),
        _many(
            planned,
            ngettext_lazy("Open %(n)s planned run", "Open %(n)s planned runs", "n"),
            _first("run_detail", planned, "run_list"),
            "created_at",
        ),
        *_lists_and_orders(user),
    ]


def _lists_and_orders(user: Any) -> list[Task]:
    """Lists to approve."""
    lists = selection_queries.selections_for(user).filter(state=SelectionList.State.DRAFT)
    return [
        _many(
            lists,
            ngettext_lazy("Approve %(n)s selection list", "Approve %(n)s selection lists", "n"),
            _first("selection_detail", lists, "selection_list"),
            "ranked_on",
        ),
    ]


def _first(name: str, records: QuerySet[Any], otherwise: str) -> str:
    """The only one's page, or the list when there are several."""
    pks = list(records.order_by("pk").values_list("pk", flat=True)[:2])
    return reverse(name, args=[pks[0]]) if len(pks) == 1 else reverse(otherwise)


def _of_council(user: Any) -> list[Task]:
    tasks = []
    if course_rules.permit_programme(user):
        waiting = programmes_for(user).filter(state=Programme.State.SUBMITTED)
        tasks.append(
            _many(
                waiting,
                ngettext_lazy("Permit %(n)s programme", "Permit %(n)s programmes", "n"),
                reverse("permit_programmes"),
                "created_at",
                "submit_programme",
            )
        )
    if course_rules.approve_programme(user):
        waiting = programmes_for(user).filter(state=Programme.State.PERMITTED)
        tasks.append(
            _many(
                waiting,
                ngettext_lazy("Approve %(n)s programme", "Approve %(n)s programmes", "n"),
                reverse("approve_programmes"),
                "created_at",
                "permit_programme",
            )
        )
    return tasks
