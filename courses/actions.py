"""Writes of the courses app that change no state: programmes from a list, runs, many programmes at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from ostu_qualification.core import history
from ostu_qualification.core.spreadsheets import read_workbook
from ostu_qualification.core.writes import keep

from . import permissions, transitions
from .models import CourseRun, Programme, Protocol, SyllabusTopic
from .programme_sheet import ProgrammeRow, ProgrammeSheet, read_programmes

FIELDS = (
    "title_ky", "title_ru", "title_en", "form", "kind", "level", "hours", "mode", "attestation_form", "price_own", "price_outside",
)  # fmt: skip


@transaction.atomic
def import_programmes(content: bytes, *, by: Any, dry_run: bool = False) -> tuple[ProgrammeSheet, dict[str, int]]:
    """Bring in a list of programmes with their syllabi as drafts; refused rows stay out with their reason. Clauses 4.3, 5.7.

    A programme that the council has already seen is left as it is. A second import of the same list changes nothing.
    """
    if by is not None:
        permissions.import_programmes(by).require()
    read = read_programmes(read_workbook(content))
    counts = {"new": 0, "changed": 0, "unchanged": 0, "frozen": 0}
    if dry_run:
        return read, counts
    known = {each.code: each for each in Programme.objects.select_for_update()}
    for row in read.accepted:
        counts[_import_row(row, known.get(row.values["code"]), by)] += 1
    return read, counts


def _import_row(row: ProgrammeRow, known: Programme | None, by: Any) -> str:
    values = {name: row.values.get(name) if row.values.get(name) is not None else _empty(name) for name in FIELDS}
    if known is None:
        programme = Programme(code=row.values["code"], **values)
        programme.full_clean()
        programme.save()
        _write_topics(programme, row)
        history.record(programme, "import_programmes", by=by)
        return "new"
    topics = list(known.topics.values_list("position", "title", "session_kind", "hours"))
    is_same = all(_same(getattr(known, name), value) for name, value in values.items()) and topics == row.topics
    if is_same:
        return "unchanged"
    if known.state not in (Programme.State.DRAFT, Programme.State.RETURNED):
        return "frozen"
    for name, value in values.items():
        setattr(known, name, value)
    known.full_clean()
    known.save(update_fields=values)
    known.topics.all().delete()
    _write_topics(known, row)
    history.record(known, "import_programmes", by=by)
    return "changed"


def _empty(name: str) -> Any:
    return None if name == "level" else ""


def _same(kept: Any, read: Any) -> bool:
    return float(kept) == float(read) if isinstance(read, float) else kept == read


def _write_topics(programme: Programme, row: ProgrammeRow) -> None:
    SyllabusTopic.objects.bulk_create(
        SyllabusTopic(programme=programme, position=position, title=title[:300], session_kind=kind, hours=hours)
        for position, title, kind, hours in row.topics
    )


@transaction.atomic
def submit_programmes(programmes: Iterable[Programme], *, by: Any) -> int:
    """Hand several programmes to the council at once. Clause 1.6."""
    return len([transitions.submit_programme(each, by=by) for each in programmes])


@transaction.atomic
def permit_programmes(programmes: Iterable[Programme], *, by: Any, number: str, held_on: Any) -> int:
    """Permit several programmes by one protocol of the council. Clause 1.6."""
    protocol, _ = Protocol.objects.get_or_create(number=number, held_on=held_on)
    return len([transitions.permit_programme(each, by=by, protocol=protocol) for each in programmes])


@transaction.atomic
def approve_programmes(programmes: Iterable[Programme], *, by: Any) -> int:
    """Approve several programmes at once. Clause 5.1."""
    return len([transitions.approve_programme(each, by=by) for each in programmes])


def save_run(run: CourseRun, fields: Mapping[str, Any], *, by: Any) -> CourseRun:
    """Plan a run, or change it while it may be changed. Clause 5.1."""
    act = "plan_run" if run.pk is None else "edit_run"
    return keep(run, fields, by=by, permission=permissions.edit_run, act=act)
