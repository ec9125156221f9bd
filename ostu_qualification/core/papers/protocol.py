"""The protocol of a final attestation as PDF. Clauses 5.7, 7.5.3."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, Spacer

from ostu_qualification.core.words import university
from ostu_qualification.core.words.dates import long_date

from . import layout
from .fonts import SERIF_BOLD
from .layout import BODY, SMALL, SMALL_BOLD, TITLE, Story, columns, numbered, style, table, text

DECIDED = style("decided", fontName=SERIF_BOLD, spaceBefore=6)


@dataclass(frozen=True)
class ProtocolText:
    """Everything that the protocol prints; its text is Kyrgyz, the language in which it is kept."""

    number: str
    held_on: dt.date
    facts: Sequence[tuple[str, str]]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    summary: str
    decisions: Sequence[str]
    vote: str
    signatures: Sequence[tuple[str, str]]
    widths: Sequence[float] = ()


def protocol_pdf(protocol: ProtocolText) -> bytes:
    """The protocol as PDF; its decisions and all its signatures stay together."""
    return layout.build(partial(_story, protocol), title=f"Протокол № {protocol.number}", language="ky")


def _story(protocol: ProtocolText) -> Story:
    place = columns(
        [[text(long_date(protocol.held_on, "ky")), text(university.TOWN["ky"], style("town", alignment=2))]], [100, 64]
    )
    facts = columns(
        [[text(name, SMALL_BOLD), text(value, SMALL)] for name, value in protocol.facts],
        [50, 114],
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    )
    decided: Story = [
        text("ЧЕЧИМ:", DECIDED),
        *(numbered(index, each, BODY) for index, each in enumerate(protocol.decisions, 1)),
        text(protocol.vote),
        Spacer(1, 4 * mm),
        layout.signatures(protocol.signatures),
    ]
    return [
        layout.letterhead(),
        text(f"ЖЫЙЫНТЫКТООЧУ АТТЕСТАЦИЯНЫН ПРОТОКОЛУ № {protocol.number}", TITLE),
        place,
        facts,
        Spacer(1, 4 * mm),
        table(protocol.heads, protocol.rows, protocol.widths),
        Spacer(1, 4 * mm),
        text(protocol.summary),
        KeepTogether(decided),
    ]
