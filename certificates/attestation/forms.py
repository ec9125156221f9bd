"""What the acts with attestations ask: the committee, the grid of results, the day of the resit."""

import json
from collections.abc import Iterator
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ostu_qualification.core.frame.act_pages import ActForm
from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.models import today
from ostu_qualification.core.words.inputs import CharField, DateField
from staff.models import Person

from . import committee, queries
from .models import AttestationResult
from .outcomes import NEEDS_BOTH


def _at_work() -> QuerySet[Person]:
    return Person.objects.filter(employments__left_on__isnull=True, employments__isnull=False).distinct()


class CommitteeForm(ActForm):
    """The committee: experts together with the responsible unit. Clause 7.5.3."""

    protocol_number = CharField(label=gettext_lazy("Number of the protocol"), max_length=40)
    held_on = DateField(label=gettext_lazy("Held on"))
    resit_until = DateField(label=gettext_lazy("Resit until"), required=False)
    chair = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("Chair"))
    secretary = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("Secretary"))
    experts = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=pgettext_lazy("committee", "Experts"),
        error_messages={"required": committee.NO_EXPERT},
    )
    members = forms.ModelMultipleChoiceField(Person.objects.none(), label=gettext_lazy("Members"), required=False)
    helper = helper()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outside = Q(organisation__isnull=False) | Q(pk__in=_at_work().values("pk"))
        anybody = Person.objects.filter(outside, merged_into__isnull=True)
        for name in ("chair", "secretary", "members"):
            self.fields[name].queryset = _at_work()  # type: ignore[attr-defined]
        self.fields["experts"].queryset = anybody  # type: ignore[attr-defined]
        unit = committee.responsible_unit(self.record)
        if unit is not None:
            sentence = _("Somebody of the responsible unit is on the committee: %(unit)s.")
            self.fields["members"].help_text = sentence % {"unit": unit.name}

    def clean(self) -> dict[str, Any]:
        """The committee may decide. Clause 7.5.3."""
        cleaned: dict[str, Any] = super().clean() or {}
        many = {name: list(cleaned.get(name) or []) for name in ("experts", "members")}
        found = committee.problems(
            self.record,
            cleaned.get("held_on") or today(),
            chair=cleaned.get("chair"),
            secretary=cleaned.get("secretary"),
            experts=many["experts"],
            members=many["members"],
        )
        for name, problem in found.items():
            if name not in self.errors:
                self.add_error(name, problem)
        return cleaned | many


class CloseAttestationForm(ActForm):
    """Until when those may resit who have not passed; asks nothing when everyone has."""

    resit_until = DateField(label=gettext_lazy("Resit until"))
    helper = helper()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["resit_until"] = self.record.resit_until
        if not queries.not_passed(self.record).exists():
            del self.fields["resit_until"]


WITHOUT_POINTS = (AttestationResult.Outcome.ABSENT, AttestationResult.Outcome.NOT_ADMITTED)
ABSENCES = [("", "–"), *((each.value, each.label) for each in WITHOUT_POINTS)]
CELLS = ("first_points", "exam_points", "absence", "remark")
Row = dict[str, Any]


class Grid:
    """The layout of a form whose fields stand in the lines of a table."""

    def render(self, form: "ResultsForm", context: Any, template_pack: Any = None, **kwargs: Any) -> SafeString:
        """The table with the cells of the form."""
        return render_to_string("certificates/attestation/_grid.html", {"form": form})


def _points(label: str) -> forms.Field:
    attributes = {"inputmode": "numeric", "class": "form-control", "autocomplete": "off", "data-cell": ""}
    return forms.IntegerField(
        label=label, min_value=0, max_value=100, required=False, widget=forms.TextInput(attrs=attributes)
    )


class ResultsForm(ActForm):
    """All results of an attestation, a line for each participant. Clauses 5.7, 7.5.3.

    Chair and secretary may enter at the same time: only the lines that somebody has changed are written, and one that
    another has changed meanwhile is written over only by whoever has been told so.
    """

    helper = helper()
    helper.layout = Layout(Grid())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs_exam = self.record.form in NEEDS_BOTH
        self.results = list(queries.results_of(self.record))
        self._now = {result.pk: _row_of(result) for result in self.results}
        self._shown = {**self._now, **self._taken_along()}
        for result in self.results:
            self.fields.update(self._cells(result))

    def _cells(self, result: AttestationResult) -> dict[str, forms.Field]:
        name, row = result.application.person.full_name, self._now[result.pk]
        cells: dict[str, forms.Field] = {"first_points": _points(f"{name}: {self.first_label}")}
        if self.needs_exam:
            cells["exam_points"] = _points(f"{name}: {_('Exam')}")
        cells["absence"] = forms.ChoiceField(
            label=f"{name}: {_('Absent')}", choices=ABSENCES, required=False,
            widget=forms.Select(attrs={"class": "form-select", "data-cell": ""}),
        )  # fmt: skip
        cells["remark"] = CharField(
            label=f"{name}: {_('Remark')}", max_length=300, required=False,
            widget=forms.TextInput(attrs={"class": "form-control", "data-cell": ""}),
        )  # fmt: skip
        for cell, field in cells.items():
            field.widget.attrs["aria-label"] = field.label
            field.initial = row[cell]
        return {f"result-{result.pk}-{cell}": field for cell, field in cells.items()}

    def _taken_along(self) -> dict[int, Row]:
        """What the page had shown, as far as it says so."""
        try:
            told = json.loads(self.data.get("shown") or "{}") if self.is_bound else {}
            return {key: dict(zip(CELLS, told[str(key)], strict=True)) for key in self._now if str(key) in told}
        except (ValueError, TypeError):
            return {}

    @property
    def first_label(self) -> str:
        """What the first points are for."""
        return _("Attestation") if self.needs_exam else str(self.record.get_form_display())

    @property
    def shown(self) -> SafeString:
        """What the page takes along: the lines as it shows them."""
        told = {key: [row[cell] for cell in CELLS] for key, row in self._shown.items()}
        return format_html('<input type="hidden" name="shown" value="{}">', json.dumps(told, ensure_ascii=False))

    def lines(self) -> Iterator[tuple[AttestationResult, list[forms.BoundField]]]:
        """Each participant with the cells of the line."""
        for result in self.results:
            names = (f"result-{result.pk}-{cell}" for cell in CELLS)
            yield result, [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """The lines that somebody has changed, by their keys; told where another has done so meanwhile."""
        rows = {}
        for key, now in self._now.items():
            row = {cell: self.cleaned_data.get(f"result-{key}-{cell}", now[cell]) for cell in CELLS}
            shown = self._shown[key]
            if row in (shown, now):
                continue
            if now != shown:
                self._shown[key] = now
                words = "; ".join(str(value) for value in now.values() if value not in (None, "")) or "–"
                message = _("Somebody has entered this meanwhile: %(now)s. Save once more if yours shall hold.")
                self.add_error(f"result-{key}-first_points", message % {"now": words})
            rows[key] = row
        return {"rows": rows}


def _row_of(result: AttestationResult) -> Row:
    absence = result.outcome if result.outcome in WITHOUT_POINTS else ""
    return {
        "first_points": result.first_points,
        "exam_points": result.exam_points,
        "absence": absence,
        "remark": result.remark,
    }
