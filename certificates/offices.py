"""The offices behind the papers: who reads them, who signs them, which posts they name."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.models import today
from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.models import Employment, Person, Role, Unit
from staff.people.actors import actor
from staff.people.models import Basis, RoleKind
from staff.units.queries import heads_of

READS_ORDERS = (
    RoleKind.OFFICER,
    RoleKind.HR_OFFICER,
    RoleKind.VICE_RECTOR,
    RoleKind.RECTOR,
    RoleKind.FINANCE_OFFICER,
    RoleKind.ACCOUNTANT,
    RoleKind.LAWYER,
    RoleKind.AUDITOR,
    RoleKind.ADMINISTRATOR,
)


def view_orders(user: Any, record: Any = None) -> Verdict:
    """The offices see orders. Clause 5.7."""
    return YES if actor(user).holds(*READS_ORDERS) else no(_("Only the offices see orders."))


def main_posts(people: Iterable[Person], on: dt.date) -> dict[int, Employment]:
    """The post that papers name for each person on a day: the main one, else one that is held."""
    posts: dict[int, Employment] = {}
    keys = [person.pk for person in people]
    for post in Employment.objects.filter(Employment.on(on), person_id__in=keys).select_related("unit"):
        if post.basis == Basis.MAIN or post.person_id not in posts:
            posts[post.person_id] = post
    return posts


def rector(on: dt.date | None = None) -> Person | None:
    """Who is rector on a day."""
    role = (
        Role.objects.filter(Role.on(on or today()), kind=RoleKind.RECTOR)
        .select_related("person")
        .order_by("-since")
        .first()
    )
    return role.person if role else None


def office() -> Unit | None:
    """ИИжКББ, the unit that bears this short name. Clause 1.4."""
    return Unit.objects.filter(code="ИИжКББ", closed_on__isnull=True).first()


def office_head() -> Person | None:
    """The head of ИИжКББ. Clause 1.4."""
    unit = office()
    head = heads_of(unit).first() if unit else None
    return head.person if head else None
