"""Every read that the council's acts need: what waits for office, council and vice-rector."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import ngettext_lazy

from courses.programmes.models import Programme
from courses.programmes.queries import programmes_for
from ostu_qualification.core.records import history
from ostu_qualification.core.workflow.waits import Waits
from staff.people.models import RoleKind

from . import permissions

State = Programme.State
UNSUBMITTED = (State.DRAFT, State.RETURNED)


def unsubmitted(user: Any) -> QuerySet[Programme]:
    """The programmes that the council does not have yet. Clause 1.6."""
    return programmes_for(user).filter(state__in=UNSUBMITTED)


def _brought_by(act: str, state: str) -> Callable[[Any], QuerySet[Programme]]:
    """The programmes in a state, with the moment of the act that brought them there."""

    def read(user: Any) -> QuerySet[Programme]:
        programmes = Programme.objects.filter(state=state)
        return history.with_moment_of(programmes, act, otherwise="created_at")

    return read


TO_SUBMIT = Waits(
    sentence=ngettext_lazy("Submit %(n)s programme to the council", "Submit %(n)s programmes to the council", "n"),
    records=lambda user: Programme.objects.filter(state__in=UNSUBMITTED),
    visible=lambda user: bool(permissions.submit_programme(user)),
    address=lambda: reverse("submit_programmes"),
    since="created_at",
    page="submit_programme",
    who=RoleKind.OFFICER.label,
)
TO_PERMIT = Waits(
    sentence=ngettext_lazy("Permit %(n)s programme", "Permit %(n)s programmes", "n"),
    records=_brought_by("submit_programme", State.SUBMITTED),
    visible=lambda user: bool(permissions.permit_programme(user)),
    address=lambda: reverse("permit_programmes"),
    since="moment",
    page="permit_programme",
    who=RoleKind.COUNCIL_SECRETARY.label,
)
TO_APPROVE = Waits(
    sentence=ngettext_lazy("Approve %(n)s programme", "Approve %(n)s programmes", "n"),
    records=_brought_by("permit_programme", State.PERMITTED),
    visible=lambda user: bool(permissions.approve_programme(user)),
    address=lambda: reverse("approve_programmes"),
    since="moment",
    page="approve_programme",
    who=RoleKind.VICE_RECTOR.label,
)
