"""What is asked when a role is lent."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.models import today
from ostu_qualification.core.words.inputs import CharField, DateField
from staff.people.models import Person

from .queries import roles_to_lend


class LendForm(forms.Form):
    """Which role, from when until when, and on what ground."""

    kind = forms.ChoiceField(label=_("role"))
    since = DateField(label=_("from"), initial=today)
    until = DateField(label=_("until"))
    ground = CharField(
        label=_("ground"), max_length=300, help_text=_("For example: leave, journey, order with number and date.")
    )
    helper = helper()

    def __init__(self, *args: Any, lender: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = roles_to_lend(lender)
        self.fields["kind"].choices = [(each.kind, each.get_kind_display()) for each in roles]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", ValidationError(_("The last day comes before the first one.")))
        return cleaned
