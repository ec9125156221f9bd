"""The tables of the selection: lists and their lines."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import CourseRun
from enrollment.applications.models import Application
from ostu_qualification.core.records import fields
from ostu_qualification.core.records.states import Stateful


class SelectionList(Stateful):
    """The list of a run: ranked by priority, approved by ИИжКББ, then ordered by the rector. Clauses 5.4, 6.1."""

    class State(models.TextChoices):
        """A draft may be moved with a reason; an approved list is what the order enrols."""

        DRAFT = "draft", _("draft")
        APPROVED = "approved", _("approved")
        ORDERED = "ordered", _("ordered")
        CANCELLED = "cancelled", _("cancelled")

    MAIN_WAY = (State.DRAFT, State.APPROVED, State.ORDERED)

    run = models.OneToOneField(CourseRun, models.PROTECT, related_name="selection", verbose_name=_("course run"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    policy = models.ForeignKey("core.Policy", models.PROTECT, related_name="+", verbose_name=_("policy"))
    ranked_on = models.DateField(_("ranked on"))
    lottery_seed = fields.CharField(
        _("lottery seed"),
        max_length=64,
        help_text=_("Published with the list: whoever knows it can draw the lottery again."),
    )
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    approved_by = models.ForeignKey(
        "staff.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )

    class Meta:
        verbose_name = _("selection list")
        verbose_name_plural = _("selection lists")
        ordering = ["-ranked_on"]

    def __str__(self) -> str:
        return f"№ {self.pk}: {self.run}"


class SelectionEntry(models.Model):
    """One applicant on a list, with the inputs, weights and points frozen, so that any place can be explained. Clause 5.4."""

    class Outcome(models.TextChoices):
        """Above or below the cut."""

        PLACE = "place", _("place given")
        WAITING = "waiting", _("waiting list")

    selection = models.ForeignKey(
        SelectionList, models.CASCADE, related_name="entries", verbose_name=_("selection list")
    )
    application = models.ForeignKey(Application, models.PROTECT, related_name="entries", verbose_name=_("application"))
    position = models.PositiveIntegerField(_("place"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    points = models.DecimalField(_("points"), max_digits=7, decimal_places=2)
    inputs = models.JSONField(_("what the points were counted from"))
    lottery = models.BigIntegerField(_("lottery number"))
    moved_reason = fields.CharField(_("reason of the move"), max_length=500, blank=True)
    offer_until = models.DateField(_("to be confirmed by"), null=True, blank=True)

    class Meta:
        verbose_name = _("line of the list")
        verbose_name_plural = _("lines of the list")
        ordering = ["selection", "position"]
        constraints = [
            models.UniqueConstraint(fields=["selection", "application"], name="entry_once"),
            models.UniqueConstraint(
                fields=["selection", "position"], name="entry_position_once", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.application}"
