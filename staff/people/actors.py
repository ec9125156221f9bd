"""Who the acting user is: the person behind an account, their roles and the units they head.

Every permission asks here, so that a request pays for it once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, CharField, Exists, OuterRef, Q, Value

from ostu_qualification.core.models import User, today
from ostu_qualification.core.records.who import note_lender
from staff.deputies.models import Delegation
from staff.units.models import Unit, UnitHead

from .models import Person, Role


@dataclass(frozen=True)
class Actor:
    """A user as the rules see them: person, roles held today, units headed today with all units below them.

    `borrowed` are the roles that others lend to the person today, with the accounts of those others.
    """

    person: Person | None
    roles: frozenset[str]
    headed_unit_ids: frozenset[int]
    borrowed: Mapping[str, User]

    def holds(self, *kinds: str) -> bool:
        """Whether one of the roles is held today, as a deputy too; it is noted then on whose behalf."""
        if not self.roles.isdisjoint(kinds):
            return True
        lent = [self.borrowed[kind] for kind in kinds if kind in self.borrowed]
        for lender in lent:
            note_lender(lender)
        return bool(lent)

    @property
    def all_roles(self) -> frozenset[str]:
        """The roles held and borrowed."""
        return self.roles | self.borrowed.keys()

    @property
    def is_head(self) -> bool:
        """Whether the person heads a unit today, acting or not. Clause 5.3."""
        return bool(self.headed_unit_ids)

    @property
    def person_id(self) -> int:
        """The person's primary key, for comparisons without a query; 0, which nobody has, without a person."""
        return self.person.pk if self.person else 0


NOBODY = Actor(None, frozenset(), frozenset(), {})


def actor(user: Any) -> Actor:
    """The actor behind a user; kept on the user object for the length of the request."""
    if user is None or not user.is_authenticated:
        return NOBODY
    known = getattr(user, "_actor", None)
    if known is None:
        known = user._actor = _read_actor(user)
    return known


def has_person(user: object) -> bool:
    """Whether the account belongs to somebody."""
    return actor(user).person is not None


def _read_actor(user: Any) -> Actor:
    person: Person | None = getattr(user, "person", None)
    if person is None:
        return NOBODY
    day = today()
    roles = Role.objects.filter(Role.on(day), person=person).order_by()
    heads = UnitHead.objects.filter(UnitHead.on(day), person=person).order_by()
    holding = Role.objects.filter(Role.on(day), person=OuterRef("lender"), kind=OuterRef("kind"))
    lent = Delegation.objects.filter(Delegation.on(day), Exists(holding), deputy=person).order_by()
    no_kind, nobody = Value("", CharField()), Value(0, BigIntegerField())
    held = list(  # one query: every page pays for it
        roles.values_list("kind", nobody, nobody).union(
            heads.values_list(no_kind, "unit_id", nobody), lent.values_list("kind", nobody, "lender__user_id")
        )
    )
    return Actor(
        person,
        frozenset(kind for kind, _unit, lender in held if kind and not lender),
        frozenset(with_units_below({unit for _kind, unit, _lender in held if unit})),
        {kind: User(pk=lender) for kind, _unit, lender in held if lender},
    )


def with_units_below(unit_ids: set[int]) -> set[int]:
    """The units and all units below them, one query a level."""
    found, edge = set(unit_ids), set(unit_ids)
    while edge:
        edge = set(Unit.objects.filter(parent_id__in=edge).exclude(pk__in=found).values_list("pk", flat=True))
        found |= edge
    return found


def holders(*kinds: str) -> Q:
    """The condition on a person that one of the roles is held today."""
    day = today()
    return Q(roles__in=Role.objects.filter(Role.on(day), kind__in=kinds))
