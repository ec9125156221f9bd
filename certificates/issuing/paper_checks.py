"""What must be right before a paper is printed: refused in words, never printed as boxes or over the signatures. Clause 5.7."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from certificates import offices
from courses.models import CourseRun
from ostu_qualification.core.models import today
from ostu_qualification.core.papers import certificate, fonts
from staff.ledger.models import TrainingForm
from staff.models import Person

from . import documents


def check_names(people: Iterable[Person]) -> None:
    """Refuse names with letters that no typeface of ours has."""
    problems = [
        letters_cannot_be_printed(person.full_name, letters)
        for person in people
        if (letters := fonts.unprintable(person.full_name))
    ]
    if problems:
        raise ValidationError(problems)


def check_certificates(run: CourseRun, people: Iterable[Person]) -> None:
    """Refuse certificates that would lack one of their two languages, or that cannot be printed. Clauses 4.3, 5.7.

    Asked when the order is drafted, so that nobody signs for a certificate that cannot be issued.
    """
    check_words(run)
    problems = []
    for person in people:
        try:
            certificate.check(_as_will_be_printed(run, person))
        except certificate.Unprintable as problem:
            problems.append(letters_cannot_be_printed(person.full_name, str(problem)))
        except certificate.DoesNotFit:
            problems.append(does_not_fit(person.full_name))
    if problems:
        raise ValidationError(problems)


def check_words(run: CourseRun) -> None:
    """Refuse certificates that would lack what they say in both languages, and say where to write it. Clauses 4.3, 5.7."""
    problems = []
    if not run.programme.title_ru:
        problems.append(
            _("The programme has no title in Russian, and certificates are in both languages: write it on the page of the run, “Words for the papers”.")
        )  # fmt: skip
    if run.programme.form == TrainingForm.INTERNSHIP and not (run.host and run.topic_ky and run.topic_ru):
        problems.append(
            _("The certificate of an internship names its host and its topic: write them on the page of the run, “Words for the papers”.")
        )  # fmt: skip
    if problems:
        raise ValidationError(problems)


def does_not_fit(name: str) -> str:
    """That a certificate is too full, and what to do."""
    return _("The certificate of %(name)s has no room for the name and the title: shorten the title or the topic.") % {
        "name": name
    }


def letters_cannot_be_printed(name: str, letters: str) -> str:
    """Which letters no typeface of ours has, and what to do."""
    return _("%(name)s: these letters cannot be printed: %(letters)s. Correct the name on the page of the person.") % {
        "name": name,
        "letters": " ".join(letters),
    }


def _as_will_be_printed(run: CourseRun, person: Person) -> certificate.CertificateText:
    """A certificate with everything that is known before the order is signed, and the widest that may still come."""
    rector, head = offices.rector(), offices.office_head()
    return certificate.CertificateText(
        series="ОшТУ-КМ",
        number="2026/0000",
        name=person.full_name,
        title_ky=run.programme.title_ky,
        title_ru=run.programme.title_ru,
        hours=run.programme.hours,
        started_on=run.starts_on,
        ended_on=run.ends_on,
        order_number="00-00/0000-А",
        order_on=today(),
        rector=rector.short_name if rector else "",
        office_head=head.short_name if head else "",
        issued_on=today(),
        register_number=100_000,
        verify_url=settings.SITE_URL,
        internship=documents.internship_of(run),
    )
