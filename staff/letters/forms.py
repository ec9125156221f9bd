"""Filters of the outbox."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.words.folding import fold
from ostu_qualification.core.words.inputs import TextFilter
from staff.people.forms import DayFilter
from staff.people.queries import named
from staff.units.models import Unit

from .models import Letter, LetterKind


class LetterFilter(django_filters.FilterSet):
    """Filters of the outbox."""

    q = TextFilter(label=_("Name"), method="by_name")
    state = django_filters.ChoiceFilter(label=_("State"), choices=Letter.State.choices)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=LetterKind.choices)
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.filter(closed_on__isnull=True), field_name="person__cycle__unit"
    )
    since = DayFilter(label=_("From the day"), field_name="send_on", lookup_expr="gte", help_text="")
    until = DayFilter(label=_("Until the day"), field_name="send_on", lookup_expr="lte", help_text="")
    no_email = django_filters.BooleanFilter(
        label=_("without e-mail"), widget=forms.CheckboxInput, method="by_missing_address"
    )

    usual = ("q", "state", "kind")

    class Meta:
        model = Letter
        fields: list[str] = []

    def by_name(self, letters: QuerySet[Letter], name: str, value: str) -> QuerySet[Letter]:
        """The name of the person."""
        return letters.filter(*(named(word, "person__") for word in fold(value).split()))

    def by_missing_address(self, letters: QuerySet[Letter], name: str, value: bool) -> QuerySet[Letter]:
        """Those that a colleague must tell. Clause 6.1."""
        return letters.filter(address="") if value else letters
