"""The training ledger: one line for each completed piece of professional development."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ostu_qualification.core.records import fields
from ostu_qualification.core.records.states import Stateful

from .same_training import ledger_key


class TrainingForm(models.TextChoices):
    """The forms of professional development. Clause 4.3."""

    SHORT = "short", _("short course")
    THEMATIC = "thematic", _("thematic course")
    LONG = "long", _("long programme")
    INTERNSHIP = "internship", _("internship")


class TrainingMode(models.TextChoices):
    """How training goes together with work. Clause 4.2."""

    FULL_RELEASE = "full_release", _("full release from work")
    PARTIAL_RELEASE = "partial_release", _("partial release")
    ALONGSIDE = "alongside", _("alongside work")
    DISTANCE = "distance", _("by distance technologies")


class TrainingLevel(models.IntegerChoices):
    """The three levels of training. Clause 4.5."""

    FIRST = 1, _("level 1: new teachers, engineers and laboratory assistants")
    SECOND = 2, _("level 2: information technology in education")
    THIRD = 3, _("level 3: certified teacher")


class TrainingSource(models.TextChoices):
    """Where a ledger line comes from. Clause 4.1."""

    OWN = "own", _("our certificate")
    ELSEWHERE = "elsewhere", _("document from elsewhere")
    MOBILITY = "mobility", _("mobility abroad")
    ROSTER = "roster", _("staff list")
    HISTORY = "history", _("past training, imported")


class TrainingRecord(Stateful):
    """A line of the ledger. A recognised line is never edited: it is annulled with a reason. Clauses 4.1, 4.4."""

    class State(models.TextChoices):
        """Ours are born recognised; others are claimed and decided upon."""

        CLAIMED = "claimed", _("claimed")
        RECOGNISED = "recognised", _("recognised")
        REFUSED = "refused", pgettext_lazy("training", "refused")
        ANNULLED = "annulled", _("annulled")
        WITHDRAWN = "withdrawn", pgettext_lazy("training", "withdrawn")

    MAIN_WAY = (State.CLAIMED, State.RECOGNISED)

    person = models.ForeignKey(
        "staff.Person", models.CASCADE, related_name="training_records", verbose_name=_("person")
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.CLAIMED, editable=False)
    source = models.CharField(_("source"), max_length=10, choices=TrainingSource.choices)
    title = fields.CharField(_("title"), max_length=300)
    provider = fields.CharField(_("provider"), max_length=250, blank=True)
    country = fields.CharField(_("country"), max_length=100, blank=True)
    form = models.CharField(_("form"), max_length=12, choices=TrainingForm.choices, blank=True)
    mode = models.CharField(_("mode of study"), max_length=16, choices=TrainingMode.choices, blank=True)
    level = models.PositiveSmallIntegerField(_("level"), choices=TrainingLevel.choices, null=True, blank=True)
    hours = models.PositiveSmallIntegerField(_("hours"), validators=[MinValueValidator(1)])
    started_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("to"))
    ended_within = models.CharField(
        _("ended within"),
        max_length=7,
        blank=True,
        editable=False,
        help_text=_("The year or month that a list names instead of the day on which the training ended."),
    )
    document_kind = fields.CharField(_("kind of document"), max_length=100, blank=True)
    document_number = fields.CharField(_("number of the document"), max_length=60, blank=True)
    document_on = models.DateField(_("date of the document"), null=True, blank=True)
    evidence = models.FileField(_("scan"), upload_to="evidence/%Y/", blank=True)
    mobility_programme = fields.CharField(_("mobility programme"), max_length=200, blank=True)
    agreement = fields.CharField(
        _("agreement"), max_length=200, blank=True, help_text=_("Number and date of the agreement with the host.")
    )
    report = models.FileField(_("report"), upload_to="reports/%Y/", blank=True)
    transfer_agreed_on = models.DateField(_("agreed to the transfer of data abroad on"), null=True, blank=True)
    transfer_paper = models.FileField(
        _("signed consent to the transfer of data abroad"), upload_to="consents/%Y/", blank=True
    )
    reason = fields.CharField(
        _("reason"), max_length=500, blank=True, help_text=_("Why the line was refused or annulled.")
    )
    key = models.CharField(
        max_length=64,
        unique=True,
        editable=False,
        help_text=_("What makes the line one and the same when it is read twice."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("training record")
        verbose_name_plural = _("training ledger")
        ordering = ["-ended_on", "-pk"]
        indexes = [
            models.Index(fields=["person", "state", "ended_on"], name="training_by_person"),
            models.Index(fields=["-ended_on", "-id"], name="training_by_end"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gte=1), name="training_hours_positive"),
            models.CheckConstraint(
                condition=Q(started_on__isnull=True) | Q(ended_on__gte=F("started_on")), name="training_dates_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "annulled"]) | ~Q(reason=""), name="training_reason_given"
            ),
            models.CheckConstraint(
                condition=~Q(state="recognised")
                | ~Q(source__in=["elsewhere", "mobility"])
                | ~Q(evidence="")
                | (Q(source="elsewhere") & ~Q(document_kind="") & ~Q(document_number=""))
                | (Q(source="mobility") & ~Q(report="")),
                name="training_recognised_by_document",
            ),
            models.CheckConstraint(
                condition=~Q(state="recognised", source="mobility") | Q(transfer_agreed_on__isnull=False),
                name="training_abroad_with_consent",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_document(self) -> bool:
        """Whether a document is kept or named; a line of a list may come without one, and then says so. Clause 4.4."""
        return bool(self.evidence or self.report or self.document_number)

    @property
    def ended_as_written(self) -> str:
        """The year («2026») or month («03.2026») that a list names; empty where the day is known."""
        return ".".join(reversed(self.ended_within.split("-")))

    def clean(self) -> None:
        """Refuse an end before the beginning, and training done elsewhere without its document. Clause 4.4."""
        problems: dict[str, Any] = {}
        if self.started_on and self.ended_on and self.ended_on < self.started_on:
            problems["ended_on"] = _("The training ends before it begins.")
        if self.source == TrainingSource.ELSEWHERE and self.state in (self.State.CLAIMED, self.State.RECOGNISED):
            problems |= self._missing_of_document()
        if problems:
            raise ValidationError(problems)

    def _missing_of_document(self) -> dict[str, Any]:
        """What a document from elsewhere lacks, at the field to fill in: its scan, or kind and number. Clause 4.4."""
        if self.evidence or (self.document_kind and self.document_number):
            return {}
        if self.document_number:
            return {"document_kind": _("Write what kind of document it is, or attach its scan (clause 4.4).")}
        if self.document_kind:
            return {"document_number": _("Write the number of the document, or attach its scan (clause 4.4).")}
        return {
            "evidence": _(
                "Attach a scan of the document, or write its kind and number: without a document no training is recognised (clause 4.4)."
            )
        }


def key_of(record: TrainingRecord, person_id: int) -> str:
    """The key of a line in somebody's ledger."""
    return ledger_key(
        person_id, record.title, record.hours, record.ended_on, record.document_number, record.ended_within
    )
