"""Every read that a page of the applications needs."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from courses.models import CourseRun
from courses.ports import Places
from courses.runs.queries import open_runs
from enrollment.selection.permissions import READS_APPLICATIONS
from enrollment.selection.queries import TAKES_A_PLACE, lapsed_offers, lapsed_on
from ostu_qualification.core.models import Policy
from ostu_qualification.core.records.verdicts import YES, Verdict, not_yet
from ostu_qualification.core.words.calendar import ONE_DAY, academic_year_end, add_months
from ostu_qualification.core.words.dates import short_date
from staff.people.actors import actor
from staff.people.models import Person
from staff.people.queries import people_of_unit_for, with_main_post
from staff.ports import Plan
from staff.units.queries import heads_of_person, people_answered_for

from .models import STANDINGS, Application, Standing, states_of

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
        return applications.filter(~Q(state=Application.State.DRAFT) | Q(person_id=me.person_id))
    visible = Q(person_id=me.person_id)
    if me.is_head:
        visible |= Q(person__in=people_of_unit_for(user)) & ~Q(state=Application.State.DRAFT)
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
    drafts = Q(state=Application.State.DRAFT, run__in=open_runs()) | Q(state=Application.State.DRAFT, run__isnull=True)
    return my_applications(user).filter(drafts | Q(state=Application.State.ALLOCATED)).exclude(pk__in=lapsed_offers())


def applications_of(person: Any) -> list[Application]:
    """Someone's applications with their runs and lines, those not over first, then the newest."""
    found = Application.objects.filter(person=person).select_related("run__programme").prefetch_related("entries")
    return sorted(found, key=lambda each: each.state in Application.OVER)


def plans_of(person_ids: Iterable[int], on: dt.date) -> dict[int, Plan]:
    """How far each person is: studying, with a place, applied, or passed in this academic year. Clause 5.3."""
    year_end = academic_year_end(on, Policy.objects.current().academic_year_month_day)
    since = add_months(year_end + ONE_DAY, -12)
    rows = Application.objects.filter(
        Q(state__in=states_of(*STANDING_OF_PLAN)) | Q(state=Application.State.COMPLETED, run__ends_on__gte=since),
        person_id__in=list(person_ids),
    )
    found: dict[int, Plan] = {}
    for person_id, state in rows.values_list("person_id", "state"):
        plan = STANDING_OF_PLAN.get(STANDINGS[Application.State(state)], Plan.PASSED)
        if FURTHEST.index(plan) < FURTHEST.index(found.get(person_id, Plan.NO_PLAN)):
            found[person_id] = plan
    return found


def awaiting_opinion(user: Any) -> QuerySet[Application]:
    """Submitted applications on which this head is to say something and has not yet, the oldest first. Clause 5.3."""
    me = actor(user).person
    waiting = Application.objects.filter(state=Application.State.SUBMITTED, opinion=Application.Opinion.NONE)
    waiting = waiting.filter(person__in=people_of_unit_for(user)).order_by("submitted_at")
    if me is None:
        return waiting.none()
    mine = people_answered_for(me, set(waiting.values_list("person_id", flat=True)))
    return waiting.filter(person__in=mine).select_related("person", "run__programme")


def with_posts(applications: QuerySet[Application]) -> QuerySet[Application]:
    """The same with the posts of the applicants: no query a row."""
    return applications.prefetch_related(Prefetch("person", with_main_post(Person.objects.all())))


def asked_for_opinion(application: Application) -> Person | None:
    """The head who is to give an opinion on a submitted application and has not yet. Clause 5.3."""
    if application.state != Application.State.SUBMITTED or application.opinion:
        return None
    return next(iter(heads_of_person(application.person)), None)


def can_be_confirmed(application: Application) -> Verdict:
    """A place is confirmed in time, and not beside another course of one's own at the same time. Clause 5.4.

    Whether the offer still holds is read from its day: the job that ends offers may be late.
    """
    last = lapsed_on(application)
    if last is not None:
        return not_yet(_("The place was kept for you until %(day)s.") % {"day": short_date(last)})
    if with_overlap(application).exists():
        return not_yet(_("You have a place in another course at the same time. Decline one of the two."))
    return YES


def is_open_to_changes(application: Application) -> bool:
    """Whether course and motivation may still be changed: in a draft always, afterwards until the window closes. Clause 5.4."""
    if application.state == Application.State.SUBMITTED and application.run is not None:
        return open_runs().filter(pk=application.run.pk).exists()
    return application.state == Application.State.DRAFT


def places_by_run(run_ids: Iterable[int]) -> dict[int, Places]:
    """How many applied to each run, how many places are taken, how many are enrolled, in one query."""
    rows = (
        Application.objects.filter(run_id__in=list(run_ids))
        .exclude(state__in=[*states_of(Standing.WRITING), Application.State.WITHDRAWN])
        .order_by()
        .values("run_id")
        .annotate(
            applied=Count("pk"),
            taken=Count("pk", filter=Q(state__in=TAKES_A_PLACE)),
            enrolled=Count("pk", filter=Q(state__in=states_of(Standing.STUDYING))),
        )
    )
    return {row["run_id"]: Places(row["applied"], row["taken"], row["enrolled"]) for row in rows}


def confirmed_of(run: CourseRun) -> QuerySet[Application]:
    """Those who confirmed their place, by name: whom the order enrols. Clause 6.1."""
    return (
        Application.objects.filter(run=run, state=Application.State.CONFIRMED)
        .select_related("person")
        .order_by("person__sort_key")
    )


def offered_of(run: CourseRun) -> QuerySet[Application]:
    """Those who have been offered a place and have not answered yet. Clause 5.4."""
    return Application.objects.filter(run=run, state=Application.State.ALLOCATED)


def enrolled_of(run: CourseRun) -> QuerySet[Application]:
    """The participants of a run, by name."""
    return (
        Application.objects.filter(run=run, state=Application.State.ENROLLED)
        .select_related("person")
        .order_by("person__sort_key")
    )


def with_overlap(application: Application) -> QuerySet[Application]:
    """Other places of the same person in runs at the same time."""
    run = application.run
    if run is None:
        return Application.objects.none()
    same_time = Q(run__starts_on__lte=run.ends_on, run__ends_on__gte=run.starts_on)
    places = Application.objects.filter(
        same_time, person_id=application.person_id, state__in=[Application.State.CONFIRMED, Application.State.ENROLLED]
    )
    return places.exclude(pk=application.pk)
