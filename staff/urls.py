"""The addresses of the staff app."""

from django.urls import path

from .views import ledger, mine, outbox, people, units

urlpatterns = [
    path("my/", mine.my_page, name="my_page"),
    path("my/data/", mine.my_data, name="my_data"),
    path("my/data/consent/<str:kind>/", mine.set_consent, name="set_consent"),
    path("my/data/letter-language/", mine.set_letter_language, name="set_letter_language"),
    path("my/training/claim/", ledger.claim_training, name="claim_training"),
    path("people/", people.person_list, name="person_list"),
    path("people/add/", people.add_person, name="add_person"),
    path("people/<int:pk>/", people.person_detail, name="person_detail"),
    path("people/<int:pk>/edit/", people.edit_person, name="edit_person"),
    path("people/<int:pk>/post/", people.add_employment, name="add_employment"),
    path("people/<int:pk>/pause/", people.add_pause, name="add_pause"),
    path("people/<int:pk>/role/", people.give_role, name="give_role"),
    path("posts/<int:pk>/edit/", people.edit_employment, name="edit_employment"),
    path("pauses/<int:pk>/edit/", people.edit_pause, name="edit_pause"),
    path("roles/<int:pk>/end/", people.end_role, name="end_role"),
    path("units/", units.unit_list, name="unit_list"),
    path("units/add/", units.add_unit, name="add_unit"),
    path("units/<int:pk>/", units.unit_detail, name="unit_detail"),
    path("units/<int:pk>/edit/", units.edit_unit, name="edit_unit"),
    path("units/<int:pk>/head/", units.appoint_head, name="appoint_head"),
    path("ledger/", ledger.training_list, name="training_list"),
    path("ledger/<int:pk>/", ledger.training_detail, name="training_detail"),
    path("ledger/<int:pk>/evidence/", ledger.training_evidence, name="training_evidence"),
    path("ledger/<int:pk>/recognise/", ledger.recognise_training, name="recognise_training"),
    path("ledger/<int:pk>/refuse/", ledger.refuse_training, name="refuse_training"),
    path("ledger/<int:pk>/annul/", ledger.annul_training, name="annul_training"),
    path("letters/", outbox.letter_list, name="letter_list"),
    path("letters/to-tell/", outbox.letters_to_tell, name="letters_to_tell"),
    path("letters/<int:pk>/", outbox.letter_detail, name="letter_detail"),
    path("letters/<int:pk>/cancel/", outbox.cancel_letter, name="cancel_letter"),
    path("letters/<int:pk>/told/", outbox.tell_by_hand, name="tell_by_hand"),
    path("policies/", outbox.policy_list, name="policy_list"),
]
