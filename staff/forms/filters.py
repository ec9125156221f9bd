"""Filters of lists."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.folding import fold
from staff import choices
from staff.models import Employment, Person, TrainingRecord, Unit
from staff.models.cycles import CycleStatus
from staff.models.units import UnitKind
from staff.queries import named, search_people


class PersonFilter(django_filters.FilterSet):
    """Filters of the list of people."""

    q = django_filters.CharFilter(label=_("Name"), method="by_name")
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.filter(closed_on__isnull=True), method="by_unit"
    )
    category = django_filters.ChoiceFilter(
        label=_("Category"), choices=choices.CATEGORIES, field_name="cycle__category"
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=CycleStatus.choices, field_name="cycle__status")

    class Meta:
        model = Person
        fields: list[str] = []

    def by_name(self, people: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Every word, with letters folded."""
        return search_people(people, value)

    def by_unit(self, people: QuerySet[Person], name: str, value: Unit) -> QuerySet[Person]:
        """People who work in the unit now, in whatever post."""
        return people.filter(pk__in=Employment.objects.filter(unit=value, left_on__isnull=True).values("person"))


class UnitFilter(django_filters.FilterSet):
    """Filters of the list of units."""

    q = django_filters.CharFilter(label=_("Name"), method="by_name")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=UnitKind.choices)

    class Meta:
        model = Unit
        fields: list[str] = []

    def by_name(self, units: QuerySet[Unit], name: str, value: str) -> QuerySet[Unit]:
        """Any part of the name in any language."""
        return units.filter(folded__contains=fold(value))


class TrainingFilter(django_filters.FilterSet):
    """Filters of the ledger."""

    q = django_filters.CharFilter(label=_("Name"), method="by_name")
    state = django_filters.ChoiceFilter(label=_("State"), choices=TrainingRecord.State.choices)

    class Meta:
        model = TrainingRecord
        fields: list[str] = []

    def by_name(self, lines: QuerySet[TrainingRecord], name: str, value: str) -> QuerySet[TrainingRecord]:
        """The name of the person."""
        return lines.filter(*(named(word, "person__") for word in fold(value).split()))
