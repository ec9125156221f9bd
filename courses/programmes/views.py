"""Programmes inside: the list in every state, lists brought in, documents."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.frame.lists import Column, ListPage, label_of
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting
from ostu_qualification.core.sheets.spreadsheets import NotASpreadsheet

from . import actions, forms, permissions, ports, queries

COLUMNS = [
    Column("title", gettext_lazy("Title"), lambda programme: programme.title),
    Column("code", gettext_lazy("Code"), lambda programme: programme.code, order=("code",), on_phone=False),
    Column("form", gettext_lazy("Form"), lambda programme: label_of(programme, "form")),
    Column("hours", gettext_lazy("Hours"), lambda programme: programme.hours, order=("hours",), is_number=True),
    Column(
        "state", gettext_lazy("State"), lambda programme: (programme.state, label_of(programme, "state")), badge=True
    ),
]


def programme_list(request: HttpRequest) -> HttpResponse:
    require(permissions.view_programmes(request.user))
    page = ListPage(
        request,
        queries.programmes_for(request.user),
        COLUMNS,
        title=_("Programmes"),
        empty=_("No programme yet: bring in a list of programmes."),
        row_url=lambda programme: reverse("programme_detail", args=[programme.pk]),
        filters=forms.ProgrammeFilter,
    )
    if page.wants_excel:
        return page.as_excel()
    acts = [each for acts in ports.acts_on_programmes.ask(request.user) for each in acts]
    return render(
        request,
        "courses/programmes/programme_list.html",
        {"list": page, "acts": acts, "may_import": permissions.import_programmes(request.user)},
    )


def programme_detail(request: HttpRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(queries.programmes_for(request.user), pk=pk)
    sees_inside = permissions.view_programmes(request.user)
    context = {
        "programme": programme,
        "topics": programme.topics.all(),
        "documents": queries.documents_of(programme) if sees_inside else [],
        "missing": queries.missing_documents(programme) if sees_inside else [],
        "may_edit": permissions.edit_programme(request.user, programme),
        "runs": programme.runs.all(),
        "sees_inside": sees_inside,
    }
    return render(request, "courses/programmes/programme_detail.html", context)


def import_programmes(request: HttpRequest) -> HttpResponse:
    require(permissions.import_programmes(request.user))
    outcome: dict[str, Any] = {}

    def act(form: Any) -> None:
        read, counts = actions.import_programmes(form.cleaned_data["file"].read(), by=acting(request))
        outcome.update({"read": read, "counts": counts})

    form = forms.ProgrammeImportForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except NotASpreadsheet as problem:
            form.add_error("file", str(problem))
        else:
            return render(request, "courses/programmes/programmes_imported.html", outcome)
    return render(
        request, "courses/programmes/import_programmes.html", {"form": form}, status=422 if form.is_bound else 200
    )


def add_materials(request: HttpRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(queries.programmes_for(request.user), pk=pk)
    require(permissions.edit_programme(request.user, programme))

    def act(form: Any) -> None:
        actions.add_materials(programme, form.cleaned_data, by=acting(request))

    return act_page(
        request,
        act,
        title=_("Add documents"),
        done=_("The documents are added."),
        lead=programme.title,
        submit_label=_("Add"),
        back_url=reverse("programme_detail", args=[programme.pk]),
        form_class=forms.MaterialsForm,
        form_arguments={"programme": programme},
        clause_number="1.6",
    )


def material_file(request: HttpRequest, pk: int) -> FileResponse:
    material = get_object_or_404(queries.materials_for(request.user), pk=pk)
    return FileResponse(material.file.open(), as_attachment=True, filename=material.file_name)


def remove_material(request: HttpRequest, pk: int) -> HttpResponse:
    material = get_object_or_404(queries.materials_for(request.user), pk=pk)
    require(permissions.edit_programme(request.user, material.programme))

    def act(form: Any) -> None:
        actions.remove_material(material, by=acting(request))

    return act_page(
        request,
        act,
        title=_("Remove a document"),
        done=_("The document is removed."),
        lead=f"{material.programme}: {material.title}",
        submit_label=_("Remove"),
        back_url=reverse("programme_detail", args=[material.programme_id]),
        effects=[_("The file is deleted; another one can be added in its place.")],
        is_dangerous=True,
        clause_number="1.6",
    )
