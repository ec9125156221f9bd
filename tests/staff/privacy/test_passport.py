"""The passport of the array: every kind of record in words, and nothing claimed that the office has not entered."""

import re

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import translation

from ostu_qualification.core.models import User
from ostu_qualification.core.records import history
from staff.models import PassportWords, Person
from staff.privacy import passport
from tests.factories import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


def fields_of(model):
    """The columns of a model that the passport names."""
    return [each for each in (*model._meta.fields, *model._meta.many_to_many) if each.name not in passport.UNSAID]


NAMED_ONLY = {  # people stand there in a part they play; the passport says so in one sentence, their own page lists them
    "auditlog.LogEntry", "staff.ExtensionPerson", "staff.PolicyDraft", "courses.Programme", "courses.CourseRun", "enrollment.SelectionList",
    "certificates.Attestation", "certificates.Visa", "core.Approval",
}  # fmt: skip


def test_the_passport_lists_every_kind_of_record_about_people():
    about = {
        model._meta.label
        for model in apps.get_models()
        if any(each.related_model in (Person, User) for each in (*model._meta.fields, *model._meta.many_to_many))
    }

    assert about - {*passport.KEPT} - NAMED_ONLY == set()


@pytest.mark.parametrize("label", passport.KEPT)
def test_every_column_of_the_passport_has_a_name_in_words(label):
    nameless = [each.name for each in fields_of(apps.get_model(label)) if each._verbose_name is None]

    assert nameless == []


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_the_passport_speaks_the_language_of_the_page(language):
    with translation.override("en"):
        english = dict(passport._columns())
    with translation.override(language):
        words = [word for _kind, columns in passport._columns() for word in columns.split(", ")]

    names = {word for columns in english.values() for word in columns.split(", ")}
    assert sorted({word for word in words if word in names and re.search("[a-z]{3}", word)}) == []


def test_the_passport_claims_nothing_that_the_office_has_not_entered(cholpon, log_in):
    client = log_in(cholpon)
    before = dict(fact for _title, facts in passport.sections() for fact in facts)

    client.post(
        reverse("edit_passport"), {"responsible": "Ч. Э. Жусупова, ИИжКББ", "storage_ky": "Университеттин серверинде"}
    )

    after = dict(fact for _title, facts in passport.sections() for fact in facts)
    assert before["Жооптуу адам"] == before["Сактоо тартиби"] == passport.OPEN_LINE
    assert after["Жооптуу адам"] == "Ч. Э. Жусупова, ИИжКББ"
    assert after["Сактоо тартиби"] == "Университеттин серверинде"
    assert after["Коргоонун кошумча чаралары"] == passport.OPEN_LINE
    assert "edit_passport" in [
        (line.additional_data or {}).get("act") for line in history.history_of(PassportWords.objects.get())
    ]


def test_the_words_of_the_passport_are_one_row(cholpon):
    passport.write_words({"responsible": "А"}, by=cholpon.user)
    passport.write_words({"registration": "№ 5"}, by=cholpon.user)

    words = PassportWords.objects.get()
    assert (words.responsible, words.registration) == ("А", "№ 5")


def test_the_terms_of_storage_are_proposed_once_for_the_office_to_confirm(cholpon, log_in):
    client = log_in(cholpon)

    first = client.get(reverse("edit_passport")).context["form"]["terms_ru"].value()
    passport.write_words({"terms_ru": ""}, by=cholpon.user)
    second = client.get(reverse("edit_passport")).context["form"]["terms_ru"].value()

    assert "75 лет" in first
    assert second == ""


def test_the_passport_counts_organisations_whose_people_take_part(cholpon):
    OrganisationFactory.create_batch(3)
    PersonFactory.create_batch(2, organisation=OrganisationFactory())

    assert passport._people()[-2][1].startswith("2")
    assert "1" in passport._people()[-2][1]
    assert "4" not in passport._people()[-2][1]
