"""Forms of units, their heads, and the acts that change units."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.frame.record_forms import RecordForm
from ostu_qualification.core.models import today
from ostu_qualification.core.words.folding import fold
from ostu_qualification.core.words.inputs import CharField, DateField, TextFilter
from staff.people.choosing import PersonField
from staff.people.models import Person

from .acts import Order
from .models import Unit, UnitHead, UnitKind
from .queries import people_around

LANGUAGES = ("ky", "ru", "en")
NEW_UNITS = 3


class UnitField(forms.ModelChoiceField):
    """An open unit, shown with the unit it belongs to."""

    def __init__(self, **kwargs: Any) -> None:
        units = Unit.objects.filter(closed_on__isnull=True).select_related("parent")
        super().__init__(queryset=units, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.parent.name})" if obj.parent else obj.name


class NewUnitForm(RecordForm):
    """A unit that is entered for the first time."""

    parent = UnitField(label=_("belongs to"), required=False)
    helper = helper()

    class Meta:
        model = Unit
        fields = ("kind", "parent", "code", "name_ky", "name_ru", "name_en")


class UnitForm(RecordForm):
    """What no order is needed for: kind, short name, and the names that are still missing in other languages."""

    helper = helper()

    class Meta:
        model = Unit
        fields = ("kind", "code", "name_ru", "name_en")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name_ru", "name_en"):
            if getattr(self.instance, name):
                del self.fields[name]


class HeadForm(RecordForm):
    """A head of a unit, one of the people of the unit, of those above it and below it."""

    person = PersonField(pool="heads", label=_("head"), help_text=_("Two letters of the name or the unit are enough."))
    since = DateField(label=_("from"), initial=today)
    until = DateField(label=_("until"), required=False)
    helper = helper()

    class Meta:
        model = UnitHead
        fields = ("person", "is_acting", "since", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.instance.unit_id
        self.fields["person"].choose_from(people_around(unit), unit)  # type: ignore[attr-defined]


class HeadshipForm(RecordForm):
    """The days of a headship."""

    since = DateField(label=_("from"))
    until = DateField(label=_("until"), required=False)
    helper = helper()

    class Meta:
        model = UnitHead
        fields = ("since", "until")


class EndHeadshipForm(forms.Form):
    """The last day of a headship."""

    until = DateField(label=_("last day"), initial=today)
    helper = helper()


class UnitActForm(forms.Form):
    """What all acts on a unit ask: the day and the paper."""

    helper = helper()

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields |= {
            "acted_on": DateField(label=_("from the day"), initial=today),
            "order_number": CharField(label=_("number of the order"), max_length=40, required=False),
            "ground": CharField(label=_("ground"), max_length=300, required=False),
        }

    @property
    def order(self) -> Order:
        """Day and paper of the act."""
        data = self.cleaned_data
        return Order(data["acted_on"], data["order_number"], data["ground"])

    @property
    def facts(self) -> dict[str, Any]:
        """What the act is told, by the names of its parameters."""
        return {"unit": self.unit, "order": self.order}

    def new_unit(self, number: str = "") -> Unit:
        """The new unit that the form describes; of the kind and above as the unit that the act begins with."""
        names = {f"name_{each}": self.cleaned_data.get(f"name_{each}{number}", "") for each in LANGUAGES}
        return Unit(kind=self.unit.kind, parent=self.unit.parent, **names)


class RenameUnitForm(UnitActForm):
    """The names that a unit gets."""

    name_ky = CharField(label=_("name in Kyrgyz"), max_length=250)
    name_ru = CharField(label=_("name in Russian"), max_length=250, required=False)
    name_en = CharField(label=_("name in English"), max_length=250, required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        self.initial.update({f"name_{each}": getattr(unit, f"name_{each}") for each in LANGUAGES})

    @property
    def facts(self) -> dict[str, Any]:
        return super().facts | {"names": {each: self.cleaned_data[f"name_{each}"] for each in LANGUAGES}}


class MoveUnitForm(UnitActForm):
    """The unit to which a unit will belong."""

    parent = UnitField(label=_("will belong to"), required=False)

    @property
    def facts(self) -> dict[str, Any]:
        return super().facts | {"parent": self.cleaned_data["parent"]}


class MergeUnitForm(UnitActForm):
    """The units that become one, and what they become."""

    others = forms.ModelMultipleChoiceField(
        label=_("merged with"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    into = UnitField(label=_("one of them stays"), required=False, empty_label=_("none: they become a new unit"))
    name_ky = CharField(label=_("name of the new unit in Kyrgyz"), max_length=250, required=False)
    name_ru = CharField(label=_("name of the new unit in Russian"), max_length=250, required=False)
    name_en = CharField(label=_("name of the new unit in English"), max_length=250, required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        others = Unit.objects.filter(closed_on__isnull=True).exclude(pk=unit.pk)
        beside = others.filter(Q(kind=unit.kind) | Q(parent=unit.pk))
        self.fields["others"].queryset = beside.order_by("sort_key")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        into, others = self.cleaned_data.get("into"), self.cleaned_data.get("others", ())
        if into and into.pk not in {self.unit.pk, *(each.pk for each in others)}:
            self.add_error("into", _("Choose one of the units that are merged, or none."))
        if not into and not self.cleaned_data.get("name_ky"):
            self.add_error("name_ky", _("Enter the name of the new unit, or choose the unit that stays."))
        return self.cleaned_data

    @property
    def facts(self) -> dict[str, Any]:
        units = [self.unit, *self.cleaned_data["others"]]
        return {"units": units, "into": self.cleaned_data["into"] or self.new_unit(), "order": self.order}


class SplitUnitForm(UnitActForm):
    """Up to three new units and where each of the people goes."""

    is_closed = forms.BooleanField(label=_("the old unit ceases to be"), required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        numbers = range(1, NEW_UNITS + 1)
        for n in numbers:
            labels = (_("New unit %(n)s: name in Kyrgyz"), _("New unit %(n)s: name in Russian"))
            for language, label in zip(LANGUAGES, labels, strict=False):
                is_needed = n == 1 and language == "ky"
                self.fields[f"name_{language}{n}"] = CharField(
                    label=label % {"n": n}, max_length=250, required=is_needed
                )
        self.order_fields([name for name in self.fields if name.startswith("name_")])
        choices = [("0", _("stays")), *((str(n), _("new unit %(n)s") % {"n": n}) for n in numbers)]
        here = Person.objects.filter(employments__unit=unit, employments__left_on__isnull=True)
        self.people = list(here.distinct().order_by("sort_key", "pk"))
        for person in self.people:
            self.fields[f"person{person.pk}"] = forms.ChoiceField(label=person.full_name, choices=choices, initial="0")

    def clean(self) -> dict[str, Any]:
        for person in self.people:
            number = self.cleaned_data.get(f"person{person.pk}")
            if number not in (None, "0") and not self.cleaned_data.get(f"name_ky{number}"):
                self.add_error(f"person{person.pk}", _("Enter the name of that new unit first."))
        return self.cleaned_data

    @property
    def facts(self) -> dict[str, Any]:
        data, parts = self.cleaned_data, []
        for n in range(1, NEW_UNITS + 1):
            if data[f"name_ky{n}"]:
                people = [each.pk for each in self.people if data[f"person{each.pk}"] == str(n)]
                parts.append((self.new_unit(str(n)), people))
        return super().facts | {"parts": parts, "is_closed": data["is_closed"]}


class CloseUnitForm(UnitActForm):
    """The unit that the people of a closed one go to."""

    people_to = UnitField(label=_("the people go to"), required=False)

    @property
    def facts(self) -> dict[str, Any]:
        return super().facts | {"people_to": self.cleaned_data["people_to"]}


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
