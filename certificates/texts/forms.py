"""The form of an act that orders cite."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.frame.record_forms import RecordForm
from ostu_qualification.core.words.inputs import DateField

from .models import LegalGround, OrderKind


class GroundForm(RecordForm):
    """An act that orders cite: its full title with date and number in each language, from when to when, where."""

    valid_from = DateField(label=_("in force from"))
    valid_to = DateField(label=_("in force until"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("cited in orders of"), choices=OrderKind.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    helper = helper()

    class Meta:
        model = LegalGround
        fields = ("title_ky", "title_ru", "title_en", "valid_from", "valid_to", "kinds", "position", "note")
