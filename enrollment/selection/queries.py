"""Every read that the selection needs: lists, lines, points, offers."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from courses.models import CourseRun
from enrollment.applications.models import Application, Standing, states_of
from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.records.verdicts import YES, Verdict, no
from ostu_qualification.core.workflow.due import Due, start_of
from ostu_qualification.core.workflow.waits import Waits
from staff.cycle import rules, stored
from staff.cycle.models import CycleStatus, Obligation
from staff.people.actors import actor
from staff.people.models import RoleKind

from .models import SelectionEntry, SelectionList
from .permissions import view_selections
from .priority import Candidate, Facts, Score, Weights, lottery_number, rank, score

TAKES_A_PLACE = states_of(Standing.PLACED, Standing.STUDYING, Standing.FINISHED)


def selections_for(user: Any) -> QuerySet[SelectionList]:
    """The selection lists, for the offices. Clause 6.1."""
    lists = SelectionList.objects.select_related("run__programme", "policy", "approved_by")
    return lists if view_selections(user) else lists.none()


def entries_of(selection: SelectionList) -> QuerySet[SelectionEntry]:
    """The lines of a list in order, with people and their states."""
    return selection.entries.select_related("application__person").order_by("position")


def entries_for(user: Any) -> QuerySet[SelectionEntry]:
    """The lines of the lists, for the offices. Clause 6.1."""
    return SelectionEntry.objects.filter(selection__in=selections_for(user)).select_related(
        "application__person", "selection__run"
    )


def counts_of(selection: SelectionList) -> dict[str, int]:
    """How many lines of a list give a place, and how many wait."""
    found = dict(selection.entries.order_by().values_list("outcome").annotate(count=Count("pk")))
    return {outcome: found.get(outcome, 0) for outcome in SelectionEntry.Outcome}


def counted(condition: Q) -> Count:
    """How many lines of a list are so."""
    return Count("pk", filter=condition)


def entry_of(application: Application) -> SelectionEntry | None:
    """The application's line on an approved list. Clause 5.4."""
    approved = application.entries.filter(selection__approved_on__isnull=False)
    return approved.select_related("selection__run").first()


def lapsed_on(application: Application) -> dt.date | None:
    """The last day of an offer that ended before today, whether or not a job has noted it; None while it holds. Clause 5.4."""
    entry = entry_of(application) if application.state == Application.State.ALLOCATED else None
    return entry.offer_until if entry and entry.offer_until and entry.offer_until < today() else None


def offer_until(policy: Policy, run: CourseRun) -> dt.date:
    """The last day to confirm a place: the policy's days, but not after the course has begun. Clause 5.4."""
    return max(min(today() + dt.timedelta(days=policy.offer_days), run.starts_on), today())


def _end_of_offer(application: Application) -> dt.datetime | None:
    entry = entry_of(application)
    return start_of(entry.offer_until + dt.timedelta(days=1)) if entry and entry.offer_until else None


def lapsed_offers() -> QuerySet[Application]:
    """The applications whose offer ended before today. Clause 5.4."""
    return LAST_DAY_TO_CONFIRM.ready(Application.objects.filter(state=Application.State.ALLOCATED), timezone.now())


# an offer runs out by itself once its last day is over
LAST_DAY_TO_CONFIRM = Due(
    _end_of_offer,
    lambda applications, now: applications.filter(
        pk__in=SelectionEntry.objects.filter(offer_until__lt=timezone.localdate(now)).values("application")
    ),
)


def applicants_of(run: CourseRun) -> QuerySet[Application]:
    """The submitted applications for a run."""
    return Application.objects.filter(run=run, state=Application.State.SUBMITTED).select_related("person")


def missing_of(selection: SelectionList) -> QuerySet[Application]:
    """Those who applied for the run and are not on its list. Clause 5.4."""
    return applicants_of(selection.run).exclude(entries__selection=selection).order_by("person__sort_key")


def weights(policy: Policy) -> Weights:
    """The weights of a policy."""
    return Weights(
        policy.weight_experience,
        policy.experience_years_full,
        policy.weight_untrained,
        policy.untrained_years_full,
        policy.points_mandatory,
        policy.points_overdue,
    )


def scores(applications: Iterable[Application], policy: Policy) -> dict[int, tuple[Facts, Score]]:
    """Facts and points of applications as of today, by application; a constant number of queries. Clause 5.4."""
    applications = list(applications)
    inputs = stored.inputs_of({each.person_id: each.person for each in applications}.values())
    on, found = today(), {}
    for each in applications:
        reckoned = rules.cycle(inputs[each.person_id], on)
        facts = Facts(
            career_start_on=each.person.career_start_on,
            last_trained_on=reckoned.last_line.ended_on if reckoned.last_line else None,
            entry_on=reckoned.entry_on,
            is_mandatory=reckoned.obligation == Obligation.MANDATORY,
            is_overdue=reckoned.status == CycleStatus.OVERDUE,
        )
        found[each.pk] = (facts, score(facts, weights(policy), on))
    return found


def ranking(applications: Iterable[Application], scored: dict[int, tuple[Facts, Score]], seed: str) -> list[Candidate]:
    """The applications as candidates in the order of the list. Clause 5.4."""
    return rank(
        Candidate(each.pk, scored[each.pk][1].points, each.submitted_at, lottery_number(seed, each.pk))
        for each in applications
        if each.submitted_at is not None
    )


def provisional_place(application: Application) -> tuple[int, Score]:
    """The place one would have if the window closed now, and the points; without the lottery, not yet drawn. Clause 5.4."""
    applicants = list(applicants_of(application.run)) if application.run else [application]
    if application.pk not in {each.pk for each in applicants}:
        applicants.append(application)
    scored = scores(applicants, Policy.objects.current())
    order = ranking([each for each in applicants if each.submitted_at], scored, seed="")
    place = next((position for position, each in enumerate(order, 1) if each.key == application.pk), len(order) + 1)
    return place, scored[application.pk][1]


def can_be_ranked_anew(selection: SelectionList) -> Verdict:
    """Somebody who applied is missing: nobody draws the lottery until it suits. Clause 5.4."""
    return YES if missing_of(selection).exists() else no(_("Everyone who applied is on the list."))


TO_APPROVE = Waits(
    sentence=ngettext_lazy("Approve %(n)s selection list", "Approve %(n)s selection lists", "n"),
    records=lambda user: selections_for(user).filter(state=SelectionList.State.DRAFT),
    visible=lambda user: actor(user).holds(RoleKind.OFFICER),
    address=lambda: reverse("selection_list"),
    since="ranked_on",
    page="selection_detail",
    who=RoleKind.OFFICER.label,
)
