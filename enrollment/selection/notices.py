"""Letters about the outcome of an application. Clause 5.4."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from courses.models import CourseRun
from enrollment.applications.models import Application
from ostu_qualification.core.words.dates import long_date, period, to_date
from ostu_qualification.core.words.languages import text_in
from staff.letters.transitions import cancel_unsent
from staff.letters.writing import Notice, notify_many

from .models import SelectionEntry


def _facts(application: Application, run: CourseRun) -> dict[str, Any]:
    language = application.person.language
    return {
        "title": text_in(run.programme, "title", language),
        "hours": run.programme.hours,
        "period": period(run.starts_on, run.ends_on, language),
        "place_of_run": text_in(run, "place", language),
        "url": reverse("application_detail", args=[application.pk]),
    }


def tell_offers(entries: Iterable[SelectionEntry]) -> None:
    """Tell each that a place is offered and until when it is kept."""
    notify_many([_offer(each) for each in entries])


def _offer(entry: SelectionEntry) -> Notice:
    application, run = entry.application, entry.selection.run
    language = application.person.language
    assert entry.offer_until is not None
    facts = {"confirm": long_date(entry.offer_until, language), "confirm_dative": to_date(entry.offer_until, language)}
    key = f"offer:{application.pk}"
    return Notice(application.person, key=key, template="place_offered", facts={**_facts(application, run), **facts})


def tell_outcomes(
    run: CourseRun, placed: Sequence[SelectionEntry], waiting: Sequence[SelectionEntry], *, applicants: int
) -> None:
    """Tell everyone on an approved list: the place, or the number on the waiting list and the points."""
    waits = [_waiting(entry, position, applicants, run) for position, entry in enumerate(waiting, 1)]
    notify_many([*(_offer(each) for each in placed), *waits])


def _waiting(entry: SelectionEntry, position: int, applicants: int, run: CourseRun) -> Notice:
    application = entry.application
    facts = {"position": position, "capacity": run.capacity, "applicants": applicants, "points": entry.points}
    key = f"waitlisted:{application.pk}"
    return Notice(application.person, key=key, template="waitlisted", facts={**_facts(application, run), **facts})


def tell_cancelled(applications: Iterable[tuple[Application, bool]], reason: str) -> None:
    """Tell applicants and participants that their run was cancelled, and whether they were enrolled.

    What waits to be sent about their places is not true any more.
    """
    told = list(applications)
    cancel_unsent(f"{kind}:{each.pk}" for each, _enrolled in told for kind in ("offer", "waitlisted", "enrolled"))
    notify_many([_cancelled(each, reason, was_enrolled=was_enrolled) for each, was_enrolled in told])


def _cancelled(application: Application, reason: str, *, was_enrolled: bool) -> Notice:
    assert application.run is not None
    facts = {**_facts(application, application.run), "reason": reason, "was_enrolled": was_enrolled}
    return Notice(application.person, key=f"cancelled:{application.pk}", template="run_cancelled", facts=facts)
