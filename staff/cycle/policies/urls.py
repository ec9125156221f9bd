"""The addresses of the numbers of the rules."""

from django.urls import path

from . import views

urlpatterns = [
    path("policies/", views.policy_list, name="policy_list"),
    path("policies/new/", views.draft_policy, name="draft_policy"),
    path("policies/drafts/<int:pk>/", views.policy_draft_detail, name="policy_draft_detail"),
    path("policies/drafts/<int:pk>/adopt/", views.adopt_policy_draft, name="adopt_policy_draft"),
    path("policies/drafts/<int:pk>/discard/", views.discard_policy_draft, name="discard_policy_draft"),
    path("policies/drafts/<int:pk>/withdraw/", views.withdraw_policy, name="withdraw_policy"),
]
