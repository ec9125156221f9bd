"""Lists that wait for the approval of ИИжКББ. Clause 6.1."""

from django.urls import reverse
from django.utils.translation import ngettext_lazy

from ostu_qualification.core.workflow import waits
from staff.people.actors import actor
from staff.people.models import RoleKind

from . import queries
from .models import SelectionList

TO_APPROVE = waits.Waits(
    sentence=ngettext_lazy("Approve %(n)s selection list", "Approve %(n)s selection lists", "n"),
    records=lambda user: queries.selections_for(user).filter(state=SelectionList.State.DRAFT),
    visible=lambda user: actor(user).holds(RoleKind.OFFICER),
    address=lambda: reverse("selection_list"),
    since="ranked_on",
    page="selection_detail",
)


def register_lines() -> None:
    """Add the lines."""
    waits.register(TO_APPROVE)
