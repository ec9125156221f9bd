"""The acts with a request about data: who answers, what an answer does, and what is told before."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.workflow.steps import WrongState
from staff.models import DataRequest, Letter, Person
from staff.people import consents
from staff.privacy import effects, transitions
from tests.factories import LetterFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr():
    """Human Resources."""
    return PersonFactory(roles=["hr_officer"])


def asked(person, kind="correction", **facts):
    """A request of somebody."""
    return DataRequest.objects.create(person=person, kind=kind, text="Туулган күнүм туура эмес", **facts)


def test_fulfil_a_correction_keeps_the_answer_and_tells_the_person(aigul, hr):
    request = asked(aigul)

    transitions.fulfil_data_request(request, by=hr.user, answer="Оңдолду")

    letter = Letter.objects.get(person=aigul)
    assert (request.state, request.answer, request.answered_by) == ("done", "Оңдолду", hr.user)
    assert request.answered_at is not None
    assert letter.template == "data_request_done"
    assert "Оңдолду" in letter.body
    aigul.refresh_from_db()
    assert aigul.email


def test_fulfil_an_erasure_erases_contacts_consents_and_the_log_in_and_writes_once_more(aigul, hr):
    consents.set_consent(aigul, "messenger", is_given=True, by=aigul.user)
    waiting = LetterFactory(person=aigul, address=aigul.email)
    request = asked(aigul, "erasure")

    transitions.fulfil_data_request(request, by=hr.user, answer="Өчүрүлдү")

    person = Person.objects.get(pk=aigul.pk)
    waiting.refresh_from_db()
    answer = Letter.objects.get(person=aigul, template="data_request_done")
    assert (person.email, person.phone, person.user.is_active) == (None, "", False)
    assert person.consents.filter(withdrawn_at__isnull=True).count() == 0
    assert (waiting.address, bool(answer.address)) == ("", True)
    assert "erase_contacts" in [line.additional_data["act"] for line in history_of(person) if line.additional_data]


def test_refuse_data_request_changes_nothing_and_says_why(aigul, hr):
    request = asked(aigul, "erasure")

    transitions.refuse_data_request(request, by=hr.user, reason="Мыйзам сактоону талап кылат")

    letter = Letter.objects.get(person=aigul)
    aigul.refresh_from_db()
    assert (request.state, request.answer) == ("refused", "Мыйзам сактоону талап кылат")
    assert letter.template == "data_request_refused"
    assert aigul.email


def test_withdraw_data_request_is_for_whoever_asked_and_tells_nobody(aigul, hr):
    request = asked(aigul)

    with pytest.raises(PermissionDenied):
        transitions.withdraw_data_request(request, by=hr.user)
    transitions.withdraw_data_request(request, by=aigul.user)

    assert request.state == "withdrawn"
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("state", ["done", "refused", "withdrawn"])
@pytest.mark.parametrize("act", ["fulfil_data_request", "refuse_data_request", "withdraw_data_request"])
def test_what_is_answered_is_not_answered_again(aigul, hr, state, act):
    request = asked(aigul, state=state, answer="–")
    facts = {"fulfil_data_request": {"answer": "–"}, "refuse_data_request": {"reason": "–"}}.get(act, {})

    with pytest.raises(WrongState):
        getattr(transitions, act)(request, by=aigul.user if act.startswith("withdraw") else hr.user, **facts)


def test_nobody_answers_a_request_of_their_own(hr):
    with pytest.raises(PermissionDenied):
        transitions.fulfil_data_request(asked(hr), by=hr.user, answer="–")


def test_before_an_erasure_consents_and_letters_are_counted_and_it_is_said_that_it_stays(aigul, hr):
    consents.set_consent(aigul, "messenger", is_given=True, by=aigul.user)
    for state in ("planned", "failed", "sent"):
        LetterFactory(person=aigul, state=state)

    told = effects.of_fulfilling(asked(aigul, "erasure"), hr.user)

    numbers = [str(each.text).split()[0] for each in told if str(each.text)[0].isdigit()]
    assert numbers == ["1"]
    assert any("2" in str(each.text) for each in told)
    assert [each.is_warning for each in told].count(True) == 1


def test_before_a_correction_the_way_to_the_record_is_shown(aigul, hr):
    told = effects.of_fulfilling(asked(aigul), hr.user)

    assert [each.url for each in told if each.url] == [reverse("person_detail", args=[aigul.pk])]


def test_the_page_says_for_whom_it_waits_and_offers_each_their_own_acts(aigul, hr, log_in):
    request = asked(aigul)
    names = ("fulfil_data_request", "refuse_data_request", "withdraw_data_request")
    pages = [log_in(each).get(reverse("data_request_detail", args=[request.pk])) for each in (hr, aigul)]

    offered = [[name for name in names if reverse(name, args=[request.pk]) in page.content.decode()] for page in pages]

    assert offered == [["fulfil_data_request", "refuse_data_request"], ["withdraw_data_request"]]
    assert all("кадрлар бөлүмү" in page.content.decode() for page in pages)


def test_the_form_of_an_answer_wants_words(aigul, hr, log_in):
    request = asked(aigul)

    answer = log_in(hr).post(reverse("fulfil_data_request", args=[request.pk]), {"answer": " "})

    request.refresh_from_db()
    assert (answer.status_code, request.state) == (422, "open")
