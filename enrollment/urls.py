"""The addresses of the enrolment app, room by room."""

from .applications.urls import urlpatterns as applications
from .selection.urls import urlpatterns as selection

urlpatterns = [*selection, *applications]
