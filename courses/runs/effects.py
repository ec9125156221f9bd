"""What an act with a run will do, told in numbers before it is done; the apps above add what they know."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.ports import effects_of_act
from ostu_qualification.core.models import today
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.workflow.effects import Effect, effect, warning

from .models import CourseRun
from .notices import people_of


def of_opening(run: CourseRun, user: Any) -> list[Effect]:
    """What everybody will see, and what is missing still. Clauses 5.1, 5.4."""
    facts = {"n": run.capacity, "day": short_date(run.apply_until)}
    sentence = ngettext(
        "The course appears in the catalogue: %(n)s place, applications until %(day)s.",
        "The course appears in the catalogue: %(n)s places, applications until %(day)s.",
        run.capacity,
    )
    lines = [effect(sentence % facts, reverse("programme_page", args=[run.programme_id]))]
    if today() < run.apply_from:
        sentence = _("Nobody can apply before %(day)s.") % {"day": short_date(run.apply_from)}
        lines.append(warning(sentence))
    if not run.trainers.exists():
        lines.append(warning(_("No trainer is named.")))
    return [*lines, *_above("open_run", run, user)]


def of_closing(run: CourseRun, user: Any) -> list[Effect]:
    """Who applied, whom nobody has heard yet, and that the published day is still to come. Clauses 5.3, 5.4."""
    lines = [effect(_("Nobody can apply any more; the applications are ranked by priority."))]
    days = (run.apply_until - today()).days
    if days >= 0:
        sentence = ngettext(
            "Applications were promised until %(day)s: that is %(n)s more day.",
            "Applications were promised until %(day)s: that is %(n)s more days.",
            days + 1,
        )
        lines.append(warning(sentence % {"day": short_date(run.apply_until), "n": days + 1}))
    return [*_above("close_run", run, user), *lines]


def of_starting(run: CourseRun, user: Any) -> list[Effect]:
    """The places are fixed. Clause 5.1."""
    return [effect(_("The classes begin: the places are no longer given on.")), *_above("start_run", run, user)]


def of_suspending(run: CourseRun, user: Any) -> list[Effect]:
    """How many are told, and what waits meanwhile. Clause 5.1."""
    return [
        _of_telling(run),
        effect(_("Enrolments and amounts due stay as they are; the attestation waits until the course goes on.")),
        *_above("suspend_run", run, user),
    ]


def of_resuming(run: CourseRun, user: Any) -> list[Effect]:
    """How many are told, and how long the course has left. Clause 5.1."""
    days = (run.ends_on - today()).days
    lines = [_of_telling(run)]
    if days < 0:
        lines.append(
            warning(
                _("The course was to end on %(day)s: say until when it lasts now.") % {"day": short_date(run.ends_on)}
            )
        )
    return [*lines, *_above("resume_run", run, user)]


def _of_telling(run: CourseRun) -> Effect:
    n = len(people_of(run))
    sentence = ngettext(
        "%(n)s person who takes part or teaches is told.", "%(n)s people who take part or teach are told.", n
    )
    return effect(sentence % {"n": n})


def of_cancelling(run: CourseRun, user: Any) -> list[Effect]:
    """Whom it concerns, and that there is no way back. Clause 5.1."""
    return [*_above("cancel_run", run, user), warning(_("The course is not given; this cannot be undone."))]


def _above(act: str, run: CourseRun, user: Any) -> list[Effect]:
    """What the apps above say of an act."""
    return [line for lines in effects_of_act.ask(act, run, user) for line in lines]
