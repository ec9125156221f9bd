"""The tables of the runs."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.programmes.models import Programme
from ostu_qualification.core.records import fields
from ostu_qualification.core.records.states import Stateful
from ostu_qualification.core.words.languages import Trilingual
from staff.ledger.models import TrainingForm, TrainingMode


class CourseRun(Stateful):
    """One time a programme is given: window, dates, places, trainers. Clauses 5.1, 5.4."""

    class State(models.TextChoices):
        """From the plan to the end; cancelled from any state before the attestation."""

        PLANNED = "planned", _("planned")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        SELECTED = "selected", _("selected")
        RUNNING = "running", _("running")
        SUSPENDED = "suspended", _("suspended")
        ATTESTATION = "attestation", _("attestation")
        COMPLETED = "completed", _("completed")
        CANCELLED = "cancelled", _("cancelled")

    MAIN_WAY = (
        State.PLANNED,
        State.OPEN,
        State.CLOSED,
        State.SELECTED,
        State.RUNNING,
        State.ATTESTATION,
        State.COMPLETED,
    )

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="runs", verbose_name=_("programme"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PLANNED, editable=False)
    starts_on = models.DateField(_("begins"))
    ends_on = models.DateField(_("ends"))
    apply_from = models.DateField(_("applications from"))
    apply_until = models.DateField(_("applications until"))
    capacity = models.PositiveSmallIntegerField(_("places"), validators=[MinValueValidator(1)])
    minimum = models.PositiveSmallIntegerField(_("fewest participants"), default=1)
    mode = models.CharField(_("mode of study"), max_length=16, choices=TrainingMode.choices)
    place_ky = fields.CharField(_("place or link"), max_length=250)
    place_ru = fields.CharField(
        _("place in Russian"), max_length=250, blank=True, help_text=_("For the Russian text of orders and letters.")
    )
    place_en = fields.CharField(_("place in English"), max_length=250, blank=True)
    place = Trilingual()
    host = models.ForeignKey(
        "staff.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="internships",
        verbose_name=_("host of the internship"),
        help_text=_("For an internship alone: the certificate names where it took place."),
    )
    topic_ky = fields.CharField(_("topic of the internship in Kyrgyz"), max_length=250, blank=True)
    topic_ru = fields.CharField(_("topic of the internship in Russian"), max_length=250, blank=True)
    topic_en = fields.CharField(_("topic of the internship in English"), max_length=250, blank=True)
    topic = Trilingual()
    language = models.CharField(
        _("language of teaching"),
        max_length=2,
        choices=[("ky", "Кыргызча"), ("ru", "Русский"), ("en", "English")],
        default="ky",
    )
    trainers = models.ManyToManyField(
        "staff.Person", blank=True, related_name="runs_taught", verbose_name=_("trainers")
    )
    cancel_reason = fields.CharField(_("reason of the cancellation"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("course run")
        verbose_name_plural = _("course runs")
        ordering = ["starts_on", "pk"]
        indexes = [models.Index(fields=["state", "apply_until"], name="run_by_window")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="run_dates_in_order"),
            models.CheckConstraint(
                condition=Q(apply_until__gte=F("apply_from")) & Q(apply_until__lte=F("starts_on")),
                name="run_window_before_start",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1) & Q(minimum__lte=F("capacity")), name="run_places_in_range"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="run_cancelled_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme} ({self.starts_on:%d.%m.%Y})"

    def clean(self) -> None:
        """Refuse dates out of order, at the field to mend."""
        problems: dict[str, Any] = {}
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            problems["ends_on"] = _("The course ends before it begins.")
        if self.apply_from and self.apply_until and self.apply_until < self.apply_from:
            problems["apply_until"] = _("Applications end before they begin.")
        if self.apply_until and self.starts_on and self.apply_until > self.starts_on:
            problems["apply_until"] = _("Applications must end before the course begins.")
        if self.capacity and self.minimum and self.minimum > self.capacity:
            problems["minimum"] = _("The fewest participants are more than the places.")
        if self.programme_id and self.programme.form == TrainingForm.INTERNSHIP:
            problems |= self._missing_of_internship()
        if problems:
            raise ValidationError(problems)

    def _missing_of_internship(self) -> dict[str, Any]:
        """What the certificate of an internship names beside its programme. Clause 4.3."""
        needed = {
            "host": _("Name the organisation that takes the interns: the certificate says it."),
            "topic_ky": _("Write the topic of the internship in Kyrgyz: the certificate says it."),
            "topic_ru": _("Write the topic of the internship in Russian: the certificate is in both languages."),
        }
        return {name: message for name, message in needed.items() if not getattr(self, name)}

    @property
    def keeps_its_days(self) -> bool:
        """Whether the course is given on its days, as calendars and pages say. Clause 5.2."""
        return self.state not in (self.State.SUSPENDED, self.State.CANCELLED)

    @property
    def academic_year(self) -> int:
        """The year in which this run's academic year began, on 1 September."""
        return self.starts_on.year if self.starts_on.month >= 9 else self.starts_on.year - 1
