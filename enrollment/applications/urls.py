"""The addresses of the applications."""

from django.urls import path

from . import views

urlpatterns = [
    path("apply/<int:pk>/", views.apply, name="apply"),
    path("applications/", views.application_list, name="application_list"),
    path("applications/<int:pk>/", views.application_detail, name="application_detail"),
    path("applications/<int:pk>/choice/", views.application_choice, name="application_choice"),
    path("applications/<int:pk>/motivation/", views.application_motivation, name="application_motivation"),
    path("applications/<int:pk>/check/", views.application_check, name="application_check"),
    path("applications/<int:pk>/opinion/", views.give_opinion, name="give_opinion"),
    path("applications/<int:pk>/withdraw/", views.withdraw_application, name="withdraw_application"),
    path("applications/<int:pk>/confirm/", views.confirm_place, name="confirm_place"),
    path("applications/<int:pk>/decline/", views.decline_place, name="decline_place"),
]
