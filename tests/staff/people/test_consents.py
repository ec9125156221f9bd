"""Consents: to a version of a text, in a language, from an address; a new text asks anew and changes nothing given."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ostu_qualification.core.models import today
from staff.models import ConsentText
from staff.people import consents
from staff.people.models import RoleKind
from tests.factories import PersonFactory


@pytest.fixture
def administrator(db):
    """Someone who enters consent texts."""
    return PersonFactory(roles=[RoleKind.ADMINISTRATOR])


def _text(**facts):
    facts = {"kind": "messenger", "valid_from": today(), "text_ky": "Жаңы текст", "text_ru": "Новый текст", **facts}
    return ConsentText(**facts)


def test_every_consent_that_is_asked_for_has_a_text_and_says_what_it_does(aigul):
    asked = consents.asked_of(aigul)

    assert [each.kind for each in asked] == ["name_on_verification", "transfer_abroad", "messenger"]
    assert all(each.text.text_ky and each.text.text_ru and each.text.text_en for each in asked)
    assert all(each.effect for each in asked)


@pytest.mark.parametrize(("language", "words"), [("ky", "кайтарып ала алам"), ("ru", "отозвать"), ("en", "withdraw")])
def test_every_text_names_the_right_to_withdraw(aigul, language, words):
    texts = [getattr(each.text, f"text_{language}") for each in consents.asked_of(aigul)]

    assert [text for text in texts if words not in text] == []


def test_processing_is_information_and_asks_for_nothing(aigul, log_in):
    page = log_in(aigul).get(reverse("my_data"))

    assert consents.information().text_ky in page.content.decode()
    assert reverse("set_consent", args=["processing"]) not in page.content.decode()
    assert log_in(aigul).post(reverse("set_consent", args=["processing"]), {"given": "1"}).status_code == 404
    assert aigul.consents.count() == 0


def test_set_consent_keeps_version_language_and_address(aigul, log_in):
    client = log_in(aigul)
    client.cookies["django_language"] = "ru"

    client.post(reverse("set_consent", args=["messenger"]), {"given": "1"}, REMOTE_ADDR="10.1.2.3")

    given = aigul.consents.get()
    assert given.version == consents.text_on("messenger")
    assert given.text == given.version.text_ru
    assert (given.language, given.ip_address) == ("ru", "10.1.2.3")


def test_set_consent_twice_gives_one_and_withdrawing_ends_it(aigul):
    for _ in range(2):
        consents.set_consent(aigul, "messenger", is_given=True, by=aigul.user)
    assert consents.has_consented(aigul, "messenger")

    consents.set_consent(aigul, "messenger", is_given=False, by=aigul.user)

    assert aigul.consents.count() == 1
    assert not consents.has_consented(aigul, "messenger")


def test_a_new_text_asks_anew_and_leaves_what_was_given(aigul, administrator):
    consents.set_consent(aigul, "messenger", is_given=True, by=aigul.user)
    old = aigul.consents.get()

    consents.add_consent_text(_text(), by=administrator.user)

    asked = next(each for each in consents.asked_of(aigul) if each.kind == "messenger")
    assert asked.is_outdated
    assert asked.text.text_ky == "Жаңы текст"
    assert consents.has_consented(aigul, "messenger")
    consents.set_consent(aigul, "messenger", is_given=True, by=aigul.user)
    old.refresh_from_db()
    assert old.withdrawn_at is not None
    assert old.text != "Жаңы текст"
    assert [each.text for each in aigul.consents.filter(withdrawn_at__isnull=True)] == ["Жаңы текст"]


def test_a_text_of_a_later_day_holds_from_that_day(aigul, administrator):
    consents.add_consent_text(_text(valid_from=today() + dt.timedelta(days=3)), by=administrator.user)

    assert consents.text_on("messenger").text_ky != "Жаңы текст"
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=3)):
        assert consents.text_on("messenger").text_ky == "Жаңы текст"


def test_only_the_administrator_enters_texts_and_never_for_the_past(aigul, administrator, log_in):
    with pytest.raises(PermissionDenied):
        consents.add_consent_text(_text(), by=aigul.user)

    answer = log_in(administrator).post(
        reverse("add_consent_text"), {"kind": "messenger", "valid_from": "01.01.2020", "text_ky": "Эски текст"}
    )

    assert answer.status_code == 422
    assert "valid_from" in answer.context["form"].errors
    assert "Эски текст" in answer.content.decode()
