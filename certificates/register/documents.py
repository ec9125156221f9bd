"""The register on paper. Clause 5.7."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import override

from ostu_qualification.core.papers.records import TableText, table_pdf
from ostu_qualification.core.sheets.excel import excel_answer
from ostu_qualification.core.words.dates import period, short_date

from .models import RegisterLine

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
        REGISTER, REGISTER_HEADS, _register_rows(lines), lines=_period_of(lines), is_numbered=False, to_fill=REGISTER_HEADS[-1:]
    )  # fmt: skip


def _register_rows(lines: list[RegisterLine]) -> Iterator[list[Any]]:
    """The lines of the journal; what happened to a certificate after its issue is a line of its own, with its day."""
    with override("ky"):
        for line in lines:
            entered = localdate(line.entered_at)
            what = (
                "" if line.event == RegisterLine.Event.ISSUED else f"{line.get_event_display()}, {short_date(entered)}"
            )
            facts = [line.content[name] for name in ("number", "name", "title", "hours", "order")]
            yield [line.position, *facts, line.certificate.issued_on, what, ""]


def _period_of(lines: list[RegisterLine]) -> list[str]:
    """From the first to the last day of issue in these lines."""
    days = [line.certificate.issued_on for line in lines]
    return [f"Мезгили: {period(min(days), max(days), 'ky')}"] if days else []
