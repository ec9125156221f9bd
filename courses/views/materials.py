"""The documents of a programme: adding them by kind, reading, removing. Clause 1.6."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from courses import actions, forms, permissions, queries
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require


def add_materials(request: HttpRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(queries.programmes_for(request.user), pk=pk)
    require(permissions.edit_programme(request.user, programme))

    def act(form: Any) -> None:
        actions.add_materials(programme, form.cleaned_data, by=request.user)

    return act_page(
        request,
        act,
        title=_("Add documents"),
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
        actions.remove_material(material, by=request.user)

    return act_page(
        request,
        act,
        title=_("Remove a document"),
        lead=f"{material.programme}: {material.title}",
        submit_label=_("Remove"),
        back_url=reverse("programme_detail", args=[material.programme_id]),
        effects=[_("The file is deleted; another one can be added in its place.")],
        is_dangerous=True,
        clause_number="1.6",
    )
