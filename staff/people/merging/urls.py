"""The addresses of mergings."""

from django.urls import path

from ostu_qualification.core.frame.act_pages import acts_of
from staff.people.looks import behind, noted

from . import queries, views
from .models import PersonMerge

urlpatterns = [
    path("people/duplicates/", views.duplicate_list, name="duplicate_list"),
    path("people/mergings/", views.merge_list, name="merge_list"),
    path("people/mergings/<int:pk>/", views.merge_detail, name="merge_detail"),
    *noted(
        behind(PersonMerge, "kept_id", "gone_id"),
        acts_of(PersonMerge, "people/mergings", queries.merges_for, page="merge_detail"),
    ),
    path("people/<int:pk>/merge/", views.find_other_record, name="find_other_record"),
    path("people/<int:pk>/merge/<int:other>/", views.merge_people, name="merge_people"),
    path("people/<int:pk>/apart/<int:other>/", views.tell_apart, name="tell_apart"),
]
