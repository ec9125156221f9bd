"""The log is for faults, and about nobody."""

import logging

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from ostu_qualification.core.door.logs import RefusalsInOneLine, WithoutData
from ostu_qualification.core.models import User
from tests.factories import UserFactory


@pytest.fixture
def lines():
    """What the console would show."""
    written: list[str] = []

    class Console(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    console = Console()
    console.addFilter(RefusalsInOneLine())
    console.setFormatter(WithoutData("%(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(console)
    yield written
    logging.getLogger().removeHandler(console)


def test_a_refusal_is_one_line(lines, aigul, log_in):
    answer = log_in(aigul).get(reverse("upload_roster"))

    assert answer.status_code == 403
    assert lines == ["WARNING django.request: Forbidden (Permission denied): /staff-lists/upload/"]


def test_a_fault_keeps_its_traceback(lines, db, monkeypatch):
    def fail(*_args):
        raise ZeroDivisionError("division")

    monkeypatch.setattr("ostu_qualification.core.frame.demo.demo_accounts", fail)
    client = Client(raise_request_exception=False)

    assert client.get("/log-in/").status_code == 500
    assert "Traceback" in lines[0]
    assert lines[0].endswith("ZeroDivisionError: division")


@pytest.mark.django_db
def test_what_a_database_tells_of_a_row_is_left_out(lines):
    twin = User(login=UserFactory(login="aigul@example.org").login)
    try:
        User.objects.bulk_create([twin])
    except IntegrityError as problem:
        logging.getLogger("x").exception("not kept")
        logging.getLogger("x").error("Task failed: %r", problem)

    said = "\n".join(lines)
    assert "IntegrityError" in said
    assert "not kept" in said
    assert "aigul" not in said
    if connection.vendor == "postgresql":
        assert "duplicate key value violates unique constraint" in said


def test_a_chain_of_exceptions_keeps_its_kinds(lines):
    details = ["first", "DETAIL:  Key (email)=(aigul@example.org) already exists.", "second line of it"]
    try:
        try:
            raise ValueError("\n".join(details))
        except ValueError as problem:
            raise RuntimeError("then") from problem
    except RuntimeError:
        logging.getLogger("x").exception("failed")

    assert "ValueError: first" in lines[0]
    assert lines[0].endswith("RuntimeError: then")
    assert "aigul" not in lines[0]
    assert "second line" not in lines[0]
