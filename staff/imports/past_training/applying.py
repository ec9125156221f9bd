"""Bringing past training in: read, previewed with the due dates it leads to, applied at once; a second time changes nothing.

Clauses 1.3, 4.1, 4.4.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.door.memory import without_collecting
from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.records.files import all_or_nothing
from ostu_qualification.core.records.who import System, Who, user_of
from ostu_qualification.core.sheets.excel import with_remarks
from ostu_qualification.core.sheets.spreadsheets import NotASpreadsheet
from staff.cycle import rules, stored
from staff.imports import permissions
from staff.imports.models import PastTrainingImport
from staff.ledger.known_training import KnownTraining
from staff.ledger.models import TrainingRecord, TrainingSource, key_of
from staff.people.models import Person
from staff.people.portions import AT_ONCE, portions

from .known import KnownStaff
from .messages import message_for, nothing_read
from .reading import PastLine, PastList, read_past_training


@dataclass
class DueDate:
    """What the list does to someone's next due date."""

    person: Person
    before: rules.Cycle
    after: rules.Cycle


@dataclass
class Plan:
    """What a list would bring: new lines with their people, lines kept already, due dates before and after."""

    past: PastList
    new: list[tuple[PastLine, Person]] = field(default_factory=list)
    known: list[tuple[PastLine, Person]] = field(default_factory=list)
    due: list[DueDate] = field(default_factory=list)

    @property
    def refused(self) -> list[PastLine]:
        """The lines that cannot be taken."""
        return [line for line in self.past.lines if line.problems]

    @property
    def changed(self) -> list[DueDate]:
        """The people whose due date is another one afterwards."""
        return [each for each in self.due if each.before.due_on != each.after.due_on]

    def counts(self) -> dict[str, int]:
        """The numbers of the preview; what is accepted is new or kept already."""
        return {
            "rows": len(self.past.lines),
            "accepted": len(self.new) + len(self.known),
            "new": len(self.new),
            "known": len(self.known),
            "refused": len(self.refused),
            "people": len(self.due),
            "due_changed": len(self.changed),
        }


def plan_of(past: PastList, *, is_for_writing: bool = False) -> Plan:
    """Compare a list with what is kept; nothing is written.

    For writing the people are locked before their ledger is read, so that two lists applied at the same time enter no
    line twice.
    """
    staff = KnownStaff(line for line in past.lines if not line.problems)
    found: list[tuple[PastLine, Person]] = []
    for line in past.lines:
        if line.problems:
            continue
        person, said = staff.find(line)
        if person is None:
            line.problems.append(said)
            continue
        if said:
            line.notes.append(said)
        found.append((line, person))
    if is_for_writing:
        for some in portions(sorted({person.pk for _line, person in found})):
            list(
                Person.objects.select_for_update(of=("self",), no_key=True)
                .filter(pk__in=some)
                .order_by("pk")
                .values_list("pk")
            )
    return _with_due_dates(_sorted_out(past, found))


def _sorted_out(past: PastList, found: list[tuple[PastLine, Person]]) -> Plan:
    """Lines that are new, kept already, or in the list twice."""
    plan = Plan(past)
    kept = KnownTraining({person.pk for _line, person in found})
    seen = KnownTraining()
    for line, person in found:
        if seen.has(person.pk, line):
            line.problems.append("same_line_twice")
            continue
        seen.add(person.pk, line)
        (plan.known if kept.has(person.pk, line) else plan.new).append((line, person))
    return plan


def _with_due_dates(plan: Plan) -> Plan:
    """Reckon where each person with a new line stands before and after. Clause 1.3."""
    added: dict[int, list[rules.Line]] = defaultdict(list)
    for line, person in plan.new:
        assert line.ended_on is not None
        added[person.pk].append(rules.Line(line.ended_on, line.hours, title=line.title, level=line.level))
    people = {person.pk: person for _line, person in plan.new}
    on = today()
    for some in portions(list(people.values())):
        for pk, inputs in stored.inputs_of(some).items():
            with_new = replace(inputs, lines=(*inputs.lines, *added[pk]))
            plan.due.append(DueDate(people[pk], rules.cycle(inputs, on), rules.cycle(with_new, on)))
    plan.due.sort(key=lambda each: each.person.sort_key)
    return plan


@without_collecting()
def upload_past_training(content: bytes, name: str, *, by: Who) -> PastTrainingImport:
    """Read a list and keep it with a preview; nothing else changes. Raises NotASpreadsheet. Clause 4.4."""
    if not isinstance(by, System):
        permissions.import_past_training(by).require()
    return keep(content, name, plan_of(read_list(content)), by=by)


def read_list(content: bytes) -> PastList:
    """Read a list as of today. Raises NotASpreadsheet, also for one that holds no training: nobody shall think it came in."""
    past = read_past_training(content, today=today())
    if not past.lines:
        raise NotASpreadsheet(nothing_read(past.unread_sheets))
    return past


@all_or_nothing()
def keep(content: bytes, name: str, plan: Plan, *, by: Who) -> PastTrainingImport:
    """Keep a list that was read, with what it would bring."""
    record = PastTrainingImport(
        name=name[:200], sha256=hashlib.sha256(content).hexdigest(), uploaded_by=user_of(by), report=report(plan)
    )
    record.file.save(name, ContentFile(content), save=False)
    record.save(force_insert=True)
    return record


def report(plan: Plan) -> dict[str, Any]:
    """What the preview is made of: every line with what becomes of it, and the due dates."""
    people = {line.place: person for line, person in (*plan.new, *plan.known)}
    new = {line.place for line, _person in plan.new}
    return {
        "counts": plan.counts(),
        "lines": [
            {
                "sheet": line.sheet,
                "row": line.row,
                "name": people[line.place].full_name if line.place in people else line.full_name,
                "title": line.title,
                "hours": line.hours,
                "ended_on": line.ended_on.isoformat() if line.ended_on else "",
                "status": "refused" if line.problems else "new" if line.place in new else "known",
                "what": line.problems or line.notes,
            }
            for line in plan.past.lines
        ],
        "due": [{"name": each.person.full_name, **due_days(each)} for each in plan.due],
        "skipped": [[each.sheet, each.row, each.written, each.kind] for each in plan.past.skipped],
        "unknown_columns": plan.past.unknown_columns,
    }


def due_days(each: DueDate) -> dict[str, str]:
    """The due date before and after as texts, empty where there is none."""
    days = {"before": each.before.due_on, "after": each.after.due_on}
    return {name: day.isoformat() if day else "" for name, day in days.items()}


@without_collecting()
@transaction.atomic
def apply_list(record: PastTrainingImport, *, by: Who) -> dict[str, int]:
    """Enter the new lines as they compare with what is kept now; returns the counts. All or nothing. Clauses 4.1, 4.4."""
    plan = plan_of(read_again(record), is_for_writing=True)
    lines = [_record(line, person) for line, person in plan.new]
    TrainingRecord.objects.bulk_create(lines, batch_size=AT_ONCE)
    history.record_many(lines, "import_past_training", by=by, created=True)
    for some in portions(sorted({person.pk for _line, person in plan.new})):
        stored.rebuild(Person.objects.filter(pk__in=some))
    return plan.counts()


def read_again(record: PastTrainingImport) -> PastList:
    """The list as it was uploaded."""
    with record.file.open("rb") as file:
        return read_past_training(file.read(), today=localdate(record.uploaded_at))


def _record(line: PastLine, person: Person) -> TrainingRecord:
    """A line of the ledger: recognised, since the officer who brings the list in vouches for it."""
    assert line.ended_on is not None
    record = TrainingRecord(
        person=person,
        state=TrainingRecord.State.RECOGNISED,
        source=TrainingSource.HISTORY,
        title=line.title,
        provider=line.provider,
        country=line.country,
        form=line.form,
        level=line.level,
        hours=line.hours,
        started_on=line.started_on,
        ended_on=line.ended_on,
        ended_within=line.ended_within,
        document_kind=line.document_kind,
        document_number=line.document_number,
        document_on=line.document_on,
    )
    record.key = key_of(record, person.pk)
    return record


def errors_file(record: PastTrainingImport) -> bytes:
    """The office's own file with one more column «Ката»: why a line is not taken, beside its row."""
    past = read_again(record)
    plan_of(past)
    remarks: dict[str, dict[int, str]] = defaultdict(dict)
    for line in past.lines:
        if line.problems:
            remarks[line.sheet][line.row] = "\n".join(map(message_for, line.problems))
    with record.file.open("rb") as file:
        return with_remarks(file.read(), remarks, past.head_rows)


history.name_acts(
    {
        "import_past_training": _("came with a list of past training"),
    }
)
