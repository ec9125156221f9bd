"""Uploaded files: never larger than said; what they are is read from their content, never from their name."""

import zipfile
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.http.multipartparser import MultiPartParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MEGABYTE = 1024 * 1024
_PNG, _JPEG, _PDF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"%PDF-"
_TAIL = 2048


class UploadField(forms.FileField):
    """A file of at most so many megabytes (10 unless said): every form takes files by this field, refused before read."""

    default_error_messages = {
        "too_large": gettext_lazy("The file is over %(max)s MB. Make it smaller and attach it again.")
    }

    def __init__(self, *, max_megabytes: int | None = None, **kwargs: Any) -> None:
        self.max_megabytes = max_megabytes
        super().__init__(**kwargs)

    def to_python(self, data: Any) -> Any:
        """The file, if it is small enough; an old one that is kept was."""
        file = super().to_python(data)
        limit = self.max_megabytes * MEGABYTE if self.max_megabytes else settings.UPLOAD_MAX_BYTES
        if file and file.size > limit:
            params = {"max": self.max_megabytes or limit // MEGABYTE}
            raise ValidationError(self.error_messages["too_large"], code="too_large", params=params)
        return file


def check_document(file: Any) -> Any:
    """Return the file when it begins and ends as a PDF, JPEG or PNG does; say what is wrong otherwise."""
    if not file:
        return file
    if not _is_document(*_ends(file)):
        raise ValidationError(_("Wrong file type: PDF, JPEG or PNG needed."))
    return file


OFFICE_EXTENSIONS = ("pdf", "docx", "pptx", "xlsx", "odt", "odp", "ods", "jpg", "jpeg", "png")


def check_office_file(file: Any) -> Any:
    """Return the file when it is a PDF, a picture, or an office file without macros; say what is wrong otherwise."""
    is_known = _is_document(*_ends(file)) or _is_office_archive(file)
    file.seek(0)
    if not is_known:
        raise ValidationError(
            _(
                "Wrong file type: PDF, Word, PowerPoint, Excel (docx, pptx, xlsx), OpenDocument, JPEG or PNG needed, without macros."
            )
        )
    return file


def _is_office_archive(file: Any) -> bool:
    """Whether a file is an archive as Word, PowerPoint, Excel or an OpenDocument program writes it, without macros."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    has_macros = any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names)
    return not has_macros and ("[Content_Types].xml" in names or "mimetype" in names)


def _ends(file: Any) -> tuple[bytes, bytes]:
    """The first and the last bytes of a file."""
    head = file.read(16)
    file.seek(max(0, file.size - _TAIL))
    tail = file.read()
    file.seek(0)
    return head, tail


def _is_document(head: bytes, tail: bytes) -> bool:
    """Phones write more behind the end of a JPEG; a PDF and a PNG end as they should, whatever else calls itself so."""
    if head.startswith(_PDF):
        return b"%%EOF" in tail
    if head.startswith(_PNG):
        return head[12:16] == b"IHDR" and b"IEND" in tail
    return head.startswith(_JPEG)


class NamelessUploads(FileUploadHandler):
    """Take a file whose name is nothing (`..`, `/`) for a file with a bad name, which the field then refuses.

    Django leaves out such a file as if none had been sent, and the form would be kept without it and without a word.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> Any:
        """Let the other handlers take the files, each under a name."""
        others = [each for each in self.request.upload_handlers if each is not self]  # type: ignore[union-attr]
        return _NamingParser(META, input_data, others, encoding).parse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Nothing comes here: the other handlers have it all."""
        raise StopFutureHandlers

    def file_complete(self, file_size: int) -> None:
        """Nothing comes here."""


class _NamingParser(MultiPartParser):
    def sanitize_file_name(self, file_name: str) -> str | None:
        """Some name, where a name was given."""
        return super().sanitize_file_name(file_name) or "nameless"
