"""Applying in three short pages, and what becomes of an application."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.runs.queries import open_runs_with_programmes, places_of, runs_for
from enrollment.selection import permissions as selection_permissions
from enrollment.selection import queries as selection_queries
from ostu_qualification.core.frame.lists import Column, ListPage, label_of
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting
from staff.people.actors import actor
from staff.people.looks import behind, exported, note_looks, shows

from . import actions, forms, permissions, queries, transitions
from .models import Application

COLUMNS = [
    Column("number", gettext_lazy("Application"), lambda application: f"№ {application.pk}"),
    Column(
        "person", gettext_lazy("Name"), lambda application: application.person.full_name, order=("person__sort_key",)
    ),
    Column(
        "run", gettext_lazy("Course"), lambda application: application.run.programme.title if application.run else ""
    ),
    Column(
        "submitted",
        gettext_lazy("Submitted"),
        lambda application: application.submitted_at,
        order=("submitted_at",),
        on_phone=False,
    ),
    Column("opinion", gettext_lazy("Head's opinion"), lambda application: label_of(application, "opinion")),
    Column(
        "state",
        gettext_lazy("State"),
        lambda application: (application.state, label_of(application, "state")),
        badge=True,
    ),
]


def application_list(request: HttpRequest) -> HttpResponse:
    page = ListPage(
        request,
        queries.applications_listed(request.user),
        COLUMNS,
        title=_("Applications"),
        row_url=lambda application: reverse("application_detail", args=[application.pk]),
        filters=forms.ApplicationFilter,
        empty=_("No applications yet. Open courses are on the page “Additional Education”."),
    )
    return (
        exported(page)
        if page.wants_excel
        else render(request, "enrollment/applications/application_list.html", {"list": page})
    )


def _steps(application: Application | None, here: int) -> list[tuple[str, str, bool]]:
    """The three pages of an application, with addresses once it exists."""
    names = [
        ("application_choice", _("1. Course")),
        ("application_motivation", _("2. Motivation")),
        ("application_check", _("3. Check answers")),
    ]
    return [
        (reverse(name, args=[application.pk]) if application else "", label, index == here)
        for index, (name, label) in enumerate(names)
    ]


def _step_page(request: HttpRequest, act: Any, application: Application | None, here: int, **page: Any) -> HttpResponse:
    extra = {"steps": _steps(application, here), **page.pop("extra", {})}
    return act_page(
        request,
        act,
        template="enrollment/applications/application_step.html",
        submit_label=_("Continue"),
        done=_("This step is kept."),
        extra=extra,
        **page,
    )


def _runs_with_places() -> dict[str, Any]:
    runs = list(open_runs_with_programmes())
    places = places_of(runs)
    return {"runs": [(run, places[run.pk]) for run in runs]}


def apply(request: HttpRequest, pk: int) -> HttpResponse:
    require(permissions.apply(request.user))
    run = get_object_or_404(runs_for(request.user), pk=pk)
    person = actor(request.user).person
    if person is None:
        raise Http404

    def act(form: Any) -> str:
        application = actions.start_application(person, form.cleaned_data["run"], by=acting(request))
        return reverse("application_motivation", args=[application.pk])

    return _step_page(
        request, act, None, 0, title=_("Apply"), back_url=reverse("programme_page", args=[run.programme_id]),
        form_class=forms.ChoiceForm, form_arguments={"initial": {"run": run.pk}}, clause_number="5.4", extra=_runs_with_places(),
    )  # fmt: skip


def _mine(request: HttpRequest, pk: int) -> Application:
    application = get_object_or_404(queries.applications_for(request.user), pk=pk)
    require(permissions.edit_application(request.user, application))
    return application


@shows(behind(Application, "person_id"))
def application_choice(request: HttpRequest, pk: int) -> HttpResponse:
    application = _mine(request, pk)

    def act(form: Any) -> str:
        actions.choose_run(application, form.cleaned_data["run"], by=acting(request))
        return reverse("application_motivation", args=[application.pk])

    return _step_page(
        request, act, application, 0, title=_("Apply"), back_url=reverse("application_detail", args=[pk]), form_class=forms.ChoiceForm,
        form_arguments={"initial": {"run": application.run_id}}, extra=_runs_with_places(),
    )  # fmt: skip


@shows(behind(Application, "person_id"))
def application_motivation(request: HttpRequest, pk: int) -> HttpResponse:
    application = _mine(request, pk)

    def act(form: Any) -> str:
        actions.write_motivation(application, form.cleaned_data["motivation"], by=acting(request))
        return reverse("application_check", args=[application.pk])

    return _step_page(
        request, act, application, 1, title=_("Apply"), back_url=reverse("application_choice", args=[pk]), form_class=forms.MotivationForm,
        form_arguments={"initial": {"motivation": application.motivation}},
    )  # fmt: skip


@shows(behind(Application, "person_id"))
def application_check(request: HttpRequest, pk: int) -> HttpResponse:
    application = _mine(request, pk)
    place, score = selection_queries.provisional_place(application)

    def act(form: Any) -> None:
        transitions.submit_application(application, by=acting(request))

    extra = {
        "application": application,
        "steps": _steps(application, 2),
        "place": place,
        "score": score,
        "places": places_of([application.run])[application.run.pk] if application.run else None,
    }
    return act_page(
        request, act, title=_("Check your answers"), submit_label=_("Submit the application"), template="enrollment/applications/application_check.html",
        back_url=reverse("application_detail", args=[pk]), done=_("Your application is submitted."), clause_number="5.4", extra=extra,
    )  # fmt: skip


def _standing(application: Application) -> dict[str, Any]:
    """Where an application stands on its way to a place: the line of the list, or the place as of now. Clause 5.4."""
    entry = selection_queries.entry_of(application)
    is_waiting_for_list = application.state == Application.State.SUBMITTED and entry is None
    place, score = selection_queries.provisional_place(application) if is_waiting_for_list else (None, None)
    return {
        "application": application,
        "entry": entry,
        "place": place,
        "score": score,
        "places": places_of([application.run])[application.run.pk] if application.run else None,
        "lapsed_on": selection_queries.lapsed_on(application),
    }


def decided(application: Application, user: Any) -> dict[str, Any]:
    """What an act with an application shows beside its button."""
    return _standing(application)


@shows(behind(Application, "person_id"))
def application_detail(request: HttpRequest, pk: int) -> HttpResponse:
    application = get_object_or_404(queries.applications_for(request.user), pk=pk)
    is_mine = permissions.edit_application(request.user, application)
    context = {
        **_standing(application),
        "is_mine": is_mine,
        "may_edit": is_mine and queries.is_open_to_changes(application),
        "asked_head": queries.asked_for_opinion(application),
        "sees_inside": selection_permissions.view_selections(request.user),
    }
    return render(request, "enrollment/applications/application_detail.html", context)


def give_opinions(request: HttpRequest) -> HttpResponse:
    """All applications on which a head is to say something, on one page: what is left open stays for later. Clause 5.3."""
    require(permissions.give_opinions(request.user))
    waiting = list(queries.with_posts(queries.awaiting_opinion(request.user)))
    note_looks([each.person_id for each in waiting], by=request.user)
    said: list[int] = []

    def act(form: Any) -> str:
        said.extend(form.give(by=request.user))
        return reverse("give_opinions")

    return act_page(
        request, act, title=_("Opinions on applications"), submit_label=_("Save the opinions"), form_class=forms.OpinionsForm,
        form_arguments={"applications": waiting, "take": transitions.give_opinion}, back_url=reverse("home"), clause_number="5.3",
        done=lambda: ngettext("%(n)s opinion is kept.", "%(n)s opinions are kept.", len(said)) % {"n": len(said)},
        template="enrollment/applications/opinions.html",
    )  # fmt: skip
