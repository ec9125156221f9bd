"""What there is to count about applications, and what an act will do to them, told in numbers before it is done."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import CourseRun
from enrollment.selection import permissions as selection_permissions
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.workflow.effects import Effect, effect, warning

from .models import STANDINGS, Application, Standing, states_of

State = Application.State
WAS_SENT = ~Q(state__in=[*states_of(Standing.WRITING), State.WITHDRAWN])
UNHEARD = Q(state=State.SUBMITTED, opinion=Application.Opinion.NONE)


def applications_at(run: CourseRun, **filters: str) -> str:
    """The address of the list with a run's applications, narrowed further by these filters."""
    return f"{reverse('application_list')}?{urlencode({'run': str(run.pk), **filters})}"


def _counts(run: CourseRun, **kinds: Q) -> dict[str, int]:
    """How many applications of a run are of each kind, in one query."""
    counted = {name: Count("pk", filter=kind) for name, kind in kinds.items()}
    found: dict[str, int] = Application.objects.filter(run=run).aggregate(**counted)
    return found


def figures_of(run: CourseRun, user: Any) -> list[Effect]:
    """How many applied, were not heard, wait, confirmed, are enrolled: for the offices, each a link. Clauses 5.3, 5.4."""
    if not selection_permissions.view_selections(user):
        return []
    counts = _counts(
        run,
        sent=WAS_SENT,
        unheard=UNHEARD,
        offered=Q(state=State.ALLOCATED),
        waiting=Q(state=State.WAITLISTED),
        confirmed=Q(state=State.CONFIRMED),
        enrolled=Q(state=State.ENROLLED),
    )
    lines = [
        (counts["sent"], ngettext("%(n)s application", "%(n)s applications", counts["sent"]), applications_at(run, was="sent")),
        (counts["unheard"], ngettext("%(n)s without the head's opinion", "%(n)s without the heads' opinions", counts["unheard"]), applications_at(run, state=State.SUBMITTED, opinion="none")),
        (counts["offered"], ngettext("%(n)s place offered", "%(n)s places offered", counts["offered"]), applications_at(run, state=State.ALLOCATED)),
        (counts["waiting"], ngettext("%(n)s on the waiting list", "%(n)s on the waiting list", counts["waiting"]), applications_at(run, state=State.WAITLISTED)),
        (counts["confirmed"], ngettext("%(n)s confirmed", "%(n)s confirmed", counts["confirmed"]), applications_at(run, state=State.CONFIRMED)),
        (counts["enrolled"], ngettext("%(n)s enrolled", "%(n)s enrolled", counts["enrolled"]), applications_at(run, state=State.ENROLLED)),
    ]  # fmt: skip
    return [effect(sentence % {"n": n}, url) for n, sentence, url in lines if n]


def of_act_with_run(act: str, run: CourseRun, user: Any) -> Sequence[Effect]:
    """What an act with a run does to its applicants. Clauses 5.1, 5.3, 5.4."""
    return {"close_run": _of_closing, "start_run": _of_starting, "cancel_run": _of_cancelling}.get(act, _nothing)(run)


def _nothing(run: CourseRun) -> list[Effect]:
    return []


def _of_closing(run: CourseRun) -> list[Effect]:
    counts = _counts(run, asking=Q(state=State.SUBMITTED), unheard=UNHEARD, writing=Q(state=State.DRAFT))
    applied = ngettext(
        "%(n)s person applied for %(places)s places.", "%(n)s people applied for %(places)s places.", counts["asking"]
    )
    lines = [
        effect(applied % {"n": counts["asking"], "places": run.capacity}, applications_at(run, state=State.SUBMITTED))
    ]
    if n := counts["unheard"]:
        sentence = ngettext(
            "On %(n)s application the head has given no opinion; it can come until the list is approved.",
            "On %(n)s applications the heads have given no opinion; they can come until the list is approved.",
            n,
        )
        lines.append(warning(sentence % {"n": n}, applications_at(run, state=State.SUBMITTED, opinion="none")))
    if n := counts["writing"]:
        sentence = ngettext(
            "%(n)s person has begun an application and not submitted it.",
            "%(n)s people have begun an application and not submitted it.",
            n,
        )
        lines.append(warning(sentence % {"n": n}))
    return lines


def _of_starting(run: CourseRun) -> list[Effect]:
    n = _counts(run, enrolled=Q(state=State.ENROLLED))["enrolled"]
    sentence = ngettext("%(n)s participant begins.", "%(n)s participants begin.", n)
    return [effect(sentence % {"n": n}, applications_at(run, state=State.ENROLLED))]


def _of_cancelling(run: CourseRun) -> list[Effect]:
    told = Q(state__in=states_of(Standing.ASKING, Standing.PLACED))
    counts = _counts(run, asking=told, studying=Q(state__in=states_of(Standing.STUDYING)))
    lines = []
    if n := counts["asking"]:
        sentence = ngettext(
            "%(n)s application ends; the applicant is told, with the reason.",
            "%(n)s applications end; the applicants are told, with the reason.",
            n,
        )
        lines.append(effect(sentence % {"n": n}, applications_at(run, was="sent")))
    if n := counts["studying"]:
        sentence = ngettext(
            "%(n)s participant leaves the course and is told, with the reason.",
            "%(n)s participants leave the course and are told, with the reason.",
            n,
        )
        lines.append(warning(sentence % {"n": n}, applications_at(run, state=State.ENROLLED)))
    return lines or [effect(_("Nobody has applied yet."))]


def of_withdrawing(application: Application, user: Any) -> list[Effect]:
    """Whether a place goes on to others, and that there is no way back. Clause 5.4."""
    had_place = STANDINGS[State(application.state)] == Standing.PLACED
    return [
        *(_of_giving_back(application) if had_place else []),
        warning(_("A withdrawn application is not taken up again; a new one can be made while applications are open.")),
    ]


def of_declining(application: Application, user: Any) -> list[Effect]:
    """To how many the place may go on. Clause 5.4."""
    return [*_of_giving_back(application), warning(_("A declined place does not come back."))]


def _of_giving_back(application: Application) -> list[Effect]:
    run = application.run
    n = _counts(run, waiting=Q(state=State.WAITLISTED))["waiting"] if run else 0
    if not n:
        return [effect(_("The place becomes free; nobody is on the waiting list."))]
    sentence = ngettext(
        "The place goes to the next on the waiting list, on which %(n)s person stands.",
        "The place goes to the next on the waiting list, on which %(n)s people stand.",
        n,
    )
    return [effect(sentence % {"n": n})]


def of_confirming(application: Application, user: Any) -> list[Effect]:
    """On which days one takes part. Clauses 5.4, 6.1."""
    run = application.run
    assert run is not None  # a place is always one of a run
    days = {"since": short_date(run.starts_on), "until": short_date(run.ends_on)}
    return [
        effect(_("You take part from %(since)s until %(until)s; the rector's order enrols you.") % days),
        effect(_("Until the order is signed you can still decline the place.")),
    ]


def of_opinion(application: Application, user: Any) -> list[Effect]:
    """That it is heard, and until when. Clause 5.3."""
    lines = [effect(_("The opinion is no veto: ИИжКББ sees it beside the application and the applicant sees it too."))]
    if application.run is not None:
        sentence = _("It can be changed until the list is made, after %(day)s.")
        lines.append(effect(sentence % {"day": short_date(application.run.apply_until)}))
    return lines
