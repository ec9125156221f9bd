"""Staff lists: upload, preview, apply, the same file back with «Ката», and the doubtful cells."""

from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ostu_qualification.core.forms import ReasonForm
from ostu_qualification.core.lists import EXCEL, Column, ListPage, label_of
from ostu_qualification.core.pages import act_page
from ostu_qualification.core.spreadsheets import NotASpreadsheet
from ostu_qualification.core.verdicts import require
from staff import forms, permissions, queries, roster_apply, transitions
from staff.models import ImportDecision, RosterImport

COLUMNS = [
    Column("name", gettext_lazy("File"), lambda roster: roster.name),
    Column("uploaded", gettext_lazy("Uploaded"), lambda roster: roster.uploaded_at, order=("uploaded_at",)),
    Column("state", gettext_lazy("State"), lambda roster: (roster.state, label_of(roster, "state")), badge=True),
]
DECISION_COLUMNS = [
    Column("cell", gettext_lazy("Cell"), lambda decision: f"{decision.sheet}, {decision.column}{decision.row}"),
    Column("person", gettext_lazy("Name"), lambda decision: decision.person.full_name if decision.person else ""),
    Column("written", gettext_lazy("As written"), lambda decision: decision.written),
    Column("doubt", gettext_lazy("Doubt"), lambda decision: roster_apply.words(decision.kind)),
    Column("state", gettext_lazy("State"), lambda decision: (decision.state, label_of(decision, "state")), badge=True),
]


def roster_list(request: HttpRequest) -> HttpResponse:
    require(permissions.import_roster(request.user))
    page = ListPage(
        request,
        queries.rosters_for(request.user),
        COLUMNS,
        title=_("Staff lists"),
        row_url=lambda roster: reverse("roster_detail", args=[roster.pk]),
        empty=_("No staff list has been uploaded yet."),
    )
    return page.as_excel() if page.wants_excel else render(request, "staff/roster_list.html", {"list": page})


def upload_roster(request: HttpRequest) -> HttpResponse:
    require(permissions.import_roster(request.user))

    def act(form: Any) -> str:
        file = form.cleaned_data["file"]
        try:
            roster = roster_apply.upload_roster(file.read(), file.name, by=request.user)
        except NotASpreadsheet as problem:
            raise ValidationError({"file": str(problem)}) from problem
        return reverse("roster_detail", args=[roster.pk])

    return act_page(
        request,
        act,
        title=_("Upload a staff list"),
        submit_label=_("Read the list"),
        back_url=reverse("roster_list"),
        form_class=forms.RosterForm,
        done=_("The list was read. Nothing has changed yet: look at the preview."),
    )


STATUSES = {
    "new": gettext_lazy("new"),
    "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
    "held": gettext_lazy("needs a decision"),
}


def roster_detail(request: HttpRequest, pk: int) -> HttpResponse:
    roster = get_object_or_404(queries.rosters_for(request.user), pk=pk)
    report = roster.report
    sheets = [(name, list(rows)) for name, rows in groupby(report.get("rows", []), key=lambda row: row["sheet"])]
    context = {
        "roster": roster,
        "report": report,
        "counts": report.get("counts", {}),
        "sheets": [(name, rows, _of_statuses(rows)) for name, rows in sheets],
        "statuses": STATUSES,
        "notes": _with_words(report.get("notes", []), 3),
        "decisions": _with_words(report.get("decisions", []), 3),
        "refused": _with_words(report.get("refused", []), 3),
        "may_apply": transitions.apply_roster.step.may(request.user, roster),
        "open_decisions": roster.decisions.filter(state=ImportDecision.State.OPEN).count(),
    }
    return render(request, "staff/roster_detail.html", context)


def _of_statuses(rows: list[dict[str, Any]]) -> str:
    """How many rows of a sheet are new, changed and so on, in words."""
    counts = {status: sum(1 for row in rows if row["status"] == status) for status in STATUSES}
    return ", ".join(f"{STATUSES[status]}: {count}" for status, count in counts.items() if count)


def _with_words(lines: list[list[Any]], kind_at: int) -> list[dict[str, Any]]:
    """The lines of a report with their kind in words."""
    return [
        {
            "sheet": line[0],
            "cell": f"{line[2]}{line[1]}",
            "words": roster_apply.words(line[kind_at]),
            "rest": line[kind_at + 1 :],
        }
        for line in lines
    ]


def apply_roster(request: HttpRequest, pk: int) -> HttpResponse:
    roster = get_object_or_404(queries.rosters_for(request.user), pk=pk)
    require(permissions.import_roster(request.user))
    counts = roster.report.get("counts", {})

    def act(form: Any) -> None:
        transitions.apply_roster(roster, by=request.user)

    new, changed, doubts = counts.get("new", 0), counts.get("changed", 0), counts.get("decisions", 0)
    effects = [
        ngettext("%(n)s person is added.", "%(n)s people are added.", new) % {"n": new},
        ngettext("%(n)s person is changed.", "%(n)s people are changed.", changed) % {"n": changed},
        ngettext("%(n)s doubtful cell waits for your decision.", "%(n)s doubtful cells wait for your decision.", doubts)
        % {"n": doubts},
        _("All of it is applied at once, or nothing."),
    ]
    return act_page(
        request,
        act,
        title=_("Apply the staff list"),
        lead=roster.name,
        submit_label=_("Apply the list"),
        back_url=reverse("roster_detail", args=[pk]),
        effects=effects,
        done=_("Applied"),
    )


def discard_roster(request: HttpRequest, pk: int) -> HttpResponse:
    roster = get_object_or_404(queries.rosters_for(request.user), pk=pk)
    require(permissions.import_roster(request.user))

    def act(form: Any) -> str:
        transitions.discard_roster(roster, by=request.user)
        return reverse("roster_list")

    return act_page(
        request,
        act,
        title=_("Discard the staff list"),
        lead=roster.name,
        submit_label=_("Discard"),
        back_url=reverse("roster_detail", args=[pk]),
        is_dangerous=True,
    )


def roster_errors(request: HttpRequest, pk: int) -> HttpResponse:
    roster: RosterImport = get_object_or_404(queries.rosters_for(request.user), pk=pk)
    response = HttpResponse(roster_apply.errors_file(roster), content_type=EXCEL)
    response.headers["Content-Disposition"] = f'attachment; filename="staff-list-{roster.pk}.xlsx"'
    return response


def decision_list(request: HttpRequest) -> HttpResponse:
    require(permissions.import_roster(request.user))
    decisions = queries.decisions_for(request.user).filter(state=ImportDecision.State.OPEN)
    page = ListPage(
        request,
        decisions,
        DECISION_COLUMNS,
        title=_("Doubtful cells"),
        row_url=lambda decision: reverse("settle_decision", args=[decision.pk]),
        empty=_("No cell waits for a decision."),
    )
    return page.as_excel() if page.wants_excel else render(request, "staff/decision_list.html", {"list": page})


def settle_decision(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(queries.decisions_for(request.user), pk=pk)
    require(permissions.import_roster(request.user))

    def act(form: Any) -> str:
        transitions.settle_decision(decision, by=request.user, answer=form.cleaned_data)
        return reverse("decision_list")

    where = f"{decision.sheet}, {decision.column}{decision.row}: {decision.written}"
    return act_page(
        request,
        act,
        title=decision.person.full_name if decision.person else _("A doubtful cell"),
        lead=where,
        submit_label=_("Settle"),
        back_url=reverse("decision_list"),
        form_class=forms.DecisionForm,
        form_arguments={"decision": decision},
        effects=[roster_apply.words(decision.kind)],
        extra={"other_url": reverse("drop_decision", args=[pk]), "other_label": _("Leave it aside")},
    )


def drop_decision(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(queries.decisions_for(request.user), pk=pk)
    require(permissions.import_roster(request.user))

    def act(form: Any) -> str:
        transitions.drop_decision(decision, by=request.user, reason=form.cleaned_data["reason"])
        return reverse("decision_list")

    return act_page(
        request,
        act,
        title=_("Leave a cell aside"),
        lead=decision.written,
        submit_label=_("Leave it aside"),
        back_url=reverse("settle_decision", args=[pk]),
        form_class=ReasonForm,
        effects=[_("Nothing is entered, and the same doubt is not asked again.")],
    )
