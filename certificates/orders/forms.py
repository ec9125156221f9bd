"""Forms of the orders."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.models import today
from ostu_qualification.core.records.uploads import UploadField, check_document
from ostu_qualification.core.words.inputs import CharField, DateField

from .models import Order, Visa


class OrderTextForm(forms.Form):
    """The text of a draft order: heading, preamble, items and ground in each of its languages."""

    helper = helper()

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order
        labels = {
            "heading": _("Heading"),
            "preamble": _("Preamble"),
            "items": _("Items, a blank line between them"),
            "ground": _("Ground"),
        }
        for language in order.languages:
            for part, label in labels.items():
                value = order.content[language][part]
                initial = "\n\n".join(value) if isinstance(value, list) else value
                rows = 16 if part == "items" else 3
                self.fields[f"{part}_{language}"] = CharField(
                    label=f"{label} ({language})", initial=initial, widget=forms.Textarea(attrs={"rows": rows})
                )

    def content(self) -> dict[str, Any]:
        """The text as an order keeps it."""
        return {
            language: {
                "heading": self.cleaned_data[f"heading_{language}"],
                "preamble": self.cleaned_data[f"preamble_{language}"],
                "items": [
                    each.strip()
                    for each in re.split(r"\n\s*\n", self.cleaned_data[f"items_{language}"])
                    if each.strip()
                ],
                "ground": self.cleaned_data[f"ground_{language}"],
            }
            for language in self.order.languages
        }


class VisaForm(forms.Form):
    """Endorse or object."""

    answer = forms.ChoiceField(
        label=_("Answer"), choices=[each for each in Visa.Answer.choices if each[0]], widget=forms.RadioSelect
    )
    remark = CharField(
        label=_("Remark"),
        max_length=500,
        required=False,
        help_text=_("Needed when you object."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    helper = helper()

    def clean(self) -> dict[str, Any]:
        """An objection says what to mend."""
        cleaned = super().clean() or {}
        if cleaned.get("answer") == Visa.Answer.OBJECTED and not cleaned.get("remark", "").strip():
            self.add_error("remark", _("Say what must be changed."))
        return cleaned


class SignatureForm(forms.Form):
    """Number, date and scan of the signed order."""

    number = CharField(label=_("Number given by the chancellery"), max_length=40, help_text=_("For example 09-04/404."))
    signed_on = DateField(label=_("Date of the order"))
    signed_by = CharField(label=_("Signed by"), max_length=150)
    scan = UploadField(label=_("Scan of the signed order"), help_text=_("PDF, JPEG or PNG, up to 10 MB."))
    helper = helper()

    def clean_number(self) -> str:
        """Any number the chancellery writes, without spaces around it."""
        return " ".join(self.cleaned_data["number"].split())

    def clean_signed_on(self) -> Any:
        """Not in the future."""
        if self.cleaned_data["signed_on"] > today():
            raise forms.ValidationError(_("The day of the signature lies in the future."))
        return self.cleaned_data["signed_on"]

    def clean_scan(self) -> Any:
        """A document by its content."""
        return check_document(self.cleaned_data.get("scan"))
