"""Forms of the selection."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.words.inputs import CharField


class MoveForm(forms.Form):
    """The reason first, then where to."""

    reason = CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    to = forms.IntegerField(label=_("New place"), min_value=1)
    helper = helper()
