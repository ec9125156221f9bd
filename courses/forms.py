"""Forms of the courses app."""

from typing import Any

import django_filters
from django import forms
from django.core.validators import FileExtensionValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.frame.record_forms import RecordForm
from ostu_qualification.core.models import today
from ostu_qualification.core.records.uploads import OFFICE_EXTENSIONS, UploadField, check_office_file
from ostu_qualification.core.words.inputs import CharField, DateField, TextFilter
from staff.models import Person
from staff.models.ledger import TrainingForm

from .models import CourseRun, Material, Programme, Protocol
from .queries import documents_of, missing_documents, search_programmes


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


class LackingField(forms.ModelMultipleChoiceField):
    """Programmes, each with what it still lacks."""

    def label_from_instance(self, programme: Programme) -> str:
        """The title, and the documents that are missing."""
        missing = ", ".join(missing_documents(programme))
        return (
            _("%(title)s – missing: %(kinds)s") % {"title": programme, "kinds": missing} if missing else str(programme)
        )


class SubmitForm(ProgrammesForm):
    """What goes to the council: those with full documents are ticked. Clause 1.6."""

    programmes = LackingField(
        label=_("Programmes"),
        queryset=Programme.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, waiting: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, waiting=waiting.prefetch_related("materials"), **kwargs)
        field = self.fields["programmes"]
        field.initial = [each.pk for each in field.queryset if not missing_documents(each)]  # type: ignore[attr-defined]


class PermitForm(ProgrammesForm):
    """The council's protocol, and what it permits."""

    number = CharField(label=_("Number of the protocol"), max_length=40)
    held_on = DateField(label=_("date of the meeting"))
    members_present = forms.IntegerField(label=_("members present"), min_value=1, max_value=200)
    members_total = forms.IntegerField(label=_("members in all"), min_value=1, max_value=200)
    field_order = ("number", "held_on", "members_present", "members_total", "programmes")

    def clean(self) -> dict[str, Any]:
        """The meeting had a quorum. Clause 1.6."""
        cleaned = super().clean() or {}
        members = {name: cleaned.get(name) for name in ("members_present", "members_total")}
        try:
            Protocol(**members).clean()
        except forms.ValidationError as problem:
            self.add_error(None, problem)
        return cleaned

    def clean_held_on(self) -> Any:
        """A meeting of the future has permitted nothing yet."""
        if self.cleaned_data["held_on"] > today():
            raise forms.ValidationError(_("The meeting has not been held yet."))
        return self.cleaned_data["held_on"]


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
            "place_ky",
            "place_ru",
            "place_en",
            "host",
            "topic_ky",
            "topic_ru",
            "topic_en",
            "language",
            "trainers",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.filter(state=Programme.State.APPROVED)  # type: ignore[attr-defined]
        self.fields["trainers"].queryset = Person.objects.filter(employments__left_on__isnull=True).distinct()  # type: ignore[attr-defined]
        self.fields["trainers"].required = False


class RunWordsForm(RecordForm):
    """What papers say about a run in other languages; what has a title already is not asked for it."""

    title_ru = CharField(label=_("title in Russian"), max_length=250)
    title_en = CharField(label=_("title in English"), max_length=250, required=False)
    helper = helper()
    field_order = ("title_ru", "title_en")

    class Meta:
        model = CourseRun
        fields = ("place_ru", "place_en", "host", "topic_ky", "topic_ru", "topic_en")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme = self.instance.programme
        for name in ("title_ru", "title_en"):
            if getattr(programme, name):
                del self.fields[name]
        if programme.form != TrainingForm.INTERNSHIP:
            for name in ("host", "topic_ky", "topic_ru", "topic_en"):
                del self.fields[name]


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
