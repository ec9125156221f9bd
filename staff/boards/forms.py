"""Small forms in the address of boards and of one's own page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.words.inputs import DateField
from staff.people import choices
from staff.people.forms import EARLIEST
from staff.units.models import Unit


class WhatIfForm(forms.Form):
    """A training that someone thinks of: what would follow. Clause 1.3."""

    hours = forms.IntegerField(label=_("Hours"), min_value=1, max_value=2000)
    ended_on = DateField(label=_("It would end on"), earliest=EARLIEST)
    helper = helper()


class ForecastForm(forms.Form):
    """Whose forecast."""

    within = forms.ModelChoiceField(
        label=_("Unit, with the units below"), queryset=Unit.objects.none(), required=False, empty_label=_("All units")
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    helper = helper()

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["within"].queryset = units  # type: ignore[attr-defined]
        self.fields["category"].choices = [("", _("All categories")), *choices.CATEGORIES]  # type: ignore[attr-defined]
