"""Forms of people, their posts and roles; days as people type them."""

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.frame.record_forms import RecordForm
from ostu_qualification.core.models import today
from ostu_qualification.core.words.inputs import EARLIEST_BIRTH, DateField, PhoneField
from staff.units.models import Unit

from . import pin as pin_rules
from . import queries
from .models import Employment, Person, Role


class PersonForm(RecordForm):
    """A person's record, as HR keeps it."""

    birth_on = DateField(label=_("date of birth"), required=False, earliest=EARLIEST_BIRTH, latest=today)
    career_start_on = DateField(label=_("start of career"), required=False)
    phone = PhoneField(label=_("phone"), required=False)
    helper = helper()

    class Meta:
        model = Person
        fields = (
            "family_name", "given_name", "patronymic", "latin_name", "sex", "birth_on", "pin", "email", "phone", "language",
            "degree_level", "degree_field", "title", "career_start_on",
        )  # fmt: skip
        help_texts = {
            "family_name": _("As in the passport; «уулу» and «кызы» belong here: Кошмамат уулу."),
            "patronymic": _("May be empty."),
            "degree_level": _("Master's and «ОшТУнун доценти» are no academic degree (clause 1.3)."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.latin_proposal:
            proposal = _("Left empty, letters in English say “%(name)s”.")
            self.fields["latin_name"].help_text = proposal % {"name": self.instance.latin_proposal}

    def clean_pin(self) -> str | None:
        """Fourteen digits that hold the date of birth of somebody between 15 and 100."""
        written = self.cleaned_data.get("pin") or ""
        if not written:
            return None
        number = pin_rules.clean(written, today())
        if number is None:
            raise forms.ValidationError(
                _(
                    "The ПИН has 14 digits: 1 or 2, the date of birth (DDMMYYYY) of somebody from 15 to 100 years old, five more digits."
                )
            )
        return number

    def clean_email(self) -> str | None:
        """Nobody else's: letters about one would go to the other, who would log in with it. None rather than empty."""
        email: str | None = self.cleaned_data.get("email") or None
        holder = queries.holder_of_email(email, but=self.instance) if email and "email" in self.changed_data else None
        if holder:
            raise forms.ValidationError(
                _("This e-mail belongs to %(name)s. Write another one, or leave it empty.") % {"name": holder.full_name}
            )
        return email


class EmploymentForm(RecordForm):
    """A post."""

    hired_on = DateField(label=_("hired on"))
    left_on = DateField(label=_("left on"), required=False)
    helper = helper()

    class Meta:
        model = Employment
        fields = ("unit", "post", "category", "rate", "basis", "hired_on", "left_on")
        help_texts = {"rate": _("From 0.25 to 1.50; empty for hourly teachers.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Q(closed_on__isnull=True) | Q(pk=self.instance.unit_id)
        self.fields["unit"].queryset = Unit.objects.filter(known)  # type: ignore[attr-defined]


class LeavingForm(forms.Form):
    """The last day at the University."""

    left_on = DateField(label=_("last day"), initial=today)
    helper = helper()


class RoleForm(RecordForm):
    """A role."""

    since = DateField(label=_("from"), initial=today)
    until = DateField(label=_("until"), required=False)
    helper = helper()

    class Meta:
        model = Role
        fields = ("kind", "since", "until")


class EndRoleForm(forms.Form):
    """The last day of a role."""

    until = DateField(label=_("last day"), initial=today)
    helper = helper()


class DayFilter(django_filters.Filter):
    """A date typed as people type it."""

    field_class = DateField


EARLIEST = dt.date(2000, 1, 1)


class DayForm(forms.Form):
    """As of which day."""

    on = DateField(label=_("As of the day"), required=False, earliest=EARLIEST)
    helper = helper()
