"""Bringing a staff list in: read, previewed, applied in one transaction; a second time changes nothing."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from ostu_qualification.core import history
from ostu_qualification.core.models import today
from ostu_qualification.core.spreadsheets import with_remarks

from . import cycles, permissions
from .models import Employment, ImportDecision, Pause, Person, RosterImport, TrainingRecord, Unit, UnitHead
from .roster.messages import message_for
from .roster.reading import Roster, read_roster
from .roster_plan import Plan, PlannedPerson, Planner, rows_of, set_key


def upload_roster(content: bytes, name: str, *, by: Any) -> RosterImport:
    """Read a list and keep it with a preview; nothing else changes. Raises NotASpreadsheet."""
    if by is not None:
        permissions.import_roster(by).require()
    roster = read_roster(content, today=today())
    plan = Planner(roster).plan()
    record = RosterImport(
        name=name[:200], sha256=hashlib.sha256(content).hexdigest(), uploaded_by=by, report=report(roster, plan)
    )
    record.file.save(name, ContentFile(content), save=False)
    record.save()
    return record


def read_again(record: RosterImport) -> Roster:
    """The list as it was uploaded."""
    with record.file.open("rb") as file:
        return read_roster(file.read(), today=record.uploaded_at.date())


def report(roster: Roster, plan: Plan) -> dict[str, Any]:
    """What the preview shows: counts, every row, every cell understood differently, every doubt, every refusal."""
    rows = [
        {
            "sheet": row.sheet,
            "row": row.row,
            "name": row.full_name,
            "unit": row.unit.name,
            "status": each.status,
            "what": _what(each),
        }
        for row, each in rows_of(plan.people)
    ]
    rows += [
        {"sheet": row.sheet, "row": row.row, "name": row.full_name, "unit": row.unit.name, "status": "held", "what": []}
        for row in plan.held
    ]
    order = {sheet: index for index, sheet in enumerate(dict.fromkeys(row.sheet for row in roster.rows))}
    return {
        "summary": {name: value for name, value in roster.summary().items() if not isinstance(value, list)},
        "counts": {**plan.counts(), "refused": len(roster.refused), "rows": len(roster.rows) + len(roster.refused)},
        "rows": sorted(rows, key=lambda each: (order.get(str(each["sheet"]), 0), int(str(each["row"])))),
        "notes": [
            [note.sheet, note.row, note.column, note.kind, note.written, note.understood] for note in roster.notes
        ],
        "decisions": [[each.sheet, each.row, each.column, each.kind, each.written] for each, _, _ in plan.decisions],
        "refused": [[each.sheet, each.row, each.column, each.kind] for each in roster.refused],
        "not_in_list": [person.full_name for person in plan.not_in_list],
        "new_units": [unit.name_ky for unit in plan.new_units],
    }


def _what(each: PlannedPerson) -> list[str]:
    names = {field.name: str(field.verbose_name) for field in (*Person._meta.fields, *Employment._meta.fields)}
    changed = [names[name] for name in each.changes] + [
        names[name] for _, changes in each.changed_posts for name in changes
    ]
    return [] if each.is_new else changed


@transaction.atomic
def apply_list(record: RosterImport, *, by: Any) -> dict[str, int]:
    """Apply a list as it compares with what is kept now; returns the counts. All or nothing."""
    roster = read_again(record)
    plan = Planner(roster).plan()
    _write_units(plan, by)
    _write_people(plan.people, by)
    _write_posts(plan.people)
    _write_lines(plan.people)
    _write_heads(plan)
    _write_decisions(record, plan)
    touched = [each.person.pk for each in plan.people if each.status != "unchanged"]
    cycles.rebuild(
        Person.objects.filter(pk__in=touched).iterator(chunk_size=2000)
        if len(touched) < 30_000
        else Person.objects.iterator(2000)
    )
    return plan.counts()


def _write_units(plan: Plan, by: Any) -> None:
    for unit in plan.new_units:
        unit.fill_search()
    Unit.objects.bulk_create(plan.new_units)
    history.record_many(plan.new_units, "import", by=by, created=True)


def _write_people(people: list[PlannedPerson], by: Any) -> None:
    new = [each.person for each in people if each.is_new]
    changed = [each for each in people if each.changes]
    for person in [*new, *(each.person for each in changed)]:
        person.fill_search()
        person.pin = person.pin or None
        person.email = person.email or None
    Person.objects.bulk_create(new, batch_size=1000)
    fields = sorted({name for each in changed for name in each.changes})
    if changed:
        Person.objects.bulk_update([each.person for each in changed], [*fields, "folded", "sort_key"], batch_size=500)
    history.record_many(new, "import", by=by, created=True)
    differences = {each.person.pk: _masked(each.changes) for each in changed}
    history.record_many([each.person for each in changed], "import", by=by, changes=differences)


def _masked(changes: dict[str, list[str]]) -> dict[str, list[str]]:
    """Changes without what the history must not show: personal number, phone and e-mail."""
    return {name: ["•••", "•••"] if name in ("pin", "phone", "email") else values for name, values in changes.items()}


def _write_posts(people: list[PlannedPerson]) -> None:
    new = [post for each in people for post in each.new_posts]
    for post in new:
        post.person_id, post.unit_id = post.person.pk, post.unit.pk
    Employment.objects.bulk_create(new, batch_size=1000)
    changed = [post for each in people for post, _ in each.changed_posts]
    if changed:
        fields = sorted({name for each in people for _, changes in each.changed_posts for name in changes})
        Employment.objects.bulk_update(changed, fields, batch_size=500)


def _write_lines(people: list[PlannedPerson]) -> None:
    lines = [set_key(line) for each in people for line in each.trainings]
    TrainingRecord.objects.bulk_create(lines, batch_size=1000, ignore_conflicts=True)
    pauses = [pause for each in people for pause in each.pauses]
    for pause in pauses:
        pause.person_id = pause.person.pk
    Pause.objects.bulk_create(pauses, batch_size=1000, ignore_conflicts=True)


def _write_heads(plan: Plan) -> None:
    """Whoever the list calls head of a unit that has none becomes its head. Clause 5.3."""
    headed = set(UnitHead.objects.filter(until__isnull=True).values_list("unit_id", flat=True))
    heads = []
    for each in plan.people:
        for row in each.rows:
            post = each.posts_by_row.get(row.place)
            if row.post == "head_of_department" and post is not None and post.unit_id not in headed:
                headed.add(post.unit_id)
                heads.append(
                    UnitHead(
                        unit_id=post.unit_id, person=each.person, since=row.hired_on or today(), is_acting=row.is_acting
                    )
                )
    UnitHead.objects.bulk_create(heads)


def _write_decisions(record: RosterImport, plan: Plan) -> None:
    rows = []
    for decision, key, owner in plan.decisions:
        post = owner.posts_by_row.get((decision.sheet, decision.row)) if owner else None
        rows.append(
            ImportDecision(
                roster=record,
                key=key,
                kind=decision.kind,
                person=owner.person if owner and owner.person.pk else None,
                sheet=decision.sheet,
                row=decision.row,
                column=decision.column,
                written=decision.written[:500],
                proposal={"proposals": decision.proposals},
                held_back={"employment": post.pk} if post else {},
            )
        )
    ImportDecision.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def errors_file(record: RosterImport) -> bytes:
    """The office's own file with one more column «Ката»: doubts and refusals beside their rows."""
    roster = read_again(record)
    with record.file.open("rb") as file:
        return with_remarks(file.read(), roster.remarks(), dict(roster.head_rows))


def row_person(record: RosterImport, decision: ImportDecision) -> Any:
    """The row that a doubt holds back, and the person it may belong to."""
    roster = read_again(record)
    for each in roster.persons():
        for row in (*each.rows, *each.waiting):
            if row.place == (decision.sheet, decision.row):
                return row, each
    raise LookupError(f"Row {decision.row} of the sheet is gone.")


def words(kind: str) -> str:
    """What an officer is told about a note, a doubt or a refusal."""
    return str(message_for(kind))
