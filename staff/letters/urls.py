"""The addresses of letters."""

from django.urls import path

from . import views

urlpatterns = [
    path("letters/", views.letter_list, name="letter_list"),
    path("letters/to-tell/", views.letters_to_tell, name="letters_to_tell"),
    path("letters/ahead/", views.letters_ahead, name="letters_ahead"),
    path("letters/retry/", views.retry_letters, name="retry_letters"),
    path("letters/cancel/", views.cancel_letters, name="cancel_letters"),
    path("letters/<int:pk>/retry/", views.retry_letter, name="retry_letter"),
    path("letters/<int:pk>/send-again/", views.send_again, name="send_again"),
    path("letters/<int:pk>/count-as-sent/", views.count_as_sent, name="count_as_sent"),
    path("letters/<int:pk>/", views.letter_detail, name="letter_detail"),
    path("letters/<int:pk>/cancel/", views.cancel_letter, name="cancel_letter"),
    path("letters/<int:pk>/told/", views.tell_by_hand, name="tell_by_hand"),
]
