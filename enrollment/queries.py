"""Every read that a page of the enrolment app needs."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from courses.models import CourseRun
from courses.runs.queries import open_runs
from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.words.calendar import ONE_DAY, academic_year_end, add_months
from staff import cycles
from staff.actors import actor
from staff.models.cycles import CycleStatus, Obligation
from staff.offers import Plan
from staff.queries import people_of_unit_for

from .models import STANDINGS, Application, SelectionEntry, SelectionList, Standing, states_of
from .permissions import READS_APPLICATIONS, view_selections
from .priority import Candidate, Facts, Score, Weights, lottery_number, rank, score

State = Application.State
TAKES_A_PLACE = states_of(Standing.PLACED, Standing.STUDYING, Standing.FINISHED)
STANDING_OF_PLAN = {
    Standing.STUDYING: Plan.STUDYING,
    Standing.PLACED: Plan.PLANNED,
    Standing.ASKING: Plan.APPLIED,
}
FURTHEST = [Plan.STUDYING, Plan.PLANNED, Plan.APPLIED, Plan.PASSED, Plan.NO_PLAN]


def applications_for(user: Any) -> QuerySet[Application]:
    """One's own applications, those of one's unit once submitted, all submitted ones for the offices. Clauses 5.3, 5.4."""
    me = actor(user)
    applications = Application.objects.select_related("person", "run__programme")
    if me.holds(*READS_APPLICATIONS):
        return applications.filter(~Q(state=State.DRAFT) | Q(person_id=me.person_id))
    visible = Q(person_id=me.person_id)
    if me.is_head:
        visible |= Q(person__in=people_of_unit_for(user)) & ~Q(state=State.DRAFT)
    return applications.filter(visible) if me.person_id else applications.none()


LISTED = (
    "state",
    "submitted_at",
    "opinion",
    "person__family_name",
    "person__given_name",
    "person__patronymic",
    "run__programme__title_ky",
    "run__programme__title_ru",
    "run__programme__title_en",
)


def applications_listed(user: Any) -> QuerySet[Application]:
    """The same with only what a list shows, the newest first."""
    return applications_for(user).only(*LISTED)


def my_applications(user: Any) -> QuerySet[Application]:
    """One's own applications."""
    return Application.objects.filter(person_id=actor(user).person_id).select_related("run__programme")


def waiting_for_applicant(user: Any) -> QuerySet[Application]:
    """What one can still do: finish a draft while its window is open, confirm a place while its offer holds. Clause 5.4."""
    drafts = Q(state=State.DRAFT, run__in=open_runs()) | Q(state=State.DRAFT, run__isnull=True)
    return my_applications(user).filter(drafts | Q(state=State.ALLOCATED)).exclude(pk__in=lapsed_offers().order_by())


def applications_of(person: Any) -> list[Application]:
    """Someone's applications with their runs and lines, those not over first, then the newest."""
    found = Application.objects.filter(person=person).select_related("run__programme").prefetch_related("entries")
    return sorted(found, key=lambda each: each.state in Application.OVER)


def plans_of(person_ids: Iterable[int], on: dt.date) -> dict[int, Plan]:
    """How far each person is: studying, with a place, applied, or passed in this academic year. Clause 5.3."""
    year_end = academic_year_end(on, Policy.objects.current().academic_year_month_day)
    since = add_months(year_end + ONE_DAY, -12)
    rows = Application.objects.filter(
        Q(state__in=states_of(*STANDING_OF_PLAN)) | Q(state=State.COMPLETED, run__ends_on__gte=since),
        person_id__in=list(person_ids),
    )
    found: dict[int, Plan] = {}
    for person_id, state in rows.values_list("person_id", "state"):
        plan = STANDING_OF_PLAN.get(STANDINGS[State(state)], Plan.PASSED)
        if FURTHEST.index(plan) < FURTHEST.index(found.get(person_id, Plan.NO_PLAN)):
            found[person_id] = plan
    return found


def awaiting_opinion(user: Any) -> QuerySet[Application]:
    """Submitted applications of the unit on which the head has said nothing yet, the oldest first. Clause 5.3."""
    waiting = Application.objects.filter(state=State.SUBMITTED, opinion=Application.Opinion.NONE)
    waiting = waiting.filter(person__in=people_of_unit_for(user)).exclude(person_id=actor(user).person_id)
    return waiting.select_related("person", "run__programme").order_by("submitted_at")


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


def entry_of(application: Application) -> SelectionEntry | None:
    """The application's line on an approved list. Clause 5.4."""
    approved = application.entries.filter(selection__approved_on__isnull=False)
    return approved.select_related("selection__run").first()


def is_open_to_changes(application: Application) -> bool:
    """Whether course and motivation may still be changed: in a draft always, afterwards until the window closes. Clause 5.4."""
    if application.state == State.SUBMITTED and application.run is not None:
        return open_runs().filter(pk=application.run.pk).exists()
    return application.state == State.DRAFT


def lapsed_on(application: Application) -> dt.date | None:
    """The last day of an offer that ended before today, whether or not a job has noted it; None while it holds. Clause 5.4."""
    entry = entry_of(application) if application.state == State.ALLOCATED else None
    return entry.offer_until if entry and entry.offer_until and entry.offer_until < today() else None


def lapsed_offers() -> QuerySet[Application]:
    """The applications whose offer ended before today. Clause 5.4."""
    return Application.objects.filter(state=State.ALLOCATED, entries__offer_until__lt=today()).order_by("pk")


def runs_to_start() -> QuerySet[CourseRun]:
    """The runs whose participants are enrolled by order and whose first day has come. Clauses 5.1, 6.1."""
    ordered = CourseRun.objects.filter(selection__state=SelectionList.State.ORDERED)
    return ordered.filter(state=CourseRun.State.SELECTED, starts_on__lte=today()).order_by("pk")


def applicants_of(run: CourseRun) -> QuerySet[Application]:
    """The submitted applications for a run."""
    return Application.objects.filter(run=run, state=State.SUBMITTED).select_related("person")


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
    inputs = cycles.inputs_of({each.person_id: each.person for each in applications}.values())
    on, found = today(), {}
    for each in applications:
        reckoned = cycles.cycle.cycle(inputs[each.person_id], on)
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


def places_by_run(run_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """How many applied to each run and how many places are taken, in one query."""
    rows = (
        Application.objects.filter(run_id__in=list(run_ids))
        .exclude(state__in=[*states_of(Standing.WRITING), State.WITHDRAWN])
        .order_by()
        .values("run_id")
        .annotate(applied=Count("pk"), taken=Count("pk", filter=Q(state__in=TAKES_A_PLACE)))
    )
    return {row["run_id"]: {"applied": row["applied"], "taken": row["taken"]} for row in rows}


def confirmed_of(run: CourseRun) -> QuerySet[Application]:
    """Those who confirmed their place, by name: whom the order enrols. Clause 6.1."""
    return (
        Application.objects.filter(run=run, state=State.CONFIRMED).select_related("person").order_by("person__sort_key")
    )


def offered_of(run: CourseRun) -> QuerySet[Application]:
    """Those who have been offered a place and have not answered yet. Clause 5.4."""
    return Application.objects.filter(run=run, state=State.ALLOCATED)


def enrolled_of(run: CourseRun) -> QuerySet[Application]:
    """The participants of a run, by name."""
    return (
        Application.objects.filter(run=run, state=State.ENROLLED).select_related("person").order_by("person__sort_key")
    )


def with_overlap(application: Application) -> QuerySet[Application]:
    """Other places of the same person in runs at the same time."""
    run = application.run
    if run is None:
        return Application.objects.none()
    same_time = Q(run__starts_on__lte=run.ends_on, run__ends_on__gte=run.starts_on)
    places = Application.objects.filter(
        same_time, person_id=application.person_id, state__in=[State.CONFIRMED, State.ENROLLED]
    )
    return places.exclude(pk=application.pk)
