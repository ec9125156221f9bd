"""The table of lent roles."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records import fields
from staff.people.models import Person, RoleKind


class Delegation(models.Model):
    """A role that its holder lends to a deputy for some days, on a ground: an order, a leave, a journey."""

    lender = models.ForeignKey(Person, models.PROTECT, related_name="lent_roles", verbose_name=_("holder of the role"))
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="borrowed_roles", verbose_name=_("deputy"))
    kind = models.CharField(_("role"), max_length=24, choices=RoleKind.choices)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    ground = fields.CharField(_("ground"), max_length=300)
    ended_at = models.DateTimeField(_("ended early"), null=True, blank=True)

    class Meta:
        verbose_name = _("lent role")
        verbose_name_plural = _("lent roles")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="delegation_dates_in_order"),
            models.CheckConstraint(condition=~Q(lender=F("deputy")), name="delegation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.deputy.short_name}"

    @staticmethod
    def on(day: dt.date) -> Q:
        """The condition that a role is lent on a day and was not taken back."""
        return Q(since__lte=day, until__gte=day, ended_at__isnull=True)

    @property
    def is_over(self) -> bool:
        """Whether the role is no longer lent."""
        return self.ended_at is not None or self.until < localdate()
