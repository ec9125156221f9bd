"""Forms of the training ledger."""

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.core.validators import FileExtensionValidator
from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.frame.record_forms import RecordForm
from ostu_qualification.core.models import today
from ostu_qualification.core.records.uploads import UploadField, check_document
from ostu_qualification.core.words.folding import fold
from ostu_qualification.core.words.inputs import CharField, DateField, TextFilter
from staff.people.consents import given_on
from staff.people.models import ConsentKind, Employment
from staff.people.queries import named
from staff.units.models import Unit

from .countries import COUNTRIES
from .models import TrainingForm, TrainingLevel, TrainingRecord, TrainingSource


class CountryInput(forms.TextInput):
    """A field that suggests countries while one types."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The field with its suggestions behind it."""
        listed = f"{name}-suggestions"
        field = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((country,) for country in COUNTRIES))
        return format_html('{}<datalist id="{}">{}</datalist>', field, listed, options)


class PaperField(UploadField):
    """A document scanned or photographed."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("The document scanned or photographed: PDF, JPEG or PNG, up to 10 MB.")
        super().__init__(
            required=False,
            validators=[FileExtensionValidator(["pdf", "jpg", "jpeg", "png"])],
            help_text=help_text,
            widget=forms.FileInput,
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        """PDF, JPEG or PNG by content, not by name, and not over 10 MB; what was attached before is known to be."""
        file = super().clean(data, initial)
        return file if file is initial else check_document(file)


def say_what_is_attached(form: forms.ModelForm) -> None:
    """Tell beside each paper that is there already that another file takes its place."""
    for name, field in form.fields.items():
        if isinstance(field, PaperField) and getattr(form.instance, name):
            field.help_text = _("A file is attached. Another one takes its place: PDF, JPEG or PNG, up to 10 MB.")


class ClaimForm(RecordForm):
    """Training done elsewhere, with its document."""

    started_on = DateField(label=_("from"), required=False)
    ended_on = DateField(label=_("to"))
    document_on = DateField(label=_("date of the document"), required=False)
    evidence = PaperField(label=_("scan"))
    helper = helper()

    class Meta:
        model = TrainingRecord
        fields = (
            "title", "provider", "country", "form", "mode", "hours", "started_on", "ended_on", "document_kind", "document_number",
            "document_on", "evidence",
        )  # fmt: skip
        widgets = {"country": CountryInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_what_is_attached(self)

    def clean_ended_on(self) -> Any:
        """Training must be over before it is claimed."""
        ended_on = self.cleaned_data["ended_on"]
        if ended_on > today():
            raise forms.ValidationError(_("The training has not ended yet: claim it when you have the document."))
        return ended_on


class MobilityForm(RecordForm):
    """A journey abroad, past or to come; report and document may follow."""

    provider = CharField(label=_("host"), max_length=250)
    country = CharField(label=_("country"), max_length=100, widget=CountryInput)
    form = forms.ChoiceField(label=_("form"), choices=TrainingForm.choices)
    started_on = DateField(label=_("from"))
    ended_on = DateField(label=_("to"))
    document_on = DateField(label=_("date of the document"), required=False)
    evidence = PaperField(label=_("document of the host"))
    report = PaperField(label=_("report"))
    transfer_paper = PaperField(label=_("signed consent to the transfer of data abroad"))
    transfer_agreed_on = DateField(label=_("consent signed on"), required=False)
    helper = helper()

    class Meta:
        model = TrainingRecord
        fields = (
            "title", "provider", "country", "mobility_programme", "agreement", "form", "hours", "started_on", "ended_on",
            "document_kind", "document_number", "document_on", "evidence", "report", "transfer_paper", "transfer_agreed_on",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if given_on(self.instance.person, ConsentKind.TRANSFER_ABROAD):
            del self.fields["transfer_paper"], self.fields["transfer_agreed_on"]
        say_what_is_attached(self)


class RecogniseForm(forms.Form):
    """Which of the three levels a training was, if any. Clause 4.5."""

    level = forms.TypedChoiceField(
        label=_("level"), choices=[("", "–"), *TrainingLevel.choices], coerce=int, empty_value=None, required=False
    )
    helper = helper()


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
