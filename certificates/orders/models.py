"""The table of orders; their visas are approvals of the ground."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certificates.texts.models import OrderKind
from courses.models import CourseRun
from enrollment.models import SelectionList
from ostu_qualification.core.records import fields
from ostu_qualification.core.records.states import Stateful


class Order(Stateful):
    """An order of the rector. The chancellery gives the number; recording the signature executes it once. Clause 5.7."""

    class State(models.TextChoices):
        """From the draft to its effects."""

        DRAFT = "draft", _("draft")
        ENDORSEMENT = "endorsement", _("in endorsement")
        SIGNED = "signed", _("signed")
        EXECUTED = "executed", _("executed")
        ANNULLED = "annulled", _("annulled")

    MAIN_WAY = (State.DRAFT, State.ENDORSEMENT, State.SIGNED, State.EXECUTED)

    kind = models.CharField(_("kind"), max_length=14, choices=OrderKind.choices)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT, editable=False)
    run = models.ForeignKey(CourseRun, models.PROTECT, related_name="orders", verbose_name=_("course run"))
    selection = models.ForeignKey(
        SelectionList, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=_("selection list")
    )
    attestation = models.ForeignKey(
        "certificates.Attestation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("attestation"),
    )
    languages = models.JSONField(_("languages"), default=list)
    content = models.JSONField(
        _("text"),
        default=dict,
        help_text=_("Heading, preamble, items and ground by language, as they will be printed."),
    )
    facts = models.JSONField(_("facts of the course as printed"), default=dict, blank=True)
    participants = models.JSONField(_("participants as printed"), default=list)
    number = fields.CharField(_("number given by the chancellery"), max_length=40, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_by = fields.CharField(_("signed by"), max_length=150, blank=True)
    scan = models.FileField(_("scan"), upload_to="orders/%Y/", blank=True)
    drafted_by = models.ForeignKey(
        "staff.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("drafted by")
    )
    executed_at = models.DateTimeField(_("executed"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "executed"]) | (~Q(number="") & Q(signed_on__isnull=False)),
                name="order_signed_with_number",
            ),
            models.UniqueConstraint(
                fields=["number", "signed_on"], condition=~Q(number=""), name="order_number_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["kind", "run"],
                condition=Q(kind="enrolment") & ~Q(state="annulled"),
                name="order_one_enrolment_per_run",
            ),
            models.UniqueConstraint(
                fields=["kind", "attestation"],
                condition=Q(kind="certificates") & ~Q(state="annulled"),
                name="order_one_issue_per_attestation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, № {self.number}" if self.number else self.get_kind_display()

    @property
    def approval_kind(self) -> str:
        """The kind of record that its route of approval is set for."""
        return f"order.{self.kind}"
