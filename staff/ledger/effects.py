"""What a decision on training does to the next due date, told before it is taken. Clauses 1.3, 4.4."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.workflow.effects import Effect, effect, warning
from ostu_qualification.core.workflow.steps import ACTS
from staff.cycle.models import CycleState

from . import claims, known_training
from .models import TrainingRecord, TrainingSource


def of_recognising(record: TrainingRecord, user: Any) -> Sequence[Effect]:
    """From now on the hours count: the due date before and after; a document that somebody else has too."""
    hours = ngettext("%(n)s hour counts from now on.", "%(n)s hours count from now on.", record.hours)
    found = [effect(hours % {"n": record.hours}), _date_moves(record, "recognise_training"), _is_told(record)]
    for other in claims.others_with_document(record):
        words = _("Somebody else has a document of the same provider under the same number: %(name)s, “%(title)s”.")
        facts = {"name": other.person.full_name, "title": other.title}
        found.append(warning(words % facts, reverse("training_detail", args=[other.pk])))
    if not record.has_document:
        found.append(warning(_("No document is attached or named.")))
    return found


def of_refusing(record: TrainingRecord, user: Any) -> Sequence[Effect]:
    """The person is told why, and may claim once more."""
    return [effect(_("The hours do not count. The training can be claimed once more.")), _is_told(record)]


def of_withdrawing(record: TrainingRecord, user: Any) -> Sequence[Effect]:
    """Nobody decides any more."""
    return [effect(_("Nobody decides on it any more; the training can be claimed anew."))]


def of_annulling(record: TrainingRecord, user: Any) -> Sequence[Effect]:
    """The hours no longer count: the due date before and after; the line that seems to be the same."""
    found = [
        effect(_("The line stays visible with the reason; its hours no longer count.")),
        _date_moves(record, "annul_training", reason="–"),
    ]
    if record.source == TrainingSource.OWN:
        found.append(warning(_("It is our own certificate: annul the certificate in the register instead.")))
    for twin in known_training.twins_of(record):
        words = _("The same training seems to stand in the ledger once more: “%(title)s”.") % {"title": twin.title}
        found.append(effect(words, reverse("training_detail", args=[twin.pk])))
    return found


def _is_told(record: TrainingRecord) -> Effect:
    name = {"name": record.person.full_name}
    if record.person.email:
        return effect(_("A letter tells %(name)s.") % name)
    return warning(_("%(name)s has no e-mail: a colleague tells them.") % name)


def _date_moves(record: TrainingRecord, act: str, **arguments: Any) -> Effect:
    """How the next due date moves by an act: it is done, read and taken back. Clause 1.3."""
    before = _due_on(record.person_id)
    try:
        with transaction.atomic():
            ACTS[act].function(TrainingRecord.objects.get(pk=record.pk), by=SYSTEM, **arguments)
            after = _due_on(record.person_id)
            transaction.set_rollback(True)
    except ValidationError as problem:
        return warning(" ".join(problem.messages))
    person = reverse("person_detail", args=[record.person_id])
    if before == after:
        return effect(_("The next due date stays: %(day)s.") % {"day": _in_words(before)}, person)
    days = {"before": _in_words(before), "after": _in_words(after)}
    return effect(_("The next due date moves: %(before)s → %(after)s.") % days, person)


def _due_on(person_id: int) -> dt.date | None:
    return CycleState.objects.filter(person_id=person_id).values_list("due_on", flat=True).first()


def _in_words(day: dt.date | None) -> str:
    return short_date(day) if day else "–"
