"""A letter is claimed, handed over, sent and confirmed; what was handed over and not confirmed is doubted."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.steps import WrongState
from staff.letters import sending, transitions
from staff.models import Letter
from tests.factories import LetterFactory, PersonFactory
from tests.machine import free_port

MINUTES = dt.timedelta(minutes=1)


@pytest.fixture
def letter(db):
    """A letter whose day has come."""
    return LetterFactory()


def _states():
    return list(Letter.objects.order_by("pk").values_list("state", flat=True))


def test_who_dies_before_handing_over_has_sent_nothing(letter):
    transitions.claim_letters(10, today())

    with time_machine.travel(timezone.now() + 16 * MINUTES):
        assert sending.send_due(today()) == 1

    assert len(mail.outbox) == 1
    assert _states() == ["sent"]


def test_who_dies_after_handing_over_leaves_a_doubt(letter):
    claimed = transitions.claim_letters(10, today())
    assert transitions.hand_letter(claimed[0])

    with time_machine.travel(timezone.now() + 16 * MINUTES):
        assert sending.send_due(today()) == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=30)):
        assert sending.send_due(today()) == 0

    letter.refresh_from_db()
    assert (letter.state, letter.problem) == ("doubtful", "stopped")
    assert mail.outbox == []


def test_a_clock_that_jumps_forward_lets_only_the_latest_claim_hand_over(letter):
    first = transitions.claim_letters(10, today())
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        second = transitions.claim_letters(10, today())
        assert transitions.hand_letter(second[0])

    assert len(second) == 1
    assert not transitions.hand_letter(first[0])
    transitions.fail_letter(first[0], problem="refused:451")
    assert _states() == ["claimed"]
    transitions.confirm_letter(second[0])
    assert _states() == ["sent"]


def test_a_clock_that_jumps_back_does_not_hold_a_letter_for_ever(letter):
    with time_machine.travel(timezone.now() + dt.timedelta(days=400)):
        transitions.claim_letters(10, today())

    assert sending.send_due(today()) == 1
    assert len(mail.outbox) == 1


def test_a_slow_worker_still_confirms_what_was_doubted_meanwhile(letter):
    claimed = transitions.claim_letters(10, today())
    transitions.hand_letter(claimed[0])
    with time_machine.travel(timezone.now() + 16 * MINUTES):
        assert transitions.doubt_lost_letters() == 1

    transitions.confirm_letter(claimed[0])

    assert _states() == ["sent"]


def test_an_officer_settles_a_doubt(letter, cholpon, aigul, django_capture_on_commit_callbacks):
    Letter.objects.update(state="doubtful", handed_at=timezone.now())
    other = LetterFactory(state="doubtful", handed_at=timezone.now())

    with pytest.raises(PermissionDenied):
        transitions.send_again(letter, by=aigul.user)
    transitions.count_as_sent(other, by=cholpon.user)
    with django_capture_on_commit_callbacks(execute=True):
        transitions.send_again(letter, by=cholpon.user)

    assert len(mail.outbox) == 1
    assert _states() == ["sent", "sent"]
    with pytest.raises(WrongState):
        transitions.send_again(letter, by=cholpon.user)


def test_a_letter_that_failed_is_tried_again_by_itself_and_by_hand(letter, cholpon):
    claimed = transitions.claim_letters(10, today())
    transitions.hand_letter(claimed[0])
    transitions.fail_letter(claimed[0], problem="refused:451")
    assert sending.send_due(today()) == 0

    transitions.retry_letter(letter, by=cholpon.user)
    assert sending.send_due(today()) == 1

    later = LetterFactory(state="failed", claimed_at=timezone.now(), person=PersonFactory())
    with time_machine.travel(timezone.now() + 10 * MINUTES):
        assert sending.send_due(today()) == 1
    later.refresh_from_db()
    assert later.state == "sent"


def test_a_mail_server_that_does_not_answer_fails_all_and_is_asked_once(db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    for _ in range(3):
        LetterFactory()

    assert sending.send_due(today()) == 0

    assert set(Letter.objects.values_list("state", "problem", "handed_at")) == {("failed", "unreachable", None)}


@pytest.mark.parametrize(
    ("problem", "words"),
    [("refused:451", "451"), ("Кат керек эмес", "Кат керек эмес"), ("", "")],
)
def test_problems_are_said_in_words(problem, words):
    said = Letter(problem=problem).problem_in_words

    assert words in said
    assert "refused:" not in said
