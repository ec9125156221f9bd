"""Files that belong to records: whole or not at all, and gone with what was not kept.

A database takes back what was not committed; a disk does not. So a file is written aside and appears under its name in one
move, and a transaction that is given up takes its files with it (`all_or_nothing`). What a killed process leaves behind is
found by the check of the night (`core.file_check`).
"""

import errno
import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import transaction
from django.db.models import FileField, Model
from django.http import Http404
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)
ASIDE = "aside"
FULL = (errno.ENOSPC, errno.EDQUOT)
NO_ROOM = _("The storage is full: nothing was done. Tell the administrator and try again later.")
_written: ContextVar[list[str] | None] = ContextVar("written", default=None)


class StorageFull(ValidationError):
    """There is no room for a file. Nothing was kept; the same act can be taken once there is room."""


class FileMissing(FileNotFoundError, Http404):
    """The file of a record is not in its place: said on a page of its own, not as a fault of the server."""


class WholeFiles(FileSystemStorage):
    """Files on the disk of this machine, each whole from the first moment on."""

    def _save(self, name: str, content: Any) -> str:
        try:
            aside = self._write_aside(content)
            try:
                # an empty file takes a name that nobody else can take
                kept: str = super()._save(name, ContentFile(b""))  # type: ignore[misc]
                _note(kept)
                shutil.copymode(self.path(kept), aside)
                os.replace(aside, self.path(kept))
            finally:
                aside.unlink(missing_ok=True)
        except OSError as problem:
            if not is_full(problem):
                raise
            logger.error("no room for a file in %s", Path(name).parent)
            raise StorageFull(NO_ROOM) from problem
        return kept

    def _write_aside(self, content: Any) -> Path:
        folder = Path(self.location) / ASIDE
        folder.mkdir(mode=self.directory_permissions_mode or 0o777, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, delete=False) as file:
            path = Path(file.name)
            try:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())  # a row that is committed must not outlive its file when the power fails
            except BaseException:
                path.unlink(missing_ok=True)
                raise
        return path

    def _open(self, name: str, mode: str = "rb") -> File:
        try:
            return super()._open(name, mode)  # type: ignore[misc]
        except FileNotFoundError as problem:
            logger.error("a file in %s is missing; check_papers says whose", Path(name).parent)
            raise FileMissing from problem


def is_full(problem: BaseException | None) -> bool:
    """Whether something failed because there is no room left on a disk."""
    return isinstance(problem, StorageFull) or (isinstance(problem, OSError) and problem.errno in FULL)


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """A transaction to which files belong: those written within are deleted when it fails. Also a decorator.

    Nested, the inner one keeps its files for the outer one to delete, as the database keeps its rows.
    """
    outer, mine = _written.get(), list[str]()
    token = _written.set(mine)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        delete(mine)
        raise
    finally:
        _written.reset(token)
    if outer is not None:
        outer.extend(mine)


def file_names(record: Model) -> set[str]:
    """The names of the files that a record has."""
    fields = (field for field in record._meta.concrete_fields if isinstance(field, FileField))
    return {name for field in fields if (name := getattr(record, field.name).name)}


def _note(name: str) -> None:
    """Remember a file for the transaction that writes it."""
    written = _written.get()
    if written is not None:
        written.append(name)


def delete(names: Iterable[str]) -> None:
    """Delete files that no record has any longer; one that cannot be deleted is left to the check of the night."""
    for name in names:
        with suppress(OSError):
            default_storage.delete(name)
