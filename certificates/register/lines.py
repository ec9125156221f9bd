"""The register of issued documents: append-only, each line carries the hash of the one before. Clause 5.7."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from certificates.issuing.models import Certificate

from .models import NumberSequence, RegisterLine

FIRST_HASH = "0" * 64
REGISTER = {"series": "register", "year": 0}


@dataclass(frozen=True)
class Numbers:
    """What was reserved for some certificates, in their order: lines of the register, and numbers of their series and year."""

    positions: range
    numbers: range


def take_numbers(series: str, year: int, count: int) -> Numbers:
    """The next lines of the register and the next numbers of a series and year: none is missing, none is given twice. Clause 5.7.

    Must be called within the transaction that issues, before anything is printed. The row of the register is locked
    first, always, then that of the series: whoever holds it prints alone, and nobody waits for somebody who waits. Both stay
    locked until the transaction ends, since a number given back would leave a gap; so whatever needs no number is done before.
    """
    return Numbers(positions=take_positions(count), numbers=_take({"series": series, "year": year}, count))


def take_positions(count: int) -> range:
    """The next lines of the register; they are kept for the caller until its transaction ends."""
    return _take(REGISTER, count)


def _take(key: dict[str, Any], count: int) -> range:
    sequence, _is_new = NumberSequence.objects.select_for_update().get_or_create(**key)
    sequence.last += count
    sequence.save(update_fields=["last"])
    return range(sequence.last - count + 1, sequence.last + 1)


def enter(certificates: Iterable[Certificate], event: str, positions: range) -> None:
    """Append a line for each certificate at the positions that were taken for them. Clause 5.7."""
    last = RegisterLine.objects.filter(position__lt=positions.start).order_by("-position").first()
    previous = last.hash if last else FIRST_HASH
    entered_at, lines = timezone.now(), []
    for position, certificate in zip(positions, certificates, strict=True):
        content = content_of(certificate)
        line_hash = hash_line(position, event, entered_at, content, previous)
        lines.append(
            RegisterLine(
                position=position,
                certificate=certificate,
                event=event,
                entered_at=entered_at,
                content=content,
                previous_hash=previous,
                hash=line_hash,
            )
        )
        previous = line_hash
    RegisterLine.objects.bulk_create(lines, batch_size=500)


def content_of(certificate: Certificate) -> dict[str, Any]:
    """What the register keeps of a certificate."""
    assert certificate.order.signed_on is not None
    return {
        "number": certificate.full_number,
        "name": certificate.name,
        "title": certificate.title_ky,
        "hours": certificate.hours,
        "order": f"№ {certificate.order.number}, {certificate.order.signed_on:%d.%m.%Y}",
        "sha256": certificate.sha256,
    }


def hash_line(position: int, event: str, entered_at: dt.datetime, content: dict[str, Any], previous: str) -> str:
    """The hash of a line over everything it says and the hash before it.

    Its form is for ever: lines of years ago are verified by it.
    """
    whole = [position, event, entered_at.astimezone(dt.UTC).isoformat(timespec="microseconds"), content, previous]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
