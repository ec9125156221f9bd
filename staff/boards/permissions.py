"""Who sees the boards of the University and of units. Clauses 1.4, 5.3, 6.1."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records.verdicts import YES, Verdict, no
from staff.people.actors import actor
from staff.people.permissions import READS_EVERYBODY
from staff.units.models import Unit


def view_boards(user: Any, record: Any = None) -> Verdict:
    """The offices see how the whole University stands. Clauses 1.4, 6.1."""
    return YES if actor(user).holds(*READS_EVERYBODY) else no(_("Only the offices see the University’s figures."))


def view_unit_board(user: Any, unit: Unit | None = None) -> Verdict:
    """A head sees the board of the own units and those below, the offices that of any. Clauses 1.4, 5.3."""
    me = actor(user)
    if unit is None:
        return YES if me.is_head else no(_("You head no unit."))
    if unit.pk in me.headed_unit_ids or me.holds(*READS_EVERYBODY):
        return YES
    return no(_("Only its head and the offices see the people of a unit."))


def view_forecast(user: Any, record: Any = None) -> Verdict:
    """The offices see the forecast of all units, a head that of the own ones. Clauses 1.4, 5.3."""
    if actor(user).is_head or view_boards(user):
        return YES
    return no(_("Only the offices and heads of units see the forecast."))
