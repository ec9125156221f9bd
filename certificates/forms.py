"""Forms of the certificates app."""

import re
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.frame.record_forms import RecordForm
from ostu_qualification.core.models import today
from ostu_qualification.core.records.uploads import UploadField, check_document
from ostu_qualification.core.words.inputs import CharField, DateField
from staff.models import Person

from . import committee, verification
from .models import Attestation, AttestationResult, LegalGround, Order, OrderKind, Visa


class OrderTextForm(forms.Form):
    """The text of a draft order: heading, preamble, items and ground in each of its languages."""

    helper = helper()

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order
        labels = {
            "heading": _("Heading"),
            "preamble": _("Preamble"),
            "items": _("Items, a blank line between them"),
            "ground": _("Ground"),
        }
        for language in order.languages:
            for part, label in labels.items():
                value = order.content[language][part]
                initial = "\n\n".join(value) if isinstance(value, list) else value
                rows = 16 if part == "items" else 3
                self.fields[f"{part}_{language}"] = CharField(
                    label=f"{label} ({language})", initial=initial, widget=forms.Textarea(attrs={"rows": rows})
                )

    def content(self) -> dict[str, Any]:
        """The text as an order keeps it."""
        return {
            language: {
                "heading": self.cleaned_data[f"heading_{language}"],
                "preamble": self.cleaned_data[f"preamble_{language}"],
                "items": [
                    each.strip()
                    for each in re.split(r"\n\s*\n", self.cleaned_data[f"items_{language}"])
                    if each.strip()
                ],
                "ground": self.cleaned_data[f"ground_{language}"],
            }
            for language in self.order.languages
        }


class GroundForm(RecordForm):
    """An act that orders cite: its full title with date and number in each language, from when to when, where."""

    valid_from = DateField(label=_("in force from"))
    valid_to = DateField(label=_("in force until"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("cited in orders of"), choices=OrderKind.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    helper = helper()

    class Meta:
        model = LegalGround
        fields = ("title_ky", "title_ru", "title_en", "valid_from", "valid_to", "kinds", "position", "note")


class VisaForm(forms.Form):
    """Endorse or object."""

    answer = forms.ChoiceField(
        label=_("Answer"), choices=[each for each in Visa.Answer.choices if each[0]], widget=forms.RadioSelect
    )
    remark = CharField(
        label=_("Remark"),
        max_length=500,
        required=False,
        help_text=_("Needed when you object."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    helper = helper()

    def clean(self) -> dict[str, Any]:
        """An objection says what to mend."""
        cleaned = super().clean() or {}
        if cleaned.get("answer") == Visa.Answer.OBJECTED and not cleaned.get("remark", "").strip():
            self.add_error("remark", _("Say what must be changed."))
        return cleaned


class SignatureForm(forms.Form):
    """Number, date and scan of the signed order."""

    number = CharField(label=_("Number given by the chancellery"), max_length=40, help_text=_("For example 09-04/404."))
    signed_on = DateField(label=_("Date of the order"))
    signed_by = CharField(label=_("Signed by"), max_length=150)
    scan = UploadField(label=_("Scan of the signed order"), help_text=_("PDF, JPEG or PNG, up to 10 MB."))
    helper = helper()

    def clean_number(self) -> str:
        """Any number the chancellery writes, without spaces around it."""
        return " ".join(self.cleaned_data["number"].split())

    def clean_signed_on(self) -> Any:
        """Not in the future."""
        if self.cleaned_data["signed_on"] > today():
            raise forms.ValidationError(_("The day of the signature lies in the future."))
        return self.cleaned_data["signed_on"]

    def clean_scan(self) -> Any:
        """A document by its content."""
        return check_document(self.cleaned_data.get("scan"))


class AttestationForm(RecordForm):
    """The committee: experts together with the responsible unit. Clause 7.5.3."""

    held_on = DateField(label=_("Held on"))
    resit_until = DateField(label=_("Resit until"), required=False)
    helper = helper()

    class Meta:
        model = Attestation
        fields = ("protocol_number", "held_on", "resit_until", "chair", "secretary", "experts", "members")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff: QuerySet[Person] = Person.objects.filter(employments__left_on__isnull=True).distinct()
        for name in ("chair", "secretary", "members"):
            self.fields[name].queryset = staff  # type: ignore[attr-defined]
        at_work, outside = (
            Q(employments__left_on__isnull=True, employments__isnull=False),
            Q(organisation__isnull=False),
        )
        anybody = Person.objects.filter(at_work | outside, merged_into__isnull=True).distinct()
        self.fields["experts"].queryset = anybody  # type: ignore[attr-defined]
        self.fields["experts"].error_messages["required"] = committee.NO_EXPERT
        self.fields["members"].required = False  # chair or secretary may stand for the unit
        unit = committee.responsible_unit(self.instance.run)
        if unit is not None:
            self.fields["members"].help_text = _("Somebody of the responsible unit is on the committee: %(unit)s.") % {
                "unit": unit.name
            }

    def clean(self) -> dict[str, Any]:
        """The committee may decide. Clause 7.5.3."""
        cleaned = super().clean() or {}
        many = {name: list(cleaned.get(name) or []) for name in ("experts", "members")}
        found = committee.problems(
            self.instance.run,
            cleaned.get("held_on") or today(),
            chair=cleaned.get("chair"),
            secretary=cleaned.get("secretary"),
            **many,
        )
        for name, problem in found.items():
            if name not in self.errors:
                self.add_error(name, problem)
        return cleaned


class CloseAttestationForm(forms.Form):
    """Until when those may resit who have not passed; asks nothing when everyone has."""

    resit_until = DateField(label=_("Resit until"))
    helper = helper()

    def __init__(self, *args: Any, may_anyone_resit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_anyone_resit:
            del self.fields["resit_until"]


WITHOUT_POINTS = (AttestationResult.Outcome.ABSENT, AttestationResult.Outcome.NOT_ADMITTED)
ABSENCES = [("", "–"), *((each.value, each.label) for each in WITHOUT_POINTS)]


class ResultForm(forms.Form):
    """One line of the results."""

    first_points = forms.IntegerField(
        min_value=0,
        max_value=100,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "form-control"}),
    )
    exam_points = forms.IntegerField(
        min_value=0,
        max_value=100,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "form-control"}),
    )
    absence = forms.ChoiceField(choices=ABSENCES, required=False, widget=forms.Select(attrs={"class": "form-select"}))
    remark = CharField(max_length=300, required=False, widget=forms.TextInput(attrs={"class": "form-control"}))

    def __init__(self, *args: Any, result: AttestationResult, needs_exam: bool, **kwargs: Any) -> None:
        absence = result.outcome if result.outcome in WITHOUT_POINTS else ""
        initial = {
            "first_points": result.first_points,
            "exam_points": result.exam_points,
            "absence": absence,
            "remark": result.remark,
        }
        super().__init__(*args, **{"prefix": f"result-{result.pk}", "initial": initial, **kwargs})
        self.result, self.needs_exam = result, needs_exam
        name = result.application.person.full_name
        for field_name, label in (
            ("first_points", _("Points")),
            ("exam_points", _("Exam")),
            ("absence", _("Absent")),
            ("remark", _("Remark")),
        ):
            self.fields[field_name].label = label
            self.fields[field_name].widget.attrs["aria-label"] = f"{name}: {label}"


class VerifyForm(forms.Form):
    """A number as printed on the certificate with the name beside it, or the code."""

    number = CharField(
        label=_("Number or code of the certificate"),
        max_length=200,
        help_text=_("As printed, for example ОшТУ-ТМ № 2026/0123; or the code at the end of the printed address."),
    )
    family_name = CharField(
        label=_("Family name on the certificate"),
        max_length=150,
        help_text=_("Needed with a number, not with a code."),
        error_messages={"required": _("Write the family name as on the certificate.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    helper = helper()
    code: str | None = None
    printed: verification.PrintedNumber | None = None

    def clean(self) -> dict[str, Any]:
        """Either is understood, however it was typed; a number tells nothing without the name."""
        cleaned = super().clean() or {}
        written = cleaned.get("number", "")
        self.printed = verification.number_in(written)
        self.code = None if self.printed else verification.code_in(written)
        if self.code:
            self.errors.pop("family_name", None)
        if written and not self.printed and not self.code:
            self.add_error(
                "number", _("Write the number as printed, for example ОшТУ-ТМ № 2026/0123, or the code of 16 signs.")
            )
        return cleaned


class VerifyFileForm(forms.Form):
    """The certificate as a file."""

    file = UploadField(
        label=_("The certificate as a PDF file"),
        help_text=_("We compare it byte by byte with the one that was issued; it is not kept."),
        max_megabytes=2,
        error_messages={"too_large": _("The file is over %(max)s MB: no certificate is as large.")},
    )
    helper = helper()
