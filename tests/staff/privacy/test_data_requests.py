"""Requests about one's own data: asked by the person, answered by Human Resources within a week."""

import datetime as dt

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from ostu_qualification.core.models import today
from staff.letters import sending
from staff.letters import transitions as letters_transitions
from staff.models import DataRequest, Letter, Person
from staff.people import consents
from staff.people.models import RoleKind
from staff.privacy import data_requests, transitions
from tests.at_once import at_once
from tests.factories import LetterFactory, PersonFactory


@pytest.fixture
def hr(db):
    """An HR officer."""
    return PersonFactory(roles=[RoleKind.HR_OFFICER])


@pytest.fixture
def request_of(aigul):
    """A way to ask."""

    def ask(kind="correction", text="Туулган күнүм туура эмес"):
        return data_requests.ask_about_data(DataRequest(person=aigul, kind=kind, text=text), by=aigul.user)

    return ask


def test_ask_about_data_starts_the_week_and_waits_for_hr(aigul, hr, log_in):
    answer = log_in(aigul).post(reverse("ask_about_data"), {"kind": "correction", "text": "Наамым туура эмес"})

    asked = DataRequest.objects.get()
    assert answer.status_code == 302
    assert (asked.person, asked.state, asked.answer_by) == (aigul, "open", today() + dt.timedelta(days=7))
    assert "1 өтүнүчкө" in log_in(hr).get(reverse("home")).content.decode()


def test_ask_about_data_keeps_what_was_typed(aigul, log_in):
    answer = log_in(aigul).post(reverse("ask_about_data"), {"kind": "", "text": "Наамым туура эмес"})

    assert answer.status_code == 422
    assert "Наамым туура эмес" in answer.content.decode()
    assert not DataRequest.objects.exists()


def test_nobody_asks_for_another(aigul, bakyt):
    with pytest.raises(PermissionDenied):
        data_requests.ask_about_data(DataRequest(person=aigul, kind="correction", text="x"), by=bakyt.user)


def test_fulfil_data_request_tells_the_person(request_of, hr, aigul, django_capture_on_commit_callbacks):
    asked = request_of()

    with django_capture_on_commit_callbacks(execute=True):
        transitions.fulfil_data_request(asked, by=hr.user, answer="Туулган күнүңүз оңдолду.")

    assert (asked.state, asked.answered_by) == ("done", hr.user)
    assert "Туулган күнүңүз оңдолду." in mail.outbox[0].body
    assert mail.outbox[0].to == [aigul.email]


def test_refuse_data_request_needs_a_reason_in_writing(request_of, hr, log_in):
    asked = request_of()
    client, url = log_in(hr), reverse("refuse_data_request", args=[asked.pk])

    empty = client.post(url, {"reason": ""})
    client.post(url, {"reason": "Буйрукка ылайык сакталат"})

    asked.refresh_from_db()
    assert empty.status_code == 422
    assert (asked.state, asked.answer) == ("refused", "Буйрукка ылайык сакталат")


def test_hr_answers_no_request_of_their_own(hr, log_in):
    asked = data_requests.ask_about_data(DataRequest(person=hr, kind="correction", text="x"), by=hr.user)

    with pytest.raises(PermissionDenied):
        transitions.fulfil_data_request(asked, by=hr.user, answer="Болду")


def test_whoever_asked_takes_the_request_back(request_of, aigul, log_in):
    asked = request_of()

    log_in(aigul).post(reverse("withdraw_data_request", args=[asked.pk]))

    asked.refresh_from_db()
    assert asked.state == "withdrawn"


def test_a_late_request_rises_to_the_administrator(request_of, hr, log_in):
    administrator = PersonFactory(roles=[RoleKind.ADMINISTRATOR])
    request_of()
    sentence = "жеке маалымат боюнча 1 өтүнүчкө"
    assert sentence not in log_in(administrator).get(reverse("home")).content.decode()

    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=9), tick=False):
        home = log_in(administrator).get(reverse("home")).content.decode()
        queue = log_in(hr).get(reverse("data_request_list")).content.decode()

    assert sentence in home.lower()
    assert "tone-red" in queue


def test_erasure_takes_contacts_consents_and_the_log_in_and_leaves_the_record(request_of, hr, aigul):
    aigul.phone = "+996700123456"
    aigul.save()
    email = aigul.email
    consents.set_consent(aigul, "processing", is_given=True, by=aigul.user)
    LetterFactory(person=aigul, state="sent", address=email)
    asked = request_of(kind="erasure", text="Байланыш маалыматымды өчүрүңүз")

    transitions.fulfil_data_request(asked, by=hr.user, answer="Өчүрүлдү")

    person = Person.objects.select_related("user").get(pk=aigul.pk)
    assert (person.email, person.phone, person.user.is_active) == (None, "", False)
    assert person.full_name == aigul.full_name
    assert not consents.has_consented(person, "processing")
    assert not Letter.objects.filter(person=person, state="sent", address=email).exists()
    lines = LogEntry.objects.get_for_object(person)
    assert lines.filter(additional_data__act="erase_contacts").exists()
    assert not any({"email", "phone"} & set(line.changes or {}) for line in lines)


def test_an_erased_address_is_written_to_once_more_with_the_answer_and_kept_nowhere(
    request_of, hr, aigul, django_capture_on_commit_callbacks
):
    later, email = today() + dt.timedelta(days=8), aigul.email
    states = [{"state": state} for state in Letter.State.values] + [{"state": "planned", "send_on": later}]
    claimed_at = timezone.now()
    handed = {"state": "claimed", "claimed_at": claimed_at, "handed_at": claimed_at}
    letters = [LetterFactory(person=aigul, address=email, **facts) for facts in [*states, handed]]
    asked = request_of(kind="erasure", text="Байланыш маалыматымды өчүрүңүз")

    with django_capture_on_commit_callbacks(execute=True):
        transitions.fulfil_data_request(asked, by=hr.user, answer="Өчүрүлдү")
    with time_machine.travel(dt.datetime.combine(later, dt.time(12), dt.UTC)):
        sending.send_due(later)

    assert [(message.to, "Өчүрүлдү" in message.body) for message in mail.outbox] == [([email], True)]
    assert not Letter.objects.filter(person=aigul).exclude(address="").exists()
    for each in letters:
        each.refresh_from_db()
    kept = [each.state for each in letters]
    assert kept == ["planned", "planned", "sent", "failed", "doubtful", "cancelled", "planned", "doubtful"]


def test_a_letter_that_is_claimed_while_its_address_is_erased_is_not_handed_over(request_of, hr, aigul):
    letter = LetterFactory(person=aigul, address=aigul.email)
    (claimed,) = letters_transitions.claim_letters(10, today())

    transitions.fulfil_data_request(request_of(kind="erasure", text="Өчүрүңүз"), by=hr.user, answer="Өчүрүлдү")

    assert not letters_transitions.hand_letter(claimed)
    letter.refresh_from_db()
    assert (letter.state, letter.address) == ("planned", "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_takes_a_constant_number_of_queries(request_of, hr, log_in, count, django_assert_num_queries):
    for number in range(count):
        request_of(text=f"Катанын номери {number}")
    client = log_in(hr)

    with django_assert_num_queries(6):
        client.get(reverse("data_request_list"))


def test_ask_about_data_refuses_what_waits_for_its_answer_and_takes_it_anew_once_answered(request_of, hr):
    first = request_of()

    with pytest.raises(ValidationError, match=f"{first.answer_by:%d.%m.%Y}"):
        request_of(text="  туулган күнүм  туура эмес ")
    request_of(kind="erasure")
    request_of(text="Дареги да туура эмес")
    transitions.fulfil_data_request(first, by=hr.user, answer="Оңдолду")
    request_of()

    assert DataRequest.objects.count() == 4


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_request_sent_many_times_at_once_is_one(request_of):
    raised = at_once(*[request_of] * 8)

    assert [type(problem) for problem in raised] == [ValidationError] * 7
    assert DataRequest.objects.count() == 1
