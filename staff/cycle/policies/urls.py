"""The addresses of the numbers of the rules."""

from django.urls import path

from ostu_qualification.core.frame.act_pages import acts_of

from . import queries, reckoning, views
from .models import PolicyDraft

urlpatterns = [
    path("policies/", views.policy_list, name="policy_list"),
    path("policies/new/", views.draft_policy, name="draft_policy"),
    path("policies/drafts/<int:pk>/", views.policy_draft_detail, name="policy_draft_detail"),
    *acts_of(
        PolicyDraft,
        "policies/drafts",
        queries.policy_drafts_for,
        page="policy_draft_detail",
        shows="staff/cycle/policies/_policy_draft.html",
        context=lambda draft, user: {"changed": reckoning.changed_numbers(draft)},
    ),
]
