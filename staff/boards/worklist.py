"""The overdue rise: to the head at once, to ИИжКББ after three months, to the rector after six. Clauses 5.3, 6.1."""

from django.urls import reverse
from django.utils.translation import ngettext_lazy

from ostu_qualification.core.models import today
from ostu_qualification.core.workflow import waits
from staff.letters.digests import RISES_AFTER_MONTHS
from staff.people.actors import actor
from staff.people.models import RoleKind

from . import board

OFFICE, RECTOR = RISES_AFTER_MONTHS


def _longer_than(months: int) -> str:
    return f"{reverse('person_list')}?overdue_months={months}"


TO_HEAD = waits.Waits(
    sentence=ngettext_lazy("See to %(n)s overdue person of your unit", "See to %(n)s overdue people of your unit", "n"),
    records=lambda user: board.overdue(today(), unit_ids=actor(user).headed_unit_ids),
    visible=lambda user: actor(user).is_head,
    address=lambda: reverse("my_unit"),
    since="due_on",
)
TO_OFFICE = waits.Waits(
    sentence=ngettext_lazy(
        "See to %(n)s person overdue for longer than three months",
        "See to %(n)s people overdue for longer than three months",
        "n",
    ),
    records=lambda user: board.overdue(today(), months=OFFICE),
    visible=lambda user: actor(user).holds(RoleKind.OFFICER),
    address=lambda: _longer_than(OFFICE),
    since="due_on",
)
TO_RECTOR = waits.Waits(
    sentence=ngettext_lazy(
        "See to %(n)s person overdue for longer than six months",
        "See to %(n)s people overdue for longer than six months",
        "n",
    ),
    records=lambda user: board.overdue(today(), months=RECTOR),
    visible=lambda user: actor(user).holds(RoleKind.RECTOR, RoleKind.VICE_RECTOR),
    address=lambda: _longer_than(RECTOR),
    since="due_on",
)


def register_lines() -> None:
    """Add the lines."""
    waits.register(TO_HEAD, TO_OFFICE, TO_RECTOR)
