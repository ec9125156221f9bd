"""Everything that is kept about someone, for the person: on the page, as JSON and as PDF.

Apps above add theirs by answering `signals.my_data_asked` with groups made by `group_of`.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ostu_qualification.core import history
from ostu_qualification.core.dates import short_date
from ostu_qualification.core.languages import in_order
from ostu_qualification.core.lists import shown
from ostu_qualification.core.models import today
from ostu_qualification.core.papers.records import Section, record_pdf

from . import signals
from .models import Person
from .offers import lists_of
from .privacy import looks_of

PERSON = (
    "family_name", "given_name", "patronymic", "latin_name", "sex", "birth_on", "birth_year", "pin", "email", "phone",
    "language", "letter_choice", "degree_level", "degree_field", "title", "career_start_on", "organisation",
    "organisation_post", "confirmed_at",
)  # fmt: skip
POST = ("unit", "post", "category", "rate", "basis", "hired_on", "left_on")
LINE = (
    "title", "provider", "country", "form", "mode", "level", "hours", "started_on", "ended_on", "document_kind",
    "document_number", "document_on", "transfer_agreed_on", "state", "source", "reason",
)  # fmt: skip
HISTORY_AT_MOST = 500


@dataclass(frozen=True)
class Fact:
    """One value: its column, the column's name in words, the value as JSON has it, and as people read it."""

    name: str
    label: str
    value: Any
    text: str


@dataclass(frozen=True)
class Group:
    """Entries of one kind under a stable key and a heading."""

    key: str
    label: str
    entries: list[list[Fact]]


def group_of(key: str, label: str | Promise, records: Iterable[Model], names: Sequence[str]) -> Group:
    """A group from records and the columns to show."""
    return Group(key, str(label), [[_fact(record, name) for name in names] for record in records])


def _fact(record: Model, name: str) -> Fact:
    field: Any = record._meta.get_field(name)
    value = getattr(record, name)
    label = str(field.verbose_name)
    label = label[:1].upper() + label[1:]
    if value is None or value == "":
        return Fact(name, label, None, "")
    if isinstance(value, Model):
        return Fact(name, label, str(value), str(value))
    words = getattr(record, f"get_{name}_display")() if field.choices else shown(value)
    return Fact(name, label, value.isoformat() if isinstance(value, dt.date) else _plain(value), str(words))


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | str) else str(value)


def groups_of(person: Person) -> list[Group]:
    """All that is kept about someone, in the order in which they know it."""
    own = [
        group_of("person", _("My record"), [person], PERSON),
        group_of("posts", _("Posts"), person.employments.select_related("unit"), POST),
        group_of("roles", _("Roles"), person.roles.all(), ("kind", "since", "until")),
        group_of("training", _("Training ledger"), person.training_records.all(), LINE),
        group_of("pauses", _("Pauses"), person.pauses.all(), ("reason", "started_on", "ended_on", "order_number", "state")),
        group_of("extensions", _("Extensions"), person.extensions.all(), ("until", "ground", "order_number", "decided_on", "state")),
        group_of("letters", _("Letters"), person.letters.order_by("-send_on", "-pk")[:HISTORY_AT_MOST], ("subject", "kind", "state", "send_on", "address")),
        group_of("consents", _("Consents"), person.consents.all(), ("kind", "text", "language", "given_at", "withdrawn_at", "ip_address")),
        group_of("data_requests", _("Requests about my data"), person.data_requests.all(), ("kind", "text", "state", "answer_by", "answer")),
    ]  # fmt: skip
    return [*own, *lists_of(signals.my_data_asked, person=person), _changes(person), _looks(person)]


def _changes(person: Person) -> Group:
    entries = [
        [
            Fact("at", _("When"), line.timestamp.isoformat(), shown(line.timestamp)),
            Fact("act", _("What"), (line.additional_data or {}).get("act", ""), history.act_label((line.additional_data or {}).get("act", ""), line.action)),
            Fact("by", _("By"), str(line.actor or ""), str(line.actor or "–")),
        ]
        for line in history.history_of(person)[:HISTORY_AT_MOST]
    ]  # fmt: skip
    return Group("history", _("Changes of my record"), entries)


def _looks(person: Person) -> Group:
    entries = [
        [
            Fact("on", _("Day"), look.on.isoformat(), short_date(look.on)),
            Fact("by", _("By"), look.viewer, look.viewer),
            Fact("offices", _("Office"), look.offices, look.offices),
        ]
        for look in looks_of(person)
    ]
    return Group("looked_at", _("Who looked at my record"), entries)


def as_json(person: Person) -> bytes:
    """All that is kept, with stable keys, dates in ISO form, and the day it was taken; empty values are null."""
    groups = {
        group.key: [{fact.name: fact.value for fact in entry} for entry in group.entries] for group in groups_of(person)
    }
    content = {"taken_at": timezone.localtime().isoformat(timespec="seconds"), "person_id": person.pk, **groups}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def as_pdf(person: Person) -> bytes:
    """The same on paper, in the language of the page; what is empty is left out."""
    groups = [
        Section(group.label, [[(fact.label, fact.text) for fact in entry if fact.text] for entry in group.entries])
        for group in groups_of(person)
        if group.entries
    ]
    lead = _("All that the system of additional education keeps about you on %(day)s.") % {"day": short_date(today())}
    return record_pdf(person.full_name, lead, groups, language=in_order()[0])
