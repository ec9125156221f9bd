"""What is lent to whom."""

from typing import Any

from django.db.models import Q, QuerySet

from ostu_qualification.core.models import today
from staff.people.actors import actor
from staff.people.models import Person, Role
from staff.people.queries import find_people

from .models import Delegation
from .permissions import KEEPS_ROLES

MOST_FOUND = 20
SHORTEST_SEARCH = 2


def delegations_for(user: Any) -> QuerySet[Delegation]:
    """What one lent and borrowed; all for those who keep the roles."""
    me = actor(user)
    found = Delegation.objects.select_related("lender", "deputy")
    if me.roles.intersection(KEEPS_ROLES):
        return found
    return found.filter(Q(lender_id=me.person_id) | Q(deputy_id=me.person_id))


def roles_to_lend(person: Person) -> list[Role]:
    """The roles that a person holds today and can lend."""
    return list(Role.objects.filter(Role.on(today()), person=person).order_by("kind"))


def deputies_to_choose(lender: Person) -> QuerySet[Person]:
    """The people to whom a role can be lent: who works here today, has an account, and is somebody else."""
    here = Person.objects.filter(employments__left_on__isnull=True, employments__isnull=False, user__is_active=True)
    return here.exclude(pk=lender.pk).distinct()


def find_deputies(lender: Person, written: str) -> list[Person]:
    """The people whose name begins as written, at most twenty."""
    if len(written) < SHORTEST_SEARCH:
        return []
    found = find_people(written).filter(pk__in=deputies_to_choose(lender).values("pk"))
    return list(found.order_by("sort_key")[:MOST_FOUND])
