"""Public verification: what a stranger may learn about a certificate, and nothing else. Clause 5.7.

The code on the paper (in its QR code and address) is known to whoever holds the paper: 80 bits that nobody guesses. Numbers
run from 1 on and anybody can count, so a number alone tells nothing: the family name on the paper is asked for with it.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from certificates.issuing.models import Certificate
from ostu_qualification.core.words.folding import fold
from ostu_qualification.core.words.languages import text_in
from staff.people.queries import consented_to_name

from . import queries

UNKNOWN = "unknown"
CODE = re.compile(r"[A-Z2-7]{16}")
_NUMBER = re.compile(r"(?P<before>.*?)(?P<year>20\d\d)\s*[/\\|.–—‑−-]\s*(?P<number>\d{1,6})", re.DOTALL)
_NUMBER_SIGN = re.compile(r"№|(?<![^\W\d_])(номери?|number|n[oоº°]?)(?![^\W\d_])\.?", re.IGNORECASE)
_NO_LETTERS = re.compile(r"[\W\d_]+")
# As in a code: what is typed for its Latin letters on a Cyrillic keyboard, and for letters that look like digits.
_AS_CODE = str.maketrans("АВСЕНІКМОРТХУЅЈ0189", "ABCEHIKMOPTXYSJOIBG")
# As in a series: Cyrillic letters and the Latin ones typed for them, by sound or by look, become the same.
_AS_SERIES = str.maketrans(
    {"о": "o", "ш": "sh", "т": "t", "у": "u", "y": "u", "к": "k", "м": "m", "с": "s", "c": "s", "w": "sh"}
)


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


@dataclass(frozen=True)
class PrintedNumber:
    """A certificate's number as someone typed it, understood."""

    series: str
    year: int
    number: int


def code_in(written: str) -> str | None:
    """The code that someone typed, on whatever keyboard, or copied with the address around it; None when it is none.

    >>> code_in("https://example.org/verify/ABCDEFGHJKLMNPQR/"), code_in("авсд efgh"), code_in("АВСD-EFGH-JKLM-NPQR")
    ('ABCDEFGHJKLMNPQR', None, 'ABCDEFGHJKLMNPQR')
    """
    last = written.strip().removesuffix("/").removesuffix(".json").rpartition("/")[2]
    code = re.sub(r"[\W_]", "", last).upper().translate(_AS_CODE)
    return code if CODE.fullmatch(code) else None


def number_in(written: str) -> PrintedNumber | None:
    """The number that someone typed as printed, with Latin letters, without the series or the zeros; None when it is none.

    >>> number_in("ОшТУ-KM Nº 2026 – 1") == number_in("№ OshTU-КМ 2026/0001") == PrintedNumber("oshtukm", 2026, 1)
    True
    """
    text = _NUMBER_SIGN.sub(" ", unicodedata.normalize("NFC", written).casefold()).strip()
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    return PrintedNumber(_series(match["before"]), int(match["year"]), int(match["number"]))


def _series(text: str) -> str:
    return _NO_LETTERS.sub("", text.casefold()).translate(_AS_SERIES)


def by_code(code: str) -> Answer:
    """The answer for a QR code."""
    understood = code_in(code)
    return _answer(queries.certificate_by_code(understood) if understood else None)


def by_number(printed: PrintedNumber, name: str) -> Answer:
    """The answer for a printed number and the family name beside it; the series may be missing where one alone fits."""
    found = [
        each
        for each in queries.certificates_numbered(printed.year, printed.number)
        if _is_series(printed.series, each.series) and bears_name(each, name)
    ]
    return _answer(found[0] if len(found) == 1 else None)


def by_file(sha256: str) -> Answer:
    """The answer for a file: only the very bytes that were issued are known."""
    return _answer(queries.certificate_by_hash(sha256))


def bears_name(certificate: Certificate, written: str) -> bool:
    """Whether someone typed the family name on a certificate, alone or with other parts of the name, letters folded."""
    parts, typed = fold(certificate.name).split(), fold(written).split()
    others = [each for each in typed if len(each) > 1]  # initials are no part to compare
    return parts[0] in typed and set(others) <= set(parts)


def _is_series(typed: str, series: str) -> bool:
    whole, last = _series(series), _series(series.rpartition("-")[2])
    return typed in ("", whole, last)


def _answer(certificate: Certificate | None) -> Answer:
    if certificate is None:
        return Answer(UNKNOWN)
    has_consent = bool(consented_to_name([certificate.person_id]))
    return Answer(certificate.state, certificate, certificate.name if has_consent else masked(certificate.name))


SONS_AND_DAUGHTERS = {"уулу", "кызы", "у.", "к."}  # a capital «К.» is an initial


def masked(name: str) -> str:
    """A name that strangers cannot read: «С•••••• Б. М.»; without consent nothing more is shown."""
    family, *others = name.split()
    others = [part for part in others if part not in SONS_AND_DAUGHTERS]
    return " ".join([f"{family[0]}{'•' * 6}", *(f"{part[0]}." for part in others)])
