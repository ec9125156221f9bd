"""The tables of what is owed."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enrollment.models import Application
from ostu_qualification.core.records import fields


class Due(models.Model):
    """What an enrolled person owes; entries are reversed, never deleted. Clause 7.3."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="dues", verbose_name=_("application"))
    amount = models.DecimalField(_("amount, som"), max_digits=10, decimal_places=2)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal", verbose_name=_("reverses")
    )
    reason = fields.CharField(_("reason"), max_length=300, blank=True)
    entered_at = models.DateTimeField(_("entered"), auto_now_add=True)

    class Meta:
        verbose_name = _("amount due")
        verbose_name_plural = _("amounts due")
        ordering = ["-entered_at"]
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(reverses__isnull=True), name="due_once"),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount__gte=0) | Q(reverses__isnull=False, amount__lte=0),
                name="due_sign",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount.quantize(Decimal('0.01'))}"
