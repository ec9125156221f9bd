"""A policy before it is adopted, with its effect on all staff."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ostu_qualification.core.models import Policy
from ostu_qualification.core.records.states import Stateful
from ostu_qualification.core.words.dates import short_date
from staff.cycle.models import CycleStatus


class PolicyDraft(Stateful):
    """New numbers of the rules: their effect on all staff is reckoned and shown before they are adopted. Clause 1.3."""

    class State(models.TextChoices):
        """Reckoned in the background; adopted only once the effect has been seen."""

        WAITING = "waiting", _("being reckoned")
        RECKONED = "reckoned", _("effect known")
        ADOPTED = "adopted", pgettext_lazy("policy", "adopted")
        DISCARDED = "discarded", pgettext_lazy("policy", "discarded")

    MAIN_WAY = (State.WAITING, State.RECKONED, State.ADOPTED)

    valid_from = models.DateField(_("in force from"))
    numbers = models.JSONField(_("numbers"), help_text=_("The columns of the policy by name."))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING, editable=False)
    counts = models.JSONField(_("people by status, before and after"), default=dict, blank=True, editable=False)
    reckoned_for = models.DateField(_("reckoned for the day"), null=True, blank=True, editable=False)
    reckoned_at = models.DateTimeField(_("reckoned at"), null=True, blank=True, editable=False)
    policy = models.OneToOneField(
        Policy, models.PROTECT, null=True, blank=True, related_name="draft", editable=False, verbose_name=_("policy")
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("drafted by")
    )
    drafted_at = models.DateTimeField(_("drafted at"), auto_now_add=True)

    class Meta:
        verbose_name = _("draft of a policy")
        verbose_name_plural = _("drafts of policies")
        ordering = ["-drafted_at", "-pk"]

    def __str__(self) -> str:
        return short_date(self.valid_from)


class PolicyEffect(models.Model):
    """One person whose date or status a draft would change."""

    draft = models.ForeignKey(PolicyDraft, models.CASCADE, related_name="effects", verbose_name=_("draft"))
    person = models.ForeignKey("staff.Person", models.CASCADE, related_name="+", verbose_name=_("person"))
    status_before = models.CharField(_("status before"), max_length=12, choices=CycleStatus.choices)
    status_after = models.CharField(_("status after"), max_length=12, choices=CycleStatus.choices)
    due_before = models.DateField(_("due date before"), null=True)
    due_after = models.DateField(_("due date after"), null=True)

    class Meta:
        verbose_name = _("effect of a draft")
        verbose_name_plural = _("effects of a draft")
        ordering = ["due_after", "pk"]
        constraints = [models.UniqueConstraint(fields=["draft", "person"], name="policy_effect_once")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.due_before} → {self.due_after}"
