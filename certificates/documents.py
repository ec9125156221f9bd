"""Records into papers: protocols, certificates and the register; orders have a module of their own. Clause 5.7."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import override

from courses.models import CourseRun
from ostu_qualification.core import university
from ostu_qualification.core.dates import long_date, period, short_date
from ostu_qualification.core.excel import excel_answer
from ostu_qualification.core.languages import LANGUAGE_CODES, text_in
from ostu_qualification.core.papers.certificate import CertificateText, Internship
from ostu_qualification.core.papers.protocol import ProtocolText, protocol_pdf
from ostu_qualification.core.papers.records import TableText, table_pdf
from staff.models.ledger import TrainingForm

from .models import Attestation, AttestationResult, Certificate, RegisterLine


def protocol_as_pdf(attestation: Attestation) -> bytes:
    """The protocol of a final attestation. Clauses 5.7, 7.5.3."""
    run = attestation.run
    results = list(attestation.results.select_related("application__person").order_by("application__person__sort_key"))
    count = {
        outcome: sum(1 for each in results if each.outcome == outcome) for outcome in AttestationResult.Outcome.values
    }
    with override("ky"):
        rows = [
            [
                str(n),
                each.application.person.full_name,
                _points(each.first_points),
                _points(each.exam_points),
                str(each.get_outcome_display()),
                each.remark,
            ]
            for n, each in enumerate(results, 1)
        ]
        facts = [
            ("Программа", f"«{run.programme.title_ky}»"),
            ("Формасы, көлөмү", f"{run.programme.get_form_display()}, {run.programme.hours} саат"),
            ("Мөөнөтү", period(run.starts_on, run.ends_on, "ky")),
            ("Аттестациянын түрү", str(attestation.get_form_display())),
            ("Комиссиянын мүчөлөрү", ", ".join(member.short_name for member in attestation.members.all()) or "–"),
        ]
    passed = count[AttestationResult.Outcome.PASSED]
    not_passed = count[AttestationResult.Outcome.FAILED]
    summary = f"Тизмеде {len(results)}, өттү {passed}, өткөн жок {not_passed}, келген жок {count[AttestationResult.Outcome.ABSENT]}."
    decisions = [f"{passed} катышуучу программаны өздөштүрдү деп эсептелсин, аларга сертификат берүү сунушталсын."]
    if not_passed and attestation.resit_until:
        decisions.append(f"Өтпөгөн катышуучулардын кайра тапшыруу мөөнөтү: {long_date(attestation.resit_until, 'ky')}.")
    text = ProtocolText(
        number=attestation.protocol_number,
        held_on=attestation.held_on,
        facts=facts,
        heads=["№", "Фамилиясы, аты, атасынын аты", "Аттестация, тест же эссе", "Экзамен", "Жыйынтык", "Эскертүү"],
        rows=rows,
        summary=summary,
        decisions=decisions,
        signatures=[
            ("Комиссиянын төрагасы", attestation.chair.short_name),
            ("Комиссиянын катчысы", attestation.secretary.short_name),
        ],
        vote="",
        widths=[1, 7, 3, 2.4, 3, 3],
    )
    return protocol_pdf(text)


def _points(points: int | None) -> str:
    return "" if points is None else str(points)


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
        REGISTER, REGISTER_HEADS, _register_rows(lines), lines=[university.NAME["ky"], *_period_of(lines)], is_numbered=False
    )  # fmt: skip


def _register_rows(lines: list[RegisterLine]) -> Iterator[list[Any]]:
    """The lines of the journal; what happened to a certificate after its issue is a line of its own, with its day."""
    with override("ky"):
        for line in lines:
            entered = localdate(line.entered_at)
            what = "" if line.event == "issued" else f"{line.get_event_display()}, {short_date(entered)}"
            facts = [line.content[name] for name in ("number", "name", "title", "hours", "order")]
            yield [line.position, *facts, line.certificate.issued_on, what, ""]


def _period_of(lines: list[RegisterLine]) -> list[str]:
    """From the first to the last day of issue in these lines."""
    days = [line.certificate.issued_on for line in lines]
    return [f"Мезгили: {period(min(days), max(days), 'ky')}"] if days else []
