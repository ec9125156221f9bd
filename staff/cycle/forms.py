"""Filters of people by where they stand in the cycle."""

from decimal import Decimal

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.models import today
from ostu_qualification.core.words.calendar import add_months
from ostu_qualification.core.words.inputs import TextFilter
from staff.ledger.models import TrainingLevel
from staff.people import choices
from staff.people.actors import with_units_below
from staff.people.forms import DayFilter
from staff.people.models import Employment, Person
from staff.people.queries import people_without_address, search_people
from staff.units.models import Unit
from staff.units.organisations.models import Organisation

from . import checking
from .models import CycleStatus, Obligation


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
        choices=[("any", _("any doubt")), *checking.GAP_LABELS.items()],
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
        return checking.with_gap(people, value)

    def by_post(self, people: QuerySet[Person], name: str, value: bool) -> QuerySet[Person]:
        """Those who hold a main post today."""
        return people.filter(cycle__unit__isnull=False) if value else people

    def by_name(self, people: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Every word, with letters folded."""
        return search_people(people, value)

    def by_unit(self, people: QuerySet[Person], name: str, value: Unit) -> QuerySet[Person]:
        """People who work in the unit now, in whatever post."""
        return people.filter(pk__in=Employment.objects.filter(unit=value, left_on__isnull=True).values("person"))
