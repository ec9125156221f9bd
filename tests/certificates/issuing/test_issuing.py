"""Issuing: numbers without gaps, all or nothing, a register that shows what was touched. Clauses 1.3, 5.7."""

import datetime as dt
import errno
import hashlib
import re
import shutil
import subprocess
import threading
from pathlib import Path
from tempfile import NamedTemporaryFile
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection
from django.urls import reverse

from certificates.models import Certificate, NumberSequence, Order, RegisterLine
from certificates.orders import transitions
from certificates.register import lines as register
from certificates.register.chain_check import check_register
from certificates.register.lines import Numbers
from enrollment.models import Application
from ostu_qualification.core.models import today
from ostu_qualification.core.records import files
from staff.models import CycleState, Letter, TrainingRecord
from tests.certificates.conftest import scan


def sign(order, officer, number, signed_on=None):
    signed_on = signed_on or today()
    transitions.record_signature(
        order, by=officer.user, number=number, signed_on=signed_on, signed_by="А. А. Ректоров", scan=scan()
    )


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
def test_take_numbers_begins_anew_each_year_and_the_register_never():
    assert register.take_numbers("ОшТУ-КМ", 2026, 2) == Numbers(positions=range(1, 3), numbers=range(1, 3))
    assert register.take_numbers("ОшТУ-КМ", 2027, 1) == Numbers(positions=range(3, 4), numbers=range(1, 2))
    assert register.take_numbers("ОшТУ-ТМ", 2027, 1) == Numbers(positions=range(4, 5), numbers=range(1, 2))
    assert register.take_numbers("ОшТУ-КМ", 2026, 1) == Numbers(positions=range(5, 6), numbers=range(3, 4))


@pytest.mark.clause("5.7")
def test_year_and_date_are_those_of_the_order_whenever_it_is_recorded(certificate_order, cholpon):
    orders = [certificate_order(80), certificate_order(90)]

    with time_machine.travel(dt.datetime(2027, 1, 4, 9, 0, tzinfo=ZoneInfo("Asia/Bishkek")), tick=False):
        sign(orders[0], cholpon, "09-04/1", dt.date(2027, 1, 4))
        sign(orders[1], cholpon, "09-04/599", dt.date(2026, 12, 30))

    early, late = Certificate.objects.order_by("issued_on")
    assert (early.full_number, early.issued_on) == ("ОшТУ-КМ № 2026/0001", dt.date(2026, 12, 30))
    assert (late.full_number, late.issued_on) == ("ОшТУ-КМ № 2027/0001", dt.date(2027, 1, 4))
    assert early.file.name.startswith("certificates/2026/")
    line = TrainingRecord.objects.get(person=early.person)
    assert (line.document_number, line.document_on) == (early.full_number, early.issued_on)
    assert RegisterLine.objects.get(certificate=early).position == 2


def test_the_register_hashes_a_line_as_it_has_from_the_first_day():
    """Golden values: a register of years ago is verified by this form and no other."""
    content = {
        "number": "ОшТУ-ТМ № 2026/0123",
        "name": "Сыдыков Бакыт Маматович",
        "title": "Окутуунун ыкмалары",
        "hours": 80,
        "order": "№ 09-04/512, 26.11.2026",
        "sha256": "ab" * 32,
    }
    moment = dt.datetime(2026, 11, 26, 15, 4, 5, 678, tzinfo=ZoneInfo("Asia/Bishkek"))

    first = register.hash_line(1, "issued", moment, content, register.FIRST_HASH)
    second = register.hash_line(2, "revoked", moment.replace(microsecond=0), dict(reversed(content.items())), first)

    assert register.FIRST_HASH == "0000000000000000000000000000000000000000000000000000000000000000"
    assert first == "ea8a17876856342e432519567ba5adb381edd1e356b3b42eb95a68e7e407fc85"
    assert second == "6b516ab998f4c53960d61d55ad1c12d2ac63e23a6400a5f171df7d598846339b"


def test_a_line_of_the_register_keeps_what_the_certificate_says(issued):
    (certificate,) = issued(80, number="09-04/512")

    line = RegisterLine.objects.get()

    assert (line.position, line.event, line.previous_hash) == (1, "issued", register.FIRST_HASH)
    assert line.content == {
        "number": certificate.full_number,
        "name": certificate.name,
        "title": "Окутуунун ыкмалары",
        "hours": 16,
        "order": f"№ 09-04/512, {today():%d.%m.%Y}",
        "sha256": certificate.sha256,
    }


@pytest.mark.clause("5.7")
def test_only_those_who_passed_get_one_and_the_others_fail(issued):
    (certificate,) = issued(80, 30)

    assert certificate.application.state == "completed"
    assert Application.objects.exclude(pk=certificate.application_id).get().state == "failed"
    assert certificate.order.run.state == "completed"


def test_the_file_is_kept_with_its_hash(issued):
    (certificate,) = issued(80)

    with certificate.file.open() as file:
        content = file.read()

    assert content.startswith(b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == certificate.sha256


@pytest.mark.clause("1.3", "4.5", "5.7")
def test_a_certificate_enters_the_ledger_and_moves_the_due_date(closed_attestation, certificate_order, cholpon, aigul):
    attestation = closed_attestation(80, level=2)
    Application.objects.update(person=aigul)

    sign(certificate_order(attestation=attestation), cholpon, "1")

    certificate = Certificate.objects.get()
    line = TrainingRecord.objects.get(person=aigul)
    assert (line.source, line.state, line.hours, line.level) == ("own", "recognised", 16, 2)
    assert line.document_number == certificate.full_number
    due_on = CycleState.objects.get(person=aigul).due_on
    assert due_on == certificate.ended_on.replace(year=certificate.ended_on.year + 3)
    letter = Letter.objects.get(person=aigul, template="certificate_issued")
    assert letter.subject == f"Сертификатыңыз даяр: {certificate.full_number}"


def assert_nothing_was_issued(order):
    order.refresh_from_db()
    assert (order.state, order.scan.name) == ("endorsement", "")
    assert not RegisterLine.objects.exists()
    assert not NumberSequence.objects.filter(last__gt=0).exists()
    assert not TrainingRecord.objects.exists()
    assert [*files_under("certificates"), *files_under("orders")] == []


def test_a_failure_after_the_papers_were_written_takes_them_back(certificate_order, issued, cholpon):
    """The second participant has a certificate already, so that the database refuses while the papers are on the disk."""
    (given,) = issued(80, number="1")
    order = certificate_order(80, 90)
    RegisterLine.objects.all().delete()
    TrainingRecord.objects.all().delete()
    NumberSequence.objects.update(last=0)
    second = order.attestation.results.order_by("application__person__sort_key")[1].application
    Certificate.objects.filter(pk=given.pk).update(application=second, series="ОшТУ-УМ")
    default_storage.delete(given.file.name)
    default_storage.delete(given.order.scan.name)

    with pytest.raises(IntegrityError):
        sign(order, cholpon, "2")

    assert_nothing_was_issued(order)
    assert list(Certificate.objects.all()) == [given]


def test_a_full_disk_refuses_the_signature_in_words(certificate_order, cholpon, log_in, monkeypatch):
    order = certificate_order(80, 90)
    kept = []

    def no_room_for_the_second(content):
        kept.append(content)
        if len(kept) > 2:  # the scan, then the papers
            raise OSError(errno.ENOSPC, "No space left on device")
        return NamedTemporaryFile(**content)

    facts = {"number": "1", "signed_on": f"{today():%d.%m.%Y}", "signed_by": "А. А. Ректоров", "scan": scan()}
    monkeypatch.setattr(files, "NamedTemporaryFile", lambda **place: no_room_for_the_second(place))
    answer = log_in(cholpon).post(reverse("record_signature", args=[order.pk]), facts)

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [str(files.NO_ROOM)]
    assert_nothing_was_issued(order)


def files_under(folder):
    root = Path(default_storage.path(folder))
    return sorted(each.name for each in root.rglob("*") if each.is_file())


def printed_register_number(certificate):
    with certificate.file.open() as file:
        text = subprocess.run(["pdftotext", "-", "-"], input=file.read(), capture_output=True, check=True)
    return int(re.search(r"(?:Каттоо|Рег\.) №\s*(\d+)", text.stdout.decode())[1])


THEMATIC = {"form": "thematic", "hours": 80, "attestation_form": "attestation_and_exam"}


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("programme", "years_ago", "numbers"),
    [
        ({}, 0, [("ОшТУ-КМ", 0, [1, 2, 3, 4, 5])]),
        (THEMATIC, 0, [("ОшТУ-КМ", 0, [1, 2]), ("ОшТУ-ТМ", 0, [1, 2, 3])]),
        ({}, 1, [("ОшТУ-КМ", 0, [1, 2]), ("ОшТУ-КМ", 1, [1, 2, 3])]),
    ],
    ids=["one series", "two series", "two years"],
)
def test_two_orders_at_once_print_the_numbers_that_the_register_keeps(
    certificate_order, cholpon, programme, years_ago, numbers
):
    if shutil.which("pdftotext") is None:
        pytest.skip("Reading a PDF back needs pdftotext (poppler-utils).")
    on = today().replace(day=1)
    orders = [
        (certificate_order(80, 90), on),
        (certificate_order(70, 60, 65, **programme), on.replace(year=on.year - years_ago)),
    ]
    start = threading.Barrier(2)
    failures: list[Exception] = []

    def act(order: Order, signed_on: dt.date, number: str) -> None:
        try:
            start.wait(timeout=10)
            sign(order, cholpon, number, signed_on)
        except Exception as failed:
            failures.append(failed)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(*order, str(n))) for n, order in enumerate(orders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert failures == []
    for series, ago, expected in numbers:
        given = Certificate.objects.filter(series=series, year=on.year - ago).order_by("number")
        assert list(given.values_list("number", flat=True)) == expected
    lines = list(RegisterLine.objects.select_related("certificate"))
    assert [line.position for line in lines] == [1, 2, 3, 4, 5]
    assert [printed_register_number(line.certificate) for line in lines] == [1, 2, 3, 4, 5]
    assert list(check_register()) == []
