"""Records and their files compared: what is missing, what was changed, what belongs to nothing."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.db.models import FileField, Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .findings import Finding, name_findings

MISSING, CHANGED, UNREADABLE, ORPHAN = "file_missing", "file_changed", "file_unreadable", "file_orphan"
STILL_BEING_WRITTEN = timedelta(hours=1)


def check_files() -> Iterator[Finding]:
    """Look at every file of every record, then at every file of the disk.

    Where a record keeps the hash of its file (columns `file` and `sha256`), the file is read and compared byte for byte. A
    file that cannot be read is a finding like others; the check goes on.
    """
    known: set[str] = set()
    for model, field in _file_fields():
        has_hash = field.name == "file" and any(each.name == "sha256" for each in model._meta.concrete_fields)
        columns = ("pk", field.name, *(["sha256"] if has_hash else []))
        rows = model._base_manager.exclude(**{field.name: ""}).order_by("pk").values_list(*columns)
        for key, name, *hashes in rows.iterator(chunk_size=2000):
            known.add(name)
            kind = _problem(name, hashes[0] if hashes else "")
            if kind:
                yield Finding(kind, {"file": name, "model": model._meta.label, "key": key})
    for name in orphans(known):
        yield Finding(ORPHAN, {"file": name})


def _file_fields() -> Iterator[tuple[type[Model], FileField]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                yield model, field


def _problem(name: str, sha256: str) -> str:
    try:
        if not default_storage.exists(name):
            return MISSING
        if sha256:
            with default_storage.open(name) as file:
                return "" if hashlib.file_digest(file, "sha256").hexdigest() == sha256 else CHANGED
    except (OSError, SuspiciousOperation):
        return UNREADABLE
    return ""


def orphans(known: set[str]) -> list[str]:
    """The files that no record names, but for those of the last hour: an act may be about to commit them."""
    root, settled = Path(default_storage.path("")), (timezone.now() - STILL_BEING_WRITTEN).timestamp()
    found = {each.relative_to(root).as_posix() for each in root.rglob("*") if _is_file_before(each, settled)}
    return sorted(found - known)


def _is_file_before(path: Path, moment: float) -> bool:
    """Whether there is a file of before a moment; one that goes while we look is no longer there."""
    try:
        return path.is_file() and path.stat().st_mtime < moment
    except OSError:
        return False


def remove(findings: Iterable[Finding]) -> int:
    """Delete the files that belong to nothing; returns how many."""
    names = [each.facts["file"] for each in findings if each.kind == ORPHAN]
    for name in names:
        default_storage.delete(name)
    return len(names)


name_findings(
    {
        MISSING: _("%(record)s: the file %(file)s is missing."),
        CHANGED: _("%(record)s: the file %(file)s is not the one that was kept, its hash differs."),
        UNREADABLE: _("%(record)s: the file %(file)s cannot be read."),
        ORPHAN: _("The file %(file)s belongs to no record."),
    }
)
