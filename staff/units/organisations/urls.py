"""The addresses of outside organisations."""

from django.urls import path

from . import views

urlpatterns = [
    path("organisations/", views.organisation_list, name="organisation_list"),
    path("organisations/add/", views.add_organisation, name="add_organisation"),
    path("organisations/import/", views.import_organisations, name="import_organisations"),
    path("organisations/import/apply/", views.apply_organisations, name="apply_organisations"),
    path("organisations/<int:pk>/", views.organisation_detail, name="organisation_detail"),
    path("organisations/<int:pk>/edit/", views.edit_organisation, name="edit_organisation"),
    path("organisations/<int:pk>/person/", views.add_outside_person, name="add_outside_person"),
    path("people/<int:pk>/outside/", views.edit_outside_person, name="edit_outside_person"),
]
