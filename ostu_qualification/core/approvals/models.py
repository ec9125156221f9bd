"""The tables of approvals: the route of a kind of records, and what each office on it answers in each round."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ostu_qualification.core.records import fields
from ostu_qualification.core.records.states import Stateful


class ApprovalRoute(models.Model):
    """Which offices are asked about records of a kind, from a day on; rounds that have begun keep the route they began on."""

    class Way(models.TextChoices):
        """In which order the offices are asked."""

        SIDE_BY_SIDE = "side_by_side", _("all at once")
        IN_TURN = "in_turn", _("one after the other")

    kind = fields.CharField(_("what is approved"), max_length=40)
    valid_from = models.DateField(_("in force from"))
    way = models.CharField(_("offices are asked"), max_length=12, choices=Way.choices, default=Way.SIDE_BY_SIDE)
    needed = models.PositiveSmallIntegerField(
        _("endorsements needed"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: of all."),
    )
    days = models.PositiveSmallIntegerField(
        _("days to answer"), default=3, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    note = fields.CharField(_("ground"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("route of approval")
        verbose_name_plural = _("routes of approval")
        ordering = ["kind", "-valid_from"]
        constraints = [models.UniqueConstraint(fields=["kind", "valid_from"], name="route_once_a_day")]

    def __str__(self) -> str:
        return f"{self.kind}, {self.valid_from}"


class RouteOffice(models.Model):
    """An office on a route, in its place."""

    route = models.ForeignKey(
        ApprovalRoute, models.CASCADE, related_name="offices", verbose_name=_("route of approval")
    )
    position = models.PositiveSmallIntegerField(_("place on the route"))
    office = fields.CharField(_("office that is asked"), max_length=24)

    class Meta:
        verbose_name = _("office on a route")
        verbose_name_plural = _("offices on a route")
        ordering = ["route", "position"]
        constraints = [
            models.UniqueConstraint(fields=["route", "office"], name="route_asks_office_once"),
            models.UniqueConstraint(fields=["route", "position"], name="route_place_once"),
        ]

    def __str__(self) -> str:
        return self.office


class Approval(Stateful):
    """What one office is asked about a record in one round, and its answer."""

    class State(models.TextChoices):
        """From the question to the answer; void when the round ended without it."""

        AHEAD = "ahead", _("not asked yet")
        WAITING = "waiting", _("waiting for an answer")
        ENDORSED = "endorsed", pgettext_lazy("visa", "endorsed")
        OBJECTED = "objected", _("objected")
        VOID = "void", _("no longer needed")

    MAIN_WAY = (State.AHEAD, State.WAITING, State.ENDORSED)

    content_type = models.ForeignKey(ContentType, models.PROTECT, verbose_name=_("kind of record"))
    object_id = models.PositiveBigIntegerField(_("record"))
    record: Any = GenericForeignKey("content_type", "object_id")
    kind = fields.CharField(_("what is approved"), max_length=40)
    turn = models.PositiveSmallIntegerField(_("round"), default=1)
    position = models.PositiveSmallIntegerField(_("place on the route"))
    office = fields.CharField(_("office that is asked"), max_length=24)
    needed = models.PositiveSmallIntegerField(_("endorsements needed"))
    days = models.PositiveSmallIntegerField(_("days to answer"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.AHEAD, editable=False)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    due_on = models.DateField(_("answer due"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    remark = fields.CharField(_("remark"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["turn", "position", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="approval_of_record")]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "turn", "office"], name="approval_asked_once_a_round"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["endorsed", "objected"])
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="approval_answered_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(state="objected") | ~Q(remark=""), name="approval_objection_has_words"),
        ]

    def __str__(self) -> str:
        from .offices import office_name

        return office_name(self.office)

    @property
    def is_overdue(self) -> bool:
        """Whether the answer is late."""
        return self.state == self.State.WAITING and self.due_on is not None and self.due_on < localdate()

    @property
    def waits_since(self) -> dt.date | None:
        """The day on which the office was asked."""
        return localdate(self.asked_at) if self.asked_at else None

    @property
    def name(self) -> str:
        """Who answered, as papers print it."""
        from .offices import offices

        return offices().name_of(self.answered_by) if self.answered_by else ""
