"""Consents: to which version of a text, when, in which language and from where; withdrawn at any time.

A newer text never changes what was agreed to: the earlier consent stays as it was given, and the page asks anew.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.records.writes import NO_FIELDS, keep

from . import permissions
from .models import Consent, ConsentKind, ConsentText, Person

# What each consent does: one that does nothing is not asked for.
EFFECTS = {
    ConsentKind.NAME_ON_VERIFICATION: _("Without it the page shows your name by its initials only."),
    ConsentKind.TRANSFER_ABROAD: _("Without it, or a paper that you signed, no training abroad is entered for you."),
    ConsentKind.MESSENGER: _("Without it nobody hands a reminder on to you by WhatsApp."),
}


@dataclass(frozen=True)
class Asked:
    """A consent as the page asks for it: the text in force, what it does, and what was given, perhaps to an earlier text."""

    kind: str
    label: str
    text: ConsentText
    effect: str
    given: Consent | None

    @property
    def is_outdated(self) -> bool:
        """Whether the text has changed since the consent was given."""
        return self.given is not None and self.given.version_id not in (None, self.text.pk)


def text_on(kind: str, on: dt.date | None = None) -> ConsentText:
    """The text of a consent in force on a day."""
    return ConsentText.objects.filter(kind=kind, valid_from__lte=on or today()).latest("valid_from")


def asked_of(person: Person) -> list[Asked]:
    """Every consent that is asked for with its text in force, and what the person has given; two queries."""
    given = {each.kind: each for each in person.consents.filter(withdrawn_at__isnull=True)}
    texts = {each.kind: each for each in ConsentText.objects.filter(valid_from__lte=today()).order_by("valid_from")}
    return [
        Asked(kind.value, str(kind.label), texts[kind.value], str(effect), given.get(kind.value))
        for kind, effect in EFFECTS.items()
        if kind.value in texts
    ]


def information() -> ConsentText:
    """What everyone is told about the processing of their data, which rests on law and employment and asks for no consent."""
    return text_on(ConsentKind.PROCESSING)


@transaction.atomic
def set_consent(person: Person, kind: str, *, is_given: bool, by: Who, ip_address: str | None = None) -> None:
    """Give or withdraw one's own consent; to give it again renews it only when the text has changed."""
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    text, given = text_on(kind), person.consents.filter(kind=kind, withdrawn_at__isnull=True)
    if is_given and given.filter(version=text).exists():
        return
    given.update(withdrawn_at=timezone.now())
    if is_given:
        language = (get_language() or "ky")[:2]
        Consent.objects.create(
            person=person, kind=kind, text=text.text, version=text, language=language, ip_address=ip_address
        )
    history.record(person, "give_consent" if is_given else "withdraw_consent", by=by, reason=kind)


def given_on(person: Person, kind: str) -> dt.date | None:
    """The day of someone's consent that holds; none when it was not given or is withdrawn."""
    given = person.consents.filter(kind=kind, withdrawn_at__isnull=True).order_by("given_at").first()
    return timezone.localdate(given.given_at) if given else None


def has_consented(person: Person, kind: str) -> bool:
    """Whether someone's consent holds."""
    return person.consents.filter(kind=kind, withdrawn_at__isnull=True).exists()


def add_consent_text(text: ConsentText, fields: Mapping[str, Any] = NO_FIELDS, *, by: Who) -> ConsentText:
    """Enter a text that holds from a day on, today or later; from then on everyone is asked anew."""
    return keep(text, fields, by=by, permission=permissions.edit_consent_texts, act="add_consent_text")


history.name_acts(
    {
        "give_consent": _("consent given"),
        "withdraw_consent": _("consent withdrawn"),
    }
)
