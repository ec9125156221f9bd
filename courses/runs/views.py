"""Course runs: the list, the page of one, planning; the public page «Кошумча билим берүү». Clause 5.2."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.ports import pages_about_run
from courses.programmes import permissions as programmes_permissions
from courses.programmes import queries as programmes_queries
from courses.programmes.forms import ProgrammeFilter
from ostu_qualification.core.frame.lists import Column, ListPage, address_of, label_of
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting

from . import actions, forms, permissions, queries
from .models import CourseRun

COLUMNS = [
    Column("title", gettext_lazy("Title"), lambda run: run.programme.title),
    Column("starts", gettext_lazy("Begins"), lambda run: run.starts_on, order=("starts_on",)),
    Column("ends", gettext_lazy("Ends"), lambda run: run.ends_on, order=("ends_on",), on_phone=False),
    Column("until", gettext_lazy("Applications until"), lambda run: run.apply_until, order=("apply_until",)),
    Column("capacity", gettext_lazy("Places"), lambda run: run.capacity, is_number=True),
    Column("state", gettext_lazy("State"), lambda run: (run.state, label_of(run, "state")), badge=True),
]


def run_list(request: HttpRequest) -> HttpResponse:
    require(permissions.view_runs(request.user))
    page = ListPage(
        request,
        queries.runs_for(request.user).order_by("-starts_on", "-pk"),
        COLUMNS,
        title=_("Course runs"),
        empty=_("No course run yet: plan one for an approved programme."),
        row_url=address_of("run_detail"),
        filters=forms.RunFilter,
    )
    if page.wants_excel:
        return page.as_excel()
    add_url = reverse("add_run") if permissions.edit_run(request.user) else ""
    return render(request, "courses/runs/run_list.html", {"list": page, "add_url": add_url})


def run_detail(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(queries.runs_for(request.user).prefetch_related("trainers"), pk=pk)
    context = {
        "run": run,
        "places": queries.places_of([run])[run.pk],
        "figures": queries.figures_of(run, request.user),
        "pages": [page for pages in pages_about_run.ask(run, request.user) for page in pages],
        "may_edit": permissions.edit_run(request.user, run),
        "may_write_words": permissions.write_words(request.user, run),
        "sees_inside": programmes_permissions.view_programmes(request.user),
    }
    return render(request, "courses/runs/run_detail.html", context)


def decided(run: CourseRun, user: Any) -> dict[str, Any]:
    """What is decided upon: the run as its page shows it."""
    return {"places": queries.places_of([run])[run.pk], "figures": queries.figures_of(run, user)}


def _run_page(request: HttpRequest, run: CourseRun, title: str) -> HttpResponse:
    require(permissions.edit_run(request.user, run))
    back = reverse("run_detail", args=[run.pk]) if run.pk else reverse("run_list")

    def act(form: Any) -> str:
        saved = actions.save_run(form.instance, form.values, by=acting(request))
        return reverse("run_detail", args=[saved.pk])

    return act_page(
        request,
        act,
        title=title,
        done=_("The course run is changed.") if run.pk else _("The course run is planned."),
        submit_label=_("Save"),
        back_url=back,
        form_class=forms.RunForm,
        form_arguments={"instance": run},
    )


def add_run(request: HttpRequest) -> HttpResponse:
    return _run_page(request, CourseRun(), _("Plan a course run"))


def edit_run(request: HttpRequest, pk: int) -> HttpResponse:
    return _run_page(request, get_object_or_404(queries.runs_for(request.user), pk=pk), _("Change a course run"))


def write_words(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(queries.runs_for(request.user), pk=pk)
    require(permissions.write_words(request.user, run))

    def act(form: Any) -> None:
        actions.write_words(run, form.cleaned_data, by=acting(request))

    return act_page(
        request, act, title=_("Words for the papers"), done=_("The words for the papers are kept."), lead=str(run), submit_label=_("Save"), back_url=reverse("run_detail", args=[pk]),
        form_class=forms.RunWordsForm, form_arguments={"instance": run}, clause_number="5.7",
        effects=[_("Orders and certificates print these words; the title of the programme is written once.")],
    )  # fmt: skip


@login_not_required
def catalogue(request: HttpRequest) -> HttpResponse:
    runs = list(queries.open_runs_with_programmes())
    filters = ProgrammeFilter(request.GET or None, queryset=programmes_queries.published_programmes())
    places = queries.places_of(runs)
    context = {
        "runs": [(run, places[run.pk]) for run in runs],
        "filters": filters,
        "programmes": filters.qs,
        "is_filtered": bool(request.GET),
    }
    return render(request, "courses/runs/catalogue.html", context)


@login_not_required
def programme_page(request: HttpRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(
        programmes_queries.published_programmes().select_related("unit").prefetch_related("topics"), pk=pk
    )
    runs = list(queries.open_runs().filter(programme=programme).prefetch_related("trainers"))
    places = queries.places_of(runs)
    context = {"programme": programme, "runs": [(run, places[run.pk]) for run in runs]}
    return render(request, "courses/runs/programme_page.html", context)
