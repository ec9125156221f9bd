"""Forms of outside organisations and of lists of them."""

from typing import Any

import django_filters
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.frame.record_forms import RecordForm
from ostu_qualification.core.records.uploads import UploadField
from ostu_qualification.core.words.inputs import CharField, TextFilter
from staff.people.forms import PersonForm

from . import lists
from .models import Organisation, OrganisationKind

SALT = "organisations"


class OrganisationFilter(django_filters.FilterSet):
    """Filters of the list of organisations."""

    q = TextFilter(label=pgettext_lazy("of a unit or organisation", "Name"), method="by_name")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=OrganisationKind.choices)

    class Meta:
        model = Organisation
        fields: list[str] = []

    def by_name(self, found: QuerySet[Organisation], name: str, value: str) -> QuerySet[Organisation]:
        """A part of the name in any language, or the town."""
        parts = ("name_ky", "name_ru", "name_en", "city")
        condition = Q()
        for part in parts:
            condition |= Q(**{f"{part}__icontains": value})
        return found.filter(condition)


class OrganisationForm(RecordForm):
    """An organisation."""

    helper = helper()

    class Meta:
        model = Organisation
        fields = ("kind", "name_ky", "name_ru", "name_en", "city", "country")

    def validate_unique(self) -> None:
        """Left to the act, which also compares names with letters folded and shows the way to the one there is."""


class OrganisationListForm(forms.Form):
    """A list of organisations as CSV or Excel."""

    file = UploadField(
        label=_("List of organisations"),
        help_text=_(
            "Excel or CSV with the columns: name in Kyrgyz (needed), name in Russian, name in English, kind, town, country. At most 10 MB."
        ),
    )
    helper = helper()

    def clean_file(self) -> Any:
        """The file, read: its lines are kept with the form."""
        file = self.cleaned_data["file"]
        self.lines, self.unread_sheets, self.unknown_columns = lists.read_lists(file.read())
        return file

    @property
    def has_new(self) -> bool:
        """Whether any row can be entered."""
        return any(not line.problem for line in self.lines)

    @property
    def signed(self) -> str:
        """The rows that can be entered, signed, for the page that asks once more."""
        return signing.dumps(
            [(line.number, line.row) for line in self.lines if not line.problem], salt=SALT, compress=True
        )


class SignedRowsForm(forms.Form):
    """The rows that were shown, unchanged."""

    rows = CharField(widget=forms.HiddenInput, max_length=2_000_000)
    helper = helper()

    def clean_rows(self) -> Any:
        """The rows, as they were signed within the last hour."""
        try:
            return signing.loads(self.cleaned_data["rows"], salt=SALT, max_age=3600)
        except signing.BadSignature as problem:
            raise ValidationError(_("This preview is too old: attach the list again.")) from problem


class OutsidePersonForm(PersonForm):
    """Someone from another organisation, who holds no post here. Clause 1.1."""

    class Meta(PersonForm.Meta):
        fields = (  # type: ignore[assignment]
            "organisation", "organisation_post", "family_name", "given_name", "patronymic", "latin_name", "sex", "birth_on",
            "pin", "email", "phone", "language", "degree_level", "degree_field", "title",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].required = True
        self.fields.pop("career_start_on", None)
