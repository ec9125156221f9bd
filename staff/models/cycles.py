"""Pauses, extensions and the stored cycle of each person."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ostu_qualification.core.models import Policy
from ostu_qualification.core.records import fields
from ostu_qualification.core.records.states import Stateful
from staff import choices

from .ledger import TrainingLevel


class PauseReason(models.TextChoices):
    """Why someone is away; illness is named as a kind only, never in detail."""

    PARENTAL = "parental", _("parental leave")
    ILLNESS = "illness", _("long illness")
    STUDY = "study", _("study")
    SABBATICAL = "sabbatical", _("sabbatical")
    SECONDMENT = "secondment", _("secondment")


class ReliefState(models.TextChoices):
    """A pause or an extension holds until it is revoked; that it held stays known."""

    IN_FORCE = "in_force", _("in force")
    REVOKED = "revoked", pgettext_lazy("relief", "revoked")


class Pause(Stateful):
    """Time that does not count: a due date moves on by the days of pause before it. Clause 1.3."""

    State = ReliefState

    person = models.ForeignKey("staff.Person", models.CASCADE, related_name="pauses", verbose_name=_("person"))
    reason = models.CharField(_("reason"), max_length=12, choices=PauseReason.choices)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"), null=True, blank=True)
    order_number = fields.CharField(_("number of the order"), max_length=40, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ReliefState.choices, default=ReliefState.IN_FORCE, editable=False
    )
    revoke_reason = fields.CharField(_("why it was revoked"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["-started_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")), name="pause_dates_in_order"
            ),
            models.UniqueConstraint(
                fields=["person", "started_on", "reason"], condition=Q(state="in_force"), name="pause_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.started_on} – {self.ended_on or ''}"


class Extension(Stateful):
    """One act that gives a set of people time until a date; revoked as one act too. Clause 6.1.

    The people are named, or are those of a unit or category on the day of the decision: the set is kept as it was then.
    """

    State = ReliefState

    until = models.DateField(_("until"))
    ground = fields.CharField(_("ground"), max_length=300)
    order_number = fields.CharField(_("number of the order"), max_length=40, blank=True)
    decided_on = models.DateField(_("decided on"))
    unit = models.ForeignKey(
        "staff.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for the people of")
    )
    category = models.CharField(_("for the category"), max_length=12, choices=choices.CATEGORIES, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ReliefState.choices, default=ReliefState.IN_FORCE, editable=False
    )
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True, editable=False)
    revoke_reason = fields.CharField(_("why it was revoked"), max_length=300, blank=True, editable=False)
    people = models.ManyToManyField(
        "staff.Person", through="staff.ExtensionPerson", related_name="extensions", verbose_name=_("people")
    )

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="in_force", revoked_on__isnull=True) | Q(state="revoked", revoked_on__isnull=False),
                name="extension_revoked_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.until}: {self.ground}"


class ExtensionPerson(models.Model):
    """One person of an extension."""

    extension = models.ForeignKey(Extension, models.CASCADE)
    person = models.ForeignKey("staff.Person", models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["extension", "person"], name="extension_person_once")]


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
    """The cycle of a person as last reckoned: a cache of `staff.cycle`, rebuilt on every change of its inputs and nightly.

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
