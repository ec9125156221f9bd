"""Certificates as papers. Clause 5.7."""

from django.conf import settings
from django.urls import reverse

from courses.models import CourseRun
from ostu_qualification.core.papers.certificate import CertificateText, Internship
from ostu_qualification.core.words.languages import LANGUAGE_CODES, text_in
from staff.ledger.models import TrainingForm

from .models import Certificate


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
