"""Filters of lists."""

import datetime as dt
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ostu_qualification.core.models import today
from ostu_qualification.core.words.calendar import add_months
from ostu_qualification.core.words.folding import fold
from ostu_qualification.core.words.inputs import DateField, TextFilter
from staff import choices, cycle_check
from staff.actors import with_units_below
from staff.models import Employment, Organisation, Person, TrainingRecord, Unit
from staff.models.cycles import CycleStatus, Obligation
from staff.models.ledger import TrainingForm, TrainingLevel, TrainingSource
from staff.models.units import UnitKind
from staff.queries import named, people_without_address, search_people


class DayFilter(django_filters.Filter):
    """A date typed as people type it."""

    field_class = DateField


class PersonFilter(django_filters.FilterSet):
    """Filters of the list of people."""

    q = TextFilter(label=_("Name"), method="by_name")
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.filter(closed_on__isnull=True), method="by_unit"
    )
    category = django_filters.ChoiceFilter(
        label=_("Category"), choices=choices.CATEGORIES, field_name="cycle__category"
    )
    status = django_filters.ChoiceFilter(label=_("Status"), choices=CycleStatus.choices, field_name="cycle__status")
    obligation = django_filters.ChoiceFilter(
        label=_("Obligation"), choices=[*Obligation.choices, ("none", _("none"))], method="by_obligation"
    )
    degree = django_filters.ChoiceFilter(
        label=_("Academic degree"),
        choices=[("any", _("any degree")), ("none", _("no degree")), *choices.DEGREE_LEVELS],
        method="by_degree",
    )
    level = django_filters.ChoiceFilter(
        label=_("Highest level of training"),
        choices=[*TrainingLevel.choices, ("none", _("no level yet"))],
        method="by_level",
    )
    within = django_filters.ModelChoiceFilter(
        label=_("Main post in the unit or below"),
        queryset=Unit.objects.filter(closed_on__isnull=True),
        method="by_main_unit",
    )
    directly = django_filters.BooleanFilter(
        label=_("without the units below"), widget=forms.CheckboxInput, method="as_it_is"
    )
    due_from = DayFilter(label=_("Due from"), field_name="cycle__due_on", lookup_expr="gte", help_text="")
    due_to = DayFilter(label=_("Due until"), field_name="cycle__due_on", lookup_expr="lte", help_text="")
    overdue_months = django_filters.NumberFilter(
        label=_("Overdue longer than, months"), method="by_overdue", min_value=0, max_value=600
    )
    no_email = django_filters.BooleanFilter(
        label=_("without e-mail"), widget=forms.CheckboxInput, method="by_missing_address"
    )
    organisation = django_filters.ModelChoiceFilter(label=_("Organisation"), queryset=Organisation.objects.all())
    outside = django_filters.BooleanFilter(
        label=_("from other organisations"), widget=forms.CheckboxInput, method="by_outside"
    )
    gap = django_filters.ChoiceFilter(
        label=_("Doubtful place in the cycle"),
        choices=[("any", _("any doubt")), *cycle_check.GAP_LABELS.items()],
        method="by_gap",
    )
    posted = django_filters.BooleanFilter(label=_("with a main post"), widget=forms.CheckboxInput, method="by_post")

    usual = ("q", "unit", "category", "status")

    class Meta:
        model = Person
        fields: list[str] = []

    def by_obligation(self, people: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """What the regulation asks of them. Clause 1.3."""
        return people.filter(cycle__obligation="" if value == "none" else value)

    def by_degree(self, people: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """With a degree, a certain one, or none. Clause 1.3."""
        if value == "any":
            return people.exclude(cycle__degree_level="").filter(cycle__isnull=False)
        return people.filter(cycle__degree_level="" if value == "none" else value)

    def by_level(self, people: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """The highest level among their trainings. Clause 4.5."""
        return people.filter(cycle__level=None if value == "none" else value, cycle__isnull=False)

    def by_main_unit(self, people: QuerySet[Person], name: str, value: Unit) -> QuerySet[Person]:
        """Those who belong to the unit by their main post: each person to one unit."""
        is_alone = self.form.cleaned_data.get("directly")
        return people.filter(cycle__unit__in={value.pk} if is_alone else with_units_below({value.pk}))

    def as_it_is(self, people: QuerySet[Person], name: str, value: bool) -> QuerySet[Person]:
        """Read by the filter of the main post."""
        return people

    def by_overdue(self, people: QuerySet[Person], name: str, value: Decimal) -> QuerySet[Person]:
        """Those whose date passed more than so many months ago. Clause 6.1."""
        return people.filter(cycle__status=CycleStatus.OVERDUE, cycle__due_on__lt=add_months(today(), -int(value)))

    def by_missing_address(self, people: QuerySet[Person], name: str, value: bool) -> QuerySet[Person]:
        """Those whom no letter reaches. Clause 6.1."""
        return people_without_address(people) if value else people

    def by_outside(self, people: QuerySet[Person], name: str, value: bool) -> QuerySet[Person]:
        """Those who come from another organisation. Clause 1.1."""
        return people.filter(organisation__isnull=False) if value else people

    def by_gap(self, people: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Those who would fall out of the cycle, or have a doubtful place in it. Clause 6.1."""
        return cycle_check.with_gap(people, value)

    def by_post(self, people: QuerySet[Person], name: str, value: bool) -> QuerySet[Person]:
        """Those who hold a main post today."""
        return people.filter(cycle__unit__isnull=False) if value else people

    def by_name(self, people: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Every word, with letters folded."""
        return search_people(people, value)

    def by_unit(self, people: QuerySet[Person], name: str, value: Unit) -> QuerySet[Person]:
        """People who work in the unit now, in whatever post."""
        return people.filter(pk__in=Employment.objects.filter(unit=value, left_on__isnull=True).values("person"))


class UnitFilter(django_filters.FilterSet):
    """Filters of the list of units."""

    q = TextFilter(label=pgettext_lazy("of a unit or organisation", "Name"), method="by_name")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=UnitKind.choices)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[("open", _("existing")), ("closed", _("former"))], method="by_state"
    )

    class Meta:
        model = Unit
        fields: list[str] = []

    def by_state(self, units: QuerySet[Unit], name: str, value: str) -> QuerySet[Unit]:
        """Those there are, or those that were closed, merged or split."""
        return units.filter(closed_on__isnull=value == "open")

    def by_name(self, units: QuerySet[Unit], name: str, value: str) -> QuerySet[Unit]:
        """Any part of the name in any language."""
        return units.filter(folded__contains=fold(value))


class YearFilter(django_filters.Filter):
    """A year, as two days between which a date lies, so that an index on the date serves."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1950, max_value=2100, **kwargs)

    def filter(self, rows: QuerySet[Any], value: int | None) -> QuerySet[Any]:
        """Rows whose date lies in the year."""
        if value is None:
            return rows
        return rows.filter(**{f"{self.field_name}__range": (dt.date(value, 1, 1), dt.date(value, 12, 31))})


class TrainingFilter(django_filters.FilterSet):
    """Filters of the ledger."""

    usual = ("q", "unit", "state")

    q = TextFilter(label=_("Name"), method="by_name")
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.filter(closed_on__isnull=True), method="by_unit"
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=TrainingRecord.State.choices)
    kind = django_filters.ChoiceFilter(label=_("Form"), choices=TrainingForm.choices, field_name="form")
    source = django_filters.ChoiceFilter(label=_("Source"), choices=TrainingSource.choices)
    year = YearFilter(label=_("Year"), field_name="ended_on")
    undocumented = django_filters.BooleanFilter(
        label=_("no document shown"), widget=forms.CheckboxInput, method="by_missing_document"
    )

    class Meta:
        model = TrainingRecord
        fields: list[str] = []

    def by_missing_document(self, lines: QuerySet[TrainingRecord], name: str, value: bool) -> QuerySet[TrainingRecord]:
        """Lines that came with a list and name no document. Clause 4.4."""
        return lines.filter(document_number="", evidence="", report="") if value else lines

    def by_name(self, lines: QuerySet[TrainingRecord], name: str, value: str) -> QuerySet[TrainingRecord]:
        """The name of the person."""
        return lines.filter(*(named(word, "person__") for word in fold(value).split()))

    def by_unit(self, lines: QuerySet[TrainingRecord], name: str, value: Unit) -> QuerySet[TrainingRecord]:
        """Lines of people who work in the unit now, in whatever post."""
        here = Employment.objects.filter(unit=value, left_on__isnull=True).values("person")
        return lines.filter(person__in=here)


class MobilityFilter(django_filters.FilterSet):
    """Filters of mobility abroad."""

    q = TextFilter(label=_("Name"), method="by_name")
    country = TextFilter(label=_("Country"), lookup_expr="icontains")
    state = django_filters.ChoiceFilter(label=_("State"), choices=TrainingRecord.State.choices)
    year = YearFilter(label=_("Year"), field_name="ended_on")

    class Meta:
        model = TrainingRecord
        fields: list[str] = []

    def by_name(self, lines: QuerySet[TrainingRecord], name: str, value: str) -> QuerySet[TrainingRecord]:
        """The name of the person."""
        return lines.filter(*(named(word, "person__") for word in fold(value).split()))
