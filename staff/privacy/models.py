"""What people ask about their own data, and the words of the passport."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ostu_qualification.core.models import today
from ostu_qualification.core.records import fields
from ostu_qualification.core.records.states import Stateful
from ostu_qualification.core.words.languages import Trilingual

ANSWER_WITHIN = dt.timedelta(days=7)


class DataRequestKind(models.TextChoices):
    """What someone asks to be done with their data."""

    CORRECTION = "correction", _("correction")
    ERASURE = "erasure", _("erasure")


def answer_day() -> dt.date:
    """The last day to answer a request made today: within a week."""
    return today() + ANSWER_WITHIN


class DataRequest(Stateful):
    """A person's request about their own data, to be answered within a week."""

    class State(models.TextChoices):
        """Open until it is done, or refused with a reason in writing."""

        OPEN = "open", _("open")
        DONE = "done", pgettext_lazy("data request", "done")
        REFUSED = "refused", pgettext_lazy("data request", "refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("data request", "withdrawn")

    MAIN_WAY = (State.OPEN, State.DONE)

    person = models.ForeignKey("staff.Person", models.CASCADE, related_name="data_requests", verbose_name=_("person"))
    kind = models.CharField(_("asks for"), max_length=12, choices=DataRequestKind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    text = fields.TextField(_("what is wrong, or what should be erased"), max_length=2000)
    answer_by = models.DateField(_("to be answered by"), default=answer_day, editable=False)
    answer = fields.TextField(_("answer"), max_length=2000, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("answered by"),
    )
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)

    class Meta:
        verbose_name = _("request about one's data")
        verbose_name_plural = _("requests about one's data")
        ordering = ["answer_by", "pk"]
        indexes = [models.Index(fields=["state", "answer_by"], name="data_request_queue")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""), name="data_request_refused_with_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"


class PassportWords(models.Model):
    """What the passport of the array says that no program knows: one row, entered by the office that answers for it.

    What is not entered stays an open line on the passport: the system claims nothing for the University.
    """

    registration = fields.CharField(_("number in the register of holders"), max_length=200, blank=True)
    responsible = fields.CharField(
        _("person responsible"), max_length=200, blank=True, help_text=_("Name, post, phone and e-mail.")
    )
    methods_ky = fields.TextField(_("methods of processing, in Kyrgyz"), max_length=2000, blank=True)
    methods_ru = fields.TextField(_("methods of processing, in Russian"), max_length=2000, blank=True)
    methods_en = fields.TextField(_("methods of processing, in English"), max_length=2000, blank=True)
    methods = Trilingual()
    storage_ky = fields.TextField(_("where and how the data are stored, in Kyrgyz"), max_length=2000, blank=True)
    storage_ru = fields.TextField(_("where and how the data are stored, in Russian"), max_length=2000, blank=True)
    storage_en = fields.TextField(_("where and how the data are stored, in English"), max_length=2000, blank=True)
    storage = Trilingual()
    terms_ky = fields.TextField(_("terms of storage, in Kyrgyz"), max_length=2000, blank=True)
    terms_ru = fields.TextField(_("terms of storage, in Russian"), max_length=2000, blank=True)
    terms_en = fields.TextField(_("terms of storage, in English"), max_length=2000, blank=True)
    terms = Trilingual()
    protection_ky = fields.TextField(_("further measures of protection, in Kyrgyz"), max_length=2000, blank=True)
    protection_ru = fields.TextField(_("further measures of protection, in Russian"), max_length=2000, blank=True)
    protection_en = fields.TextField(_("further measures of protection, in English"), max_length=2000, blank=True)
    protection = Trilingual()
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("words of the passport")
        verbose_name_plural = _("words of the passport")
        constraints = [models.CheckConstraint(condition=Q(only=True), name="passport_words_once")]

    def __str__(self) -> str:
        return self.responsible
