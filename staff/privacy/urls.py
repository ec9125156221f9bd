"""The addresses of one’s own data, requests about it and the passport."""

from django.urls import path

from ostu_qualification.core.frame.act_pages import acts_of
from staff.people.looks import behind, noted

from . import queries
from .models import DataRequest
from .views import data_requests, my_data

urlpatterns = [
    path("my/data/", my_data.my_data_page, name="my_data"),
    path("my/data/confirm/", my_data.confirm_data, name="confirm_data"),
    path("my/data/my-data.json", my_data.my_data_json, name="my_data_json"),
    path("my/data/my-data.pdf", my_data.my_data_pdf, name="my_data_pdf"),
    path("my/data/ask/", data_requests.ask_about_data, name="ask_about_data"),
    path("data-requests/", data_requests.data_request_list, name="data_request_list"),
    path("data-requests/<int:pk>/", data_requests.data_request_detail, name="data_request_detail"),
    *noted(
        behind(DataRequest, "person_id"),
        acts_of(
            DataRequest,
            "data-requests",
            queries.data_requests_for,
            page="data_request_detail",
            shows="staff/privacy/_data_request.html",
        ),
    ),
    path("consent-texts/", my_data.consent_text_list, name="consent_text_list"),
    path("consent-texts/add/", my_data.add_consent_text, name="add_consent_text"),
    path("passport/", my_data.passport_page, name="passport_page"),
    path("passport/edit/", my_data.edit_passport, name="edit_passport"),
    path("passport/passport.pdf", my_data.passport_pdf, name="passport_pdf"),
    path("my/data/consent/<str:kind>/", my_data.set_consent, name="set_consent"),
    path("my/data/letter-language/", my_data.set_letter_language, name="set_letter_language"),
    path("my/data/letter-choice/", my_data.set_letter_choice, name="set_letter_choice"),
]
