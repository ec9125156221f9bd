"""Staff lists and lists of past training as offices upload them, what was understood, and what still needs a decision."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records import fields
from ostu_qualification.core.records.states import Stateful


class UploadedList(Stateful):
    """A list as an office keeps it: previewed first, then applied in one transaction or thrown away."""

    class State(models.TextChoices):
        """A preview changes nothing."""

        PREVIEW = "preview", _("preview")
        APPLIED = "applied", _("applied")
        DISCARDED = "discarded", _("discarded")

    MAIN_WAY = (State.PREVIEW, State.APPLIED)

    file = models.FileField(_("file"), upload_to="lists/%Y/")
    name = fields.CharField(_("name of the file"), max_length=200)
    sha256 = models.CharField(_("checksum of the file (SHA-256)"), max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PREVIEW, editable=False)
    report = models.JSONField(_("what was understood"), default=dict, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class RosterImport(UploadedList):
    """One upload of a staff list."""

    class Meta:
        verbose_name = _("staff list")
        verbose_name_plural = _("staff lists")
        ordering = ["-uploaded_at"]


class PastTrainingImport(UploadedList):
    """One upload of past training. Clauses 4.1, 4.4."""

    class Meta:
        verbose_name = _("list of past training")
        verbose_name_plural = _("lists of past training")
        ordering = ["-uploaded_at"]


class ImportDecision(Stateful):
    """A cell that waits for an officer; the rest of its row has come in."""

    class State(models.TextChoices):
        """Open until an officer takes the proposal, gives another answer or leaves it aside."""

        OPEN = "open", _("open")
        SETTLED = "settled", _("settled")
        DROPPED = "dropped", _("left aside")

    MAIN_WAY = (State.OPEN, State.SETTLED)

    roster = models.ForeignKey(RosterImport, models.CASCADE, related_name="decisions", verbose_name=_("staff list"))
    key = models.CharField(
        max_length=64, unique=True, editable=False, help_text=_("The same doubt in the next list is not asked again.")
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN, editable=False)
    kind = fields.CharField(_("kind"), max_length=40)
    person = models.ForeignKey(
        "staff.Person", models.CASCADE, null=True, blank=True, related_name="import_decisions", verbose_name=_("person")
    )
    sheet = fields.CharField(_("sheet"), max_length=100)
    row = models.PositiveIntegerField(_("row"))
    column = fields.CharField(_("column"), max_length=4)
    written = fields.CharField(_("as written"), max_length=500, blank=True)
    proposal = models.JSONField(_("proposal"), default=dict, blank=True)
    held_back = models.JSONField(
        _("held back"),
        default=dict,
        blank=True,
        help_text=_("What the row would have brought and waits for the answer."),
    )
    answer = models.JSONField(_("answer"), default=dict, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("decision on a cell")
        verbose_name_plural = _("decisions on cells")
        ordering = ["roster", "sheet", "row"]

    def __str__(self) -> str:
        return f"{self.sheet}, {self.column}{self.row}: {self.written}"
