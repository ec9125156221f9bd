"""Uploaded documents: what they are is read from their content, never from their name."""

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
