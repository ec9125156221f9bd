"""The addresses of mergings."""

from django.urls import path

from . import views

urlpatterns = [
    path("people/duplicates/", views.duplicate_list, name="duplicate_list"),
    path("people/mergings/", views.merge_list, name="merge_list"),
    path("people/mergings/<int:pk>/", views.merge_detail, name="merge_detail"),
    path("people/mergings/<int:pk>/undo/", views.undo_merge, name="undo_merge"),
    path("people/<int:pk>/merge/", views.find_other_record, name="find_other_record"),
    path("people/<int:pk>/merge/<int:other>/", views.merge_people, name="merge_people"),
    path("people/<int:pk>/apart/<int:other>/", views.tell_apart, name="tell_apart"),
]
