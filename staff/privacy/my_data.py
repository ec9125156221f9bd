"""Everything that is kept about someone, for the person: on the page, as JSON and as PDF.

Apps above add theirs by answering `ports.kept_data` with groups made by `group_of`.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ostu_qualification.core.frame.lists import shown
from ostu_qualification.core.models import today
from ostu_qualification.core.papers.records import Section, record_pdf
from ostu_qualification.core.records import history
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.words.languages import in_order
from staff import ports
from staff.cycle.models import CycleState
from staff.people.looks import looks_of
from staff.people.merging.models import PersonMerge
from staff.people.models import Person
from staff.ports import Fact, Group

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
CYCLE = ("obligation", "status", "due_on", "hours_counted", "hours_open", "reckoned_on")
HISTORY_AT_MOST = 500


@dataclass(frozen=True)
class Said:
    """A value that no single column holds: its stable key, its name in words, and how a record says it."""

    name: str
    label: str | Promise
    value: Callable[[Any], Any]


def group_of(
    key: str, label: str | Promise, records: Iterable[Model], names: Sequence[str | Said], *, is_table: bool = False
) -> Group:
    """A group from records and the columns to show."""
    return Group(key, str(label), [[_fact(record, name) for name in names] for record in records], is_table)


def _fact(record: Model, name: str | Said) -> Fact:
    if isinstance(name, Said):
        value = name.value(record)
        return Fact(name.name, capfirst(str(name.label)), _plain(value), shown(value))
    field: Any = record._meta.get_field(name)
    value, label = getattr(record, name), capfirst(str(field.verbose_name))
    if value is None or value == "":
        return Fact(name, label, None, "")
    if isinstance(value, bool):
        return Fact(name, label, value, str(_("Yes") if value else _("No")))
    if isinstance(value, Model):
        return Fact(name, label, str(value), str(value))
    if field.choices:
        return Fact(name, label, _plain(value), str(getattr(record, f"get_{name}_display")()))
    return Fact(name, label, _plain(value), shown(getattr(record, f"shown_{name}", value)))


def _plain(value: Any) -> Any:
    """A value as JSON has it: dates in ISO form, all else that is no number as text."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def groups_of(person: Person) -> list[Group]:
    """All that is kept about someone, in the order in which they know it."""
    cycle = CycleState.objects.filter(person=person)
    accounts = [person.user] if person.user else []
    merges = PersonMerge.objects.filter(kept=person)
    own = [
        group_of("person", _("My record"), [person], PERSON),
        group_of("account", _("My account"), accounts, ("login", "language", "is_active", "last_login")),
        group_of("posts", _("Posts"), person.employments.select_related("unit"), POST),
        group_of("roles", _("Roles"), person.roles.all(), ("kind", "since", "until"), is_table=True),
        group_of("headships", _("Units that I head or headed"), person.headships.select_related("unit"), ("unit", "is_acting", "since", "until"), is_table=True),
        group_of("cycle", _("My three-year cycle"), cycle, CYCLE),
        group_of("training", _("Training ledger"), person.training_records.all(), LINE),
        group_of("pauses", _("Pauses"), person.pauses.all(), ("reason", "started_on", "ended_on", "order_number", "state"), is_table=True),
        group_of("extensions", _("Extensions"), person.extensions.all(), ("until", "ground", "order_number", "decided_on", "state"), is_table=True),
        group_of("letters", _("Letters"), person.letters.order_by("-send_on", "-pk")[:HISTORY_AT_MOST], ("subject", "kind", "state", "send_on", "address"), is_table=True),
        group_of("consents", _("Consents"), person.consents.all(), ("kind", "text", "language", "given_at", "withdrawn_at", "ip_address")),
        group_of("data_requests", _("Requests about my data"), person.data_requests.all(), ("kind", "text", "state", "answer_by", "answer")),
        group_of("list_cells", _("Cells of staff lists about me"), person.import_decisions.all(), ("sheet", "row", "column", "written", "state", "settled_at"), is_table=True),
        group_of("merges", _("Records that were merged into mine"), merges, ("merged_at", "reason", "state"), is_table=True),
    ]  # fmt: skip
    return [*own, *chain.from_iterable(ports.kept_data.ask(person)), _changes(person), _looks(person)]


def _changes(person: Person) -> Group:
    entries = [
        [
            Fact("at", _("When"), line.timestamp.isoformat(), shown(line.timestamp)),
            Fact("act", _("What was done"), (line.additional_data or {}).get("act", ""), history.act_label((line.additional_data or {}).get("act", ""), line.action)),
            Fact("by", _("By"), str(line.actor or ""), str(line.actor or "–")),
        ]
        for line in history.history_of(person)[:HISTORY_AT_MOST]
    ]  # fmt: skip
    return Group("history", _("Changes of my record"), entries, is_table=True)


def _looks(person: Person) -> Group:
    entries = [
        [
            Fact("on", _("Day"), look.on.isoformat(), short_date(look.on)),
            Fact("by", _("By"), look.viewer, look.viewer),
            Fact("offices", _("Office"), look.offices, look.offices),
        ]
        for look in looks_of(person)
    ]
    return Group("looked_at", _("Who looked at my record"), entries, is_table=True)


def as_json(person: Person) -> bytes:
    """All that is kept, with stable keys, dates in ISO form, and the day it was taken; empty values are null."""
    groups = {
        group.key: [{fact.name: fact.value for fact in entry} for entry in group.entries] for group in groups_of(person)
    }
    content = {"taken_at": timezone.localtime().isoformat(timespec="seconds"), "person_id": person.pk, **groups}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def as_pdf(person: Person) -> bytes:
    """The same on paper, in the language of the page; what is empty is left out."""
    sections = [_section(group) for group in groups_of(person) if group.entries]
    lead = _("All that the system of additional education keeps about you on %(day)s.") % {"day": short_date(today())}
    return record_pdf(person.full_name, lead, sections, language=in_order()[0])


def _section(group: Group) -> Section:
    if group.is_table:
        return Section(group.label, heads=group.heads, rows=[[fact.text for fact in entry] for entry in group.entries])
    return Section(group.label, [[(fact.label, fact.text) for fact in entry if fact.text] for entry in group.entries])
