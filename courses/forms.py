"""Forms of the courses app."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.forms import CharField, DateField, RecordForm, TextFilter, helper
from ostu_qualification.core.models import today
from staff.models import Person
from staff.models.ledger import TrainingForm

from .models import CourseRun, Programme
from .queries import search_programmes


class ProgrammesForm(forms.Form):
    """Which of the waiting programmes an act is about: all, unless some are left out."""

    programmes = forms.ModelMultipleChoiceField(
        label=_("Programmes"),
        queryset=Programme.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    helper = helper()

    def __init__(self, *args: Any, waiting: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programmes"]
        field.queryset = waiting  # type: ignore[attr-defined]
        field.initial = [programme.pk for programme in waiting]


class PermitForm(ProgrammesForm):
    """The council's protocol, and what it permits."""

    number = CharField(label=_("Number of the protocol"), max_length=40)
    held_on = DateField(label=_("date of the meeting"))
    field_order = ("number", "held_on", "programmes")

    def clean_held_on(self) -> Any:
        """A meeting of the future has permitted nothing yet."""
        if self.cleaned_data["held_on"] > today():
            raise forms.ValidationError(_("The meeting has not been held yet."))
        return self.cleaned_data["held_on"]


class ProgrammeImportForm(forms.Form):
    """A list of programmes."""

    file = forms.FileField(
        label=_("The list of programmes"), help_text=_("Excel or OpenDocument, with a second sheet for the syllabi.")
    )
    helper = helper()


class RunForm(RecordForm):
    """A course run."""

    starts_on = DateField(label=_("begins"))
    ends_on = DateField(label=_("ends"))
    apply_from = DateField(label=_("applications from"))
    apply_until = DateField(label=_("applications until"))
    helper = helper()

    class Meta:
        model = CourseRun
        fields = (
            "programme",
            "apply_from",
            "apply_until",
            "starts_on",
            "ends_on",
            "capacity",
            "minimum",
            "mode",
            "place",
            "language",
            "trainers",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.filter(state=Programme.State.APPROVED)  # type: ignore[attr-defined]
        self.fields["trainers"].queryset = Person.objects.filter(employments__left_on__isnull=True).distinct()  # type: ignore[attr-defined]
        self.fields["trainers"].required = False


class ProgrammeFilter(django_filters.FilterSet):
    """Filters of programmes, inside and in the catalogue."""

    q = TextFilter(label=_("Title"), method="by_title")
    form = django_filters.ChoiceFilter(label=_("Form"), choices=TrainingForm.choices)
    level = django_filters.ChoiceFilter(
        label=_("Level"), choices=[(1, _("level 1")), (2, _("level 2")), (3, _("level 3"))]
    )

    class Meta:
        model = Programme
        fields: list[str] = []

    def by_title(self, programmes: QuerySet[Programme], name: str, value: str) -> QuerySet[Programme]:
        """Any words of the title in any language."""
        return search_programmes(programmes, value)
