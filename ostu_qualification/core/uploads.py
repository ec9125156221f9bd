"""Uploaded documents: what they are is read from their content, never from their name."""

import zipfile
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_SIGNATURES = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}


def check_size(file: Any) -> None:
    """Refuse a file of more than 10 MB."""
    if file.size > settings.UPLOAD_MAX_BYTES:
        megabytes = settings.UPLOAD_MAX_BYTES // 1024 // 1024
        raise ValidationError(
            _("The file is over %(max)s MB. Make it smaller and attach it again.") % {"max": megabytes}
        )


def check_document(file: Any) -> Any:
    """Return the file when it is a PDF, JPEG or PNG of at most 10 MB; say what is wrong otherwise."""
    if not file:
        return file
    check_size(file)
    head = file.read(8)
    file.seek(0)
    if not any(head.startswith(signature) for signature in _SIGNATURES):
        raise ValidationError(_("Wrong file type: PDF, JPEG or PNG needed."))
    return file


OFFICE_EXTENSIONS = ("pdf", "docx", "pptx", "xlsx", "odt", "odp", "ods", "jpg", "jpeg", "png")


def check_office_file(file: Any) -> Any:
    """Return the file when it is a PDF, a picture, or an office file without macros, of at most 10 MB; say what is wrong
    otherwise.
    """
    check_size(file)
    head = file.read(8)
    file.seek(0)
    is_known = any(head.startswith(signature) for signature in _SIGNATURES) or _is_office_archive(file)
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
