"""The way forms look and read texts, dates and phones, in one place."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.words.inputs import CharField


def helper() -> FormHelper:
    """Label above, hint below it, error beside the field; the page writes the form tag and the buttons."""
    made = FormHelper()
    made.form_tag = False
    made.disable_csrf = True
    made.use_custom_control = False
    made.html5_required = False
    made.error_text_inline = True
    return made


class ReasonForm(forms.Form):
    """Asks why, before an act that needs a reason."""

    reason = CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    helper = helper()


class SavedViewForm(forms.Form):
    """The name under which a list is kept as it is shown."""

    name = CharField(max_length=80)
    query = CharField(max_length=1000, required=False)


class LogInForm(forms.Form):
    """E-mail or phone, and password."""

    login = CharField(
        label=_("E-mail or phone"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    helper = helper()
