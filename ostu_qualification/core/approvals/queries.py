"""What is asked of whom, and what was answered."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from ostu_qualification.core.workflow.waits import Waits

from .kinds import KINDS
from .models import Approval, ApprovalRoute
from .offices import offices

State = Approval.State


def approvals_for(user: Any) -> QuerySet[Approval]:
    """The approvals of the records that a user sees, and those that they are asked for."""
    visible = Q(office__in=offices().held_by(user))
    for each in KINDS.values():
        content_type = ContentType.objects.get_for_model(each.model)
        visible |= Q(
            kind=each.kind, content_type=content_type, object_id__in=each.seen_by(user).order_by().values("pk")
        )
    return Approval.objects.filter(visible)


def waiting_for(user: Any) -> QuerySet[Approval]:
    """The approvals that wait for an office that the user holds, never for what they drafted themselves."""
    return Approval.objects.filter(state=State.WAITING, office__in=offices().held_by(user))


def asked_about(record: Model) -> QuerySet[Approval]:
    """All that offices were asked about a record, round by round."""
    content_type = ContentType.objects.get_for_model(record)
    return Approval.objects.filter(content_type=content_type, object_id=record.pk).select_related("answered_by")


def about_each(model: type[Model]) -> QuerySet[Approval]:
    """All that offices were asked about the record of an outer query."""
    content_type = ContentType.objects.get_for_model(model)
    return Approval.objects.filter(content_type=content_type, object_id=OuterRef("pk"))


def last_round(record: Model) -> list[Approval]:
    """The approvals of the newest round."""
    found = list(asked_about(record))
    return [each for each in found if each.turn == found[-1].turn]


def with_records(approvals: Any) -> list[tuple[Approval, Any, str]]:
    """Approvals with their records, one query for each kind of record, and the words of the kind."""
    found = list(approvals)
    records: dict[tuple[int, int], Any] = {}
    for each in KINDS.values():
        content_type = ContentType.objects.get_for_model(each.model)
        keys = {approval.object_id for approval in found if approval.kind == each.kind}
        for record in each.model._default_manager.filter(pk__in=keys) if keys else []:
            records[content_type.pk, record.pk] = record
    return [(each, records.get((each.content_type_id, each.object_id)), str(KINDS[each.kind].label)) for each in found]


def is_endorsed(approvals: Sequence[Approval]) -> bool:
    """Whether enough offices of a round have endorsed, and none has objected."""
    given = sum(each.state == State.ENDORSED for each in approvals)
    objected = any(each.state == State.OBJECTED for each in approvals)
    return bool(approvals) and not objected and given >= approvals[0].needed


def route_on(kind: str, day: dt.date) -> ApprovalRoute:
    """The route in force on a day. Raises ValidationError when none is."""
    routes = ApprovalRoute.objects.filter(kind=kind, valid_from__lte=day).prefetch_related("offices")
    found = routes.order_by("-valid_from").first()
    if found is None:
        facts = {"kind": KINDS[kind].label}
        raise ValidationError(
            _("No route of approval is set for “%(kind)s”: ask the administrator to set one.") % facts
        )
    return found


def routes() -> QuerySet[ApprovalRoute]:
    """All routes of the kinds that are known, the newest of each first."""
    return ApprovalRoute.objects.filter(kind__in=KINDS).prefetch_related("offices")


WAITING = Waits(
    sentence=ngettext_lazy("Answer on %(n)s document for approval", "Answer on %(n)s documents for approval", "n"),
    records=waiting_for,
    visible=lambda user: bool(offices().held_by(user)),
    address=lambda: reverse("approval_list"),
    since="asked_at",
    page="approval_detail",
)
