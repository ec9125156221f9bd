"""Issuing the certificates of an order: numbers without gaps, papers, register; all or nothing. Clause 5.7."""

import base64
import hashlib
import secrets
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from certificates import offices
from certificates.orders.models import Order
from certificates.register import lines
from certificates.register.models import RegisterLine
from courses.models import CourseRun
from enrollment.models import Application
from ostu_qualification.core.papers.certificate import CertificateText, DoesNotFit, Unprintable, certificate_pdf
from staff.ledger.models import TrainingForm

from . import documents, paper_checks
from .models import Certificate

SERIES = {
    TrainingForm.SHORT: "ОшТУ-КМ",
    TrainingForm.THEMATIC: "ОшТУ-ТМ",
    TrainingForm.LONG: "ОшТУ-УМ",
    TrainingForm.INTERNSHIP: "ОшТУ-СТ",
}


def new_code() -> str:
    """A code that nobody guesses: 80 random bits as sixteen letters and digits."""
    return base64.b32encode(secrets.token_bytes(10)).decode()


def issue_certificates(order: Order, applications: Iterable[Application], run: CourseRun) -> list[Certificate]:
    """Issue a certificate to each of these participants, in the order of their names. Clause 5.7.

    Year and date are those of the order, whenever it is recorded. Must be called within the act that executes the order:
    should that fail, the papers already written go with it.
    """
    paper_checks.check_words(run)
    applications = list(applications)
    programme, issued_on = run.programme, order.signed_on
    assert issued_on is not None
    series = SERIES[TrainingForm(programme.form)]
    taken = lines.take_numbers(series, issued_on.year, len(applications))
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
        for number, application in zip(taken.numbers, applications, strict=True)
    ]
    # The papers are made while the register is locked: each bears its line, and the line the hash of the paper.
    _write_papers(certificates, taken.positions)
    Certificate.objects.bulk_create(certificates, batch_size=500)
    lines.enter(certificates, RegisterLine.Event.ISSUED, taken.positions)
    return certificates


def _write_papers(certificates: list[Certificate], positions: range) -> None:
    rector, head = offices.rector(), offices.office_head()
    for position, certificate in zip(positions, certificates, strict=True):
        text = documents.certificate_text(
            certificate,
            rector=certificate.order.signed_by or (rector.short_name if rector else ""),
            office_head=head.short_name if head else "",
            register_number=position,
        )
        content = _printed(text)
        certificate.sha256 = hashlib.sha256(content).hexdigest()
        name = f"certificates/{certificate.year}/{certificate.code}.pdf"
        certificate.file.name = default_storage.save(name, ContentFile(content))


def _printed(text: CertificateText) -> bytes:
    """The paper; refused in words where a name has changed since the order was drafted and cannot be printed."""
    try:
        return certificate_pdf(text)
    except DoesNotFit as problem:
        raise ValidationError(paper_checks.does_not_fit(text.name)) from problem
    except Unprintable as problem:
        raise ValidationError(paper_checks.letters_cannot_be_printed(text.name, str(problem))) from problem
