"""The acts with a letter: who may, when it is possible, what each of them does, and what is told before. Clause 6.1."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from ostu_qualification.core.models import today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.workflow.steps import NotYet
from staff.letters import effects, transitions
from tests.factories import LetterFactory, PersonFactory

NOW = dt.datetime(2026, 11, 26, 4, 0, tzinfo=dt.UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.clause("6.1")]


def texts(found) -> list[str]:
    """The sentences of effects."""
    return [str(each.text) for each in found]


@time_machine.travel(NOW, tick=False)
def test_tell_by_hand_counts_the_letter_as_sent_now_and_names_who_told(aigul, bakyt):
    letter = LetterFactory(person=aigul, address="", send_on=today())

    transitions.tell_by_hand(letter, by=bakyt.user)

    line = history_of(letter).first()
    assert (letter.state, letter.sent_at) == ("sent", NOW)
    assert (line.additional_data["act"], line.actor) == ("tell_by_hand", bakyt.user)
    assert mail.outbox == []


def test_tell_by_hand_is_not_for_a_letter_that_goes_by_e_mail_unless_it_failed(aigul, bakyt):
    planned = LetterFactory(person=aigul, address="aigul@example.org")
    failed = LetterFactory(person=aigul, address="aigul@example.org", state="failed")

    with pytest.raises(PermissionDenied):
        transitions.tell_by_hand(planned, by=bakyt.user)
    transitions.tell_by_hand(failed, by=bakyt.user)

    assert failed.state == "sent"


def test_count_as_sent_takes_the_moment_of_handing_over(cholpon):
    letter = LetterFactory(state="doubtful", handed_at=NOW)

    transitions.count_as_sent(letter, by=cholpon.user)

    assert (letter.state, letter.sent_at) == ("sent", NOW)


@pytest.mark.parametrize(("act", "state"), [("send_again", "doubtful"), ("retry_letter", "failed")])
def test_what_goes_out_again_forgets_its_claim_and_goes_out_at_once(
    cholpon, act, state, django_capture_on_commit_callbacks
):
    letter = LetterFactory(state=state, claimed_at=timezone.now(), handed_at=timezone.now())

    with django_capture_on_commit_callbacks(execute=True):
        getattr(transitions, act)(letter, by=cholpon.user)

    letter.refresh_from_db()
    assert letter.state == "sent"
    assert [message.to for message in mail.outbox] == [[letter.address]]


@pytest.mark.parametrize(("act", "state"), [("send_again", "doubtful"), ("retry_letter", "failed")])
def test_nothing_goes_out_to_nobody(cholpon, act, state):
    letter = LetterFactory(state=state, address="", handed_at=timezone.now())
    verdict = getattr(transitions, act).step.may(cholpon.user, letter)

    assert (bool(verdict), verdict.is_shown) == (False, True)
    with pytest.raises(NotYet):
        getattr(transitions, act)(letter, by=SYSTEM)


def test_cancel_letter_keeps_the_reason_with_the_letter_and_in_the_history(cholpon):
    letter = LetterFactory()

    transitions.cancel_letter(letter, by=cholpon.user, reason="Каталык кетти")

    assert (letter.state, letter.problem) == ("cancelled", "Каталык кетти")
    assert history_of(letter).first().additional_data["reason"] == "Каталык кетти"


def test_before_a_letter_is_cancelled_the_others_to_the_person_are_counted(aigul):
    letter = LetterFactory(person=aigul)
    for state in ("planned", "failed", "sent", "cancelled"):
        LetterFactory(person=aigul, state=state)
    LetterFactory(person=PersonFactory())

    assert any("2" in text for text in texts(effects.of_cancelling(letter, None)))


def test_before_a_letter_is_tried_again_its_attempts_are_counted():
    letter = LetterFactory(state="failed", attempts=7)

    assert any("7" in text for text in texts(effects.of_trying_again(letter, None)))


def test_that_a_letter_may_come_twice_is_a_warning():
    assert [each.is_warning for each in effects.of_sending_again(LetterFactory(state="doubtful"), None)] == [True]


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("planned", ["cancel_letter"]),
        ("claimed", []),
        ("failed", ["cancel_letter", "retry_letter", "tell_by_hand"]),
        ("doubtful", ["count_as_sent", "send_again"]),
        ("sent", []),
        ("cancelled", []),
    ],
)
def test_the_page_offers_an_officer_what_can_be_done_now(cholpon, log_in, state, offered):
    letter = LetterFactory(state=state)
    acts = ("cancel_letter", "retry_letter", "tell_by_hand", "count_as_sent", "send_again")

    page = log_in(cholpon).get(reverse("letter_detail", args=[letter.pk])).content.decode()

    assert sorted(name for name in acts if f'href="{reverse(name, args=[letter.pk])}"' in page) == offered


@pytest.mark.parametrize("name", ["cancel_letter", "retry_letter", "count_as_sent", "send_again"])
def test_a_page_older_than_the_letter_leads_back_to_it(cholpon, log_in, name):
    letter = LetterFactory(state="sent")

    answer = log_in(cholpon).post(reverse(name, args=[letter.pk]), {"reason": "–"})

    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("letter_detail", args=[letter.pk])


def test_several_letters_are_retried_each_for_itself(cholpon, log_in):
    failed, sent = LetterFactory(state="failed"), LetterFactory(state="sent")
    url = f"{reverse('retry_letters')}?pk={failed.pk}&pk={sent.pk}"

    log_in(cholpon).post(url)

    failed.refresh_from_db()
    sent.refresh_from_db()
    assert (failed.state, sent.state) == ("planned", "sent")
