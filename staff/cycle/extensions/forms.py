"""Forms of extensions and pauses for many people: one chooser for both; filters of their lists."""

import datetime as dt
from typing import Any

import django_filters
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.models import today
from ostu_qualification.core.words.folding import fold
from ostu_qualification.core.words.inputs import CharField, DateField, TextFilter
from staff.people import choices
from staff.people.queries import named
from staff.units.models import Unit

from . import choosing
from .models import Extension, Pause, PauseReason, Validity


class ChooserForm(forms.Form):
    """Whom an act is about: people by name, or those of a unit or category. After `clean` they are in `chosen`."""

    names = CharField(
        label=_("People"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One a line: name, personal number, e-mail or phone. A column of Excel can be pasted."),
    )
    unit = forms.ModelChoiceField(
        label=_("or all of a unit and the units below"), queryset=Unit.objects.none(), required=False
    )
    category = forms.ChoiceField(
        label=_("or all of a category"), choices=[("", "---------"), *choices.CATEGORIES], required=False
    )
    seen = CharField(required=False, widget=forms.HiddenInput)

    day_field = ""
    about: tuple[str, ...] = ()
    chosen: choosing.Chosen

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(closed_on__isnull=True)  # type: ignore[attr-defined]
        self.helper = helper()
        self.helper.layout = Layout(
            Fieldset(_("For whom"), "names", "unit", "category"), Fieldset(_("What is decided"), *self.about)
        )

    def clean(self) -> dict[str, Any]:
        """Find the people; a line that names nobody or several is said beside the field."""
        data = super().clean() or {}
        names, unit, category = data.get("names", ""), data.get("unit"), data.get("category", "")
        if bool(names) == bool(unit or category):
            self.add_error("names", _("Name the people, or choose a unit or category: one of the two."))
        elif names and len(names.splitlines()) > choosing.MOST_NAMES:
            self.add_error("names", _("At most %(limit)s lines at once.") % {"limit": choosing.MOST_NAMES})
        elif names:
            self._find(names)
        elif on := data.get(self.day_field):
            self.chosen = choosing.choose_group(unit, category, on)
            if not self.chosen.person_ids:
                self.add_error("unit" if unit else "category", _("Nobody had a main post there on that day."))
        return data

    def _find(self, names: str) -> None:
        self.chosen = choosing.choose_named(names)
        for line in self.chosen.missing:
            self.add_error("names", _("Not found: %(line)s") % {"line": line})
        for line, people in self.chosen.several:
            said = {"line": line, "people": "; ".join(people)}
            self.add_error("names", _("Several people are called so: %(line)s. Write one of: %(people)s") % said)


class ExtensionForm(ChooserForm):
    """More time for people. Clause 6.1."""

    decided_on = DateField(label=_("decided on"), initial=today)
    until = DateField(label=_("until"))
    ground = CharField(label=_("ground"), max_length=300)
    order_number = CharField(label=_("number of the order"), max_length=40)

    day_field = "decided_on"
    about = ("decided_on", "until", "ground", "order_number")

    def clean_decided_on(self) -> dt.date:
        """An extension is entered once it was decided."""
        decided_on: dt.date = self.cleaned_data["decided_on"]
        if decided_on > today():
            raise forms.ValidationError(_("The decision lies in the future."))
        return decided_on

    def clean_until(self) -> dt.date:
        """Only a day after the decision gives time."""
        until: dt.date = self.cleaned_data["until"]
        if until <= self.cleaned_data.get("decided_on", today()):
            raise forms.ValidationError(_("The new date must lie after the day of the decision."))
        if until.year > today().year + 10:
            raise forms.ValidationError(_("The date lies more than ten years ahead."))
        return until

    def record(self) -> Extension:
        """The extension as it is typed."""
        data = self.cleaned_data
        return Extension(
            until=data["until"],
            decided_on=data["decided_on"],
            ground=data["ground"],
            order_number=data["order_number"],
            unit=data["unit"],
            category=data["category"],
        )


class PausesForm(ChooserForm):
    """Time that does not count. Clause 1.3."""

    reason = forms.ChoiceField(label=_("reason"), choices=PauseReason.choices)
    started_on = DateField(label=_("from"))
    ended_on = DateField(label=_("to"), required=False, help_text=_("Empty while the end is not known."))
    order_number = CharField(label=_("number of the order"), max_length=40, required=False)

    day_field = "started_on"
    about = ("reason", "started_on", "ended_on", "order_number")

    def clean_ended_on(self) -> dt.date | None:
        """The last day lies not before the first."""
        ended_on: dt.date | None = self.cleaned_data["ended_on"]
        if ended_on and ended_on < self.cleaned_data.get("started_on", ended_on):
            raise forms.ValidationError(_("The pause ends before it begins."))
        return ended_on

    def record(self) -> Pause:
        """The pause as it is typed, nobody's yet."""
        data = self.cleaned_data
        return Pause(**{name: data[name] for name in ("reason", "started_on", "ended_on", "order_number")})


class EndPauseForm(forms.Form):
    """The last day of an open pause."""

    ended_on = DateField(label=_("last day"), initial=today)
    helper = helper()


class ExtensionFilter(django_filters.FilterSet):
    """Filters of the list of extensions."""

    q = TextFilter(label=_("number of the order"), field_name="order_number", lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label=_("State"), choices=Validity.choices)

    class Meta:
        model = Extension
        fields: list[str] = []


class PauseFilter(django_filters.FilterSet):
    """Filters of the list of pauses."""

    q = TextFilter(label=_("Name"), method="by_name")
    reason = django_filters.ChoiceFilter(label=_("reason"), choices=PauseReason.choices)
    order = TextFilter(label=_("number of the order"), field_name="order_number", lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label=_("State"), choices=Validity.choices)

    class Meta:
        model = Pause
        fields: list[str] = []

    def by_name(self, pauses: QuerySet[Pause], name: str, value: str) -> QuerySet[Pause]:
        """The name of the person."""
        return pauses.filter(*(named(word, "person__") for word in fold(value).split()))
