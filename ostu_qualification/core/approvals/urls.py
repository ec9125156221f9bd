"""The addresses of approvals."""

from django.urls import path

from ostu_qualification.core.frame.act_pages import acts_of

from . import queries, views
from . import transitions as transitions  # declares the acts
from .models import Approval

urlpatterns = [
    path("approvals/", views.approval_list, name="approval_list"),
    path("approvals/<int:pk>/", views.approval_detail, name="approval_detail"),
    *acts_of(
        Approval,
        "approvals",
        queries.approvals_for,
        page="approval_detail",
        shows="core/approvals/_decided.html",
        context=views.decided,
    ),
    path("approval-routes/", views.route_list, name="route_list"),
    path("approval-routes/new/", views.set_route, name="set_route"),
]
