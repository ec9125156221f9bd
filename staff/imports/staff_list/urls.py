"""The addresses of staff lists."""

from django.urls import path

from . import views

urlpatterns = [
    path("staff-lists/", views.roster_list, name="roster_list"),
    path("staff-lists/upload/", views.upload_roster, name="upload_roster"),
    path("staff-lists/<int:pk>/", views.roster_detail, name="roster_detail"),
    path("staff-lists/<int:pk>/apply/", views.apply_roster, name="apply_roster"),
    path("staff-lists/<int:pk>/discard/", views.discard_roster, name="discard_roster"),
    path("staff-lists/<int:pk>/errors.xlsx", views.roster_errors, name="roster_errors"),
    path("staff-lists/cells/", views.decision_list, name="decision_list"),
    path("staff-lists/cells/<int:pk>/", views.settle_decision, name="settle_decision"),
    path("staff-lists/cells/<int:pk>/drop/", views.drop_decision, name="drop_decision"),
]
