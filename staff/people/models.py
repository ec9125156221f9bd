"""People, their employments and roles, and what they consent to."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records import fields
from ostu_qualification.core.records.derived import also
from ostu_qualification.core.words.folding import fold, sort_key
from ostu_qualification.core.words.languages import Trilingual
from ostu_qualification.core.words.latin import in_latin
from ostu_qualification.core.words.phones import show_phone

from . import choices


class Sex(models.TextChoices):
    """As the personal number has it."""

    FEMALE = "f", _("female")
    MALE = "m", _("male")


class LetterChoice(models.TextChoices):
    """How someone wants to be reminded."""

    SINGLE = "single", _("single letters")
    DIGEST = "digest", _("one digest a month")


class Person(models.Model):
    """Someone who learns, teaches or decides here: a member of staff or an outside participant. Clause 1.1."""

    family_name = fields.CharField(_("family name"), max_length=100)
    given_name = fields.CharField(_("given name"), max_length=100)
    patronymic = fields.CharField(_("patronymic"), max_length=100, blank=True)
    latin_name = fields.CharField(_("name in Latin letters"), max_length=200, blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices, blank=True)
    birth_on = models.DateField(_("date of birth"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    pin = fields.CharField(_("personal number (ПИН)"), max_length=14, null=True, blank=True, unique=True)
    email = fields.EmailField(_("e-mail"), null=True, blank=True)
    phone = fields.CharField(_("phone"), max_length=20, blank=True)
    language = models.CharField(_("language of letters"), max_length=2, choices=settings.LANGUAGES, default="ky")
    degree_level = models.CharField(_("academic degree"), max_length=20, blank=True, choices=choices.DEGREE_LEVELS)
    degree_field = models.CharField(_("field of the degree"), max_length=30, blank=True, choices=choices.DEGREE_FIELDS)
    title = models.CharField(_("academic title"), max_length=30, blank=True, choices=choices.TITLES)
    career_start_on = models.DateField(_("start of career"), null=True, blank=True)
    organisation = models.ForeignKey(
        "staff.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
    )
    organisation_post = fields.CharField(_("post there"), max_length=150, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
    )
    letter_choice = models.CharField(
        _("reminders come as"), max_length=8, choices=LetterChoice.choices, default=LetterChoice.SINGLE
    )
    confirmed_at = models.DateTimeField(_("confirmed as right by the person"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_records",
        verbose_name=_("merged into"),
    )
    folded = models.CharField(max_length=400, editable=False)
    sort_key = models.CharField(max_length=600, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="person_by_name"),
            models.Index(fields=["birth_on"], name="person_by_birth"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(pin=""), name="person_pin_not_empty")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Family name, given name, patronymic: the order of lists and papers."""
        return " ".join(filter(None, (self.family_name, self.given_name, self.patronymic)))

    @property
    def short_name(self) -> str:
        """Initials first, as under a signature: «Б. М. Сыдыков», «К. Кошмамат уулу»."""
        parts = [part for part in (self.given_name, self.patronymic) if part]
        initials = " ".join(part if part.endswith(".") else f"{part[0]}." for part in parts)
        return f"{initials} {self.family_name}"

    @property
    def latin_proposal(self) -> str:
        """The name in Latin letters as it would be written for someone who has given none: given name first."""
        return in_latin(f"{self.given_name} {self.family_name}".strip())

    @property
    def history_keys(self) -> models.QuerySet[Any, Any]:
        """The keys of this record and of those that were merged into it: their history is this one's too."""
        return Person.objects.filter(Q(pk=self.pk) | Q(merged_into=self.pk)).values("pk")

    @property
    def has_degree(self) -> bool:
        """Whether there is an academic degree, which makes training voluntary. Clause 1.3.

        Master's and the University's own titles («ОшТУнун доценти») are none.
        """
        return bool(self.degree_level)

    @property
    def degree_label(self) -> str:
        """Level and field of the degree as the office writes them, in the active language."""
        return choices.degree_label(self.degree_level, self.degree_field)

    @property
    def masked_pin(self) -> str:
        """The personal number as all but HR see it: first digit and last two."""
        return f"{self.pin[0]}{'•' * 11}{self.pin[-2:]}" if self.pin else ""

    @property
    def shown_phone(self) -> str:
        """The phone in groups of three."""
        return show_phone(self.phone)

    def fill_search(self) -> None:
        """Derive what search and order need from the names."""
        self.folded = fold(self.full_name)[:400]
        self.sort_key = sort_key(self.full_name)[:600]

    def save(self, **kwargs: Any) -> None:
        self.fill_search()
        self.pin = self.pin or None
        self.email = self.email or None
        super().save(**also(kwargs, "folded", "sort_key", of=("family_name", "given_name", "patronymic")))


class Basis(models.TextChoices):
    """Whether a post is someone's main one."""

    MAIN = "main", _("main")
    INNER = "inner", _("secondary, inner")
    OUTER = "outer", _("secondary, outer")


class Employment(models.Model):
    """A post someone holds or held in a unit. History is kept; nothing is overwritten. At most one main one at a time."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="employments", verbose_name=_("person"))
    unit = models.ForeignKey("staff.Unit", models.PROTECT, related_name="employments", verbose_name=_("unit"))
    post = models.CharField(_("post"), max_length=40, choices=choices.POSTS)
    category = models.CharField(_("category"), max_length=12, choices=choices.CATEGORIES)
    rate = models.DecimalField(_("rate"), max_digits=3, decimal_places=2, null=True, blank=True)
    basis = models.CharField(_("main or secondary"), max_length=6, choices=Basis.choices, default=Basis.MAIN)
    hired_on = models.DateField(_("hired on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    class Meta:
        verbose_name = _("employment")
        verbose_name_plural = _("employments")
        ordering = ["left_on", "-hired_on"]
        indexes = [
            models.Index(fields=["unit", "person"], condition=Q(left_on__isnull=True), name="employment_now_by_unit")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(basis="main", left_on__isnull=True), name="employment_one_main"
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(hired_on__isnull=True) | Q(left_on__gte=F("hired_on")),
                name="employment_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(rate__isnull=True) | Q(rate__gte=0.25, rate__lte=1.5), name="employment_rate_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_post_display()}, {self.unit}"

    @staticmethod
    def on(day: dt.date) -> Q:
        """The condition that a post is held on a day."""
        begun = Q(hired_on__isnull=True) | Q(hired_on__lte=day)
        return begun & (Q(left_on__isnull=True) | Q(left_on__gte=day))

    @property
    def is_current(self) -> bool:
        """Whether the post is still held."""
        return self.left_on is None

    def clean(self) -> None:
        """Refuse a second main post for the same time."""
        if self.left_on and self.hired_on and self.left_on < self.hired_on:
            raise ValidationError({"left_on": _("The day of leaving is before the day of hiring.")})
        if self.basis != Basis.MAIN or self.person_id is None:
            return
        others = Employment.objects.filter(person_id=self.person_id, basis=Basis.MAIN).exclude(pk=self.pk)
        if self.left_on is not None:
            others = others.filter(Q(hired_on__isnull=True) | Q(hired_on__lte=self.left_on))
        if self.hired_on is not None:
            others = others.filter(Q(left_on__isnull=True) | Q(left_on__gte=self.hired_on))
        if others.exists():
            raise ValidationError(
                {
                    "basis": _(
                        "This person already has a main post at that time: end it first, or make this one secondary."
                    )
                }
            )


class RoleKind(models.TextChoices):
    """What someone may do beyond being staff."""

    OFFICER = "officer", _("officer of ИИжКББ")
    HR_OFFICER = "hr_officer", _("HR officer")
    COUNCIL_MEMBER = "council_member", _("council member")
    COUNCIL_SECRETARY = "council_secretary", _("council secretary")
    COUNCIL_CHAIR = "council_chair", _("council chair")
    VICE_RECTOR = "vice_rector", _("vice-rector")
    RECTOR = "rector", _("rector")
    INTERNATIONAL_OFFICER = "international_officer", _("international officer")
    FINANCE_OFFICER = "finance_officer", _("planning and finance officer")
    ACCOUNTANT = "accountant", _("accountant")
    LAWYER = "lawyer", _("lawyer")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


class Role(models.Model):
    """A role held from a day on, until a day or open; a person may hold several."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles", verbose_name=_("person"))
    kind = models.CharField(_("role"), max_length=24, choices=RoleKind.choices)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["kind", "-since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="role_dates_in_order"
            ),
            models.UniqueConstraint(fields=["person", "kind"], condition=Q(until__isnull=True), name="role_held_once"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @staticmethod
    def on(day: dt.date) -> Q:
        """The condition that a role is held on a day."""
        return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


class ConsentKind(models.TextChoices):
    """What someone agrees to."""

    PROCESSING = "processing", _("processing of personal data")
    NAME_ON_VERIFICATION = "name_on_verification", _("name on the verification page")
    TRANSFER_ABROAD = "transfer_abroad", _("transfer of data to a host abroad")
    MESSENGER = "messenger", _("reminders by WhatsApp")


class Consent(models.Model):
    """A person's consent: to which text, when, in which language; withdrawn at any time."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents", verbose_name=_("person"))
    kind = models.CharField(_("consent to"), max_length=24, choices=ConsentKind.choices)
    text = fields.TextField(_("text"))
    version = models.ForeignKey(
        "staff.ConsentText",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("version of the text"),
    )
    ip_address = models.GenericIPAddressField(_("given from the address"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    given_at = models.DateTimeField(_("given"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(withdrawn_at__isnull=True), name="consent_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ConsentText(models.Model):
    """What someone agrees to, as it reads from a day on; a later text never changes what was agreed to before."""

    kind = models.CharField(_("consent to"), max_length=24, choices=ConsentKind.choices)
    valid_from = models.DateField(_("in force from"))
    text_ky = fields.TextField(_("text in Kyrgyz"))
    text_ru = fields.TextField(_("text in Russian"), blank=True)
    text_en = fields.TextField(_("text in English"), blank=True)
    text = Trilingual()

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ["kind", "-valid_from"]
        constraints = [models.UniqueConstraint(fields=["kind", "valid_from"], name="consent_text_once_a_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.valid_from}"
