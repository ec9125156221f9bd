"""The addresses of the ground."""

from django.urls import path

from . import views

urlpatterns = [
    path("log-in/", views.log_in, name="log_in"),
    path("log-out/", views.log_out, name="log_out"),
    path("language/", views.set_language, name="set_language"),
    path("sections/<slug:code>/", views.section_page, name="section"),
    path("styleguide/", views.styleguide_page, name="styleguide"),
    path("views/save/", views.save_view, name="save_view"),
    path("views/<int:pk>/drop/", views.drop_view, name="drop_view"),
    path("health/", views.health, name="health"),
]
