"""What an office is asked with its answer, and what makes a route."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.act_pages import ActForm
from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.models import today
from ostu_qualification.core.words.inputs import CharField, DateField

from .kinds import kind_choices
from .models import ApprovalRoute
from .offices import office_name, offices

LONGEST_REMARK = 500


class EndorseForm(ActForm):
    """A remark beside the endorsement, if there is one."""

    remark = CharField(label=_("Remark (not needed)"), required=False, max_length=LONGEST_REMARK)
    helper = helper()


class ObjectionForm(ActForm):
    """What has to be changed."""

    reason = CharField(
        label=_("What has to be changed?"),
        max_length=LONGEST_REMARK,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    helper = helper()


class RouteForm(forms.Form):
    """A route: which offices, in which order, how many endorsements, how many days."""

    kind = forms.ChoiceField(label=_("What is approved"))
    valid_from = DateField(label=_("in force from"), initial=today)
    way = forms.ChoiceField(label=_("offices are asked"), choices=ApprovalRoute.Way.choices)
    needed = forms.IntegerField(
        label=_("endorsements needed"), required=False, min_value=1, max_value=20, help_text=_("Empty: of all.")
    )
    days = forms.IntegerField(label=_("days to answer"), min_value=1, max_value=90, initial=3)
    note = CharField(label=_("ground"), required=False, max_length=300)
    helper = helper()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]
        for code in offices().names():
            self.fields[f"office_{code}"] = forms.IntegerField(
                label=office_name(code),
                required=False,
                min_value=1,
                max_value=20,
                help_text=_("Its place; empty: not asked."),
            )

    @property
    def route(self) -> dict[str, Any]:
        """The route as it was written, without its offices."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("office_")}

    def chosen(self) -> list[str]:
        """The offices that are asked, in their order."""
        places = {
            name.removeprefix("office_"): place
            for name, place in self.cleaned_data.items()
            if name.startswith("office_") and place is not None
        }
        return sorted(places, key=lambda code: places[code])

    def clean(self) -> dict[str, Any]:
        """Refuse a route that asks nobody, gives two offices one place, or needs more endorsements than it asks for."""
        cleaned: dict[str, Any] = super().clean() or {}
        places = [place for name, place in cleaned.items() if name.startswith("office_") and place is not None]
        if not places:
            raise ValidationError(_("Give at least one office a place: else nobody is asked."))
        if len(set(places)) < len(places):
            raise ValidationError(_("Two offices have the same place: give each its own."))
        if (cleaned.get("needed") or 0) > len(places):
            self.add_error("needed", _("More endorsements are needed than offices are asked."))
        return cleaned
