"""Course runs: planned, changed, opened, closed, begun, cancelled, with all that follows. Clauses 5.1, 5.4."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from courses.models import CourseRun
from courses.runs import actions, transitions
from enrollment.models import SelectionList
from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.workflow.timers import run_due
from tests.at_once import at_once
from tests.factories import ApplicationFactory, EmploymentFactory, PersonFactory, ProgrammeFactory, RunFactory

pytestmark = pytest.mark.django_db


def test_save_run_never_opens_a_run_that_was_closed_meanwhile(cholpon):
    run = RunFactory(state="open")
    page = CourseRun.objects.get(pk=run.pk)
    transitions.close_run(run, by=cholpon.user)

    with pytest.raises(PermissionDenied):
        actions.save_run(page, {"place_ky": "Башка"}, by=cholpon.user)

    run.refresh_from_db()
    assert (run.state, run.place_ky) == ("closed", "305-аудитория")
    assert [line.additional_data["act"] for line in history_of(run) if line.additional_data] == ["close_run"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_changed_while_it_is_closed_stays_closed(cholpon):
    for _ in range(4):
        run = RunFactory(state="open")
        ApplicationFactory.create_batch(5, run=run)
        page = CourseRun.objects.get(pk=run.pk)

        raised = at_once(
            lambda run=run: transitions.close_run(run, by=cholpon.user),
            *[lambda page=page: actions.save_run(page, {"place_ky": "Башка"}, by=cholpon.user)] * 3,
        )

        run.refresh_from_db()
        assert run.state == "closed"
        assert {type(problem) for problem in raised} <= {PermissionDenied}


@pytest.mark.clause("5.4")
def test_a_window_that_ends_passes_over_a_run_that_cannot_be_closed_and_closes_the_others(caplog):
    """A list is there already, which no act can bring about: the ranking of that run fails."""
    window = {"apply_until": today() - dt.timedelta(days=1), "apply_from": today() - dt.timedelta(days=9)}
    first, broken, last = RunFactory.create_batch(3, **window)
    SelectionList.objects.create(run=broken, policy=Policy.objects.current(), ranked_on=today(), lottery_seed="0")
    applicant = ApplicationFactory(run=broken, person__family_name="Жашыруунов").person

    assert run_due() == {"close_run": 2}

    for run in (first, broken, last):
        run.refresh_from_db()
    assert [run.state for run in (first, broken, last)] == ["closed", "open", "closed"]
    (record,) = [each for each in caplog.records if each.levelname == "ERROR"]
    assert record.getMessage().startswith(
        f"close_run failed by itself with courses.CourseRun {broken.pk}: IntegrityError"
    )
    assert applicant.family_name not in caplog.text


@pytest.mark.clause("5.4")
def test_windows_close_by_themselves_for_those_whose_last_day_was_yesterday_and_no_others():
    days = {days: RunFactory(apply_until=today() + dt.timedelta(days=days)) for days in (-1, 0, 1)}

    assert run_due() == {"close_run": 1}

    for run in days.values():
        run.refresh_from_db()
    assert {number: run.state for number, run in days.items()} == {-1: "closed", 0: "open", 1: "open"}


@pytest.mark.clause("5.1")
@pytest.mark.parametrize(("days", "begins"), [(-1, True), (0, True), (1, False)])
def test_start_run_waits_for_the_first_day(days, begins):
    run = RunFactory(
        state="selected", apply_until=today() - dt.timedelta(days=2), starts_on=today() + dt.timedelta(days)
    )

    ApplicationFactory(run=run, state="enrolled")

    if begins:
        assert transitions.start_run(run, by=SYSTEM).state == "running"
        return
    with pytest.raises(ValidationError, match=f"{run.starts_on:%d.%m.%Y}"):
        transitions.start_run(run, by=SYSTEM)


@pytest.mark.clause("5.7")
@pytest.mark.parametrize(("days", "begins"), [(-1, True), (0, True), (1, False)])
def test_begin_attestation_waits_for_the_last_day(days, begins):
    run = RunFactory(state="running", over=True, ends_on=today() + dt.timedelta(days))

    if begins:
        assert transitions.begin_attestation(run, by=SYSTEM).state == "attestation"
        return
    with pytest.raises(ValidationError, match=f"{run.ends_on:%d.%m.%Y}"):
        transitions.begin_attestation(run, by=SYSTEM)


@pytest.mark.clause("5.1", "5.4")
def test_open_run_refuses_a_window_that_is_over(cholpon):
    run = RunFactory(state="planned", apply_until=today() - dt.timedelta(days=1))

    with pytest.raises(ValidationError):
        transitions.open_run(run, by=cholpon.user)

    run.refresh_from_db()
    assert run.state == "planned"


@pytest.mark.clause("5.2", "5.4")
def test_open_run_lets_it_appear_in_the_catalogue_and_be_applied_to(cholpon, log_in):
    run, person = RunFactory(state="planned"), PersonFactory()
    before = Client().get(reverse("public_home")).context["runs"]

    transitions.open_run(run, by=cholpon.user)

    assert [before, [each for each, _places in Client().get(reverse("public_home")).context["runs"]]] == [[], [run]]
    assert log_in(person).post(reverse("apply", args=[run.pk]), {"run": run.pk}).status_code == 302
    assert history_of(run).first().additional_data["act"] == "open_run"


@pytest.mark.clause("5.4")
def test_close_run_makes_the_list_and_takes_the_run_out_of_the_catalogue(cholpon):
    run = RunFactory()
    application = ApplicationFactory(run=run)

    transitions.close_run(run, by=cholpon.user)

    assert [each.application for each in run.selection.entries.all()] == [application]
    assert Client().get(reverse("public_home")).context["runs"] == []
    assert history_of(run.selection).first().actor == cholpon.user


FIELDS = {
    "apply_from": "20.11.2026", "apply_until": "27.11.2026", "starts_on": "30.11.2026", "ends_on": "02.12.2026",
    "capacity": 12, "minimum": 1, "mode": "alongside", "place_ky": "Башкы корпус", "language": "ky",
}  # fmt: skip


@pytest.mark.clause("5.1")
def test_add_run_plans_a_run_with_its_trainers(cholpon, log_in):
    programme, trainer = ProgrammeFactory(), EmploymentFactory().person

    answer = log_in(cholpon).post(reverse("add_run"), FIELDS | {"programme": programme.pk, "trainers": [trainer.pk]})

    run = CourseRun.objects.get()
    assert answer.headers["Location"] == reverse("run_detail", args=[run.pk])
    assert (run.state, run.programme, run.capacity, run.ends_on) == ("planned", programme, 12, dt.date(2026, 12, 2))
    assert list(run.trainers.all()) == [trainer]
    assert history_of(run).first().additional_data["act"] == "plan_run"


@pytest.mark.clause("5.1")
def test_edit_run_changes_what_was_written_and_leaves_the_rest(cholpon, log_in):
    trainer = EmploymentFactory().person
    run = RunFactory(state="open", place_ky="305")
    run.trainers.add(trainer)
    days = {name: f"{getattr(run, name):%d.%m.%Y}" for name in ("apply_from", "apply_until", "starts_on", "ends_on")}

    log_in(cholpon).post(
        reverse("edit_run", args=[run.pk]),
        FIELDS | days | {"programme": run.programme_id, "capacity": 20, "place_ky": "305", "trainers": [trainer.pk]},
    )

    kept = CourseRun.objects.get()
    assert (kept.state, kept.place_ky, kept.capacity) == ("open", "305", 20)
    assert list(kept.trainers.all()) == [trainer]
    assert history_of(kept).first().additional_data["act"] == "edit_run"


def test_a_run_with_days_out_of_order_comes_back_with_the_fields_to_mend(cholpon, log_in):
    run = RunFactory(state="planned")

    answer = log_in(cholpon).post(
        reverse("edit_run", args=[run.pk]),
        FIELDS | {"programme": run.programme_id, "ends_on": "01.11.2026", "minimum": 13},
    )

    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["ends_on", "minimum"]
    assert CourseRun.objects.get().capacity == run.capacity


@pytest.mark.clause("5.1")
def test_save_run_is_for_officers(aigul):
    with pytest.raises(PermissionDenied):
        actions.save_run(RunFactory(state="planned"), {"place_ky": "Башка"}, by=aigul.user)
