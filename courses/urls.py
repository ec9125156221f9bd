"""The addresses of the courses app, room by room."""

from .council.urls import urlpatterns as council
from .programmes.urls import urlpatterns as programmes
from .runs.urls import urlpatterns as runs

urlpatterns = [*programmes, *council, *runs]
