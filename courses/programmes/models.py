"""The tables of programmes: syllabi, documents."""

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.council.models import Protocol
from ostu_qualification.core.records import fields
from ostu_qualification.core.records.derived import also
from ostu_qualification.core.records.states import Stateful
from ostu_qualification.core.words.folding import fold
from ostu_qualification.core.words.languages import Trilingual
from staff.ledger.models import TrainingForm, TrainingMode

from . import forms_of_training as rules


class ProgrammeKind(models.TextChoices):
    """What sort of event a programme is; all but the course belong to the short form. Clause 4.3."""

    COURSE = "course", _("course")
    SEMINAR = "seminar", _("seminar")
    CONFERENCE = "conference", _("conference")
    FORUM = "forum", _("forum")
    CONGRESS = "congress", _("congress")
    INTERNSHIP = "internship", _("internship")


class AttestationForm(models.TextChoices):
    """How a programme ends. Clause 5.7."""

    EXAM = "exam", _("exam")
    TEST = "test", _("test")
    ESSAY = "essay", _("essay defence")
    ATTESTATION_AND_EXAM = "attestation_and_exam", _("attestation and exam")
    REPORT = "report", _("report and the host's reference")


class SessionKind(models.TextChoices):
    """The kinds of session. Clause 5.6b."""

    LECTURE = "lecture", _("lecture")
    THEORY_SEMINAR = "theory_seminar", _("theoretical seminar")
    METHOD_SEMINAR = "method_seminar", _("methodological seminar")
    PRACTICE = "practice", _("practical class")
    LABORATORY = "laboratory", _("laboratory class")
    GAME = "game", _("game")
    DISCUSSION = "discussion", _("thematic discussion")
    INTERVIEW = "interview", _("interview")
    CONSULTATION = "consultation", _("consultation")
    INDEPENDENT = "independent", _("independent work")


class Programme(Stateful):
    """What may be taught: hours and attestation fit its form, and only an approved one is run. Clauses 1.6, 4.3, 5.1, 5.7."""

    class State(models.TextChoices):
        """Permission is the council's, approval the vice-rector's."""

        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        PERMITTED = "permitted", _("permitted")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")
        ARCHIVED = "archived", _("archived")

    MAIN_WAY = (State.DRAFT, State.SUBMITTED, State.PERMITTED, State.APPROVED)

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    code = fields.CharField(_("code"), max_length=30, unique=True)
    title_ky = fields.CharField(_("title in Kyrgyz"), max_length=250)
    title_ru = fields.CharField(_("title in Russian"), max_length=250, blank=True)
    title_en = fields.CharField(_("title in English"), max_length=250, blank=True)
    title = Trilingual()
    annotation_ky = fields.TextField(_("annotation in Kyrgyz"), blank=True)
    annotation_ru = fields.TextField(_("annotation in Russian"), blank=True)
    annotation_en = fields.TextField(_("annotation in English"), blank=True)
    annotation = Trilingual()
    form = models.CharField(_("form"), max_length=12, choices=TrainingForm.choices)
    kind = models.CharField(_("kind"), max_length=12, choices=ProgrammeKind.choices, default=ProgrammeKind.COURSE)
    level = models.PositiveSmallIntegerField(
        _("level"), null=True, blank=True, choices=[(1, _("level 1")), (2, _("level 2")), (3, _("level 3"))]
    )
    hours = models.PositiveSmallIntegerField(_("hours"), validators=[MinValueValidator(1)])
    mode = models.CharField(_("mode of study"), max_length=16, choices=TrainingMode.choices)
    attestation_form = models.CharField(_("final attestation"), max_length=24, choices=AttestationForm.choices)
    unit = models.ForeignKey(
        "staff.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes",
        verbose_name=_("responsible unit"),
    )
    authors = models.ManyToManyField(
        "staff.Person", blank=True, related_name="authored_programmes", verbose_name=_("authors")
    )
    is_licensed = models.BooleanField(_("licensed"), default=True)
    price_own = models.DecimalField(_("price for own staff, som"), max_digits=10, decimal_places=2, default=0)
    price_outside = models.DecimalField(_("price for others, som"), max_digits=10, decimal_places=2, default=0)
    protocol = models.ForeignKey(
        Protocol,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes",
        verbose_name=_("protocol of the council"),
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("earlier version")
    )
    folded = models.CharField(max_length=900, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(form="short", hours__gte=16, hours__lte=72)
                | Q(form="thematic", hours__gte=72, hours__lte=100)
                | Q(form="long", hours__gt=100)
                | Q(form="internship", hours__gte=72),
                name="programme_hours_fit_form",
            ),
            models.CheckConstraint(
                condition=Q(form="short", attestation_form__in=["exam", "test", "essay"])
                | Q(form__in=["thematic", "long"], attestation_form="attestation_and_exam")
                | Q(form="internship", attestation_form="report"),
                name="programme_attestation_fits_form",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["permitted", "approved"]) | Q(protocol__isnull=False),
                name="programme_permitted_by_protocol",
            ),
            models.CheckConstraint(
                condition=Q(price_own__gte=0) & Q(price_outside__gte=0), name="programme_prices_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, **kwargs: Any) -> None:
        self.folded = fold(" ".join((self.code, self.title_ky, self.title_ru, self.title_en)))[:900]
        super().save(**also(kwargs, "folded", of=("code", "title_ky", "title_ru", "title_en")))

    def clean(self) -> None:
        """Refuse hours or an attestation that do not fit the form. Clauses 4.3, 5.7."""
        problems = rules.problems(form=self.form, hours=self.hours, attestation_form=self.attestation_form)
        if problems:
            raise ValidationError(problems)


class SyllabusTopic(models.Model):
    """A line of the syllabus: topic, kind of session, hours. All lines add up to the programme's hours. Clause 5.6b."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="topics", verbose_name=_("programme"))
    position = models.PositiveSmallIntegerField(_("№"))
    title = fields.CharField(_("topic"), max_length=300)
    session_kind = models.CharField(_("kind of session"), max_length=16, choices=SessionKind.choices)
    hours = models.PositiveSmallIntegerField(_("hours"), validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("syllabus topic")
        verbose_name_plural = _("syllabus")
        ordering = ["programme", "position"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "position"], name="topic_position_once"),
            models.CheckConstraint(condition=Q(hours__gte=1), name="topic_hours_positive"),
        ]

    def __str__(self) -> str:
        return self.title


class Material(models.Model):
    """A document of a programme, frozen once the council has permitted it. Clause 1.6."""

    class Kind(models.TextChoices):
        """What the council wants to see."""

        PROGRAMME = "programme", _("programme")
        THEORY = "theory", _("theory")
        PRACTICE = "practice", _("practice")
        PRESENTATION = "presentation", _("presentation")
        ASSESSMENT = "assessment", _("assessment")
        OTHER = "other", _("other")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="materials", verbose_name=_("programme"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = fields.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to="materials/%Y/")
    sha256 = models.CharField(_("checksum of the file (SHA-256)"), max_length=64, editable=False)
    frozen_on = models.DateField(_("frozen on"), null=True, editable=False)

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["kind", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def file_name(self) -> str:
        """The name under which it is read: its title, with the ending that tells what it is."""
        return f"{self.title}{PurePath(str(self.file.name)).suffix}"
