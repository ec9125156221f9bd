"""Records into papers: orders, protocols, certificates and the register. Clause 5.7."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from ostu_qualification.core.dates import long_date, period, short_date
from ostu_qualification.core.papers.certificate import CertificateText
from ostu_qualification.core.papers.order import (
    Appendix,
    OrderBody,
    OrderText,
    ProtocolText,
    order_docx,
    order_pdf,
    protocol_pdf,
    table_pdf,
)
from staff.models.ledger import TrainingForm

from . import queries
from .models import Attestation, AttestationResult, Certificate, Order, OrderKind, RegisterLine

ENROLMENT_HEADS = ["№", "Фамилиясы, аты, атасынын аты", "Түзүмдүк бөлүмү", "Кызматы", "Категориясы", "Төлөм шарты"]
CERTIFICATE_HEADS = [
    "№",
    "Фамилиясы, аты, атасынын аты",
    "Түзүмдүк бөлүмү / уюму",
    "Кызматы",
    "Сертификаттын сериясы жана номери",
]
RESIT_HEADS = CERTIFICATE_HEADS[:4]


def _order_text(order: Order) -> OrderText:
    bodies = [OrderBody(language, **order.content[language]) for language in order.languages]
    visas = [
        (
            visa.post,
            visa.person.short_name if visa.person else "",
            short_date(visa.given_at.date()) if visa.given_at else "",
        )
        for visa in order.visas.select_related("person")
    ]
    rector = queries.rector()
    return OrderText(
        bodies=bodies,
        rector=order.signed_by or (rector.short_name if rector else ""),
        appendices=_appendices(order),
        visas=visas,
        drafted_by=order.drafted_by.short_name if order.drafted_by else "",
        number=order.number,
        signed_on=order.signed_on,
    )


def _appendices(order: Order) -> list[Appendix]:
    people = order.participants
    if order.kind == OrderKind.ENROLMENT:
        rows = [
            [str(n), each["name"], each["unit"], each["post"], each["category"], each["payment"]]
            for n, each in enumerate(people, 1)
        ]
        return [Appendix("Курстун катышуучуларынын тизмеси", ENROLMENT_HEADS, rows, [1, 6, 6, 4, 3.4, 3.2])]
    numbers = {certificate.application_id: certificate.full_number for certificate in order.certificates.all()}
    passed = [each for each in people if each.get("passed", True)]
    failed = [each for each in people if not each.get("passed", True)]
    rows = [
        [str(n), each["name"], each["unit"], each["post"], numbers.get(each["application"], "")]
        for n, each in enumerate(passed, 1)
    ]
    appendices = [Appendix("Сертификат алуучулардын тизмеси", CERTIFICATE_HEADS, rows, [1, 6, 6, 4, 5])]
    if failed:
        rows = [[str(n), each["name"], each["unit"], each["post"]] for n, each in enumerate(failed, 1)]
        appendices.append(Appendix("Кайра тапшыруучулардын тизмеси", RESIT_HEADS, rows, [1, 6, 6, 4]))
    return appendices


def order_as_pdf(order: Order) -> bytes:
    """The order exactly as it will be printed."""
    return order_pdf(_order_text(order))


def order_as_docx(order: Order) -> bytes:
    """The order for Word."""
    return order_docx(_order_text(order))


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
        is_internship=certificate.form == TrainingForm.INTERNSHIP,
    )


def register_as_pdf(lines: Iterable[RegisterLine]) -> bytes:
    """The journal of issued certificates, with room for the signature of receipt."""
    rows = [
        [
            str(line.position),
            line.content["number"],
            line.content["name"],
            line.content["title"],
            str(line.content["hours"]),
            line.content["order"],
            short_date(line.certificate.issued_on),
            "",
        ]
        for line in lines
    ]
    heads = ["№", "Сериясы, номери", "Аты-жөнү", "Программа", "Саат", "Буйрук", "Күнү", "Колтамга"]
    return table_pdf("Берилген сертификаттарды каттоо журналы", heads, rows, [1, 4, 6, 7, 1.4, 4, 2.4, 3])
