"""Training claimed or entered for someone: kept, changed while it waits, checked before it counts, told to the person.

Clauses 4.1, 4.4, 6.2.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.records.locks import locked
from ostu_qualification.core.records.verdicts import YES, Verdict, not_yet
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.records.writes import NO_FIELDS, keep
from ostu_qualification.core.words.dates import long_date
from ostu_qualification.core.words.folding import fold
from ostu_qualification.core.workflow.steps import WrongState, wrong_state_message
from staff.cycle.models import CycleState
from staff.letters.writing import notify
from staff.people import consents
from staff.people.models import ConsentKind, Employment, Person
from staff.people.queries import search_people, with_main_post
from staff.people.signals import announce_change

from . import permissions
from .models import TrainingRecord, TrainingSource, key_of
from .same_training import is_same_training

State = TrainingRecord.State
NO_LONGER_CLAIMED = (State.REFUSED, State.WITHDRAWN)
SHORTEST_SEARCH = 3
MOST_FOUND = 20


def travellers_for(user: Any) -> QuerySet[Person]:
    """Those who can be sent abroad: everybody who works here, for the international officer alone. Clause 6.2."""
    if not permissions.enter_mobility(user):
        return Person.objects.none()
    return Person.objects.filter(Exists(Employment.objects.filter(person=OuterRef("pk"), left_on__isnull=True)))


def find_travellers(user: Any, written: str) -> list[Person]:
    """The first people whose name holds every word; nobody as long as too few letters are typed to know whom is meant."""
    if len(fold(written)) < SHORTEST_SEARCH:
        return []
    return list(with_main_post(search_people(travellers_for(user), written)).order_by("sort_key", "pk")[:MOST_FOUND])


@transaction.atomic
def claim_training(record: TrainingRecord, fields: Mapping[str, Any] = NO_FIELDS, *, by: Who) -> TrainingRecord:
    """Enter training done elsewhere as a claim that waits for an officer. Clauses 4.1, 4.4."""
    record.source = TrainingSource.ELSEWHERE

    def may_claim(user: Any, claim: TrainingRecord) -> Verdict:
        return permissions.claim_training(user, claim.person)

    return _keep(record, fields, "claim_training", may_claim, by=by)


@transaction.atomic
def enter_mobility(record: TrainingRecord, fields: Mapping[str, Any] = NO_FIELDS, *, by: Who) -> TrainingRecord:
    """Enter a journey abroad, past or to come, for someone who agreed to the transfer of data; the person is told. Clause 6.2."""
    record.source = TrainingSource.MOBILITY
    _keep(record, fields, "enter_mobility", permissions.enter_mobility, by=by)
    _tell(record, "mobility_entered")
    return record


@transaction.atomic
def edit_training(record: TrainingRecord, fields: Mapping[str, Any], *, by: Who) -> TrainingRecord:
    """Change a claim while it waits; WrongState when somebody has decided on it meanwhile. Clause 4.4."""
    return _keep(record, fields, "edit_training", permissions.edit_training, by=by)


def _keep(record: TrainingRecord, fields: Mapping[str, Any], act: str, permission: Any, *, by: Who) -> TrainingRecord:
    """Keep a claim unless the person has the training already; the person is locked, so that it cannot come in twice."""
    locked(record.person)
    derived = ["key", "transfer_agreed_on"]
    return keep(record, fields, by=by, permission=permission, act=act, check=_check_claim, derived=derived)


def _check_claim(record: TrainingRecord) -> None:
    """Refuse a claim that waits no longer, and training that the person has already; give the line its key."""
    if record.state != State.CLAIMED:
        raise WrongState(wrong_state_message(record))
    others = TrainingRecord.objects.filter(person_id=record.person_id, hours=record.hours).exclude(
        Q(pk=record.pk) | Q(state__in=NO_LONGER_CLAIMED)
    )
    for each in others:
        if is_same_training(record, each):
            raise ValidationError(
                _("This training is in the ledger already: %(title)s (%(state)s).")
                % {"title": each.title, "state": each.get_state_display()}
            )
    record.key = key_of(record, record.person_id)
    if record.source == TrainingSource.MOBILITY:
        _check_transfer(record)


def _check_transfer(record: TrainingRecord) -> None:
    """Refuse a journey for which the person's data may not go abroad; the line keeps the day of the consent. Clause 6.2.

    The consent is the one given here, or a signed paper. Withdrawn, it stops what is to come: a journey that has begun
    still gets its papers.
    """
    given_on = consents.given_on(record.person, ConsentKind.TRANSFER_ABROAD)
    if given_on is not None:
        record.transfer_agreed_on = given_on
        return
    has_begun = record.started_on is not None and record.started_on <= today()
    if has_begun and not record._state.adding and record.transfer_agreed_on:
        return
    if not record.transfer_paper:
        raise ValidationError(
            {"transfer_paper": _("There is no consent to the transfer of data abroad: attach the signed paper.")}
        )
    if record.transfer_agreed_on is None or record.transfer_agreed_on > today():
        raise ValidationError({"transfer_agreed_on": _("Write the day on which the consent was signed.")})


def freed_key(record: TrainingRecord) -> str:
    """The key of a line that is refused or withdrawn, so that the training can be claimed once more."""
    return f"{record.pk}:{record.key}"[:64]


def can_count(record: TrainingRecord) -> Verdict:
    """A line counts once the training is over, and a journey once there is a report or document, and consent.

    Clauses 4.4, 6.2.

    That all other training comes with its document is the record's own rule.
    """
    if record.ended_on > today():
        return not_yet(_("This training is not over yet; it can be recognised once it has ended."))
    if record.source == TrainingSource.MOBILITY and not (record.report or record.evidence):
        return not_yet(_("Neither a report nor a document of this mobility is attached yet."))
    if record.source == TrainingSource.MOBILITY and record.transfer_agreed_on is None:
        return not_yet(_("The person's consent to the transfer of data abroad is not kept: attach the signed paper."))
    return YES


def follow_recognised(record: TrainingRecord) -> None:
    """Reckon the next due date of whoever has a line recognised, and tell it. Clauses 1.3, 4.4."""
    announce_change(record.person_id)
    state = CycleState.objects.filter(person_id=record.person_id).first()
    language = record.person.language
    _tell(record, "training_recognised", due=long_date(state.due_on, language) if state and state.due_on else "–")


def tell_refused(record: TrainingRecord) -> None:
    """Tell whoever has a claim refused why. Clause 4.4."""
    _tell(record, "training_refused", reason=record.reason)


def _tell(record: TrainingRecord, template: str, **facts: Any) -> None:
    language = record.person.language
    facts |= {
        "title": record.title,
        "hours": record.hours,
        "provider": record.provider,
        "country": record.country,
        "started_on": long_date(record.started_on, language) if record.started_on else "",
        "ended_on": long_date(record.ended_on, language),
        "url": reverse("training_detail", args=[record.pk]),
    }
    notify(record.person, key=f"{template}:{record.pk}", template=template, facts=facts)


def others_with_document(record: TrainingRecord) -> list[TrainingRecord]:
    """Lines of other people under the same number of a document of the same provider: one of them may be wrong. Clause 4.4."""
    if not record.document_number:
        return []
    number = record.document_number
    written = {number, number.upper(), number.lower()}  # SQLite compares Cyrillic letters by their case
    others = TrainingRecord.objects.filter(document_number__in=written).exclude(
        Q(person_id=record.person_id) | Q(state__in=[*NO_LONGER_CLAIMED, State.ANNULLED])
    )
    provider = fold(record.provider)
    return [each for each in others.select_related("person") if fold(each.provider) == provider]


history.name_acts(
    {
        "claim_training": gettext_lazy("training claimed"),
        "edit_training": gettext_lazy("claim changed"),
        "enter_mobility": gettext_lazy("mobility entered"),
    }
)
