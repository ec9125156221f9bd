"""The addresses of letters."""

from django.urls import path

from ostu_qualification.core.frame.act_pages import acts_of
from staff.people.looks import behind, noted

from . import queries, views
from .models import Letter

urlpatterns = [
    path("letters/", views.letter_list, name="letter_list"),
    path("letters/to-tell/", views.letters_to_tell, name="letters_to_tell"),
    path("letters/ahead/", views.letters_ahead, name="letters_ahead"),
    path("letters/retry/", views.retry_letters, name="retry_letters"),
    path("letters/cancel/", views.cancel_letters, name="cancel_letters"),
    path("letters/<int:pk>/", views.letter_detail, name="letter_detail"),
    *noted(
        behind(Letter, "person_id"),
        acts_of(
            Letter,
            "letters",
            queries.letters_for_reader,
            page="letter_detail",
            shows="staff/letters/_letter.html",
        ),
    ),
]
