"""Forms of the training ledger."""

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.forms import DateField, helper
from ostu_qualification.core.models import today
from ostu_qualification.core.uploads import check_document
from staff.models import TrainingRecord


class ClaimForm(forms.ModelForm):
    """Training done elsewhere, with its document."""

    started_on = DateField(label=_("from"), required=False)
    ended_on = DateField(label=_("to"))
    document_on = DateField(label=_("date of the document"), required=False)
    helper = helper()

    class Meta:
        model = TrainingRecord
        fields = (
            "title", "provider", "country", "form", "mode", "hours", "started_on", "ended_on", "document_kind", "document_number",
            "document_on", "evidence",
        )  # fmt: skip
        help_texts = {"evidence": _("The document scanned or photographed: PDF, JPEG or PNG, up to 10 MB.")}

    evidence = forms.FileField(
        label=_("scan"),
        required=False,
        validators=[FileExtensionValidator(["pdf", "jpg", "jpeg", "png"])],
        help_text=_("The document scanned or photographed: PDF, JPEG or PNG, up to 10 MB."),
    )

    def clean_ended_on(self) -> Any:
        """Training must be over before it is claimed."""
        ended_on = self.cleaned_data["ended_on"]
        if ended_on > today():
            raise forms.ValidationError(_("The training has not ended yet: claim it when you have the document."))
        return ended_on

    def clean_evidence(self) -> Any:
        """PDF, JPEG or PNG by content, not by name, and not over 10 MB."""
        return check_document(self.cleaned_data.get("evidence"))
