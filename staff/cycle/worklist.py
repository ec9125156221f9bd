"""What waits for Human Resources: people without a sure place in the cycle. Clauses 1.3, 6.1."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ostu_qualification.core.workflow import waits
from staff.people.actors import actor
from staff.people.models import RoleKind
from staff.people.queries import people_for

from . import checking

GAPS = waits.Waits(
    sentence=ngettext_lazy(
        "Look into the record of %(n)s person without a sure place in the cycle",
        "Look into the records of %(n)s people without a sure place in the cycle",
        "n",
    ),
    records=lambda user: checking.with_gap(people_for(user)),
    visible=lambda user: actor(user).holds(RoleKind.HR_OFFICER),
    address=lambda: f"{reverse('person_list')}?gap=any",
    who=_("Human Resources"),
)


def register_lines() -> None:
    """Add the line."""
    waits.register(GAPS)
