"""Forms of the numbers of the rules, and the filter of those whom new numbers concern."""

from typing import Any

import django_filters
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.frame.record_forms import RecordForm
from ostu_qualification.core.models import Policy
from ostu_qualification.core.words.inputs import CharField, DateField
from staff.cycle.models import CycleStatus
from staff.people import choices
from staff.people.actors import with_units_below
from staff.units.models import Unit

from .models import PolicyEffect
from .reckoning import NUMBERS


class OffsetsField(CharField):
    """Months written one after another: 12, 6, 3, 1, 0."""

    def prepare_value(self, value: Any) -> Any:
        """The months as they are typed."""
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The months from the farthest to the nearest, each once."""
        parts = str(value or "").replace(",", " ").replace(";", " ").split()
        if not parts or not all(part.isdecimal() and int(part) <= 36 for part in parts):
            raise forms.ValidationError(_("Write whole months from 0 to 36 with commas: 12, 6, 3, 1, 0."))
        return sorted({int(part) for part in parts}, reverse=True)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other months are typed than those that stood there."""
        return bool(self.prepare_value(initial) != data)


class PolicyForm(RecordForm):
    """All numbers of the rules, by what they bear on. Clause 1.3."""

    valid_from = DateField(
        label=_("in force from"),
        help_text=_("Today or later. What was judged before stays judged: whoever had enough keeps the date."),
    )
    reminder_offsets = OffsetsField(
        label=_("reminders, months before the date"), help_text=_("With commas; 0 is the day itself.")
    )
    note = CharField(
        label=_("ground"), max_length=300, help_text=_("The decision that changes the numbers: its number and day.")
    )
    helper = helper()

    class Meta:
        model = Policy
        fields = ("valid_from", *NUMBERS)
        help_texts = {
            "min_hours": _("A short course begins at 16 hours (clause 4.3)."),
            "newcomer_months": _("From the day of the main post."),
            "anchor": _("Which day begins the next three years."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper()
        self.helper.layout = Layout(
            Fieldset(_("From when, and why"), "valid_from", "note"),
            Fieldset(_("The cycle (clause 1.3)"), "years", "min_hours", "anchor", "academic_year_start"),
            Fieldset(_("Newly hired teachers (clause 1.3)"), "newcomer_months", "newcomer_years"),
            Fieldset(_("Status and reminders (clause 6.1)"), "due_soon_months", "reminder_offsets"),
            Fieldset(
                _("Priority of applications (clause 5.4)"), "weight_experience", "experience_years_full", "weight_untrained",
                "untrained_years_full", "points_mandatory", "points_overdue", "offer_days",
            ),
            Fieldset(_("Attestation (clause 5.7)"), "pass_points", "resit_days"),
        )  # fmt: skip


class PolicyEffectFilter(django_filters.FilterSet):
    """Filters of those whose date or status new numbers change."""

    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.filter(closed_on__isnull=True), method="by_unit"
    )
    category = django_filters.ChoiceFilter(
        label=_("Category"), choices=choices.CATEGORIES, field_name="person__cycle__category"
    )
    status_before = django_filters.ChoiceFilter(label=_("status before"), choices=CycleStatus.choices)
    status_after = django_filters.ChoiceFilter(label=_("status after"), choices=CycleStatus.choices)

    class Meta:
        model = PolicyEffect
        fields: list[str] = []

    def by_unit(self, effects: QuerySet[PolicyEffect], name: str, value: Unit) -> QuerySet[PolicyEffect]:
        """Those of the unit and the units below, by the main post."""
        return effects.filter(person__cycle__unit__in=with_units_below({value.pk}))
