"""The stored cycle of each person. Clause 1.3."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.models import Policy
from ostu_qualification.core.records import fields
from staff.ledger.models import TrainingLevel
from staff.people import choices


class Obligation(models.TextChoices):
    """What the regulation asks of someone. Clause 1.3."""

    MANDATORY = "mandatory", _("mandatory")
    RECOMMENDED = "recommended", _("recommended")
    VOLUNTARY = "voluntary", _("voluntary")


class CycleStatus(models.TextChoices):
    """Where someone stands in the three-year cycle today. Clause 1.3."""

    NOT_TRACKED = "not_tracked", _("not tracked")
    EXEMPT = "exempt", _("in a pause")
    VOLUNTARY = "voluntary", _("voluntary")
    OVERDUE = "overdue", _("overdue")
    DUE = "due", _("due this year")
    DUE_SOON = "due_soon", _("due soon")
    ON_TIME = "on_time", _("on time")


class CycleState(models.Model):
    """The cycle of a person as last reckoned: a cache of `staff.cycle.rules`, rebuilt on every change of its inputs and nightly.

    It holds until the day before `stale_on`; on that day a status or the hours change by the calendar alone.
    """

    person = models.OneToOneField(
        "staff.Person", models.CASCADE, related_name="cycle", primary_key=True, verbose_name=_("person")
    )
    unit = models.ForeignKey(
        "staff.Unit", models.SET_NULL, null=True, related_name="+", verbose_name=_("unit of the main post")
    )
    category = fields.CharField(_("category"), max_length=12, blank=True)
    degree_level = models.CharField(_("academic degree"), max_length=20, blank=True, choices=choices.DEGREE_LEVELS)
    level = models.PositiveSmallIntegerField(
        _("highest level of training"), choices=TrainingLevel.choices, null=True, blank=True
    )
    obligation = models.CharField(_("obligation"), max_length=12, choices=Obligation.choices, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=CycleStatus.choices)
    due_on = models.DateField(_("due on"), null=True)
    hours_counted = models.PositiveIntegerField(_("hours counted"), default=0)
    hours_open = models.PositiveIntegerField(_("hours still open"), default=0)
    policy = models.ForeignKey(
        Policy, models.PROTECT, null=True, related_name="+", verbose_name=_("judged by the policy of")
    )
    reckoned_on = models.DateField(_("reckoned on"))
    remind_on = models.DateField(
        _("no reminder before"),
        null=True,
        db_index=True,
        help_text=_("Until that day nobody needs to look whether a reminder is due; empty: look tonight."),
    )
    stale_on = models.DateField(_("holds until the day before"), null=True, db_index=True)

    class Meta:
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        indexes = [
            models.Index(fields=["status", "due_on"], name="cycle_by_status"),
            models.Index(
                fields=["unit", "status", "category", "degree_level", "level", "obligation"],
                name="cycle_by_unit_and_kind",
            ),
            models.Index(fields=["due_on"], name="cycle_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {self.due_on or '–'}"
