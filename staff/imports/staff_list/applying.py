"""Bringing a staff list in: read, previewed, applied in one transaction; a second time changes nothing."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.door.memory import without_collecting
from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.records.files import all_or_nothing
from ostu_qualification.core.records.who import System, Who, user_of
from ostu_qualification.core.sheets.excel import with_remarks
from ostu_qualification.core.sheets.spreadsheets import NotASpreadsheet
from staff.cycle import stored
from staff.cycle.extensions.models import Pause
from staff.imports import permissions
from staff.imports.cells.records import ReadRow
from staff.imports.models import ImportDecision, RosterImport
from staff.ledger.models import TrainingRecord
from staff.people.lock import lock_people
from staff.people.models import Basis, Employment, Person
from staff.people.portions import AT_ONCE, portions
from staff.units.models import Unit, UnitHead

from .messages import message_for, nothing_read
from .persons import RosterPerson
from .plan import Changes, Plan, PlannedPerson, Planner, headship, rows_of, set_key
from .reading import Roster, read_roster
from .report import report


@without_collecting()
def upload_roster(content: bytes, name: str, *, by: Who) -> RosterImport:
    """Read a list and keep it with a preview; nothing else changes. Raises NotASpreadsheet."""
    if not isinstance(by, System):
        permissions.import_roster(by).require()
    roster = read_list(content)
    digest = roster.digest
    return keep(content, name, roster, Planner(roster).plan(), by=by, digest=digest)


def read_list(content: bytes) -> Roster:
    """Read a list as of today. Raises NotASpreadsheet, also for one that names nobody: nobody shall think it came in."""
    roster = read_roster(content, today=today())
    if not roster.rows and not roster.refused:
        raise NotASpreadsheet(nothing_read([each.sheet for each in roster.unread_sheets]))
    return roster


@all_or_nothing()
def keep(content: bytes, name: str, roster: Roster, plan: Plan, *, by: Who, digest: str = "") -> RosterImport:
    """Keep a list that was read, with what it would change; `digest` is that of the list before it was compared."""
    record = RosterImport(
        name=name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=user_of(by),
        report=report(roster, plan),
    )
    if digest:
        record.report["digest"] = digest
    record.file.save(name, ContentFile(content), save=False)
    record.save(force_insert=True)
    return record


def read_again(record: RosterImport) -> Roster:
    """The list as it was uploaded."""
    with record.file.open("rb") as file:
        return read_roster(file.read(), today=localdate(record.uploaded_at))


@without_collecting()
@transaction.atomic
def apply_list(record: RosterImport, *, by: Who) -> dict[str, int]:
    """Apply a list as it compares with what is kept now; returns the counts. All or nothing."""
    roster = read_again(record)
    if record.report.get("digest", roster.digest) != roster.digest:
        raise ValidationError(
            gettext("This list is understood differently now than when it was looked at. Upload it once more.")
        )
    lock_people()
    plan = Planner(roster).plan()
    _write_units(plan, by)
    _write_people(plan.people, by)
    _write_posts(plan.people, by)
    _write_lines(plan.people)
    _write_heads(plan, by)
    _write_decisions(record, plan, roster)
    touched = [each.person.pk for each in plan.people if each.status != "unchanged"]
    for some in portions(touched):
        stored.rebuild(Person.objects.filter(pk__in=some))
    return plan.counts()


def _write_units(plan: Plan, by: Who) -> None:
    if not plan.new_units:
        return
    for unit in plan.new_units:
        unit.fill_search()
    Unit.objects.bulk_create(plan.new_units)
    history.record_many(plan.new_units, "import", by=by, created=True)


def _write_people(people: list[PlannedPerson], by: Who) -> None:
    """New people and changed fields; whoever gets anything new has a line in the history."""
    new = [each.person for each in people if each.is_new]
    changed = [each for each in people if each.changes]
    for person in [*new, *(each.person for each in changed)]:
        person.fill_search()
        person.pin = person.pin or None
        person.email = person.email or None
    if new:
        Person.objects.bulk_create(new, batch_size=AT_ONCE)
        history.record_many(new, "import", by=by, created=True)
    if changed:
        fields = sorted({name for each in changed for name in each.changes})
        Person.objects.bulk_update([each.person for each in changed], [*fields, "folded", "sort_key"], batch_size=1000)
    touched = [each for each in people if each.status == "changed"]
    if touched:
        differences = {each.person.pk: _masked(each.changes) for each in touched}
        history.record_many([each.person for each in touched], "import", by=by, changes=differences)


def _masked(changes: Changes) -> Changes:
    """Changes without what the history must not show: personal number, phone and e-mail."""
    return {name: ["•••", "•••"] if name in ("pin", "phone", "email") else values for name, values in changes.items()}


def _write_posts(people: list[PlannedPerson], by: Who) -> None:
    """Posts; those that are no longer the main one first, since nobody has two at a time."""
    changed = [(post, changes) for each in people for post, changes in each.changed_posts]
    demoted = [post for post, changes in changed if "basis" in changes and post.basis != Basis.MAIN]
    if demoted:
        Employment.objects.bulk_update(demoted, ["basis"], batch_size=1000)
    new = [post for each in people for post in each.new_posts]
    if new:
        Employment.objects.bulk_create(new, batch_size=AT_ONCE)
    if changed:
        fields = sorted({name for _, changes in changed for name in changes})
        Employment.objects.bulk_update([post for post, _ in changed], fields, batch_size=1000)
        differences = {post.pk: changes for post, changes in changed}
        history.record_many([post for post, _ in changed], "import", by=by, changes=differences)


def _write_lines(people: list[PlannedPerson]) -> None:
    lines = [set_key(line) for each in people for line in each.trainings]
    if lines:
        TrainingRecord.objects.bulk_create(lines, batch_size=AT_ONCE, ignore_conflicts=True)
    pauses = [pause for each in people for pause in each.pauses]
    if pauses:
        Pause.objects.bulk_create(pauses, batch_size=AT_ONCE, ignore_conflicts=True)


def _write_heads(plan: Plan, by: Who) -> None:
    """Whoever the list calls head of a unit that has none becomes its head. Clause 5.3."""
    headed = set(UnitHead.objects.filter(until__isnull=True).values_list("unit_id", flat=True))
    heads = []
    for row, each in rows_of(plan.people):
        post = each.posts_by_row.get(row.place)
        if row.post == "head_of_department" and post is not None and post.unit_id not in headed:
            headed.add(post.unit_id)
            heads.append(headship(row, post))
    if heads:
        UnitHead.objects.bulk_create(heads)
        history.record_many([head.unit for head in heads], "appoint_head", by=by)


def _write_decisions(record: RosterImport, plan: Plan, roster: Roster) -> None:
    listed = {row.place: row for row in roster.asked} if plan.decisions else {}
    doubts = []
    for decision, key, owner in plan.decisions:
        place = decision.sheet, decision.row
        post = owner.posts_by_row.get(place) if owner else None
        held_back: dict[str, Any] = {"field": decision.field, "row": in_short(listed[place])}
        if post:
            held_back["employment"] = post.pk
        if decision.other:
            held_back["other"] = [*decision.other, in_short(listed[decision.other])]
        doubts.append(
            ImportDecision(
                roster=record,
                key=key,
                kind=decision.kind,
                person=owner.person if owner else None,
                sheet=decision.sheet,
                row=decision.row,
                column=decision.column,
                written=decision.written[:500],
                proposal={"proposals": decision.proposals},
                held_back=held_back,
            )
        )
    if doubts:
        ImportDecision.objects.bulk_create(doubts, batch_size=AT_ONCE, ignore_conflicts=True)


def in_short(row: ReadRow) -> str:
    """Who a row is about: name and birth."""
    birth = f"{row.birth_on:%d.%m.%Y}" if row.birth_on else str(row.birth_year or "")
    return ", ".join(filter(None, (row.full_name, birth)))


def errors_file(record: RosterImport) -> bytes:
    """The office's own file with one more column «Ката»: doubts and refusals beside their rows.

    Compared once more with what is kept, since that raises doubts too.
    """
    roster = read_again(record)
    Planner(roster).plan()
    with record.file.open("rb") as file:
        return with_remarks(file.read(), roster.remarks(), dict(roster.head_rows))


def row_person(record: RosterImport, decision: ImportDecision) -> tuple[ReadRow, RosterPerson]:
    """The row that a doubt holds back, and the person of the list it may belong to."""
    for each in read_again(record).persons:
        for row in (*each.rows, *each.waiting):
            if row.place == (decision.sheet, decision.row):
                return row, each
    raise LookupError(f"Row {decision.row} of the sheet is gone.")


def words(kind: str) -> str:
    """What an officer is told about a note, a doubt or a refusal."""
    return str(message_for(kind))


history.name_acts(
    {
        "import": _("came with a staff list"),
    }
)
