"""Forms of programmes and their documents."""

from typing import Any

import django_filters
from django import forms
from django.core.validators import FileExtensionValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.records.uploads import OFFICE_EXTENSIONS, UploadField, check_office_file
from ostu_qualification.core.words.inputs import TextFilter
from staff.ledger.models import TrainingForm

from .models import Material, Programme
from .queries import documents_of, search_programmes


class ProgrammeImportForm(forms.Form):
    """A list of programmes."""

    file = UploadField(
        label=_("The list of programmes"),
        help_text=_("Excel or OpenDocument, with a second sheet for the syllabi."),
    )
    helper = helper()


class MaterialsForm(forms.Form):
    """Documents of a programme, a file for each kind; any of them may follow later. Clause 1.6."""

    helper = helper()

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, is_needed, materials in documents_of(programme):
            self.fields[kind.value] = UploadField(
                label=kind.label,
                required=False,
                validators=[FileExtensionValidator(OFFICE_EXTENSIONS), check_office_file],
                help_text=self._state_of(is_needed, materials),
            )

    def _state_of(self, is_needed: bool, materials: list[Material]) -> str:
        if materials:
            return _("There already: %(titles)s.") % {"titles": ", ".join(each.title for each in materials)}
        return str(_("The council needs it; it may follow later.")) if is_needed else ""

    def clean(self) -> dict[str, Any]:
        """At least one file."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("Choose at least one file."))
        return cleaned


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
