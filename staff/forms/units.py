"""Forms of units and their heads."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.forms import DateField, helper
from ostu_qualification.core.models import today
from staff.models import Person, Unit, UnitHead


class UnitForm(forms.ModelForm):
    """A unit."""

    closed_on = DateField(label=_("closed on"), required=False)
    helper = helper()

    class Meta:
        model = Unit
        fields = ("kind", "parent", "code", "name_ky", "name_ru", "name_en", "closed_on")


class HeadForm(forms.ModelForm):
    """A head of a unit."""

    since = DateField(label=_("from"), initial=today)
    until = DateField(label=_("until"), required=False)
    helper = helper()

    class Meta:
        model = UnitHead
        fields = ("person", "is_acting", "since", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Person.objects.filter(employments__unit=self.instance.unit, employments__left_on__isnull=True)
        self.fields["person"].queryset = here.distinct()  # type: ignore[attr-defined]
