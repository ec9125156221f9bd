"""The outbox: what went out, waits, failed or is in doubt, and what officers do about it."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from ostu_qualification.core.models import today
from ostu_qualification.core.words.calendar import add_months
from staff.cycle import stored
from staff.cycle.tasks import plan_reminders
from staff.letters.reminders import ahead
from staff.letters.writing import write
from staff.models import Letter
from staff.people import consents
from tests.factories import EmploymentFactory, LetterFactory, PersonFactory, TrainingRecordFactory


@pytest.fixture
def officer(cholpon, log_in):
    """An officer of ИИжКББ at the outbox."""
    return log_in(cholpon)


def test_the_outbox_counts_by_state_and_filters(officer):
    LetterFactory(state="doubtful", handed_at=timezone.now(), subject="Күмөндүү кат")
    LetterFactory(state="failed", problem="refused:550", subject="Жөнөтүлбөгөн кат")
    LetterFactory(subject="Дареги жок кат", address="")

    page = officer.get(reverse("letter_list"))
    doubtful = officer.get(reverse("letter_list"), {"state": "doubtful"})
    unreached = officer.get(reverse("letter_list"), {"no_email": "on"})

    assert [(code, count) for code, _label, count in page.context["counts"]] == [
        ("doubtful", 1), ("failed", 1), ("planned", 1),
    ]  # fmt: skip
    assert [letter.subject for letter in doubtful.context["list"].page] == ["Күмөндүү кат"]
    assert [letter.subject for letter in unreached.context["list"].page] == ["Дареги жок кат"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_outbox_takes_a_constant_number_of_queries(officer, count, django_assert_num_queries):
    for _ in range(count):
        LetterFactory()

    with django_assert_num_queries(8):
        officer.get(reverse("letter_list"))


def test_a_letter_in_doubt_is_explained_and_settled(officer):
    letter = LetterFactory(state="doubtful", handed_at=timezone.now(), problem="stopped")

    page = officer.get(reverse("letter_detail", args=[letter.pk])).content.decode()
    officer.post(reverse("count_as_sent", args=[letter.pk]))
    again = officer.post(reverse("count_as_sent", args=[letter.pk]))

    letter.refresh_from_db()
    assert reverse("send_again", args=[letter.pk]) in page
    assert "Message-ID" not in page
    assert "@example.org&gt;" in page
    assert letter.state == "sent"
    assert again.status_code == 302
    assert mail.outbox == []


def test_failed_letters_are_tried_again_together(officer, django_capture_on_commit_callbacks):
    letters = [LetterFactory(state="failed", problem="unreachable", claimed_at=timezone.now()) for _ in range(2)]
    sent = LetterFactory(state="sent")
    url = f"{reverse('retry_letters')}?pk={letters[0].pk}&pk={letters[1].pk}&pk={sent.pk}"

    page = officer.get(url)
    with django_capture_on_commit_callbacks(execute=True):
        answer = officer.post(url, follow=True)

    texts = [str(message) for message in answer.context["messages"]]
    assert page.status_code == 200
    assert len(mail.outbox) == 2
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}
    assert any(sent.subject in text for text in texts)


def test_cancelling_many_needs_a_reason(officer):
    letter = LetterFactory()
    url = f"{reverse('cancel_letters')}?pk={letter.pk}"

    refused = officer.post(url, {"reason": ""})
    officer.post(url, {"reason": "Каталык кетти"})

    letter.refresh_from_db()
    assert refused.status_code == 422
    assert (letter.state, letter.problem) == ("cancelled", "Каталык кетти")


def test_without_e_mail_the_text_is_there_to_copy_and_whatsapp_to_open(aigul, log_in):
    person = PersonFactory(email=None, phone="+996700123456")
    head = PersonFactory()
    post = EmploymentFactory(person=person)
    post.unit.heads.create(person=head, since=dt.date(2020, 1, 1))
    letter = LetterFactory(person=person, address="")

    before = log_in(head).get(reverse("letter_detail", args=[letter.pk])).content.decode()
    consents.set_consent(person, "messenger", is_given=True, by=person.user)
    page = log_in(head).get(reverse("letter_detail", args=[letter.pk])).content.decode()

    assert "wa.me" not in before
    assert 'href="https://wa.me/996700123456"' in page
    assert 'data-copy="#letter-text"' in page
    assert letter.body in page


def test_what_goes_out_in_the_days_ahead_is_what_the_nights_will_plan(db, officer):
    for months, email in ((6, "a@example.org"), (1, None), (0, "c@example.org"), (-2, "d@example.org")):
        person = PersonFactory(email=email)
        EmploymentFactory(person=person)
        ended_on = add_months(today() + dt.timedelta(days=10), months - 36)
        TrainingRecordFactory(person=person, ended_on=ended_on)
        stored.rebuild([person])
    plan_reminders()
    foreseen = ahead(today())
    start, planned = timezone.now(), {}
    for number in range(1, 31):
        with time_machine.travel(start + dt.timedelta(days=number), tick=False):
            planned[today()] = plan_reminders()

    assert {day.on: day.count for day in foreseen} == {day: count for day, count in planned.items() if count}
    assert sum(day.no_address for day in foreseen) == 1
    assert officer.get(reverse("letters_ahead")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("template", ["enrolled", "training_recognised", "training_refused", "place_offered"])
def test_no_sentence_of_a_russian_letter_has_two_full_stops(template):
    names = ("order_date", "period", "ended_on", "started_on", "confirm", "due", "place_of_run")

    _subject, body = write(template, PersonFactory(language="ru"), "ru", dict.fromkeys(names, "26 ноября 2026 г."))

    assert "26 ноября 2026 г." in body
    assert "г.." not in body


@pytest.mark.clause("6.1")
def test_tell_by_hand_is_for_the_head_and_the_offices_never_for_oneself(aigul, bakyt, cholpon, daniyar, log_in):
    letter = LetterFactory(person=aigul, address="", send_on=today())
    rector, hr = PersonFactory(roles=["rector"]), PersonFactory(roles=["hr_officer"])
    address = reverse("tell_by_hand", args=[letter.pk])

    refused = [log_in(person).post(address).status_code for person in (aigul, daniyar, rector)]
    shown = [log_in(person).get(address).status_code for person in (bakyt, cholpon, hr)]
    told = log_in(bakyt).post(address).status_code

    letter.refresh_from_db()
    assert (refused, shown, told) == ([403, 403, 403], [200, 200, 200], 302)
    assert letter.state == "sent"


def test_a_head_is_not_asked_to_tell_the_head(bakyt, aigul, log_in):
    own = LetterFactory(person=bakyt, address="", send_on=today(), subject="Өзүнө кат")
    LetterFactory(person=aigul, address="", send_on=today(), subject="Айгүлгө кат")

    page = log_in(bakyt).get(reverse("letters_to_tell")).content.decode()

    assert "Айгүлгө кат" in page
    assert "Өзүнө кат" not in page
    assert log_in(bakyt).post(reverse("tell_by_hand", args=[own.pk])).status_code == 403
