"""Forms of the training ledger."""

from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.frame.record_forms import RecordForm
from ostu_qualification.core.models import today
from ostu_qualification.core.records.uploads import UploadField, check_document
from ostu_qualification.core.words.inputs import CharField, DateField
from staff.consents import given_on
from staff.countries import COUNTRIES
from staff.models import TrainingRecord
from staff.models.ledger import TrainingForm, TrainingLevel
from staff.models.people import ConsentKind


class CountryInput(forms.TextInput):
    """A field that suggests countries while one types."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The field with its suggestions behind it."""
        listed = f"{name}-suggestions"
        field = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((country,) for country in COUNTRIES))
        return format_html('{}<datalist id="{}">{}</datalist>', field, listed, options)


class PaperField(UploadField):
    """A document scanned or photographed."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("The document scanned or photographed: PDF, JPEG or PNG, up to 10 MB.")
        super().__init__(
            required=False,
            validators=[FileExtensionValidator(["pdf", "jpg", "jpeg", "png"])],
            help_text=help_text,
            widget=forms.FileInput,
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        """PDF, JPEG or PNG by content, not by name, and not over 10 MB; what was attached before is known to be."""
        file = super().clean(data, initial)
        return file if file is initial else check_document(file)


def say_what_is_attached(form: forms.ModelForm) -> None:
    """Tell beside each paper that is there already that another file takes its place."""
    for name, field in form.fields.items():
        if isinstance(field, PaperField) and getattr(form.instance, name):
            field.help_text = _("A file is attached. Another one takes its place: PDF, JPEG or PNG, up to 10 MB.")


class ClaimForm(RecordForm):
    """Training done elsewhere, with its document."""

    started_on = DateField(label=_("from"), required=False)
    ended_on = DateField(label=_("to"))
    document_on = DateField(label=_("date of the document"), required=False)
    evidence = PaperField(label=_("scan"))
    helper = helper()

    class Meta:
        model = TrainingRecord
        fields = (
            "title", "provider", "country", "form", "mode", "hours", "started_on", "ended_on", "document_kind", "document_number",
            "document_on", "evidence",
        )  # fmt: skip
        widgets = {"country": CountryInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_what_is_attached(self)

    def clean_ended_on(self) -> Any:
        """Training must be over before it is claimed."""
        ended_on = self.cleaned_data["ended_on"]
        if ended_on > today():
            raise forms.ValidationError(_("The training has not ended yet: claim it when you have the document."))
        return ended_on


class MobilityForm(RecordForm):
    """A journey abroad, past or to come; report and document may follow."""

    provider = CharField(label=_("host"), max_length=250)
    country = CharField(label=_("country"), max_length=100, widget=CountryInput)
    form = forms.ChoiceField(label=_("form"), choices=TrainingForm.choices)
    started_on = DateField(label=_("from"))
    ended_on = DateField(label=_("to"))
    document_on = DateField(label=_("date of the document"), required=False)
    evidence = PaperField(label=_("document of the host"))
    report = PaperField(label=_("report"))
    transfer_paper = PaperField(label=_("signed consent to the transfer of data abroad"))
    transfer_agreed_on = DateField(label=_("consent signed on"), required=False)
    helper = helper()

    class Meta:
        model = TrainingRecord
        fields = (
            "title", "provider", "country", "mobility_programme", "agreement", "form", "hours", "started_on", "ended_on",
            "document_kind", "document_number", "document_on", "evidence", "report", "transfer_paper", "transfer_agreed_on",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if given_on(self.instance.person, ConsentKind.TRANSFER_ABROAD):
            del self.fields["transfer_paper"], self.fields["transfer_agreed_on"]
        say_what_is_attached(self)


class RecogniseForm(forms.Form):
    """Which of the three levels a training was, if any. Clause 4.5."""

    level = forms.TypedChoiceField(
        label=_("level"), choices=[("", "–"), *TrainingLevel.choices], coerce=int, empty_value=None, required=False
    )
    helper = helper()
