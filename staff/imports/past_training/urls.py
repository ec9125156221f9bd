"""The addresses of lists of past training."""

from django.urls import path

from . import views

urlpatterns = [
    path("past-training/", views.past_training_list, name="past_training_list"),
    path("past-training/upload/", views.upload_past_training, name="upload_past_training"),
    path("past-training/<int:pk>/", views.past_training_detail, name="past_training_detail"),
    path("past-training/<int:pk>/apply/", views.apply_past_training, name="apply_past_training"),
    path("past-training/<int:pk>/discard/", views.discard_past_training, name="discard_past_training"),
    path("past-training/<int:pk>/errors.xlsx", views.past_training_errors, name="past_training_errors"),
]
