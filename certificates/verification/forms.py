"""Forms of the verification: by number or code, and by file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.records.uploads import UploadField
from ostu_qualification.core.words.inputs import CharField

from . import answers


class VerifyForm(forms.Form):
    """A number as printed on the certificate with the name beside it, or the code."""

    number = CharField(
        label=_("Number or code of the certificate"),
        max_length=200,
        help_text=_("As printed, for example ОшТУ-ТМ № 2026/0123; or the code at the end of the printed address."),
    )
    family_name = CharField(
        label=_("Family name on the certificate"),
        max_length=150,
        help_text=_("Needed with a number, not with a code."),
        error_messages={"required": _("Write the family name as on the certificate.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    helper = helper()
    code: str | None = None
    printed: answers.PrintedNumber | None = None

    def clean(self) -> dict[str, Any]:
        """Either is understood, however it was typed; a number tells nothing without the name."""
        cleaned = super().clean() or {}
        written = cleaned.get("number", "")
        self.printed = answers.number_in(written)
        self.code = None if self.printed else answers.code_in(written)
        if self.code:
            self.errors.pop("family_name", None)
        if written and not self.printed and not self.code:
            self.add_error(
                "number", _("Write the number as printed, for example ОшТУ-ТМ № 2026/0123, or the code of 16 signs.")
            )
        return cleaned


class VerifyFileForm(forms.Form):
    """The certificate as a file."""

    file = UploadField(
        label=_("The certificate as a PDF file"),
        help_text=_("We compare it byte by byte with the one that was issued; it is not kept."),
        max_megabytes=2,
        error_messages={"too_large": _("The file is over %(max)s MB: no certificate is as large.")},
    )
    helper = helper()
