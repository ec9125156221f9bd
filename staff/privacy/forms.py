"""Forms of what people ask about their data, and of consent texts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.frame.record_forms import RecordForm
from ostu_qualification.core.models import today
from ostu_qualification.core.words.inputs import CharField, DateField
from ostu_qualification.core.words.languages import LANGUAGE_CODES
from staff.people.models import ConsentText

from .models import DataRequest, PassportWords


class DataRequestForm(RecordForm):
    """What is wrong or should be erased."""

    helper = helper()

    class Meta:
        model = DataRequest
        fields = ("kind", "text")
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [each for each in self.fields["kind"].choices if each[0]]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The answer in writing."""

    answer = CharField(label=_("Answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    helper = helper()


class ConsentTextForm(RecordForm):
    """A consent text from a day on."""

    valid_from = DateField(label=_("in force from"), initial=today)
    helper = helper()

    class Meta:
        model = ConsentText
        fields = ("kind", "valid_from", "text_ky", "text_ru", "text_en")
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("text_ky", "text_ru", "text_en")}

    def clean_valid_from(self) -> Any:
        """What was agreed to stays: a text holds from today or later."""
        valid_from = self.cleaned_data["valid_from"]
        if valid_from < today():
            raise forms.ValidationError(_("A text holds from today or a later day."))
        return valid_from


PASSPORT_TEXTS = [
    f"{name}_{language}" for name in ("methods", "storage", "terms", "protection") for language in LANGUAGE_CODES
]


class PassportForm(RecordForm):
    """What the passport of the array says and no program knows."""

    helper = helper()

    class Meta:
        model = PassportWords
        fields = ("registration", "responsible", *PASSPORT_TEXTS)
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in PASSPORT_TEXTS}
