"""One's own page: what if, as of any day, applications, claims, certificates, coming days and their calendar file."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from certificates.models import Attestation
from enrollment.models import SelectionEntry, SelectionList
from ostu_qualification.core.models import Policy
from staff import ports
from staff.boards import ics
from staff.boards.my_page import MyPage, calendar_of, days_of
from staff.cycle import stored
from tests.factories import ApplicationFactory, ProgrammeFactory, RunFactory, TrainingRecordFactory
from tests.world import make_world

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC), tick=False):
        yield


def open_run(starts_on=dt.date(2026, 12, 7), ends_on=dt.date(2026, 12, 9), **facts):
    return RunFactory(apply_from=ON, apply_until=dt.date(2026, 12, 1), starts_on=starts_on, ends_on=ends_on, **facts)


@pytest.mark.clause("1.3")
def test_what_if_tells_the_date_after_a_training(aigul):
    page = MyPage(aigul, ON, ON)

    enough = page.what_if(hours=16, ended_on=dt.date(2026, 12, 20))
    too_short = page.what_if(hours=10, ended_on=dt.date(2026, 12, 20))

    assert (enough.due_on, enough.hours_open, enough.moves) == (dt.date(2029, 12, 20), 0, True)
    assert (too_short.due_on, too_short.hours_open, too_short.moves) == (page.found.due_on, 6, False)


@pytest.mark.clause("1.3")
def test_what_if_is_what_the_ledger_then_gives(aigul):
    expected = MyPage(aigul, ON, ON).what_if(hours=72, ended_on=dt.date(2026, 10, 1))

    TrainingRecordFactory(person=aigul, hours=72, ended_on=dt.date(2026, 10, 1))

    assert stored.cycle_of(aigul, ON).due_on == expected.due_on


@pytest.mark.parametrize(
    "parameters",
    [
        {"hours": "0", "ended_on": "01.12.2026"},
        {"hours": "көп", "ended_on": "01.12.2026"},
        {"hours": "16", "ended_on": "01.12.9999"},
        {"hours": "99999999", "ended_on": "01.12.2026"},
        {"hours": "16"},
    ],
)
def test_what_if_refuses_what_cannot_be(parameters, aigul, log_in):
    answer = log_in(aigul).get(reverse("my_page"), parameters)

    assert answer.status_code == 200
    assert answer.context["what_if"] is None
    assert answer.context["what_form"].errors


@pytest.mark.clause("1.3")
def test_my_page_as_of_any_day(aigul, log_in):
    TrainingRecordFactory(person=aigul, ended_on=dt.date(2022, 3, 1))

    then = log_in(aigul).get(reverse("my_page"), {"on": "01.06.2023"}).context["page"]
    before = log_in(aigul).get(reverse("my_page"), {"on": "01.01.2000"}).context["page"]

    assert (then.found.status, then.found.due_on) == ("on_time", dt.date(2025, 3, 1))
    assert before.found.status == "not_tracked"


@pytest.mark.clause("4.5", "5.2")
def test_my_page_offers_open_courses_with_the_date_after_each(aigul):
    later = open_run(
        programme=ProgrammeFactory(hours=72, level=1), starts_on=dt.date(2026, 12, 14), ends_on=dt.date(2026, 12, 30)
    )
    sooner = open_run()
    taught = open_run()
    taught.trainers.add(aigul)
    open_run(state="planned")

    offers = MyPage(aigul, ON, ON).offers

    assert [offer.title for offer, _ in offers] == [later.programme.title, sooner.programme.title]
    assert [after.due_on for _, after in offers] == [dt.date(2029, 12, 30), dt.date(2029, 12, 9)]


def test_my_page_shows_claims_apart_from_the_ledger(aigul):
    claim = TrainingRecordFactory(person=aigul, state="claimed")
    refused = TrainingRecordFactory(person=aigul, state="refused", reason="Документ жок")
    line = TrainingRecordFactory(person=aigul)

    page = MyPage(aigul, ON, ON)

    assert {each.pk for each in page.claims} == {claim.pk, refused.pk}
    assert page.recognised == [line]


def test_my_page_shows_ones_own_applications_alone(aigul, bakyt):
    mine = ApplicationFactory(person=aigul)
    over = ApplicationFactory(person=aigul, state="withdrawn")
    ApplicationFactory(person=bakyt)

    section = MyPage(aigul, ON, ON).sections[0]

    assert [item.url for item in section.items] == [
        reverse("application_detail", args=[mine.pk]),
        reverse("application_detail", args=[over.pk]),
    ]
    assert section.items[0].state == ("submitted", "жөнөтүлдү")
    assert section.is_urgent


def test_my_page_puts_applications_that_are_over_below_the_courses(aigul):
    ApplicationFactory(person=aigul, state="completed")

    (section,) = MyPage(aigul, ON, ON).sections

    assert not section.is_urgent


@pytest.mark.clause("5.4")
@pytest.mark.parametrize(
    ("state", "days"),
    [
        ("draft", [dt.date(2026, 12, 1)]),
        ("submitted", []),
        ("confirmed", [dt.date(2026, 12, 7)]),
        ("enrolled", [dt.date(2026, 12, 7)]),
        ("withdrawn", []),
        ("completed", []),
    ],
)
def test_days_follow_from_the_state_of_an_application(state, days, aigul):
    ApplicationFactory(person=aigul, run=open_run(), state=state)

    assert [day.on for day in days_of(aigul, None, ON)] == days


@pytest.mark.clause("5.4")
def test_days_have_the_last_day_to_confirm_a_place(aigul):
    application = ApplicationFactory(person=aigul, run=open_run(), state="allocated")
    selection = SelectionList.objects.create(
        run=application.run, policy=Policy.objects.current(), ranked_on=ON, lottery_seed="0"
    )
    SelectionEntry.objects.create(
        selection=selection,
        application=application,
        position=1,
        outcome="place",
        points=1,
        inputs={},
        lottery=1,
        offer_until=dt.date(2026, 11, 28),
    )

    assert [day.on for day in days_of(aigul, None, ON)] == [dt.date(2026, 11, 28)]


@pytest.mark.clause("5.7")
def test_days_have_the_final_attestation_of_those_enrolled(aigul, bakyt, cholpon):
    run = open_run()
    ApplicationFactory(person=aigul, run=run, state="enrolled")
    ApplicationFactory(person=bakyt, run=run, state="left")
    Attestation.objects.create(
        run=run,
        form="test",
        held_on=dt.date(2026, 12, 12),
        protocol_number="1",
        pass_points=60,
        chair=cholpon,
        secretary=cholpon,
    )

    assert [day.on for day in days_of(aigul, None, ON)] == [dt.date(2026, 12, 7), dt.date(2026, 12, 12)]
    assert days_of(bakyt, None, ON) == []


@pytest.mark.clause("5.7")
def test_my_page_shows_ones_own_certificates(log_in):
    made = make_world().records["certificate"]

    page = log_in(made.person).get(reverse("my_page")).context["page"]

    (section,) = [section for section in page.sections if section.rank == 30]
    assert [item.url for item in section.items] == [reverse("certificate_detail", args=[made.pk])]


def test_days_that_are_over_are_left_out(aigul):
    ApplicationFactory(
        person=aigul,
        state="enrolled",
        run=RunFactory(
            apply_from=dt.date(2026, 9, 1),
            apply_until=dt.date(2026, 9, 2),
            starts_on=dt.date(2026, 10, 1),
            ends_on=dt.date(2026, 10, 5),
        ),
    )

    assert days_of(aigul, dt.date(2026, 1, 1), ON) == []


@pytest.mark.clause("1.3")
def test_calendar_has_the_due_date_and_the_course(aigul, log_in):
    TrainingRecordFactory(person=aigul, ended_on=dt.date(2024, 3, 1))
    application = ApplicationFactory(person=aigul, run=open_run(), state="confirmed")

    answer = log_in(aigul).get(reverse("my_calendar"))
    text = answer.content.decode()

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "DTSTART;VALUE=DATE:20270301\r\nDTEND;VALUE=DATE:20270302\r\n" in text
    assert "DTSTART;VALUE=DATE:20261207\r\nDTEND;VALUE=DATE:20261210\r\n" in text
    assert f"UID:application-{application.pk}-course@" in text
    assert calendar_of(aigul, ON).count(b"BEGIN:VEVENT") == 2


def test_calendar_file_keeps_to_the_format():
    events = [ics.Event("a", "Жогорку билим; усул, сабак\nжана " + "ө" * 80, ON, ON, "https://example.org/")]

    content = ics.calendar("Календарь", events, host="example.org", stamp=dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC))
    lines = content.split(b"\r\n")

    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert all(len(line) <= 75 for line in lines)
    assert b"DTSTAMP:20261123T060000Z" in lines
    unfolded = content.decode().replace("\r\n ", "")
    assert f"SUMMARY:Жогорку билим\\; усул\\, сабак\\nжана {'ө' * 80}\r\n" in unfolded


@pytest.mark.parametrize("records", [1, 3])
def test_my_page_costs_the_same_for_many(records, aigul, log_in, django_assert_num_queries):
    for _ in range(records):
        TrainingRecordFactory(person=aigul)
        ApplicationFactory(person=aigul, run=open_run(), state="draft")
    client = log_in(aigul)

    with django_assert_num_queries(21):
        assert client.get(reverse("my_page")).status_code == 200


def test_my_page_leaves_out_an_app_that_breaks_and_says_so_in_the_log(aigul, monkeypatch, caplog):
    def break_down(person, on):
        raise ValueError("nothing to tell")

    told = [section.title for section in MyPage(aigul, ON, ON).sections]
    monkeypatch.setattr(ports.page_sections, "answers", [break_down, *ports.page_sections.answers])

    assert [section.title for section in MyPage(aigul, ON, ON).sections] == told
    assert "break_down did not answer" in caplog.text
