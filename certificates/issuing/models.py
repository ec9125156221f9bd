"""The table of certificates."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certificates.orders.models import Order
from enrollment.models import Application
from ostu_qualification.core.records import fields
from ostu_qualification.core.records.states import Stateful
from ostu_qualification.core.words.languages import Trilingual
from staff.ledger.models import TrainingForm


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
