"""Jobs of the enrolment app."""

from celery import shared_task

from ostu_qualification.core.models import today
from ostu_qualification.core.workflow import WrongState

from .models import Application, SelectionEntry
from .transitions import decline_place


@shared_task
def expire_offers() -> int:
    """Let offers run out that were not confirmed in time; the places go on to the waiting list. Clause 5.4."""
    late = SelectionEntry.objects.filter(offer_until__lt=today(), application__state=Application.State.ALLOCATED)
    expired = 0
    for entry in late.select_related("application"):
        try:
            decline_place(entry.application, by=None)
        except WrongState:  # confirmed or withdrawn in this moment
            continue
        expired += 1
    return expired
