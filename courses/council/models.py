"""The tables of the council: its protocols."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records import fields


class Protocol(models.Model):
    """A protocol of the methodological council: the ground of every permission. Clause 1.6."""

    number = fields.CharField(_("number"), max_length=40)
    held_on = models.DateField(_("date of the meeting"))
    members_present = models.PositiveSmallIntegerField(_("members present"), null=True, blank=True)
    members_total = models.PositiveSmallIntegerField(_("members in all"), null=True, blank=True)

    class Meta:
        verbose_name = _("protocol of the council")
        verbose_name_plural = _("protocols of the council")
        ordering = ["-held_on"]
        constraints = [
            models.UniqueConstraint(fields=["number", "held_on"], name="protocol_once"),
            models.CheckConstraint(
                condition=Q(members_present__lte=F("members_total")), name="protocol_members_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}, {self.held_on:%d.%m.%Y}"

    @property
    def has_quorum(self) -> bool:
        """Whether more than half of the members were there. Clause 1.6."""
        return self.members_present is not None and (self.members_total or 0) < 2 * self.members_present

    def clean(self) -> None:
        """Refuse more present than there are, and a meeting that could decide nothing. Clause 1.6."""
        if self.members_present is None or self.members_total is None:
            return
        if self.members_present > self.members_total:
            raise ValidationError({"members_present": _("More members were present than the council has.")})
        if not self.has_quorum:
            raise ValidationError(
                {"members_present": _("There was no quorum: more than half of the members must be present.")}
            )
