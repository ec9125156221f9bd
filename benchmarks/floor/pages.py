"""A logged-in page with 50 joined rows and a count, by a bare template: nothing of the product's layout or rules."""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from enrollment.models import Application
from staff.models import Employment, Person

TEMPLATE = Engine(autoescape=True).from_string(
    "<html><body><p>{{ count }}</p><table>{% for row in rows %}<tr><td>{{ row.0 }}</td><td>{{ row.1 }} {{ row.2 }} {{ row.3 }}</td>"
    "<td>{{ row.4 }}</td><td>{{ row.5 }}</td><td>{{ row.6 }}</td></tr>{% endfor %}</table></body></html>"
)


def applications(request: HttpRequest) -> HttpResponse:
    """Count and 50 rows, with the names of person and programme."""
    assert request.user.is_authenticated
    rows = Application.objects.order_by("-created_at").values_list(
        "pk",
        "person__family_name",
        "person__given_name",
        "person__patronymic",
        "run__programme__title_ky",
        "submitted_at",
        "state",
    )[:50]
    return HttpResponse(TEMPLATE.render(Context({"count": Application.objects.count(), "rows": list(rows)})))


def people(request: HttpRequest) -> HttpResponse:
    """Count and 50 rows, with the names of unit and status."""
    assert request.user.is_authenticated
    rows = Employment.objects.order_by("person__sort_key").values_list(
        "pk",
        "person__family_name",
        "person__given_name",
        "person__patronymic",
        "unit__name_ky",
        "post",
        "person__cycle__status",
    )[:50]
    return HttpResponse(TEMPLATE.render(Context({"count": Person.objects.count(), "rows": list(rows)})))


urlpatterns = [path("floor/applications/", applications), path("floor/people/", people)]
