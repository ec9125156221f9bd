"""The addresses of the finance app, room by room."""

from .dues.urls import urlpatterns as dues

urlpatterns = [*dues]
