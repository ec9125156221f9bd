"""Writes of programmes that change no state: programmes from a list, their documents."""

import hashlib
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.records import history
from ostu_qualification.core.records.files import all_or_nothing
from ostu_qualification.core.records.locks import locked
from ostu_qualification.core.records.problems import in_words
from ostu_qualification.core.records.who import System, Who
from ostu_qualification.core.sheets.spreadsheets import read_workbook
from ostu_qualification.core.words.folding import look_of

from . import permissions
from .models import Material, Programme, SyllabusTopic
from .sheet import ATTESTATIONS, ProgrammeRow, ProgrammeSheet, Refusal, read_programmes

FIELDS = (
    "title_ky", "title_ru", "title_en", "form", "kind", "level", "hours", "mode", "attestation_form", "price_own", "price_outside",
)  # fmt: skip


@transaction.atomic
def import_programmes(content: bytes, *, by: Who, dry_run: bool = False) -> tuple[ProgrammeSheet, dict[str, int]]:
    """Bring in a list of programmes with their syllabi as drafts; refused rows stay out with their reason. Clauses 4.3, 5.7.

    A programme that the council has already seen is left as it is. A second import of the same list changes nothing, and
    a trial run tells what the real one would do. Raises NotASpreadsheet.
    """
    if not isinstance(by, System):
        permissions.import_programmes(by).require()
    read = read_programmes(read_workbook(content))
    counts = {"new": 0, "changed": 0, "unchanged": 0, "frozen": 0}
    known = {look_of(each.code): each for each in Programme.objects.select_for_update()}
    for row in list(read.accepted):
        try:
            programme, status = _planned(row, known.get(look_of(row.values["code"])))
            if status in ("new", "changed") and not dry_run:
                _write(programme, row, by)
        except ValidationError as problem:
            read.accepted.remove(row)
            read.refused.append(Refusal(row.sheet, row.row, "programme_invalid", in_words(problem, Programme)))
        else:
            counts[status] += 1
    read.refused.sort(key=lambda each: (each.sheet, each.row))
    return read, counts


def _planned(row: ProgrammeRow, known: Programme | None) -> tuple[Programme, str]:
    """The programme as the row would have it, and what that makes of it. Raises ValidationError."""
    values = {name: row.values[name] for name in FIELDS if row.values.get(name) is not None}
    if known is None:
        by_default = {"kind": "course", "mode": "alongside", "attestation_form": ATTESTATIONS[values["form"]]}
        programme = Programme(code=row.values["code"], **{**by_default, **values})
        programme.full_clean()
        return programme, "new"
    if known.code != row.values["code"]:
        message = _("There is the programme %(code)s, whose code only looks like this one.") % {"code": known.code}
        raise ValidationError({"code": message})
    topics = list(known.topics.values_list("position", "title", "session_kind", "hours"))
    if all(getattr(known, name) == value for name, value in values.items()) and row.topics in ([], topics):
        return known, "unchanged"
    if known.state not in (Programme.State.DRAFT, Programme.State.RETURNED):
        return known, "frozen"
    for name, value in values.items():
        setattr(known, name, value)
    known.full_clean()
    return known, "changed"


def _write(programme: Programme, row: ProgrammeRow, by: Who) -> None:
    """Keep a new or changed programme; the list's topics take the place of those before, if it has any."""
    try:
        with transaction.atomic():
            programme.save(update_fields=FIELDS if programme.pk else None)
    except IntegrityError as problem:
        raise ValidationError({"code": _("This programme has just been entered by somebody else.")}) from problem
    if row.topics:
        programme.topics.all().delete()
        SyllabusTopic.objects.bulk_create(SyllabusTopic(programme=programme, **each._asdict()) for each in row.topics)
    history.record(programme, "import_programmes", by=by)


@all_or_nothing()
def add_material(programme: Programme, kind: str, file: Any, *, by: Who) -> Material:
    """Add a document to a programme that the council does not have yet; it is called as its file. Clause 1.6."""
    programme = locked(programme)
    permissions.edit_programme(by, programme).require()
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    title = PurePath(file.name).stem[:200]
    material = Material(programme=programme, kind=kind, title=title, file=file, sha256=digest.hexdigest())
    material.full_clean()
    material.save(force_insert=True)
    history.record(programme, "add_material", by=by, reason=lambda: f"{material.get_kind_display()}: {title}")
    return material


@all_or_nothing()
def add_materials(programme: Programme, files: dict[str, Any], *, by: Who) -> list[Material]:
    """Add the documents that were handed in, by kind: all of them or none. Clause 1.6."""
    return [add_material(programme, kind, file, by=by) for kind, file in files.items() if file]


@transaction.atomic
def remove_material(material: Material, *, by: Who) -> None:
    """Take a document away from a programme that the council does not have yet; the file goes with it. Clause 1.6."""
    programme = locked(material.programme)
    permissions.edit_programme(by, programme).require()
    stored, name = material.file.storage, str(material.file.name)
    history.record(
        programme, "remove_material", by=by, reason=lambda: f"{material.get_kind_display()}: {material.title}"
    )
    material.delete()
    transaction.on_commit(lambda: stored.delete(name))


history.name_acts(
    {
        "import_programmes": gettext_lazy("came with a list of programmes"),
        "add_material": gettext_lazy("document added"),
        "remove_material": gettext_lazy("document removed"),
    }
)
