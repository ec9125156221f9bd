"""Pauses and extensions. Clauses 1.3, 6.1."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ostu_qualification.core.records import fields
from ostu_qualification.core.records.states import Stateful
from ostu_qualification.core.words.dates import short_date
from staff.people import choices


class PauseReason(models.TextChoices):
    """Why someone is away; illness is named as a kind only, never in detail."""

    PARENTAL = "parental", _("parental leave")
    ILLNESS = "illness", _("long illness")
    STUDY = "study", _("study")
    SABBATICAL = "sabbatical", _("sabbatical")
    SECONDMENT = "secondment", _("secondment")


class Validity(models.TextChoices):
    """A pause or an extension holds until it is revoked; that it held stays known."""

    IN_FORCE = "in_force", _("in force")
    REVOKED = "revoked", pgettext_lazy("extension", "revoked")


class Pause(Stateful):
    """Time that does not count: a due date moves on by the days of pause before it. Clause 1.3."""

    State = Validity

    person = models.ForeignKey("staff.Person", models.CASCADE, related_name="pauses", verbose_name=_("person"))
    reason = models.CharField(_("reason"), max_length=12, choices=PauseReason.choices)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"), null=True, blank=True)
    order_number = fields.CharField(_("number of the order"), max_length=40, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=Validity.choices, default=Validity.IN_FORCE, editable=False
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
        until = short_date(self.ended_on) if self.ended_on else "…"
        return f"{self.get_reason_display()}: {short_date(self.started_on)} – {until}"


class Extension(Stateful):
    """One act that gives a set of people time until a date; revoked as one act too. Clause 6.1.

    The people are named, or are those of a unit or category on the day of the decision: the set is kept as it was then.
    """

    State = Validity

    until = models.DateField(_("until"))
    ground = fields.CharField(_("ground"), max_length=300)
    order_number = fields.CharField(_("number of the order"), max_length=40, blank=True)
    decided_on = models.DateField(_("decided on"))
    unit = models.ForeignKey(
        "staff.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for the people of")
    )
    category = models.CharField(_("for the category"), max_length=12, choices=choices.CATEGORIES, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=Validity.choices, default=Validity.IN_FORCE, editable=False
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
        return f"{short_date(self.until)}: {self.ground}"


class ExtensionPerson(models.Model):
    """One person of an extension."""

    extension = models.ForeignKey(Extension, models.CASCADE)
    person = models.ForeignKey("staff.Person", models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["extension", "person"], name="extension_person_once")]
