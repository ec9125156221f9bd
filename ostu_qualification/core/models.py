"""The ground's tables: users and the policy with its effective dates."""

import datetime as dt
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.words.phones import normalise_phone

from .records import fields


def today() -> dt.date:
    """The date on the wall in Osh."""
    return timezone.localdate()


class UserManager(BaseUserManager["User"]):
    """Finds and makes users by their log-in: an e-mail or a phone."""

    def create_user(self, login: str, password: str | None = None, **fields: Any) -> "User":
        """Make a user who logs in by the given e-mail or phone."""
        phone = None if "@" in login else normalise_phone(login)
        if phone is None and "@" not in login:
            raise ValueError("A log-in is an e-mail or a phone.")
        user = self.model(login=phone or login.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def with_login(self, written: str) -> "User | None":
        """The user with this e-mail or phone, however it is written."""
        login = written.strip().lower() if "@" in written else normalise_phone(written)
        return self.filter(login=login).first() if login else None

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this stored log-in."""
        return self.get(login=username)


class User(AbstractBaseUser):
    """An account: who someone is and what they may do is said by their person and roles, not here."""

    login = fields.CharField(_("e-mail or phone"), max_length=254, unique=True)
    language = models.CharField(
        _("language"), max_length=2, default="ky", choices=[("ky", "Кыргызча"), ("ru", "Русский"), ("en", "English")]
    )
    is_active = models.BooleanField(_("may log in"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.login

    @property
    def email(self) -> str:
        """The log-in when it is an e-mail, else empty."""
        return self.login if "@" in self.login else ""


class SavedView(models.Model):
    """A list as someone likes to see it: filters, order and columns, kept under a name."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_views", verbose_name=_("account"))
    page = fields.CharField(_("list"), max_length=200)
    name = fields.CharField(_("name"), max_length=80)
    query = fields.CharField(_("filters"), max_length=1000)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "page", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name


class SentForm(models.Model):
    """A form that was sent and taken, with what it led to, for as long as somebody may send it again (`core.once`)."""

    key = models.CharField(max_length=64, unique=True, editable=False)
    target = models.CharField(max_length=500, editable=False)
    said = models.CharField(max_length=500, editable=False)
    sent_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("form that was sent")
        verbose_name_plural = _("forms that were sent")

    def __str__(self) -> str:
        return self.target


class Anchor(models.TextChoices):
    """From which day the next three years are counted."""

    COMPLETION = "completion", _("from the end of the training")
    DUE_IF_EARLY = "due_if_early", _("from the due date, when the training came up to 12 months early")
    ACADEMIC_YEAR_END = "academic_year_end", _("to the end of the academic year")


class PolicyQuerySet(models.QuerySet["Policy"]):
    """Reads policies by day."""

    def on(self, day: dt.date) -> "Policy":
        """The policy in force on a day; the first one for all days before it."""
        found = self.filter(valid_from__lte=day).order_by("-valid_from").first() or self.order_by("valid_from").first()
        if found is None:
            raise Policy.DoesNotExist("There is no policy: run migrate, which enters the first one.")
        return found

    def current(self) -> "Policy":
        """The policy in force today."""
        return self.on(today())


def default_offsets() -> list[int]:
    """Months before the due date at which a reminder goes out, the due day itself being 0."""
    return [12, 6, 3, 1, 0]


class Policy(models.Model):
    """All numbers of the rules, in force from a day on; a later policy never touches what an earlier one judged."""

    valid_from = models.DateField(_("in force from"), unique=True)
    years = models.PositiveSmallIntegerField(
        _("years between trainings"), default=3, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    min_hours = models.PositiveSmallIntegerField(
        _("hours that fulfil a cycle"), default=16, validators=[MinValueValidator(1), MaxValueValidator(2000)]
    )
    newcomer_months = models.PositiveSmallIntegerField(_("months a newly hired teacher has"), default=12)
    newcomer_years = models.PositiveSmallIntegerField(_("years someone counts as newly hired"), default=3)
    anchor = models.CharField(
        _("three years are counted"), max_length=20, choices=Anchor.choices, default=Anchor.COMPLETION
    )
    due_soon_months = models.PositiveSmallIntegerField(_("months before the date that count as soon"), default=12)
    academic_year_start = fields.CharField(_("academic year begins (MM-DD)"), max_length=5, default="09-01")
    reminder_offsets = models.JSONField(_("reminders, months before the date"), default=default_offsets)
    weight_experience = models.PositiveSmallIntegerField(_("points for little work experience"), default=40)
    experience_years_full = models.PositiveSmallIntegerField(
        _("years of experience from which there are no points"), default=20
    )
    weight_untrained = models.PositiveSmallIntegerField(_("points for time without training"), default=60)
    untrained_years_full = models.PositiveSmallIntegerField(_("years without training that give all points"), default=6)
    points_mandatory = models.PositiveSmallIntegerField(_("points for those obliged"), default=200)
    points_overdue = models.PositiveSmallIntegerField(_("points for those overdue"), default=100)
    offer_days = models.PositiveSmallIntegerField(_("days to confirm an offered place"), default=5)
    resit_days = models.PositiveSmallIntegerField(_("days until a resit"), default=30)
    pass_points = models.PositiveSmallIntegerField(
        _("points needed to pass, of 100"), default=60, validators=[MaxValueValidator(100)]
    )
    note = fields.CharField(_("ground"), max_length=300, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(years__gte=1) & Q(min_hours__gte=1), name="policy_numbers_positive"),
            models.CheckConstraint(condition=Q(pass_points__lte=100), name="policy_pass_points_of_100"),
        ]

    def __str__(self) -> str:
        return str(self.valid_from)

    def clean(self) -> None:
        """Refuse an academic year that begins on no day of the calendar, and offsets that are no months."""
        try:
            dt.date.fromisoformat(f"2001-{self.academic_year_start}")
        except ValueError:
            raise ValidationError(
                {"academic_year_start": _("Write month and day as MM-DD, for example 09-01.")}
            ) from None
        if not isinstance(self.reminder_offsets, list) or any(
            not isinstance(each, int) or not 0 <= each <= 36 for each in self.reminder_offsets
        ):
            raise ValidationError(
                {"reminder_offsets": _("Write whole months from 0 to 36, for example [12, 6, 3, 1, 0].")}
            )

    @property
    def academic_year_month_day(self) -> tuple[int, int]:
        """Month and day on which the academic year begins."""
        month, day = self.academic_year_start.split("-")
        return int(month), int(day)


from .approvals.models import Approval as Approval  # noqa: E402 - the tables of the rooms belong to this app
from .approvals.models import ApprovalRoute as ApprovalRoute  # noqa: E402
from .approvals.models import RouteOffice as RouteOffice  # noqa: E402
