"""Letters about the outcome of an application. Clause 5.4."""

from typing import Any

from django.urls import reverse

from courses.models import CourseRun
from enrollment.applications.models import Application
from ostu_qualification.core.words.dates import long_date, period, to_date
from ostu_qualification.core.words.languages import text_in
from staff.letters.transitions import cancel_unsent
from staff.letters.writing import notify

from .models import SelectionEntry, SelectionList


def _facts(application: Application, run: CourseRun) -> dict[str, Any]:
    language = application.person.language
    return {
        "title": text_in(run.programme, "title", language),
        "hours": run.programme.hours,
        "period": period(run.starts_on, run.ends_on, language),
        "place_of_run": text_in(run, "place", language),
        "url": reverse("application_detail", args=[application.pk]),
    }


def tell_offer(entry: SelectionEntry) -> None:
    """Tell someone that a place is offered and until when it is kept."""
    application, run = entry.application, entry.selection.run
    language = application.person.language
    assert entry.offer_until is not None
    facts = {"confirm": long_date(entry.offer_until, language), "confirm_dative": to_date(entry.offer_until, language)}
    notify(
        application.person,
        key=f"offer:{application.pk}",
        template="place_offered",
        facts={**_facts(application, run), **facts},
    )


def tell_outcomes(selection: SelectionList) -> None:
    """Tell everyone on an approved list: the place, or the number on the waiting list and the points."""
    run = selection.run
    entries = list(
        selection.entries.select_related("application__person", "selection__run__programme").order_by("position")
    )
    waiting = [each for each in entries if each.application.state == Application.State.WAITLISTED]
    for entry in entries:
        if entry.application.state == Application.State.ALLOCATED:
            tell_offer(entry)
    for position, entry in enumerate(waiting, 1):
        facts = {"position": position, "capacity": run.capacity, "applicants": len(entries), "points": entry.points}
        key = f"waitlisted:{entry.application_id}"
        notify(
            entry.application.person, key=key, template="waitlisted", facts={**_facts(entry.application, run), **facts}
        )


def tell_cancelled(application: Application, reason: str, *, was_enrolled: bool) -> None:
    """Tell an applicant or participant that the run was cancelled; what waits to be sent about the place is not true any more."""
    cancel_unsent(f"{kind}:{application.pk}" for kind in ("offer", "waitlisted", "enrolled"))
    assert application.run is not None
    facts = {**_facts(application, application.run), "reason": reason, "was_enrolled": was_enrolled}
    notify(application.person, key=f"cancelled:{application.pk}", template="run_cancelled", facts=facts)
