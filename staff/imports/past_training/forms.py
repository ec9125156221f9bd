"""Forms of lists of past training."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.records.uploads import UploadField


class PastTrainingForm(forms.Form):
    """A list of past training to be read."""

    file = UploadField(
        label=_("The list of past training"),
        help_text=_(
            "Excel or OpenDocument: .xlsx, .xls, .ods. Columns in any order: personal number or name, unit, title, "
            "provider, country, form, hours, from, to, number and date of the document. Nothing changes yet."
        ),
    )
    helper = helper()
