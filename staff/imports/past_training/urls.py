"""The addresses of lists of past training."""

from django.urls import path

from ostu_qualification.core.frame.act_pages import acts_of
from staff.imports import queries
from staff.imports.models import PastTrainingImport

from . import views

urlpatterns = [
    path("past-training/", views.past_training_list, name="past_training_list"),
    path("past-training/upload/", views.upload_past_training, name="upload_past_training"),
    path("past-training/<int:pk>/", views.past_training_detail, name="past_training_detail"),
    path("past-training/<int:pk>/errors.xlsx", views.past_training_errors, name="past_training_errors"),
    *acts_of(PastTrainingImport, "past-training", queries.past_lists_for, page="past_training_detail"),
]
