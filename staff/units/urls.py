"""The addresses of units."""

from django.urls import path

from . import views

urlpatterns = [
    path("units/", views.unit_list, name="unit_list"),
    path("units/add/", views.add_unit, name="add_unit"),
    path("units/<int:pk>/", views.unit_detail, name="unit_detail"),
    path("units/<int:pk>/edit/", views.edit_unit, name="edit_unit"),
    path("units/<int:pk>/rename/", views.rename_unit, name="rename_unit"),
    path("units/<int:pk>/move/", views.move_unit, name="move_unit"),
    path("units/<int:pk>/merge/", views.merge_unit, name="merge_unit"),
    path("units/<int:pk>/split/", views.split_unit, name="split_unit"),
    path("units/<int:pk>/close/", views.close_unit, name="close_unit"),
    path("units/<int:pk>/head/", views.appoint_head, name="appoint_head"),
    path("heads/<int:pk>/edit/", views.edit_headship, name="edit_headship"),
    path("heads/<int:pk>/end/", views.end_headship, name="end_headship"),
]
