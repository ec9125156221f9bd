"""Certificates and the register as papers; orders and protocols have modules of their own. Clause 5.7."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import override

from courses.models import CourseRun
from ostu_qualification.core.papers.certificate import CertificateText, Internship
from ostu_qualification.core.papers.records import TableText, table_pdf
from ostu_qualification.core.sheets.excel import excel_answer
from ostu_qualification.core.words.dates import period, short_date
from ostu_qualification.core.words.languages import LANGUAGE_CODES, text_in
from staff.models.ledger import TrainingForm

from .models import Certificate, RegisterLine


def verify_url(certificate: Certificate) -> str:
    """The address behind a certificate's QR code."""
    return f"{settings.SITE_URL}{reverse('verify_code', args=[certificate.code])}"


def certificate_text(
    certificate: Certificate, *, rector: str, office_head: str, register_number: int
) -> CertificateText:
    """What a certificate prints."""
    assert certificate.order.signed_on is not None
    return CertificateText(
        series=certificate.series,
        number=f"{certificate.year}/{certificate.number:04d}",
        name=certificate.name,
        title_ky=certificate.title_ky,
        title_ru=certificate.title_ru,
        hours=certificate.hours,
        started_on=certificate.started_on,
        ended_on=certificate.ended_on,
        order_number=certificate.order.number,
        order_on=certificate.order.signed_on,
        rector=rector,
        office_head=office_head,
        issued_on=certificate.issued_on,
        register_number=register_number,
        verify_url=verify_url(certificate),
        internship=internship_of(certificate.order.run),
    )


def internship_of(run: CourseRun) -> Internship | None:
    """Host and topic of an internship in each language; None for a course. Clause 4.3."""
    if run.programme.form != TrainingForm.INTERNSHIP or run.host is None:
        return None
    ky, ru, en = ((text_in(run.host, "name", language), text_in(run, "topic", language)) for language in LANGUAGE_CODES)
    return Internship((ky[0], ru[0], en[0]), (ky[1], ru[1], en[1]))


REGISTER = "Берилген сертификаттарды каттоо журналы"
REGISTER_HEADS = [
    "№", "Сериясы жана номери", "Фамилиясы, аты, атасынын аты", "Программа", "Саат", "Буйрук", "Берилген күнү", "Белги", "Алгандыгы жөнүндө колтамга",
]  # fmt: skip


def register_as_pdf(lines: Iterable[RegisterLine]) -> bytes:
    """The journal of issued certificates as it is kept on paper: oldest first, with room for the signature of receipt."""
    lines = list(lines)
    rows = [
        [short_date(value) if isinstance(value, dt.date) else str(value) for value in row]
        for row in _register_rows(lines)
    ]
    return table_pdf(
        TableText(REGISTER, REGISTER_HEADS, rows, [1, 3.6, 5.4, 6.4, 1.4, 3.4, 2.4, 2.6, 3.4], lines=_period_of(lines))
    )


def register_as_excel(lines: Iterable[RegisterLine]) -> HttpResponse:
    """The same journal as Excel, to be printed."""
    lines = list(lines)
    return excel_answer(
        REGISTER, REGISTER_HEADS, _register_rows(lines), lines=_period_of(lines), is_numbered=False, to_fill=REGISTER_HEADS[-1:]
    )  # fmt: skip


def _register_rows(lines: list[RegisterLine]) -> Iterator[list[Any]]:
    """The lines of the journal; what happened to a certificate after its issue is a line of its own, with its day."""
    with override("ky"):
        for line in lines:
            entered = localdate(line.entered_at)
            what = (
                "" if line.event == RegisterLine.Event.ISSUED else f"{line.get_event_display()}, {short_date(entered)}"
            )
            facts = [line.content[name] for name in ("number", "name", "title", "hours", "order")]
            yield [line.position, *facts, line.certificate.issued_on, what, ""]


def _period_of(lines: list[RegisterLine]) -> list[str]:
    """From the first to the last day of issue in these lines."""
    days = [line.certificate.issued_on for line in lines]
    return [f"Мезгили: {period(min(days), max(days), 'ky')}"] if days else []
