"""What waits for an applicant and for the head who gives an opinion. Clauses 5.3, 5.4."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from ostu_qualification.core.workflow import waits
from ostu_qualification.core.workflow.waits import Task
from staff.people.actors import actor

from . import queries
from .models import Application

OPINIONS = waits.Waits(
    sentence=ngettext_lazy("Give your opinion on %(n)s application", "Give your opinion on %(n)s applications", "n"),
    records=queries.awaiting_opinion,
    visible=lambda user: actor(user).is_head,
    address=lambda: reverse("give_opinions"),
    since="submitted_at",
)


def of_applicant(user: Any) -> list[Task]:
    """Places to confirm, and applications to finish: each a line of its own, since each is a course of its own."""
    found = queries.waiting_for_applicant(user).prefetch_related("entries__selection")
    return [_offer(each) if each.state == Application.State.ALLOCATED else _draft(each) for each in found]


def _offer(application: Application) -> Task:
    offer = next((each for each in application.entries.all() if each.offer_until), None)
    text = _("Confirm your place: %(title)s") % {"title": _title(application)}
    url = reverse("application_detail", args=[application.pk])
    if offer is None:
        return Task(text, url, since=localdate(application.created_at))
    return Task(text, url, since=offer.selection.approved_on, until=offer.offer_until)


def _draft(application: Application) -> Task:
    text = _("Finish your application: %(title)s") % {"title": _title(application)}
    return Task(text, reverse("application_check", args=[application.pk]), since=localdate(application.created_at))


def _title(application: Application) -> str:
    return application.run.programme.title if application.run else ""


def register_lines() -> None:
    """Add the lines."""
    waits.register(OPINIONS)
    waits.register_tasks(of_applicant)
