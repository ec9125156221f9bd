"""Issuing: numbers without gaps, all or nothing, a register that shows what was touched. Clauses 1.3, 5.7."""

import hashlib
import threading

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from certificates import issuing, transitions
from certificates.models import Certificate, NumberSequence, Order, RegisterLine
from courses.models import Programme
from enrollment.models import Application
from ostu_qualification.core.models import today
from ostu_qualification.core.workflow import WrongState
from staff.models import CycleState, TrainingRecord


def sign(order, officer, number):
    transitions.record_signature(order, by=officer.user, number=number, signed_on=today(), signed_by="А. А. Ректоров")


@pytest.mark.clause("5.7")
def test_numbers_have_no_gap_within_a_series_and_year(issued):
    issued(80, 30, 90, number="1")
    issued(75, number="2")
    issued(75, number="3", form="thematic", hours=72, attestation_form="attestation_and_exam")

    year = today().year
    assert list(Certificate.objects.order_by("series", "number").values_list("series", "year", "number")) == [
        ("ОшТУ-КМ", year, 1),
        ("ОшТУ-КМ", year, 2),
        ("ОшТУ-КМ", year, 3),
        ("ОшТУ-ТМ", year, 1),
    ]


@pytest.mark.django_db
@pytest.mark.clause("5.7")
def test_take_numbers_begins_anew_each_year():
    assert list(issuing.take_numbers("ОшТУ-КМ", 2026, 2)) == [1, 2]
    assert list(issuing.take_numbers("ОшТУ-КМ", 2027, 1)) == [1]
    assert list(issuing.take_numbers("ОшТУ-КМ", 2026, 1)) == [3]


@pytest.mark.clause("5.7")
def test_only_those_who_passed_get_one_and_the_others_fail(issued):
    (certificate,) = issued(80, 30)

    assert certificate.application.state == "completed"
    assert Application.objects.exclude(pk=certificate.application_id).get().state == "failed"
    assert certificate.order.run.state == "completed"


@pytest.mark.clause("5.7")
def test_the_file_is_kept_with_its_hash(issued):
    (certificate,) = issued(80)

    with certificate.file.open() as file:
        content = file.read()

    assert content.startswith(b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == certificate.sha256


@pytest.mark.clause("1.3", "4.5", "5.7")
def test_a_certificate_enters_the_ledger_and_moves_the_due_date(certificate_order, cholpon, aigul):
    order = certificate_order(80)
    Application.objects.update(person=aigul)
    Programme.objects.update(level=2)

    sign(order, cholpon, "1")

    certificate = Certificate.objects.get()
    line = TrainingRecord.objects.get(person=aigul)
    assert (line.source, line.state, line.hours, line.level) == ("own", "recognised", 16, 2)
    assert line.document_number == certificate.full_number
    due_on = CycleState.objects.get(person=aigul).due_on
    assert due_on == certificate.ended_on.replace(year=certificate.ended_on.year + 3)


@pytest.mark.clause("5.7")
def test_a_failure_in_the_middle_leaves_no_number_and_no_file(certificate_order, cholpon):
    order = certificate_order(80, 90)
    second = order.attestation.results.order_by("application__person__sort_key")[1].application
    Application.objects.filter(pk=second.pk).update(state="left")

    with pytest.raises(WrongState):
        sign(order, cholpon, "1")

    order.refresh_from_db()
    assert order.state == "endorsement"
    assert not Certificate.objects.exists()
    assert not RegisterLine.objects.exists()
    assert not NumberSequence.objects.filter(last__gt=0).exists()
    assert not default_storage.exists("certificates") or files_under("certificates") == []


def files_under(folder):
    folders, files = default_storage.listdir(folder)
    return [*files, *(name for each in folders for name in files_under(f"{folder}/{each}"))]


@pytest.mark.django_db(transaction=True)
@pytest.mark.clause("5.7")
def test_two_orders_at_once_share_numbers_without_gap(certificate_order, cholpon, on_postgres):
    if not on_postgres:
        pytest.skip("Only PostgreSQL lets two write at once.")
    orders = [certificate_order(80, 90), certificate_order(70, 60, 65)]
    start = threading.Barrier(2)
    failures: list[Exception] = []

    def act(order: Order, number: str) -> None:
        try:
            start.wait(timeout=10)
            sign(order, cholpon, number)
        except Exception as failed:
            failures.append(failed)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(order, str(n))) for n, order in enumerate(orders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert failures == []
    assert list(Certificate.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert list(RegisterLine.objects.values_list("position", flat=True)) == [1, 2, 3, 4, 5]
    assert issuing.broken_lines() == []


@pytest.mark.clause("5.7")
def test_broken_lines_finds_what_was_touched(issued):
    issued(80, 90, 70)
    untouched = issuing.broken_lines()
    line = RegisterLine.objects.get(position=2)
    RegisterLine.objects.filter(pk=line.pk).update(content={**line.content, "hours": 999})

    assert untouched == []
    assert issuing.broken_lines() == [2]


@pytest.mark.clause("5.7")
def test_broken_lines_finds_a_missing_line(issued):
    issued(80, 90, 70)
    RegisterLine.objects.filter(position=2).delete()

    assert issuing.broken_lines() == [3]
