"""The training ledger: lines, claims and what officers decide about them."""

from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.frame.lists import Bulk, Column, ListPage, chosen, label_of
from ostu_qualification.core.frame.pages import act_page, bulk_page
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting
from staff.ledger import claims, forms, permissions, queries, transitions
from staff.ledger.models import TrainingRecord, TrainingSource
from staff.people import permissions as people_permissions
from staff.people.actors import actor
from staff.people.looks import behind, exported, shows

COLUMNS = [
    Column("title", gettext_lazy("Training"), lambda line: line.title),
    Column("person", gettext_lazy("Name"), lambda line: line.person.full_name, order=("person__sort_key",)),
    Column("provider", gettext_lazy("Provider"), lambda line: line.provider, on_phone=False),
    Column("hours", gettext_lazy("Hours"), lambda line: line.hours, order=("hours",), is_number=True),
    Column("ended", gettext_lazy("Ended on"), lambda line: line.ended_on, order=("ended_on",)),
    Column("form", gettext_lazy("Form"), lambda line: label_of(line, "form"), is_default=False),
    Column("level", gettext_lazy("Level"), lambda line: line.level, order=("level",), is_number=True, is_default=False),
    Column("source", gettext_lazy("Source"), lambda line: label_of(line, "source"), is_default=False),
    Column("country", gettext_lazy("Country"), lambda line: line.country, is_default=False),
    Column("number", gettext_lazy("Document"), lambda line: _document(line), is_default=False),
    Column("state", gettext_lazy("State"), lambda line: (line.state, label_of(line, "state")), badge=True),
]


def _document(line: TrainingRecord) -> str:
    if not line.has_document:
        return _("no document shown")
    return line.document_number or _("scan")


def training_list(request: HttpRequest) -> HttpResponse:
    may_decide = permissions.decide_training(request.user, None)
    page = ListPage(
        request,
        queries.ledger_for(request.user),
        COLUMNS,
        title=_("Training ledger"),
        empty=_("No training yet: bring in past training, or recognise what people claim."),
        row_url=lambda line: reverse("training_detail", args=[line.pk]),
        filters=forms.TrainingFilter,
        bulk=[Bulk(_("Recognise"), reverse("recognise_trainings"))] if may_decide else [],
    )
    return exported(page) if page.wants_excel else render(request, "staff/ledger/training_list.html", {"list": page})


def recognise_trainings(request: HttpRequest) -> HttpResponse:
    require(permissions.decide_training(request.user, None))
    waiting = queries.claims_for(request.user)

    def act(record: TrainingRecord, form: Any) -> None:
        transitions.recognise_training(record, by=acting(request), **form.cleaned_data)

    return bulk_page(
        request,
        chosen(request, waiting, forms.TrainingFilter),
        act,
        name=lambda record: f"{record.person.full_name}: {record.title}",
        back_url=f"{reverse('training_list')}?state=claimed",
        title=_("Recognise several trainings"),
        submit_label=_("Recognise"),
        form_class=forms.RecogniseForm,
        clause_number="4.4",
    )


@shows(behind(TrainingRecord, "person_id"))
def training_detail(request: HttpRequest, pk: int) -> HttpResponse:
    record = get_object_or_404(queries.ledger_for(request.user), pk=pk)
    context = {
        "record": record,
        "may_edit": transitions.withdraw_training.step.may(request.user, record),
        "sees_history": people_permissions.view_history(request.user),
    }
    return render(request, "staff/ledger/training_detail.html", context)


@shows(behind(TrainingRecord, "person_id"))
def training_evidence(request: HttpRequest, pk: int) -> FileResponse:
    record = get_object_or_404(queries.ledger_for(request.user), pk=pk)
    return _paper(record.evidence)


@shows(behind(TrainingRecord, "person_id"))
def transfer_paper(request: HttpRequest, pk: int) -> FileResponse:
    record = get_object_or_404(queries.ledger_for(request.user), pk=pk)
    return _paper(record.transfer_paper)


@shows(behind(TrainingRecord, "person_id"))
def training_report(request: HttpRequest, pk: int) -> FileResponse:
    record = get_object_or_404(queries.ledger_for(request.user), pk=pk)
    return _paper(record.report)


def _paper(file: FieldFile) -> FileResponse:
    if not file:
        raise Http404
    return FileResponse(file.open(), as_attachment=True)


def claim_training(request: HttpRequest) -> HttpResponse:
    person = actor(request.user).person
    if person is None:
        raise Http404

    def act(form: Any) -> str:
        record = claims.claim_training(form.instance, form.values, by=acting(request))
        return reverse("training_detail", args=[record.pk])

    return act_page(
        request,
        act,
        title=_("I was trained elsewhere"),
        lead=_("Enter the training and attach its document. An officer of ИИжКББ looks at it; then it counts."),
        submit_label=_("Submit"),
        back_url=reverse("my_page"),
        form_class=forms.ClaimForm,
        form_arguments={"instance": TrainingRecord(person=person, source=TrainingSource.ELSEWHERE)},
        done=_("Submitted"),
        clause_number="4.4",
    )


@shows(behind(TrainingRecord, "person_id"))
def edit_training(request: HttpRequest, pk: int) -> HttpResponse:
    record = get_object_or_404(queries.ledger_for(request.user), pk=pk)
    require(transitions.withdraw_training.step.may(request.user, record))

    def act(form: Any) -> None:
        claims.edit_training(record, form.values, by=acting(request))

    return act_page(
        request,
        act,
        title=_("Change the claim"),
        done=_("The claim is changed."),
        lead=record.person.full_name,
        submit_label=_("Save"),
        back_url=reverse("training_detail", args=[pk]),
        form_class=forms.MobilityForm if record.source == TrainingSource.MOBILITY else forms.ClaimForm,
        form_arguments={"instance": record},
        clause_number="4.4",
    )
