"""Forms of the staff app."""

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.core.validators import FileExtensionValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.dates import short_date
from ostu_qualification.core.folding import fold
from ostu_qualification.core.forms import DateField, PhoneField, helper
from ostu_qualification.core.models import today
from ostu_qualification.core.uploads import check_document, check_size

from . import choices, roster_settle
from . import pin as pin_rules
from .models import Employment, ImportDecision, Pause, Person, Role, TrainingRecord, Unit, UnitHead
from .models.cycles import CycleStatus, PauseReason
from .models.people import Basis
from .models.units import UnitKind
from .queries import search_people


class PersonForm(forms.ModelForm):
    """A person's record, as HR keeps it."""

    birth_on = DateField(label=_("date of birth"), required=False)
    career_start_on = DateField(label=_("start of career"), required=False)
    phone = PhoneField(label=_("phone"), required=False)
    helper = helper()

    class Meta:
        model = Person
        fields = (
            "family_name", "given_name", "patronymic", "latin_name", "sex", "birth_on", "pin", "email", "phone", "language",
            "degree_level", "degree_field", "title", "career_start_on",
        )  # fmt: skip
        help_texts = {
            "family_name": _("As in the passport; «уулу» and «кызы» belong here: Кошмамат уулу."),
            "patronymic": _("May be empty."),
            "degree_level": _("Master's and «ОшТУнун доценти» are no academic degree (clause 1.3)."),
        }

    def clean_pin(self) -> str | None:
        """Fourteen digits that hold a real date of birth."""
        written = self.cleaned_data.get("pin") or ""
        if not written:
            return None
        number = pin_rules.clean(written)
        if number is None:
            raise forms.ValidationError(
                _("The ПИН has 14 digits: 1 or 2, the date of birth (DDMMYYYY), five more digits.")
            )
        return number

    def clean_email(self) -> str | None:
        """None rather than an empty text, so that many may have none."""
        return self.cleaned_data.get("email") or None


class EmploymentForm(forms.ModelForm):
    """A post."""

    hired_on = DateField(label=_("hired on"))
    left_on = DateField(label=_("left on"), required=False)
    helper = helper()

    class Meta:
        model = Employment
        fields = ("unit", "post", "category", "rate", "basis", "hired_on", "left_on")
        help_texts = {"rate": _("From 0.25 to 1.50; empty for hourly teachers.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(closed_on__isnull=True)  # type: ignore[attr-defined]


class PauseForm(forms.ModelForm):
    """A pause."""

    started_on = DateField(label=_("from"))
    ended_on = DateField(label=_("to"), required=False)
    helper = helper()

    class Meta:
        model = Pause
        fields = ("reason", "started_on", "ended_on")


class RoleForm(forms.ModelForm):
    """A role."""

    since = DateField(label=_("from"), initial=today)
    until = DateField(label=_("until"), required=False)
    helper = helper()

    class Meta:
        model = Role
        fields = ("kind", "since", "until")


class EndRoleForm(forms.Form):
    """The last day of a role."""

    until = DateField(label=_("last day"), initial=today)
    helper = helper()


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


class ClaimForm(forms.ModelForm):
    """Training done elsewhere, with its document."""

    started_on = DateField(label=_("from"), required=False)
    ended_on = DateField(label=_("to"))
    document_on = DateField(label=_("date of the document"), required=False)
    helper = helper()

    class Meta:
        model = TrainingRecord
        fields = (
            "title", "provider", "country", "form", "mode", "hours", "started_on", "ended_on", "document_kind", "document_number",
            "document_on", "evidence",
        )  # fmt: skip
        help_texts = {"evidence": _("The document scanned or photographed: PDF, JPEG or PNG, up to 10 MB.")}

    evidence = forms.FileField(
        label=_("scan"),
        required=False,
        validators=[FileExtensionValidator(["pdf", "jpg", "jpeg", "png"])],
        help_text=_("The document scanned or photographed: PDF, JPEG or PNG, up to 10 MB."),
    )

    def clean_ended_on(self) -> Any:
        """Training must be over before it is claimed."""
        ended_on = self.cleaned_data["ended_on"]
        if ended_on > today():
            raise forms.ValidationError(_("The training has not ended yet: claim it when you have the document."))
        return ended_on

    def clean_evidence(self) -> Any:
        """PDF, JPEG or PNG by content, not by name, and not over 10 MB."""
        return check_document(self.cleaned_data.get("evidence"))


class RosterForm(forms.Form):
    """A staff list to be read."""

    file = forms.FileField(
        label=_("The staff list"),
        help_text=_("Excel or OpenDocument: .xlsx, .xls, .ods. It is read and shown first; nothing changes yet."),
        validators=[check_size],
    )
    helper = helper()


class DecisionForm(forms.Form):
    """The answer to a doubtful cell: what its column holds, filled with the likeliest value."""

    helper = helper()

    def __init__(self, *args: Any, decision: ImportDecision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proposals = [roster_settle.typed(each) for each in roster_settle.proposals(decision)]
        offered = (name for each in proposals for name in each if name not in ("sheet", "row"))
        required = roster_settle.REQUIRED.get(decision.kind, ())
        for name in dict.fromkeys((*roster_settle.asked(decision), *offered)):
            field = answer_field(name, is_training=decision.kind == "training_not_understood")
            if decision.kind in roster_settle.REQUIRED:
                field.required = name in required
            value = proposals[0].get(name)
            field.initial = str(value) if isinstance(value, bool) else value
            others = [_as_written(each[name]) for each in proposals[1:] if each.get(name) not in (None, "", value)]
            if others and not isinstance(field, forms.ChoiceField):
                field.help_text = _("Also possible: %(values)s") % {"values": ", ".join(others)}
            self.fields[name] = field

    def clean_same_person(self) -> bool:
        """Yes or no."""
        return self.cleaned_data["same_person"] == "True"

    def clean(self) -> dict[str, Any]:
        """Refuse a training or a leave that ends before it begins."""
        values: dict[str, Any] = super().clean() or {}
        started_on, ended_on = values.get("started_on"), values.get("ended_on")
        if started_on and ended_on and ended_on < started_on:
            self.add_error("ended_on", _("The last day is before the first."))
        return values


def _as_written(value: Any) -> str:
    return short_date(value) if isinstance(value, dt.date) else str(value)


def answer_field(name: str, *, is_training: bool) -> forms.Field:
    """The field that asks for one part of an answer."""
    if name == "same_person":
        options = [("True", _("yes, the same person")), ("False", _("no, another person"))]
        return forms.ChoiceField(label=_("Is it the same person?"), choices=options, widget=forms.RadioSelect)
    if name in roster_settle.DATES:
        return DateField(label=ANSWER_LABELS[name], required=name != "birth_on")
    if name == "rate":
        return forms.DecimalField(label=_("rate"), min_value=0.25, max_value=1.5, decimal_places=2, localize=True)
    if name == "hours":
        return forms.IntegerField(label=_("hours"), min_value=1, max_value=2000)
    if name in ANSWER_CHOICES and not is_training:
        return forms.ChoiceField(
            label=ANSWER_LABELS.get(name, name),
            choices=ANSWER_CHOICES[name],
            required=name not in roster_settle.MAY_BE_NONE,
        )
    if name == "phone":
        return PhoneField(label=_("phone"), required=False)
    if name == "email":
        return forms.EmailField(label=_("e-mail"), required=False)
    longest = {"provider": 250, "document_number": 60}.get(name, 300)
    return forms.CharField(label=ANSWER_LABELS.get(name, name), max_length=longest, required=False)


ANSWER_CHOICES: dict[str, Any] = {
    "post": choices.POSTS,
    "category": choices.CATEGORIES,
    "degree_level": [("", "–"), *choices.DEGREE_LEVELS],
    "degree_field": [("", "–"), *choices.DEGREE_FIELDS],
    "title": [("", "–"), *choices.TITLES],
    "basis": Basis.choices,
    "reason": PauseReason.choices,
}
ANSWER_LABELS: dict[str, Any] = {
    "pin": _("personal number (ПИН)"),
    "birth_on": _("date of birth"),
    "hired_on": _("hired on"),
    "career_start_on": _("start of career"),
    "started_on": _("from"),
    "ended_on": _("to"),
    "post": _("post"),
    "category": _("category"),
    "degree_level": _("academic degree"),
    "degree_field": _("field of the degree"),
    "basis": _("main or secondary"),
    "reason": _("reason"),
    "title": _("title"),
    "provider": _("provider"),
    "document_number": _("number of the document"),
}


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
        for word in fold(value).split():
            lines = lines.filter(person__folded__contains=word)
        return lines
