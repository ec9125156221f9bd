"""Forms of the selection."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.words.inputs import CharField

from .models import SelectionEntry


class EntryFilter(django_filters.FilterSet):
    """Filters of the lines of a list."""

    outcome = django_filters.ChoiceFilter(label=_("Outcome"), choices=SelectionEntry.Outcome.choices)

    class Meta:
        model = SelectionEntry
        fields: list[str] = []


class MoveForm(forms.Form):
    """The reason first, then where to."""

    reason = CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    to = forms.IntegerField(label=_("New place"), min_value=1)
    helper = helper()
