"""The addresses of boards, the list of people and one’s own page."""

from django.urls import path

from .views import boards, mine, people

urlpatterns = [
    path("my/", mine.my_page, name="my_page"),
    path("my/calendar.ics", mine.my_calendar, name="my_calendar"),
    path("my/unit/", boards.my_unit, name="my_unit"),
    path("university/", boards.university_board, name="university_board"),
    path("forecast/", boards.forecast, name="forecast"),
    path("summary/teaching/", boards.summary_teaching, name="summary_teaching"),
    path("summary/support/", boards.summary_support, name="summary_support"),
    path("units/<int:pk>/people/", boards.unit_board, name="unit_board"),
    path("people/", people.person_list, name="person_list"),
    path("people/<int:pk>/", people.person_detail, name="person_detail"),
]
