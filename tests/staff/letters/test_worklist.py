"""What waits of letters: for the head to tell people, for an officer to settle. Clauses 5.3, 6.1."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.waits import tasks_for
from tests.factories import LetterFactory, PersonFactory


@pytest.mark.clause("5.3", "6.1")
def test_a_head_tells_those_without_e_mail_and_nobody_else_is_asked(aigul, bakyt, cholpon):
    LetterFactory(person=aigul, address="", send_on=today() - dt.timedelta(days=2))
    LetterFactory(person=aigul, address="", send_on=today() + dt.timedelta(days=2))
    LetterFactory(person=PersonFactory(), address="")

    (task,) = tasks_for(bakyt.user)

    assert (task.url, task.count, task.since) == (reverse("letters_to_tell"), 1, today() - dt.timedelta(days=2))
    assert tasks_for(aigul.user) == tasks_for(cholpon.user) == []


@pytest.mark.clause("6.1")
@pytest.mark.parametrize("state", ["doubtful", "failed"])
def test_an_officer_settles_one_letter_on_its_page_and_several_in_the_list(cholpon, daniyar, state):
    first = LetterFactory(state=state, handed_at=timezone.now())

    alone = [task.url for task in tasks_for(cholpon.user)]
    LetterFactory(state=state, handed_at=timezone.now())
    together = [(task.url, task.count) for task in tasks_for(cholpon.user)]

    assert alone == [reverse("letter_detail", args=[first.pk])]
    assert together == [(f"{reverse('letter_list')}?state={state}", 2)]
    assert tasks_for(daniyar.user) == []


def test_letters_that_go_their_way_wait_for_nobody(cholpon):
    for state in ("planned", "claimed", "sent", "cancelled"):
        LetterFactory(state=state)

    assert tasks_for(cholpon.user) == []
