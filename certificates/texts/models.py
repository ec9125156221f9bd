"""What the office keeps for its orders: the kinds of them, the acts that they cite, and their texts."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records import fields
from ostu_qualification.core.words.languages import Trilingual
from staff.ledger.models import TrainingMode


class OrderKind(models.TextChoices):
    """What the rector orders."""

    ENROLMENT = "enrolment", _("enrolment")
    INTERNSHIP = "internship", _("internship")
    CERTIFICATES = "certificates", _("issue of certificates")
    SUBSIDY = "subsidy", _("subsidy")


PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
CONDITION = re.compile(r"^\[(\w+)\]\s*")
OF_THE_COURSE = {"title", "form", "mode", "hours", "period", "place", "trainers", "year", "grounds", "n"}
# what orders fill in, and on what their items may depend; kinds that are not drafted yet fill in nothing
PLACEHOLDERS: dict[str, set[str]] = {
    OrderKind.ENROLMENT: OF_THE_COURSE | {"list_day"},
    OrderKind.CERTIFICATES: OF_THE_COURSE | {"m", "protocol_no", "protocol_date", "resit", "resit_dat"},
}
CONDITIONS: dict[str, set[str]] = {
    OrderKind.ENROLMENT: {str(mode) for mode in TrainingMode},
    OrderKind.CERTIFICATES: {"failed"},
}


def paragraphs(items: str) -> list[str]:
    """The items of a template, one a paragraph."""
    return re.split(r"\n\s*\n", items.strip())


class LegalGround(models.Model):
    """An act that orders of some kinds cite while it is in force: law is data, never code. Section 2."""

    title_ky = fields.CharField(_("title in Kyrgyz"), max_length=400)
    title_ru = fields.CharField(_("title in Russian"), max_length=400)
    title_en = fields.CharField(_("title in English"), max_length=400, blank=True)
    title = Trilingual()
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force until"), null=True, blank=True)
    kinds = models.JSONField(
        _("cited in orders of"),
        default=list,
        blank=True,
        help_text=_("An act without a kind of order is cited nowhere."),
    )
    position = models.PositiveSmallIntegerField(pgettext_lazy("sequence", "order"), default=0)
    note = fields.CharField(_("note for the office"), max_length=300, blank=True, help_text=_("It is not printed."))

    class Meta:
        verbose_name = _("legal ground")
        verbose_name_plural = _("legal grounds")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="ground_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse an end before the beginning."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The act would end before it is in force.")})

    @property
    def kinds_in_words(self) -> str:
        """The kinds of order that cite it, as a page lists them."""
        if set(self.kinds) == set(OrderKind.values):
            return gettext("all orders")
        return ", ".join(str(OrderKind(kind).label) for kind in self.kinds)


class OrderTemplate(models.Model):
    """The editable text of an order in one language; the newest valid one is used. Placeholders stand in double braces."""

    kind = models.CharField(_("kind"), max_length=14, choices=OrderKind.choices)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    valid_from = models.DateField(_("in use from"))
    heading = fields.TextField(_("heading"))
    preamble = fields.TextField(_("preamble"))
    items = fields.TextField(
        _("items"),
        help_text=_(
            "One item a paragraph, a blank line between them. An item that begins with [full_release] is printed only then."
        ),
    )
    ground = fields.TextField(_("ground"))

    class Meta:
        verbose_name = _("order template")
        verbose_name_plural = _("order templates")
        ordering = ["kind", "language", "-valid_from"]
        constraints = [models.UniqueConstraint(fields=["kind", "language", "valid_from"], name="template_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.language}"

    def clean(self) -> None:
        """Refuse what no order of this kind fills in, and items that would never be printed."""
        if problems := self.problems():
            raise ValidationError(problems)

    def problems(self) -> dict[str, str]:
        """What is wrong with each part of the text, in words; empty when an order prints no hole."""
        found = {}
        for part in ("heading", "preamble", "items", "ground"):
            unknown = set(PLACEHOLDER.findall(getattr(self, part))) - PLACEHOLDERS.get(self.kind, set())
            if unknown:
                names = {"names": ", ".join(sorted(unknown))}
                found[part] = gettext("Nothing fills these placeholders: %(names)s.") % names
        conditions = {match[1] for item in paragraphs(self.items) if (match := CONDITION.match(item))}
        unknown = conditions - CONDITIONS.get(self.kind, set())
        if unknown and "items" not in found:
            names = {"names": ", ".join(sorted(unknown))}
            found["items"] = gettext("No order of this kind depends on these conditions: %(names)s.") % names
        return found
