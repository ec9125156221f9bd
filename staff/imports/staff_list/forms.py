"""Forms of staff lists and their doubtful cells."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.act_pages import ActForm
from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.records.uploads import UploadField
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.words.inputs import EARLIEST, EARLIEST_BIRTH, CharField, DateField, EmailField, PhoneField
from staff.cycle.extensions.models import PauseReason
from staff.imports.models import ImportDecision
from staff.people import choices
from staff.people.models import Basis

from . import settling


class RosterForm(forms.Form):
    """A staff list to be read."""

    file = UploadField(
        label=_("The staff list"),
        help_text=_("Excel or OpenDocument: .xlsx, .xls, .ods. It is read and shown first; nothing changes yet."),
    )
    helper = helper()


class DecisionForm(ActForm):
    """The answer to a doubtful cell: what its column holds, filled with the likeliest value."""

    helper = helper()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision: ImportDecision = self.record
        proposals = [settling.typed(each) for each in settling.proposals(decision)]
        offered = (name for each in proposals for name in each if name not in ("sheet", "row"))
        required = settling.REQUIRED.get(decision.kind, ())
        for name in dict.fromkeys((*settling.asked(decision), *offered)):
            field = answer_field(name, is_training=decision.kind == "training_not_understood")
            if decision.kind in settling.REQUIRED:
                field.required = name in required
            value = proposals[0].get(name)
            field.initial = str(value) if isinstance(value, bool) else value
            others = [_as_written(each[name]) for each in proposals[1:] if each.get(name) not in (None, "", value)]
            if others and not isinstance(field, forms.ChoiceField):
                field.help_text = _("Also possible: %(values)s") % {"values": ", ".join(others)}
            self.fields[name] = field

    def clean_same_person(self) -> bool:
        """Yes or no."""
        return self.cleaned_data["same_person"] == "True"

    def clean(self) -> dict[str, Any]:
        """Refuse a training or a leave that ends before it begins; all that is typed is one answer."""
        values: dict[str, Any] = super().clean() or {}
        started_on, ended_on = values.get("started_on"), values.get("ended_on")
        if started_on and ended_on and ended_on < started_on:
            self.add_error("ended_on", _("The last day is before the first."))
        return {"answer": values}


def _as_written(value: Any) -> str:
    return short_date(value) if isinstance(value, dt.date) else str(value)


def answer_field(name: str, *, is_training: bool) -> forms.Field:
    """The field that asks for one part of an answer."""
    if name == "same_person":
        options = [("True", _("yes, the same person")), ("False", _("no, another person"))]
        return forms.ChoiceField(label=_("Is it the same person?"), choices=options, widget=forms.RadioSelect)
    if name in settling.DATES:
        is_birth = name == "birth_on"
        earliest = EARLIEST_BIRTH if is_birth else EARLIEST
        return DateField(label=ANSWER_LABELS[name], required=not is_birth, earliest=earliest)
    if name == "rate":
        return forms.DecimalField(label=_("rate"), min_value=0.25, max_value=1.5, decimal_places=2, localize=True)
    if name == "hours":
        return forms.IntegerField(label=_("hours"), min_value=1, max_value=2000)
    if name in ANSWER_CHOICES and not is_training:
        return forms.ChoiceField(
            label=ANSWER_LABELS.get(name, name),
            choices=ANSWER_CHOICES[name],
            required=name not in settling.MAY_BE_NONE,
        )
    if name == "phone":
        return PhoneField(label=_("phone"), required=False)
    if name == "email":
        return EmailField(label=_("e-mail"), required=False)
    longest = {"provider": 250, "document_number": 60}.get(name, 300)
    return CharField(label=ANSWER_LABELS.get(name, name), max_length=longest, required=False)


ANSWER_CHOICES: dict[str, Any] = {
    "post": choices.POSTS,
    "category": choices.CATEGORIES,
    "degree_level": [("", "–"), *choices.DEGREE_LEVELS],
    "degree_field": [("", "–"), *choices.DEGREE_FIELDS],
    "title": [("", "–"), *choices.TITLES],
    "basis": Basis.choices,
    "reason": PauseReason.choices,
}
ANSWER_LABELS: dict[str, Any] = {
    "pin": _("personal number (ПИН)"),
    "birth_on": _("date of birth"),
    "hired_on": _("hired on"),
    "career_start_on": _("start of career"),
    "started_on": _("from"),
    "ended_on": _("to"),
    "post": _("post"),
    "category": _("category"),
    "degree_level": _("academic degree"),
    "degree_field": _("field of the degree"),
    "basis": _("main or secondary"),
    "reason": _("reason"),
    "title": _("title"),
    "provider": _("provider"),
    "document_number": _("number of the document"),
}
