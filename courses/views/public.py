"""The public page «Кошумча билим берүү»: the catalogue and each programme. Clause 5.2."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from courses import forms, queries


@login_not_required
def catalogue(request: HttpRequest) -> HttpResponse:
    runs = list(queries.open_runs_with_programmes())
    filters = forms.ProgrammeFilter(request.GET or None, queryset=queries.published_programmes())
    places = queries.places_of(runs)
    context = {
        "runs": [(run, places[run.pk]) for run in runs],
        "filters": filters,
        "programmes": filters.qs,
        "is_filtered": bool(request.GET),
    }
    return render(request, "courses/catalogue.html", context)


@login_not_required
def programme_page(request: HttpRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(
        queries.published_programmes().select_related("unit").prefetch_related("topics"), pk=pk
    )
    runs = list(queries.open_runs().filter(programme=programme).prefetch_related("trainers"))
    places = queries.places_of(runs)
    context = {"programme": programme, "runs": [(run, places[run.pk]) for run in runs]}
    return render(request, "courses/programme_page.html", context)
