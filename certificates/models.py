"""The nouns of the certificates app: attestation, orders, certificates and the register."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from courses.models import AttestationForm, CourseRun
from enrollment.models import Application, SelectionList
from ostu_qualification.core.records import fields
from ostu_qualification.core.records.findings import Finding
from ostu_qualification.core.records.states import Stateful
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.words.languages import Trilingual
from staff.models.ledger import TrainingForm

from .office_texts import LegalGround as LegalGround
from .office_texts import OrderKind as OrderKind
from .office_texts import OrderTemplate as OrderTemplate


class Order(Stateful):
    """An order of the rector. The chancellery gives the number; recording the signature executes it once. Clause 5.7."""

    class State(models.TextChoices):
        """From the draft to its effects."""

        DRAFT = "draft", _("draft")
        ENDORSEMENT = "endorsement", _("in endorsement")
        SIGNED = "signed", _("signed")
        EXECUTED = "executed", _("executed")
        ANNULLED = "annulled", _("annulled")

    kind = models.CharField(_("kind"), max_length=14, choices=OrderKind.choices)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT, editable=False)
    run = models.ForeignKey(CourseRun, models.PROTECT, related_name="orders", verbose_name=_("course run"))
    selection = models.ForeignKey(
        SelectionList, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=_("selection list")
    )
    attestation = models.ForeignKey(
        "certificates.Attestation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("attestation"),
    )
    languages = models.JSONField(_("languages"), default=list)
    content = models.JSONField(
        _("text"),
        default=dict,
        help_text=_("Heading, preamble, items and ground by language, as they will be printed."),
    )
    facts = models.JSONField(_("facts of the course as printed"), default=dict, blank=True)
    participants = models.JSONField(_("participants as printed"), default=list)
    number = fields.CharField(_("number given by the chancellery"), max_length=40, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_by = fields.CharField(_("signed by"), max_length=150, blank=True)
    scan = models.FileField(_("scan"), upload_to="orders/%Y/", blank=True)
    drafted_by = models.ForeignKey(
        "staff.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("drafted by")
    )
    executed_at = models.DateTimeField(_("executed"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "executed"]) | (~Q(number="") & Q(signed_on__isnull=False)),
                name="order_signed_with_number",
            ),
            models.UniqueConstraint(
                fields=["number", "signed_on"], condition=~Q(number=""), name="order_number_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["kind", "run"],
                condition=Q(kind="enrolment") & ~Q(state="annulled"),
                name="order_one_enrolment_per_run",
            ),
            models.UniqueConstraint(
                fields=["kind", "attestation"],
                condition=Q(kind="certificates") & ~Q(state="annulled"),
                name="order_one_issue_per_attestation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, № {self.number or '–'}"


class Visa(models.Model):
    """An endorsement of a draft order by one office."""

    class Answer(models.TextChoices):
        """Until given, the order waits."""

        WAITING = "", _("waiting")
        ENDORSED = "endorsed", pgettext_lazy("visa", "endorsed")
        OBJECTED = "objected", _("objected")

    order = models.ForeignKey(Order, models.CASCADE, related_name="visas", verbose_name=_("order"))
    post = fields.CharField(_("post"), max_length=150)
    role = fields.CharField(_("role"), max_length=24)
    person = models.ForeignKey(
        "staff.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, default="", blank=True)
    remark = fields.CharField(_("remark"), max_length=500, blank=True)
    given_at = models.DateTimeField(_("given"), null=True, blank=True)

    class Meta:
        verbose_name = _("visa")
        verbose_name_plural = _("visas")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["order", "role"], name="visa_once")]

    def __str__(self) -> str:
        return self.post


class Attestation(Stateful):
    """The final attestation of a run before a committee of experts and the unit. Clauses 5.7, 7.5.3."""

    class State(models.TextChoices):
        """Closed by the chair, afterwards unchangeable."""

        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

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


class NumberSequence(models.Model):
    """The last number given in a series and year; locked while numbers are given, so that none is missing or doubled."""

    series = fields.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="sequence_once")]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


class Certificate(Stateful):
    """A certificate of the set form, for one who passed, by a signed order. Clause 5.7."""

    class State(models.TextChoices):
        """A replaced or revoked certificate keeps its number for ever."""

        VALID = "valid", _("valid")
        REPLACED = "replaced", _("replaced")
        REVOKED = "revoked", _("revoked")

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.VALID, editable=False)
    series = fields.CharField(_("series"), max_length=10)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    code = models.CharField(_("verification code"), max_length=16, unique=True, editable=False)
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="certificates", verbose_name=_("application")
    )
    person = models.ForeignKey("staff.Person", models.PROTECT, related_name="certificates", verbose_name=_("person"))
    order = models.ForeignKey(Order, models.PROTECT, related_name="certificates", verbose_name=_("order"))
    form = models.CharField(_("form"), max_length=12, choices=TrainingForm.choices)
    name = fields.CharField(_("name as printed"), max_length=300)
    title_ky = fields.CharField(_("title in Kyrgyz"), max_length=250)
    title_ru = fields.CharField(_("title in Russian"), max_length=250, blank=True)
    title_en = fields.CharField(_("title in English"), max_length=250, blank=True)
    title = Trilingual()
    hours = models.PositiveSmallIntegerField(_("hours"))
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"))
    issued_on = models.DateField(_("issued on"))
    file = models.FileField(_("file"), upload_to="certificates/%Y/", editable=False)
    sha256 = models.CharField(_("checksum of the file (SHA-256)"), max_length=64, editable=False, db_index=True)
    state_reason = fields.CharField(_("reason"), max_length=300, blank=True)
    issued_at = models.DateTimeField(_("entered"), auto_now_add=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-year", "series", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "number"], name="certificate_number_once"),
            models.UniqueConstraint(fields=["application"], condition=Q(state="valid"), name="certificate_one_valid"),
            models.CheckConstraint(
                condition=Q(state="valid") | ~Q(state_reason=""), name="certificate_state_with_reason"
            ),
            models.CheckConstraint(condition=Q(ended_on__gte=F("started_on")), name="certificate_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.full_number

    @property
    def full_number(self) -> str:
        """Series and number as printed: «ОшТУ-ТМ № 2026/0123»."""
        return f"{self.series} № {self.year}/{self.number:04d}"


class Inspection(models.Model):
    """What the last check of a kind has found; the next one replaces it. Clause 5.7."""

    class Kind(models.TextChoices):
        """What is looked at every night."""

        REGISTER = "register", _("register of certificates")
        PAPERS = "papers", _("files of the records")

    kind = models.CharField(max_length=10, choices=Kind.choices, unique=True)
    made_at = models.DateTimeField()
    since = models.DateField(null=True)  # since when there has been something to see to
    count = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)

    class Meta:
        verbose_name = _("check of the night")
        verbose_name_plural = _("checks of the night")
        ordering = ["kind"]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def in_words(self) -> list[str]:
        """What was found, a sentence for each."""
        return [str(Finding(each["kind"], each["facts"])) for each in self.findings]

    @property
    def outcome(self) -> str:
        """Whether anything was found, and since when."""
        if self.since is None:
            return gettext("No discrepancies")
        sentence = ngettext("%(n)s discrepancy since %(day)s", "%(n)s discrepancies since %(day)s", self.count)
        return sentence % {"n": self.count, "day": short_date(self.since)}

    @property
    def unsaid(self) -> int:
        """How many more were found than are kept in words."""
        return self.count - len(self.findings)


class RegisterLine(models.Model):
    """A line of the journal of issued documents, append-only; each carries the hash of the one before. Clause 5.7."""

    class Event(models.TextChoices):
        """What is entered about a certificate."""

        ISSUED = "issued", _("issued")
        REPLACED = "replaced", _("replaced")
        REVOKED = "revoked", _("revoked")

    position = models.PositiveIntegerField(_("№"), unique=True)
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="register_lines", verbose_name=_("certificate")
    )
    event = models.CharField(
        _("event"),
        max_length=10,
        choices=Event.choices,
    )
    entered_at = models.DateTimeField(_("entered"))
    content = models.JSONField(_("content"))
    previous_hash = fields.CharField(max_length=64)
    hash = fields.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("line of the register")
        verbose_name_plural = _("register")
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position}"
