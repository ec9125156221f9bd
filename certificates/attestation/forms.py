"""Forms of the attestations."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.frame.record_forms import RecordForm
from ostu_qualification.core.models import today
from ostu_qualification.core.words.inputs import CharField, DateField
from staff.models import Person

from . import committee
from .models import Attestation, AttestationResult


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
