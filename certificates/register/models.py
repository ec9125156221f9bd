"""The tables of the register: its numbers, its lines, and what its checks found."""

from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from certificates.issuing.models import Certificate
from ostu_qualification.core.records import fields
from ostu_qualification.core.records.findings import Finding
from ostu_qualification.core.words.dates import short_date


class NumberSequence(models.Model):
    """The last number given in a series and year; locked while numbers are given, so that none is missing or doubled."""

    series = fields.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="sequence_once")]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


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
