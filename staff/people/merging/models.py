"""Two records of one person become one; what moved is kept, so that it can be undone."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records import fields
from ostu_qualification.core.records.states import Stateful


class PersonMerge(Stateful):
    """One merging of two records of a person: the kept one takes over all that the other had; undone as one act."""

    class State(models.TextChoices):
        """A merging holds until it is undone."""

        MERGED = "merged", _("merged")
        UNDONE = "undone", _("undone")

    kept = models.ForeignKey("staff.Person", models.CASCADE, related_name="merges", verbose_name=_("kept record"))
    gone = models.ForeignKey(
        "staff.Person", models.CASCADE, related_name="merges_away", verbose_name=_("record merged into it")
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.MERGED, editable=False)
    reason = fields.CharField(_("reason"), max_length=300)
    moved = models.JSONField(
        _("what moved"),
        default=list,
        blank=True,
        help_text=_("Rows that were pointed to the kept record: model, key, column."),
    )
    before = models.JSONField(
        _("values before"),
        default=dict,
        blank=True,
        help_text=_("Columns of both records as they were before the merging."),
    )
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("merged by")
    )
    merged_at = models.DateTimeField(_("merged at"), auto_now_add=True)

    class Meta:
        verbose_name = _("merging of two records")
        verbose_name_plural = _("mergings of records")
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="merge_of_two"),
            models.UniqueConstraint(fields=["gone"], condition=Q(state="merged"), name="merge_once"),
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"


class NotDuplicate(models.Model):
    """Two people who look alike and are two: not proposed again. The smaller key stands first."""

    first = models.ForeignKey("staff.Person", models.CASCADE, related_name="+", verbose_name=_("one person"))
    second = models.ForeignKey("staff.Person", models.CASCADE, related_name="+", verbose_name=_("the other person"))
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("said by")
    )
    said_at = models.DateTimeField(_("said"), auto_now_add=True)

    class Meta:
        verbose_name = _("pair that is no duplicate")
        verbose_name_plural = _("pairs that are no duplicates")
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_duplicate_in_order"),
            models.UniqueConstraint(fields=["first", "second"], name="not_duplicate_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}, {self.second_id}"
