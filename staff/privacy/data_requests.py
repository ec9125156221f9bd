"""What people ask about their own data: correction or erasure, answered within a week."""

from collections.abc import Mapping
from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from ostu_qualification.core.records import history
from ostu_qualification.core.records.locks import locked
from ostu_qualification.core.records.verdicts import Verdict
from ostu_qualification.core.records.who import Who, user_of
from ostu_qualification.core.records.writes import NO_FIELDS, keep
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.words.folding import fold
from staff.letters.writing import notify
from staff.people.actors import actor
from staff.people.models import Person

from . import permissions
from .models import DataRequest

ERASED = ("email", "phone")


@transaction.atomic
def ask_about_data(request: DataRequest, fields: Mapping[str, Any] = NO_FIELDS, *, by: Who) -> DataRequest:
    """Put one's own request into the queue; the week begins today. What waits for an answer is not asked once more."""
    locked(request.person)

    def may(user: Any, record: DataRequest) -> Verdict:
        return permissions.ask_about_data(user, record.person)

    return keep(request, fields, by=by, permission=may, act="ask_about_data", check=_check_not_asked)


def _check_not_asked(request: DataRequest) -> None:
    """Refuse a request that the person has made in the same words and that waits for its answer."""
    waiting = DataRequest.objects.filter(person=request.person, kind=request.kind, state=DataRequest.State.OPEN)
    same = next((each for each in waiting if fold(each.text) == fold(request.text)), None)
    if same is not None:
        day = {"day": short_date(same.answer_by)}
        raise ValidationError(
            {"text": _("You have asked for this already; it is answered by %(day)s at the latest.") % day}
        )


def answer(request: DataRequest, text: str, *, is_done: bool, by: Who) -> None:
    """Note the answer, and tell the person as soon as the transaction is committed: done, or refused with the reason."""
    request.answer, request.answered_by, request.answered_at = text, user_of(by), timezone.now()
    person = actor(user_of(by)).person
    facts = {
        "answer": text,
        "asked": request.text,
        "asked_on": short_date(localdate(request.created_at)),
        "by": person.short_name if person else "",
        "url": reverse("data_request_detail", args=[request.pk]),
    }
    template = "data_request_done" if is_done else "data_request_refused"
    notify(request.person, key=key_of_answer(request), template=template, facts=facts)


def key_of_answer(request: DataRequest) -> str:
    """The key of the letter that answers a request."""
    return f"data-request:{request.pk}"


def erase_contacts(person: Person, *, by: Who) -> None:
    """Erase what the law does not make us keep: e-mail, phone, consents, the log-in, and these values in the history.

    What must be kept stays: the record, posts, ledger, certificates and orders. The outbox forgets the address by a step
    of its own (`transitions.forget_address`).
    """
    person.consents.filter(withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())
    Person.objects.filter(pk=person.pk).update(email=None, phone="")
    if person.user is not None:
        person.user.is_active = False
        person.user.save(update_fields=["is_active"])
    _forget_in_history(person)
    history.record(person, "erase_contacts", by=by)


def _forget_in_history(person: Person) -> None:
    kind = ContentType.objects.get_for_model(Person)
    for line in LogEntry.objects.filter(content_type=kind, object_id__in=person.history_keys):
        kept = {name: values for name, values in (line.changes or {}).items() if name not in ERASED}
        if kept != (line.changes or {}):
            line.changes = kept
            line.save(update_fields=["changes"])
