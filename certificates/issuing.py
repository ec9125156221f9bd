"""Issuing the certificates of an order: numbers without gaps, papers, register, ledger; all or nothing. Clause 5.7."""

import base64
import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F, Max
from django.utils import timezone

from courses.models import CourseRun
from enrollment.models import Application
from ostu_qualification.core.models import today
from ostu_qualification.core.papers.certificate import certificate_pdf
from staff.models.ledger import TrainingForm

from . import documents, queries
from .models import Certificate, NumberSequence, Order, RegisterLine

SERIES = {
    TrainingForm.SHORT: "ОшТУ-КМ",
    TrainingForm.THEMATIC: "ОшТУ-ТМ",
    TrainingForm.LONG: "ОшТУ-УМ",
    TrainingForm.INTERNSHIP: "ОшТУ-СТ",
}
FIRST_HASH = "0" * 64


def take_numbers(series: str, year: int, count: int) -> range:
    """The next numbers of a series and year; the row stays locked until the transaction ends, so none is missing or doubled."""
    NumberSequence.objects.get_or_create(series=series, year=year)
    NumberSequence.objects.select_for_update().get(series=series, year=year)
    NumberSequence.objects.filter(series=series, year=year).update(last=F("last") + count)
    last = NumberSequence.objects.get(series=series, year=year).last
    return range(last - count + 1, last + 1)


def new_code() -> str:
    """A code that nobody guesses: 80 random bits as sixteen letters and digits."""
    return base64.b32encode(secrets.token_bytes(10)).decode()


def issue_certificates(order: Order, applications: Iterable[Application], run: CourseRun) -> list[Certificate]:
    """Issue a certificate to each of these participants, in the order of their names. Clause 5.7.

    Must be called within the transaction that executes the order. Should it fail, the files already written go with it.
    """
    applications = list(applications)
    programme, issued_on = run.programme, today()
    series = SERIES[TrainingForm(programme.form)]
    numbers = take_numbers(series, issued_on.year, len(applications))
    certificates = [
        Certificate(
            series=series,
            year=issued_on.year,
            number=number,
            code=new_code(),
            application=application,
            person=application.person,
            order=order,
            form=programme.form,
            name=application.person.full_name,
            title_ky=programme.title_ky,
            title_ru=programme.title_ru,
            title_en=programme.title_en,
            hours=programme.hours,
            started_on=run.starts_on,
            ended_on=run.ends_on,
            issued_on=issued_on,
        )
        for number, application in zip(numbers, applications, strict=True)
    ]
    written: list[str] = []
    try:
        _write_papers(certificates, written)
        Certificate.objects.bulk_create(certificates, batch_size=500)
        enter_into_register(certificates, "issued")
    except Exception:
        remove_papers(written)
        raise
    return certificates


def remove_papers(names: Iterable[str]) -> None:
    """Delete the files of certificates that were not issued after all: no transaction takes a file back."""
    for name in names:
        default_storage.delete(name)


def _write_papers(certificates: list[Certificate], written: list[str]) -> None:
    rector, head = queries.rector(), queries.office_head()
    first = (RegisterLine.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    for position, certificate in enumerate(certificates, first):
        text = documents.certificate_text(
            certificate,
            rector=certificate.order.signed_by or (rector.short_name if rector else ""),
            office_head=head.short_name if head else "",
            register_number=position,
        )
        content = certificate_pdf(text)
        certificate.sha256 = hashlib.sha256(content).hexdigest()
        name = f"certificates/{certificate.year}/{certificate.code}.pdf"
        certificate.file.name = default_storage.save(name, ContentFile(content))
        written.append(certificate.file.name)


def enter_into_register(certificates: list[Certificate], event: str) -> None:
    """Append a line for each certificate; each carries the hash of the line before. Clause 5.7.

    The sequence row «register» is the lock that keeps two orders from writing at once.
    """
    NumberSequence.objects.get_or_create(series="register", year=0)
    NumberSequence.objects.select_for_update().get(series="register", year=0)
    last = RegisterLine.objects.order_by("-position").first()
    position, previous = (last.position, last.hash) if last else (0, FIRST_HASH)
    entered_at, lines = timezone.now(), []
    for certificate in certificates:
        position += 1
        content = register_content(certificate)
        line_hash = hash_line(position, event, entered_at, content, previous)
        lines.append(
            RegisterLine(
                position=position,
                certificate=certificate,
                event=event,
                entered_at=entered_at,
                content=content,
                previous_hash=previous,
                hash=line_hash,
            )
        )
        previous = line_hash
    RegisterLine.objects.bulk_create(lines, batch_size=500)


def register_content(certificate: Certificate) -> dict[str, Any]:
    """What the register keeps of a certificate."""
    assert certificate.order.signed_on is not None
    return {
        "number": certificate.full_number,
        "name": certificate.name,
        "title": certificate.title_ky,
        "hours": certificate.hours,
        "order": f"№ {certificate.order.number}, {certificate.order.signed_on:%d.%m.%Y}",
        "sha256": certificate.sha256,
    }


def hash_line(position: int, event: str, entered_at: dt.datetime, content: dict[str, Any], previous: str) -> str:
    """The hash of a line over everything it says and the hash before it."""
    whole = [position, event, entered_at.astimezone(dt.UTC).isoformat(timespec="microseconds"), content, previous]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def broken_lines() -> list[int]:
    """The positions at which the register does not follow from the line before; empty when nobody has touched it."""
    broken, previous, expected = [], FIRST_HASH, 1
    for line in RegisterLine.objects.order_by("position").iterator(chunk_size=2000):
        right = hash_line(line.position, line.event, line.entered_at, line.content, previous)
        if line.position != expected or line.previous_hash != previous or line.hash != right:
            broken.append(line.position)
        previous, expected = line.hash, line.position + 1
    return broken
