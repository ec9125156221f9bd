"""Writing letters: a template by name and language gives subject and body. Texts live in templates/emails/."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from ostu_qualification.core.models import today
from ostu_qualification.core.words.dates import one_full_stop
from ostu_qualification.core.workflow.jobs import after_commit
from staff.people.models import Person

from .models import Letter, LetterKind


def greeting(person: Person, language: str) -> str:
    """«Урматтуу Бакыт Маматович!», «Здравствуйте, Бакыт Маматович!», "Dear Bakyt Sydykov,": no inflection, no guess.

    Of whom only initials are kept, the family name is said: «Урматтуу Б. М. Сыдыков!».
    """
    has_initials = person.given_name.endswith(".")
    name = person.short_name if has_initials else " ".join(filter(None, (person.given_name, person.patronymic)))
    if language == "ru":
        return f"Здравствуйте, {name}!"
    if language == "en":
        return f"Dear {person.latin_name or person.latin_proposal},"
    if person.patronymic or has_initials or not person.sex:
        return f"Урматтуу {name}!"
    return f"Урматтуу {name} {'мырза' if person.sex == 'm' else 'айым'}!"


def write(template: str, person: Person, language: str, facts: dict[str, Any]) -> tuple[str, str]:
    """Subject and body of a letter: the template's first line is the subject."""
    with translation.override(language):
        context = {
            "greeting": greeting(person, language),
            "site": settings.SITE_URL,
            "office_phone": settings.OFFICE_PHONE,
            "office_email": settings.OFFICE_EMAIL,
            **facts,
        }
        text = one_full_stop(render_to_string(f"emails/{template}.{language}.txt", context))
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"


def compose(person: Person, *, key: str, kind: str, template: str, facts: dict[str, Any], **fields: Any) -> Letter:
    """A letter to someone in their language, not yet kept."""
    language = person.language
    subject, body = write(template, person, language, facts)
    return Letter(
        key=key,
        person=person,
        kind=kind,
        template=template,
        language=language,
        address=person.email or "",
        subject=subject[:250],
        body=body,
        send_on=fields.pop("send_on", None) or today(),
        **fields,
    )


def notify(person: Person, *, key: str, template: str, facts: dict[str, Any]) -> None:
    """Plan a notice about something that just happened; the same key is planned once, however often this is called.

    It goes out as soon as the transaction is committed.
    """
    notify_many([Notice(person, key=key, template=template, facts=facts)])


@dataclass(frozen=True)
class Notice:
    """What somebody is to be told: a template with its facts, under a key that is planned once."""

    person: Person
    key: str
    template: str
    facts: dict[str, Any]


def notify_many(notices: Iterable[Notice]) -> None:
    """Plan notices to many people at once, as `notify` plans one."""
    letters = [
        compose(each.person, key=each.key, kind=LetterKind.NOTICE, template=each.template, facts=each.facts)
        for each in notices
    ]
    if letters:
        Letter.objects.bulk_create(letters, ignore_conflicts=True, batch_size=500)
        after_commit("staff.letters.tasks.send_reminders")


def as_message(letter: Letter) -> EmailMessage:
    """The message of a letter; its Message-ID follows from its key, so that a letter sent twice is known as one."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    message_id = f"<{hashlib.sha256(letter.key.encode()).hexdigest()[:32]}@{domain}>"
    headers = {"Message-ID": message_id, "Auto-Submitted": "auto-generated", "Content-Language": letter.language}
    return EmailMessage(letter.subject, letter.body, to=[letter.address], headers=headers)
