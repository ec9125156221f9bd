"""Orders as offices see them that are asked: the text as printed, who drafted it, where it goes after an objection."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.approvals.kinds import Approvable, register_kind
from ostu_qualification.core.records.who import SYSTEM
from staff.people.looks import note_looks

from . import documents, queries, transitions
from .models import Order, OrderKind


def _note_looks(order: Order, user: Any) -> None:
    note_looks(queries.people_on_order(order.pk), by=user)


def _give_back(order: Order, why: str) -> None:
    transitions.return_order(order, by=SYSTEM, reason=why)


def register_kinds() -> None:
    """Let offices be asked about orders of each kind."""
    for kind, label in (
        (OrderKind.ENROLMENT, _("order of enrolment")),
        (OrderKind.CERTIFICATES, _("order to issue certificates")),
    ):
        register_kind(
            Approvable(
                kind=f"order.{kind.value}",
                label=label,
                model=Order,
                seen_by=queries.orders_for,
                template="certificates/orders/_decided.html",
                context=documents.as_shown,
                drafter=lambda order: order.drafted_by.user_id if order.drafted_by else None,
                on_objection=_give_back,
                on_look=_note_looks,
                locks=transitions.run_of,
            )
        )
