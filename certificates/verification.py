"""Public verification: what a stranger may learn about a certificate, and nothing else. Clause 5.7."""

import re
from dataclasses import dataclass
from typing import Any

from ostu_qualification.core.languages import text_in
from staff.queries import consented_to_name

from . import queries
from .models import Certificate

PRINTED = re.compile(
    r"^\s*(?P<series>[^\d№]*?)\s*(?:№|N|No\.?)?\s*(?P<year>20\d\d)\s*[/\-–]\s*(?P<number>\d{1,6})\s*$", re.IGNORECASE
)
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """One of four answers: valid, replaced, revoked or unknown; the facts only where there is a certificate."""

    state: str
    certificate: Certificate | None = None
    name: str = ""

    def as_json(self, language: str) -> dict[str, Any]:
        """The same facts for programs."""
        if self.certificate is None:
            return {"state": self.state}
        found = self.certificate
        return {
            "state": self.state,
            "number": found.full_number,
            "name": self.name,
            "title": text_in(found, "title", language),
            "hours": found.hours,
            "from": found.started_on.isoformat(),
            "to": found.ended_on.isoformat(),
            "issued_on": found.issued_on.isoformat(),
            "order": found.order.number,
            "sha256": found.sha256,
        }


def by_code(code: str) -> Answer:
    """The answer for a QR code."""
    return _answer(queries.certificate_by_code(code))


def by_number(written: str) -> Answer:
    """The answer for a number as printed, in any habit of writing it."""
    match = PRINTED.match(written)
    if match is None:
        return Answer(UNKNOWN)
    return _answer(queries.certificate_by_number(match["series"].strip(), int(match["year"]), int(match["number"])))


def by_file(sha256: str) -> Answer:
    """The answer for a file: only the very bytes that were issued are known."""
    return _answer(queries.certificate_by_hash(sha256))


def _answer(certificate: Certificate | None) -> Answer:
    if certificate is None:
        return Answer(UNKNOWN)
    has_consent = bool(consented_to_name([certificate.person_id]))
    return Answer(certificate.state, certificate, certificate.name if has_consent else masked(certificate.name))


def masked(name: str) -> str:
    """A name that strangers cannot read: «С•••••• Б. М.»; without consent nothing more is shown."""
    family, *others = name.split()
    if others and others[0] in ("уулу", "кызы"):
        others = others[1:]
    return " ".join([f"{family[0]}{'•' * 6}", *(f"{part[0]}." for part in others)])
