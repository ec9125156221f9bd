"""The page of a run and what is told before each act: numbers that lead to what they count, warnings, reasons. Clauses 5.1, 5.3, 5.4."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import override

from courses.models import CourseRun
from courses.runs import effects, queries, transitions
from ostu_qualification.core.models import today
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.workflow.steps import NotYet
from ostu_qualification.core.workflow.timers import run_due
from ostu_qualification.core.workflow.waits import tasks_for
from tests.factories import ApplicationFactory, EmploymentFactory, PersonFactory, ProgrammeFactory, RunFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    """Sentences are compared in English."""
    with override("en"):
        yield


def told(lines):
    """The sentences, warnings marked by an exclamation mark before them."""
    return [f"{'! ' if each.is_warning else ''}{each.text}" for each in lines]


def ten_days_ahead(**facts):
    """A run whose window ends in nine days."""
    return RunFactory(apply_until=today() + dt.timedelta(days=9), **facts)


@pytest.mark.clause("5.3", "5.4")
def test_before_the_window_is_closed_early_the_officer_sees_what_it_costs(cholpon):
    run = ten_days_ahead(capacity=25)
    for opinion in ("", "", "endorsed"):
        ApplicationFactory(run=run, opinion=opinion)
    ApplicationFactory(run=run, state="draft")
    ApplicationFactory(run=run, state="withdrawn")

    assert told(effects.of_closing(run, cholpon.user)) == [
        "3 people applied for 25 places.",
        "! On 2 applications the heads have given no opinion; they can come until the list is approved.",
        "! 1 person has begun an application and not submitted it.",
        "Nobody can apply any more; the applications are ranked by priority.",
        f"! Applications were promised until {run.apply_until:%d.%m.%Y}: that is 10 more days.",
    ]


@pytest.mark.clause("5.4")
def test_a_window_that_is_over_is_closed_without_a_warning(cholpon):
    run = RunFactory(over=True)
    ApplicationFactory(run=run, opinion="endorsed")

    assert not any(each.is_warning for each in effects.of_closing(run, cholpon.user))


@pytest.mark.clause("5.3", "5.4")
def test_each_number_leads_to_what_it_counts(cholpon, log_in):
    run, other = RunFactory(), RunFactory()
    kinds = {"submitted": 2, "waitlisted": 3, "allocated": 1, "confirmed": 2, "enrolled": 4, "withdrawn": 5, "draft": 1}
    for state, count in kinds.items():
        ApplicationFactory.create_batch(count, run=run, state=state)
        ApplicationFactory(run=other, state=state)
    ApplicationFactory(run=run, opinion="endorsed")
    browser = log_in(cholpon)

    figures = queries.figures_of(run, cholpon.user)
    shown = [(int(str(each.text).split()[0]), browser.get(each.url).context["list"].count) for each in figures]

    assert [number for number, _count in shown] == [13, 2, 1, 3, 2, 4]
    assert all(number == count for number, count in shown)


def test_numbers_of_applications_are_for_the_offices(aigul, cholpon):
    run = ApplicationFactory().run

    assert queries.figures_of(run, aigul.user) == []
    assert len(queries.figures_of(run, cholpon.user)) == 2


@pytest.mark.clause("5.1", "5.4")
def test_before_a_run_is_opened_what_is_missing_is_said(cholpon):
    run = RunFactory(state="planned", capacity=12, apply_from=today() + dt.timedelta(days=1))

    bare = told(effects.of_opening(run, cholpon.user))
    run.trainers.add(EmploymentFactory().person)
    run.apply_from = today()

    assert bare == [
        f"The course appears in the catalogue: 12 places, applications until {run.apply_until:%d.%m.%Y}.",
        f"! Nobody can apply before {today() + dt.timedelta(days=1):%d.%m.%Y}.",
        "! No trainer is named.",
    ]
    assert told(effects.of_opening(run, cholpon.user)) == bare[:1]


@pytest.mark.clause("5.1")
def test_before_a_run_is_cancelled_all_whom_it_concerns_are_counted(cholpon):
    run = RunFactory(state="running")
    ApplicationFactory.create_batch(2, run=run, state="enrolled")
    ApplicationFactory(run=run, state="waitlisted")
    ApplicationFactory(run=run, state="withdrawn")

    assert told(effects.of_cancelling(run, cholpon.user)) == [
        "1 application ends; the applicant is told, with the reason.",
        "! 2 participants leave the course and are told, with the reason.",
        "! The course is not given; this cannot be undone.",
    ]
    assert told(effects.of_cancelling(RunFactory(), cholpon.user))[0] == "Nobody has applied yet."


@pytest.mark.clause("1.6", "5.1")
@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"programme__state": "permitted"}, "Only a programme permitted"),
        ({"over": True}, "The time for applications is over"),
    ],
)
def test_a_run_that_cannot_be_opened_yet_says_why_in_place_of_the_button(cholpon, log_in, facts, why):
    run = RunFactory(state="planned", **facts)
    browser = log_in(cholpon)
    browser.cookies["django_language"] = "en"

    page = browser.get(reverse("run_detail", args=[run.pk])).content.decode()
    act = browser.get(reverse("open_run", args=[run.pk])).content.decode()

    assert why in page
    assert reverse("open_run", args=[run.pk]) not in page
    assert why in act
    assert "<form method" not in act
    with pytest.raises(NotYet, match=why):
        transitions.open_run(run, by=cholpon.user)


@pytest.mark.clause("5.1", "6.1")
def test_classes_do_not_begin_while_nobody_is_enrolled():
    run = RunFactory(state="selected", over=True)
    ApplicationFactory(run=run, state="confirmed")

    with pytest.raises(NotYet, match="Nobody is enrolled"):
        transitions.start_run(run, by=SYSTEM)


@pytest.mark.clause("5.4")
def test_the_page_says_on_which_day_the_window_closes_by_itself(cholpon, log_in):
    run = RunFactory()
    browser = log_in(cholpon)
    browser.cookies["django_language"] = "en"

    page = browser.get(reverse("run_detail", args=[run.pk])).content.decode()

    day = run.apply_until + dt.timedelta(days=1)
    assert f"Next: Close the applications – by itself on {day:%d.%m.%Y}." in page
    assert 'class="stages"' in page


@pytest.mark.clause("5.4")
def test_a_job_that_slept_a_week_closes_what_ended_meanwhile_once_and_begins_what_began():
    run = RunFactory()
    ApplicationFactory(run=run)
    begun = RunFactory(state="selected", apply_until=today(), starts_on=today() + dt.timedelta(days=2))
    ApplicationFactory(run=begun, state="enrolled")

    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=8), tick=False):
        first, second = run_due(), run_due()

    assert (first, second) == ({"close_run": 1, "start_run": 1}, {})
    run.refresh_from_db()
    assert run.selection.entries.count() == 1


@pytest.mark.clause("5.4")
def test_a_clock_that_jumped_back_opens_nothing_again():
    run = RunFactory(over=True)
    run_due()

    with time_machine.travel(dt.datetime.now(dt.UTC) - dt.timedelta(days=30), tick=False):
        assert run_due() == {}

    run.refresh_from_db()
    assert run.state == "closed"


@pytest.mark.clause("5.1")
@pytest.mark.parametrize(("count", "url"), [(1, "run_detail"), (3, "run_list")])
def test_planned_runs_wait_for_an_officer_to_open_them(cholpon, aigul, count, url):
    runs = RunFactory.create_batch(count, state="planned")

    (task,) = tasks_for(cholpon.user)

    page = reverse(url, args=[runs[0].pk]) if count == 1 else f"{reverse(url)}?state=planned"
    assert (task.count, task.url, tasks_for(aigul.user)) == (count, page, [])


def test_the_list_of_runs_is_narrowed_by_state_and_title(cholpon, log_in):
    planned = RunFactory(state="planned", programme=ProgrammeFactory(title_ky="Санарип окутуу"))
    RunFactory(state="open")
    browser = log_in(cholpon)

    by_state = browser.get(reverse("run_list"), {"state": "planned"}).context["list"].page.object_list
    by_title = browser.get(reverse("run_list"), {"q": "санарип"}).context["list"].page.object_list

    assert (list(by_state), list(by_title)) == ([planned], [planned])


def test_the_page_of_an_act_shows_the_run_and_goes_back_to_it_with_what_was_done(cholpon, log_in):
    run = RunFactory()
    browser, address = log_in(cholpon), reverse("close_run", args=[run.pk])

    page = browser.get(address)
    answer = browser.post(address, follow=True)

    assert page.context["record"] == run
    assert answer.redirect_chain[-1][0] == reverse("run_detail", args=[run.pk])
    assert [str(each) for each in answer.context["messages"]] == [str(transitions.close_run.step.done)]


def test_whoever_is_not_an_officer_sees_no_act_on_the_page_of_a_run(aigul, log_in):
    run = RunFactory()
    PersonFactory()

    page = log_in(aigul).get(reverse("run_detail", args=[run.pk])).content.decode()

    assert "act-bar" not in page
    assert CourseRun.objects.get().state == "open"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_run_takes_as_many_queries_however_many_applied(
    cholpon, log_in, count, django_assert_num_queries
):
    run = RunFactory()
    ApplicationFactory.create_batch(count, run=run)
    browser = log_in(cholpon)
    browser.get(reverse("run_detail", args=[run.pk]))

    with django_assert_num_queries(12):
        browser.get(reverse("run_detail", args=[run.pk]))
