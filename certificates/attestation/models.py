"""The tables of the attestation: what is held, and what each participant reached."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models import AttestationForm, CourseRun
from enrollment.models import Application
from ostu_qualification.core.records import fields
from ostu_qualification.core.records.states import Stateful


class Attestation(Stateful):
    """The final attestation of a run before a committee of experts and the unit. Clauses 5.7, 7.5.3."""

    class State(models.TextChoices):
        """Closed by the chair, afterwards unchangeable."""

        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    MAIN_WAY = (State.OPEN, State.CLOSED)

    run = models.OneToOneField(CourseRun, models.PROTECT, related_name="attestation", verbose_name=_("course run"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN, editable=False)
    form = models.CharField(_("form"), max_length=24, choices=AttestationForm.choices)
    held_on = models.DateField(_("held on"))
    protocol_number = fields.CharField(_("number of the protocol"), max_length=40)
    pass_points = models.PositiveSmallIntegerField(_("points needed to pass, of 100"))
    resit_until = models.DateField(_("resit until"), null=True, blank=True)
    chair = models.ForeignKey(
        "staff.Person", models.PROTECT, related_name="attestations_chaired", verbose_name=_("chair")
    )
    secretary = models.ForeignKey(
        "staff.Person", models.PROTECT, related_name="attestations_kept", verbose_name=_("secretary")
    )
    experts = models.ManyToManyField(
        "staff.Person", related_name="attestations_as_expert", verbose_name=pgettext_lazy("committee", "experts")
    )
    members = models.ManyToManyField("staff.Person", related_name="attestations", verbose_name=_("members"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")
        ordering = ["-held_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resit_until__isnull=True) | Q(resit_until__gt=F("held_on")), name="attestation_resit_later"
            )
        ]

    def __str__(self) -> str:
        return f"№ {self.protocol_number}: {self.run}"

    def clean(self) -> None:
        """Nobody resits on the day of the attestation itself. Clause 5.7."""
        if self.resit_until and self.held_on and self.resit_until <= self.held_on:
            raise ValidationError({"resit_until": _("The day of the resit comes after the day of the attestation.")})


class AttestationResult(models.Model):
    """What one participant reached, component by component. Clause 5.7."""

    class Outcome(models.TextChoices):
        """As the protocol prints it."""

        WAITING = "", _("no result yet")
        PASSED = "passed", _("passed")
        FAILED = "failed", _("failed")
        ABSENT = "absent", _("absent")
        NOT_ADMITTED = "not_admitted", _("not admitted")

    attestation = models.ForeignKey(Attestation, models.CASCADE, related_name="results", verbose_name=_("attestation"))
    application = models.ForeignKey(Application, models.PROTECT, related_name="results", verbose_name=_("application"))
    first_points = models.PositiveSmallIntegerField(
        _("attestation, test or essay"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    exam_points = models.PositiveSmallIntegerField(
        _("exam"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    outcome = models.CharField(_("result"), max_length=12, choices=Outcome.choices, default="", blank=True)
    remark = fields.CharField(_("remark"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["attestation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["attestation", "application"], name="result_once"),
            models.CheckConstraint(
                condition=(Q(first_points__isnull=True) | Q(first_points__lte=100))
                & (Q(exam_points__isnull=True) | Q(exam_points__lte=100)),
                name="result_points_of_100",
            ),
        ]

    def __str__(self) -> str:
        return str(self.application)
