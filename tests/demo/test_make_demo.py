"""The demonstration: a University at work on any day, whose papers are in order and speak Kyrgyz."""

import datetime as dt
import io
import json
import os
import re
import shutil
import subprocess
import sys

import pytest
import time_machine
from auditlog.models import LogEntry
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils.timezone import localdate

from certificates.models import Certificate, Order, RegisterLine
from certificates.register.chain_check import check_register
from courses.models import CourseRun, Programme
from enrollment.models import Application
from ostu_qualification.core.approvals import queries as approvals
from ostu_qualification.core.frame.demo import demo_accounts
from ostu_qualification.core.models import User, today
from ostu_qualification.core.workflow.waits import tasks_for
from staff.boards.forecast import Forecast
from staff.cycle import stored
from staff.models import CycleState, Letter, Person, TrainingRecord
from tests.conftest import enter_first_data

pytestmark = pytest.mark.xdist_group("demo")  # made once a day for all tests
DAYS = ["2026-11-26", "2028-03-05"]  # a Thursday, and a Sunday long after the staff list
LONGEST_OVERDUE = dt.timedelta(days=420)


@pytest.fixture(scope="module", params=DAYS)
def demo(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration made on a day, for all tests of this module."""
    folder = tmp_path_factory.mktemp("demo")
    own = override_settings(
        VAR_DIR=folder,
        MEDIA_ROOT=folder / "media",
        DEMO=True,
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    )
    morning = dt.datetime.fromisoformat(f"{request.param}T03:00:00+00:00")
    with own, django_db_blocker.unblock(), time_machine.travel(morning, tick=True), transaction.atomic():
        enter_first_data()
        call_command("make_demo", stdout=io.StringIO())
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def in_demo(demo, settings, db):
    """The demonstration's settings within a test."""
    settings.VAR_DIR, settings.MEDIA_ROOT, settings.DEMO = demo, demo / "media", True


@pytest.mark.clause("1.3")
def test_dates_lie_all_over_the_coming_years_and_nobody_is_late_by_years(in_demo):
    states = CycleState.objects.filter(due_on__isnull=False)
    overdue = states.filter(status="overdue")

    assert states.count() > 600
    assert 0.04 < overdue.count() / states.count() < 0.25
    assert min(states.values_list("due_on", flat=True)) > today() - LONGEST_OVERDUE
    assert {status for _due, status in states.values_list("due_on", "status")} >= {
        "overdue",
        "due",
        "on_time",
        "voluntary",
    }
    assert stored.differences() == []


@pytest.mark.clause("1.3")
def test_the_offices_themselves_are_not_late(in_demo):
    office = User.objects.filter(person__roles__isnull=False)

    assert office.count() >= 9
    assert set(office.values_list("person__cycle__status", flat=True)) <= {"due", "due_soon", "on_time", "voluntary"}


def test_there_is_a_course_in_every_state(in_demo):
    states = set(CourseRun.objects.values_list("state", flat=True))

    assert states == set(CourseRun.State.values)
    assert set(Programme.objects.values_list("state", flat=True)) >= {
        "draft",
        "returned",
        "submitted",
        "permitted",
        "approved",
    }
    assert set(Application.objects.values_list("state", flat=True)) >= {
        *("draft", "submitted", "allocated", "waitlisted", "confirmed", "enrolled", "completed", "failed", "withdrawn"),
    }


def test_classes_begin_and_end_on_working_days(in_demo):
    days = [day for both in CourseRun.objects.values_list("starts_on", "ends_on") for day in both]

    assert max(day.weekday() for day in days) < 5


@pytest.mark.clause("5.7")
def test_certificates_are_of_months_ago_and_so_are_their_orders(in_demo):
    certificates = Certificate.objects.select_related("order")
    months = {(each.issued_on.year, each.issued_on.month) for each in certificates}

    assert len(months) == 3
    assert min(certificates.values_list("issued_on", flat=True)) < today() - dt.timedelta(days=180)
    for each in certificates:
        assert each.issued_on == each.order.signed_on == localdate(each.issued_at)
        assert each.year == each.issued_on.year
    assert list(check_register()) == []
    entered = list(RegisterLine.objects.order_by("position").values_list("entered_at", flat=True))
    assert entered == sorted(entered)


def test_what_happened_is_told_on_its_day(in_demo):
    for order in Order.objects.filter(signed_on__isnull=False):
        days = {localdate(each.answered_at) for each in approvals.asked_about(order) if each.answered_at} | {
            localdate(order.created_at)
        }
        assert max(days) <= order.signed_on
        signed = LogEntry.objects.get(
            object_id=order.pk, content_type__model="order", additional_data__act="record_signature"
        )
        assert localdate(signed.timestamp) == order.signed_on
    assert not LogEntry.objects.filter(timestamp__gt=dt.datetime.now(dt.UTC)).exists()
    assert (
        not Letter.objects.filter(send_on__lt=today() - dt.timedelta(days=2), state="planned")
        .exclude(address="")
        .exists()
    )


def test_everybody_finds_work_that_can_be_done_now(in_demo):
    accounts = demo_accounts()
    with_work = {each["role_en"] for each in accounts if tasks_for(User.objects.get(login=each["login"]))}

    assert len(accounts) == 14
    assert {each["role_en"] for each in accounts} - with_work <= {"Auditor", "Administrator"}
    for each in accounts:
        for task in tasks_for(User.objects.get(login=each["login"])):
            assert task.since is None or dt.timedelta(0) <= today() - task.since < dt.timedelta(days=400)


def test_the_charts_have_something_in_them(in_demo):
    forecast = Forecast(today(), unit_ids=None, within=None)

    assert sum(due.asked > 0 for due in forecast.dues) >= 11
    assert set(TrainingRecord.objects.values_list("source", flat=True)) == {
        "own",
        "elsewhere",
        "mobility",
        "roster",
        "history",
    }
    assert set(CycleState.objects.values_list("level", flat=True)) == {None, 1, 2, 3}


def test_made_once_more_it_changes_nothing(in_demo):
    before = Person.objects.count(), LogEntry.objects.count()
    said = io.StringIO()

    call_command("make_demo", stdout=said)

    assert "already" in said.getvalue()
    assert (Person.objects.count(), LogEntry.objects.count()) == before


PRINT_ORDERS = """
import json
from certificates.models import Order
print(json.dumps([[order.run.programme.title_ky, order.content["ky"]] for order in Order.objects.all()]))
"""


def test_a_fresh_copy_speaks_kyrgyz_in_every_order(tmp_path):
    """As after cloning: no catalogue is compiled, no folder of its own is there; one process sets everything up."""
    copy = tmp_path / "copy"
    skipped = shutil.ignore_patterns(".git", ".venv", "var", "tests", "*.mo", "__pycache__", ".*_cache", "node_modules")
    shutil.copytree(settings.BASE_DIR, copy, ignore=skipped)
    clean = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    run = {"cwd": copy, "env": clean | {"DEMO": "1", "VAR_DIR": str(tmp_path / "var")}, "check": True, "text": True}
    (tmp_path / "var").mkdir()

    subprocess.run([sys.executable, "manage.py", "run_demo", "--prepare"], capture_output=True, **run)
    printed = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", PRINT_ORDERS], capture_output=True, **run
    )

    orders = json.loads(printed.stdout)
    assert len(orders) >= 8
    for title, content in orders:
        words = json.dumps(content, ensure_ascii=False).replace(title, "")
        shown = re.sub(r'"(heading|preamble|items|ground)":', "", words)
        assert re.findall(r"[A-Za-z]{2,}", shown) == []
