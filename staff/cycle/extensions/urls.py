"""The addresses of extensions and pauses."""

from django.urls import path

from ostu_qualification.core.frame.act_pages import acts_of
from staff.people.looks import behind, noted

from . import queries, views
from .models import Extension, Pause

urlpatterns = [
    path("extensions/", views.extension_list, name="extension_list"),
    path("extensions/grant/", views.grant_extension, name="grant_extension"),
    path("extensions/<int:pk>/", views.extension_detail, name="extension_detail"),
    path("pauses/", views.pause_list, name="pause_list"),
    path("pauses/enter/", views.enter_pauses, name="enter_pauses"),
    path("pauses/revoke/", views.revoke_pauses, name="revoke_pauses"),
    path("pauses/<int:pk>/", views.pause_detail, name="pause_detail"),
    *acts_of(
        Extension,
        "extensions",
        queries.extensions_for,
        page="extension_detail",
        shows="staff/cycle/extensions/_extension.html",
        context=lambda extension, user: {"for_whom": views.for_whom(extension)},
    ),
    *noted(
        behind(Pause, "person_id"),
        acts_of(Pause, "pauses", queries.pauses_for, page="pause_detail", shows="staff/cycle/extensions/_pause.html"),
    ),
]
