"""The outbox: every letter is a row before it is a message."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ostu_qualification.core.records import fields
from ostu_qualification.core.records.states import Stateful


class LetterKind(models.TextChoices):
    """What a letter is about."""

    REMINDER = "reminder", _("reminder")
    OVERDUE = "overdue", _("overdue")
    INVITATION = "invitation", _("invitation to voluntary training")
    DIGEST = "digest", _("digest")
    NOTICE = "notice", _("notice")


class LetterProblem(models.TextChoices):
    """What kept a letter from going out, as the outbox says it."""

    UNREACHABLE = "unreachable", _("The mail server does not answer.")
    REFUSED = "refused", _("The mail server refused the letter.")
    BROKEN = "broken", _("The connection broke while the letter was on its way.")
    STOPPED = "stopped", _("The worker stopped while the letter was on its way.")
    MOVED = "moved", _("The date has moved.")
    OVERTAKEN = "overtaken", _("What the letter says is no longer true.")
    UNWRITTEN = "unwritten", _("The letter cannot be put into a message: look at its address and subject.")


class Letter(Stateful):
    """A letter to a person, planned once under its key and sent once, whatever crashes or runs twice.

    For a reminder the key is made of person, due date, offset and kind. Clauses 1.3, 6.1.
    """

    class State(models.TextChoices):
        """Planned, claimed by one worker, confirmed as sent."""

        PLANNED = "planned", _("planned")
        CLAIMED = "claimed", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", pgettext_lazy("letter", "failed")
        DOUBTFUL = "doubtful", pgettext_lazy("letter", "in doubt")
        CANCELLED = "cancelled", _("cancelled")

    MAIN_WAY = (State.PLANNED, State.SENT)

    key = models.CharField(max_length=120, unique=True, editable=False)
    person = models.ForeignKey("staff.Person", models.CASCADE, related_name="letters", verbose_name=_("to"))
    kind = models.CharField(_("kind"), max_length=12, choices=LetterKind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED, editable=False)
    due_on = models.DateField(_("due date it speaks of"), null=True, blank=True)
    offset = models.SmallIntegerField(_("months before the due date"), null=True, blank=True)
    template = fields.CharField(_("template"), max_length=60)
    context = models.JSONField(_("facts"), default=dict, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    address = fields.EmailField(_("e-mail"), blank=True)
    subject = fields.CharField(_("subject"), max_length=250, blank=True)
    body = fields.TextField(_("text"), blank=True)
    send_on = models.DateField(_("to be sent on"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claimed_at = models.DateTimeField(pgettext_lazy("letter", "claimed"), null=True, blank=True)
    handed_at = models.DateTimeField(
        _("handed over"),
        null=True,
        blank=True,
        help_text=_("Noted the moment before the mail server is given the letter: from here on it may have gone out."),
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    problem = fields.CharField(_("problem"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-send_on", "-pk"]
        indexes = [
            models.Index(fields=["send_on", "id"], condition=Q(state__in=["planned", "failed"]), name="letter_to_send")
        ]

    def __str__(self) -> str:
        return self.subject or self.get_kind_display()

    @property
    def problem_in_words(self) -> str:
        """What went wrong in the page's language, with the mail server's code; a reason that someone wrote as it is."""
        name, _separator, code = self.problem.partition(":")
        if name not in LetterProblem.values:
            return self.problem
        return f"{LetterProblem(name).label} {code}".strip()


def reminder_key(person_id: int, due_on: dt.date, offset: int, kind: str) -> str:
    """A reminder is one for person, due date, offset and kind."""
    return f"reminder:{person_id}:{due_on.isoformat()}:{offset}:{kind}"
