"""What the applications hear from the apps below and answer them."""

import datetime as dt
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import CourseRun
from courses.ports import Places, effects_of_act, figures_of_run, participants_of_run, places_of_runs
from courses.runs.signals import run_cancelled
from enrollment.selection.models import SelectionEntry, SelectionList
from enrollment.selection.transitions import cancel_selection
from ostu_qualification.core.frame.lists import shown
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.words.languages import text_in
from staff import ports
from staff.people.models import Person
from staff.ports import Day, Group, Item, Plan, Section
from staff.privacy.my_data import Said, group_of

from . import effects, queries
from .models import Application, Choice, Standing, states_of
from .transitions import release_application


@receiver(run_cancelled, dispatch_uid="enrollment release")
def release_applicants(run: CourseRun, by: Who, reason: str, **kwargs: Any) -> None:
    """Let everyone go who applied for a cancelled run or takes part in it, and put its list aside. Clauses 5.1, 5.4."""
    for selection in SelectionList.objects.filter(run=run, state__in=cancel_selection.step.sources):
        cancel_selection(selection, by=by, reason=reason)
    open_states = release_application.step.sources
    applications = Application.objects.filter(run=run, state__in=open_states).order_by("pk")
    release_application.many(applications, by=by, reason=reason)


@places_of_runs.answer
def count_places(runs: Collection[int]) -> dict[int, Places]:
    """Say how full the runs are."""
    return queries.places_by_run(runs)


@participants_of_run.answer
def name_participants(run: CourseRun) -> list[Person]:
    """Say who takes part in a run."""
    return list(Person.objects.filter(applications__run=run, applications__state__in=states_of(Standing.STUDYING)))


figures_of_run.answer(effects.figures_of)
effects_of_act.answer(effects.of_act_with_run)


@ports.reminder_facts.answer
def name_places(people: Sequence[Person], on: dt.date) -> dict[int, dict[str, Any]]:
    """Say in a reminder that the person has a place already. Clause 6.1."""
    languages = {person.pk: person.language for person in people}
    states = states_of(Standing.PLACED, Standing.STUDYING)
    places = Application.objects.filter(person_id__in=languages, state__in=states, run__isnull=False)
    return {
        place.person_id: {"place": text_in(place.run.programme, "title", languages[place.person_id])}
        for place in places.select_related("run__programme")
        if place.run
    }


@ports.plans_now.answer
def tell_plans(people: Collection[int], on: dt.date) -> dict[int, Plan]:
    """Say how far each person is on the way to the next training. Clause 5.3."""
    return queries.plans_of(people, on)


@ports.page_sections.answer
def show_applications(person: Person, on: dt.date) -> list[Section]:
    """Show one's applications and places on one's own page, the open ones first. Clause 5.4."""
    applications = queries.applications_of(person)
    items = [
        Item(
            text=each.run.programme.title if each.run else str(each),
            url=reverse("application_detail", args=[each.pk]),
            on=each.run.starts_on if each.run else None,
            state=_standing(each),
        )
        for each in applications
    ]
    title, more, url = _("My applications and places"), _("All applications"), reverse("application_list")
    is_open = any(each.state not in Application.OVER for each in applications)
    return [Section(title, 10, items, url, more, is_urgent=is_open)]


def _standing(application: Application) -> tuple[str, str]:
    """Where an application stands; of a course that is not given on its days, where the course stands."""
    run = application.run
    if run is not None and not run.keeps_its_days and application.state not in Application.OVER:
        return run.state, run.get_state_display()
    return application.state, application.get_state_display()


@ports.coming_days.answer
def tell_days(person: Person, on: dt.date) -> list[Day]:
    """Deadlines of one's applications and places, and the days of one's courses. Clause 5.4."""
    return [day for each in queries.applications_of(person) for day in _days(each)]


def _days(application: Application) -> list[Day]:
    run, state = application.run, application.state
    if run is None:
        return []
    url, name = reverse("application_detail", args=[application.pk]), {"title": run.programme.title}
    if state == Application.State.DRAFT:
        text = _("Applications end: %(title)s") % name
        return [Day(f"application-{application.pk}-send", text, run.apply_until, url=url)]
    if state in (Application.State.CONFIRMED, Application.State.ENROLLED) and run.keeps_its_days:
        return [Day(f"application-{application.pk}-course", run.programme.title, run.starts_on, run.ends_on, url)]
    if state == Application.State.ALLOCATED:
        offers = (entry.offer_until for entry in application.entries.all() if entry.offer_until)
        text = _("Confirm your place: %(title)s") % name
        return [Day(f"application-{application.pk}-confirm", text, day, url=url) for day in offers]
    return []


@ports.kept_data.answer
def tell_applications(person: Person) -> list[Group]:
    """The applications that are kept about someone."""
    names = ("run", "state", "motivation", "submitted_at", "opinion", "opinion_reason")
    choices = Choice.objects.filter(application__person=person).select_related("run__programme", "application")
    entries = SelectionEntry.objects.filter(application__person=person).select_related("selection__run__programme")
    course = Said("course", _("Course"), lambda entry: entry.selection.run)
    why = Said("why", _("what the points were counted from"), _points_in_words)
    return [
        group_of("applications", _("My applications and places"), queries.applications_of(person), names),
        group_of("choices", _("Courses that I chose"), choices, ("application", "rank", "run"), is_table=True),
        group_of("list_entries", _("My places on the lists"), entries, (course, "position", "outcome", "points", why, "lottery", "moved_reason", "offer_until")),
    ]  # fmt: skip


def _points_in_words(entry: SelectionEntry) -> str:
    """What the points of a place are made of, as they were frozen on the list. Clause 5.4."""
    inputs = entry.inputs
    if not inputs["parts"]:
        return ""
    points = {name: shown(Decimal(value)) for name, value in inputs["parts"].items()}
    experience, untrained = (shown(Decimal(inputs[name])) for name in ("experience_years", "untrained_years"))
    sentences = [
        _("Work experience: %(years)s years – %(points)s points.") % {"years": experience, "points": points["experience"]},
        _("Time without training: %(years)s years – %(points)s points.") % {"years": untrained, "points": points["untrained"]},
        _("Mandatory for newly hired teachers – %(points)s points.") % {"points": points["mandatory"]},
        _("The due date is past – %(points)s points.") % {"points": points["overdue"]},
    ]  # fmt: skip
    return " ".join(sentences)
