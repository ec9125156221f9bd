"""A course that rests for some days: everyone is told, nothing else changes, nothing goes on by itself. Clause 5.1."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from courses.models import CourseRun
from courses.runs import transitions
from courses.runs.queries import open_runs, places_by_quarter
from enrollment.models import Application
from finance.models import Due
from ostu_qualification.core.models import today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.workflow.steps import ACTS, WrongState
from ostu_qualification.core.workflow.timers import run_due
from ostu_qualification.core.workflow.waits import tasks_for
from staff import ports
from staff.models import Letter, TrainingRecord
from tests.factories import ApplicationFactory, PersonFactory, RunFactory

pytestmark = [pytest.mark.django_db, pytest.mark.clause("5.1")]


@pytest.fixture
def run(db):
    """A course in its second day, with a trainer who speaks Russian."""
    made = RunFactory(
        state="running",
        starts_on=today() - dt.timedelta(days=1),
        ends_on=today() + dt.timedelta(days=3),
        apply_from=today() - dt.timedelta(days=20),
        apply_until=today() - dt.timedelta(days=5),
    )
    made.trainers.add(PersonFactory(language="ru"))
    return made


def suspended(run, officer, reason="Карантин"):
    """The run, resting."""
    return transitions.suspend_run(run, by=officer.user, reason=reason)


def test_everyone_who_takes_part_or_teaches_is_told_why_in_their_language(run, cholpon):
    enrolled = ApplicationFactory(run=run, state="enrolled").person
    for state in ("not_selected", "withdrawn", "left", "declined"):
        ApplicationFactory(run=run, state=state)

    suspended(run, cholpon)

    letters = {each.person_id: each for each in Letter.objects.all()}
    assert set(letters) == {enrolled.pk, run.trainers.get().pk}
    assert "убактылуу токтотулду" in letters[enrolled.pk].subject
    assert "приостановлен" in letters[run.trainers.get().pk].subject
    assert all(each.template == "run_suspended" and "Карантин" in each.body for each in letters.values())


def test_a_trainer_who_takes_part_as_well_gets_one_letter(run, cholpon):
    ApplicationFactory(run=run, state="enrolled", person=run.trainers.get())

    suspended(run, cholpon)

    assert Letter.objects.count() == 1


def test_state_and_history_say_who_and_why(run, cholpon):
    suspended(run, cholpon)

    line = history_of(run).first()
    assert run.state == "suspended"
    assert (line.actor, line.additional_data) == (cholpon.user, {"act": "suspend_run", "reason": "Карантин"})
    assert line.changes["state"] == ["running", "suspended"]


def test_enrolments_dues_and_training_stay_as_they_are(run, cholpon):
    application = ApplicationFactory(run=run, state="enrolled")
    Due.objects.create(application=application, amount=Decimal("1800"))

    suspended(run, cholpon)

    application.refresh_from_db()
    assert application.state == Application.State.ENROLLED
    assert list(Due.objects.values_list("amount", flat=True)) == [Decimal("1800.00")]
    assert not TrainingRecord.objects.exists()


def test_no_attestation_is_opened_while_it_rests_and_nothing_goes_on_by_itself(run, cholpon):
    suspended(run, cholpon)
    CourseRun.objects.filter(pk=run.pk).update(ends_on=today())
    run.refresh_from_db()

    verdict = ACTS["open_attestation"].may(cholpon.user, run)
    run_due()

    run.refresh_from_db()
    assert not verdict
    assert run.get_state_display() in str(verdict.reason)
    assert run.state == "suspended"
    with pytest.raises(WrongState):
        transitions.begin_attestation(run, by=SYSTEM)


def test_calendar_and_own_page_say_that_it_rests(run, cholpon):
    person = ApplicationFactory(run=run, state="enrolled").person
    before = [day for days in ports.coming_days.ask(person, today()) for day in days]

    suspended(run, cholpon)

    after = [day for days in ports.coming_days.ask(person, today()) for day in days]
    items = [item for found in ports.page_sections.ask(person, today()) for section in found for item in section.items]
    assert [day.text for day in before if day.text == run.programme.title] == [run.programme.title]
    assert [day for day in after if day.text == run.programme.title] == []
    assert ("suspended", run.get_state_display()) in [item.state for item in items]


def test_its_places_still_count_and_it_is_in_no_catalogue(run, cholpon):
    quarter = places_by_quarter(run.starts_on, run.starts_on)

    suspended(run, cholpon)

    assert places_by_quarter(run.starts_on, run.starts_on) == quarter
    assert not open_runs().filter(pk=run.pk).exists()


def test_the_officer_has_it_among_the_tasks_until_it_goes_on(run, cholpon):
    page = reverse("run_detail", args=[run.pk])
    suspended(run, cholpon)

    waiting = [task.url for task in tasks_for(cholpon.user)]
    transitions.resume_run(run, by=cholpon.user, ends_on=run.ends_on)

    assert page in waiting
    assert page not in [task.url for task in tasks_for(cholpon.user)]


def test_it_goes_on_until_a_later_day_and_everyone_is_told_of_it(run, cholpon):
    person = ApplicationFactory(run=run, state="enrolled").person
    suspended(run, cholpon)
    later = run.ends_on + dt.timedelta(days=7)

    transitions.resume_run(run, by=cholpon.user, ends_on=later)

    run.refresh_from_db()
    letters = Letter.objects.filter(template="run_resumed")
    assert (run.state, run.ends_on) == ("running", later)
    assert {each.person_id for each in letters} == {person.pk, run.trainers.get().pk}
    assert history_of(run).first().changes["ends_on"]


def test_it_may_rest_twice_and_everyone_is_told_each_time(run, cholpon):
    for reason in ("Карантин", "Жарык жок"):
        suspended(run, cholpon, reason)
        transitions.resume_run(run, by=cholpon.user, ends_on=run.ends_on)

    assert Letter.objects.filter(template="run_suspended").count() == 2
    assert Letter.objects.filter(template="run_resumed").count() == 2


@pytest.mark.parametrize("days", [-5, -1, 2])
def test_it_ends_neither_in_the_past_nor_earlier_than_planned(run, cholpon, days):
    suspended(run, cholpon)

    with pytest.raises(ValidationError) as refusal:
        transitions.resume_run(run, by=cholpon.user, ends_on=today() + dt.timedelta(days=days))

    assert list(refusal.value.message_dict) == ["ends_on"]
    run.refresh_from_db()
    assert run.state == "suspended"
    assert not Letter.objects.filter(template="run_resumed").exists()


def test_a_wrong_day_comes_back_beside_its_field(run, cholpon, log_in):
    suspended(run, cholpon)

    answer = log_in(cholpon).post(reverse("resume_run", args=[run.pk]), {"ends_on": "01.01.2020"})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["ends_on"]
    assert 'value="01.01.2020"' in answer.content.decode()


@pytest.mark.parametrize("state", sorted(set(CourseRun.State) - {"running"}))
def test_only_a_running_course_is_suspended(cholpon, state):
    with pytest.raises(WrongState):
        suspended(RunFactory(state=state, cancel_reason="Себеп"), cholpon)


@pytest.mark.parametrize("state", sorted(set(CourseRun.State) - {"suspended"}))
def test_only_a_suspended_course_goes_on(cholpon, state):
    run = RunFactory(state=state, cancel_reason="Себеп")

    with pytest.raises(WrongState):
        transitions.resume_run(run, by=cholpon.user, ends_on=run.ends_on)


def test_only_officers_suspend_and_go_on(run, aigul, cholpon):
    with pytest.raises(PermissionDenied):
        suspended(run, aigul)
    suspended(run, cholpon)
    with pytest.raises(PermissionDenied):
        transitions.resume_run(run, by=aigul.user, ends_on=run.ends_on)


def test_a_suspended_course_can_be_cancelled_and_lets_everyone_go(run, cholpon):
    application = ApplicationFactory(run=run, state="enrolled")
    suspended(run, cholpon)

    transitions.cancel_run(run, by=cholpon.user, reason="Окутуучу жок")

    application.refresh_from_db()
    assert application.state == "left"


def test_the_page_says_before_how_many_are_told(run, cholpon, log_in):
    for _each in range(3):
        ApplicationFactory(run=run, state="enrolled")

    page = log_in(cholpon).get(reverse("suspend_run", args=[run.pk])).content.decode()

    assert "4 катышуучу менен окутуучуга билдирилет" in page
    assert Letter.objects.count() == 0


def test_the_page_of_going_on_says_that_its_last_day_is_past(run, cholpon, log_in):
    suspended(run, cholpon)
    CourseRun.objects.filter(pk=run.pk).update(ends_on=today() - dt.timedelta(days=1))

    page = log_in(cholpon).get(reverse("resume_run", args=[run.pk])).content.decode()

    assert "аякташы керек болчу" in page
    assert f'value="{today():%d.%m.%Y}"' in page


def test_trainers_are_told_of_a_cancelled_course_in_their_language(run, cholpon):
    transitions.cancel_run(run, by=cholpon.user, reason="Карантин")

    letter = Letter.objects.get(person=run.trainers.get())
    assert letter.template == "run_cancelled_trainer"
    assert "отменён" in letter.subject
    assert "Карантин" in letter.body
