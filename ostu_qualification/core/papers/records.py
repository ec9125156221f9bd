"""Registers and records on paper: a table on pages that lie, or all that is kept about somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, KeepTogether, Spacer

from . import layout
from .layout import BODY, CENTRED, HEADING, LINE, SMALL, SMALL_BOLD, TITLE, Story, columns, table, text


@dataclass(frozen=True)
class TableText:
    """A register or list: title, lines below it, heads, rows and the widths of the columns as shares."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()
    lines: Sequence[str] = ()
    language: str = "ky"


@dataclass(frozen=True)
class Section:
    """A part of a record: entries as lists of names and values, or a table where there are `heads`."""

    heading: str
    entries: Sequence[Sequence[tuple[str, str]]] = ()
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    widths: Sequence[float] = ()


def table_pdf(paper: TableText) -> bytes:
    """A register or list on pages that lie, its head repeated on each."""
    return layout.build(partial(_register, paper), title=paper.title, language=paper.language, is_wide=True)


def _register(paper: TableText) -> Story:
    return [
        *layout.masthead(paper.language),
        text(paper.title, TITLE),
        *(text(line, CENTRED) for line in paper.lines),
        table(paper.heads, paper.rows, paper.widths, total=layout.WIDE),
    ]


def record_pdf(title: str, lead: str, sections: Sequence[Section], *, language: str) -> bytes:
    """A record on paper: under each heading its entries; no heading stands alone at the foot of a page."""
    return layout.build(partial(_record, title, lead, sections, language), title=title, language=language)


def _record(title: str, lead: str, sections: Sequence[Section], language: str) -> Story:
    story: Story = [*layout.masthead(language), text(title, TITLE), text(lead, BODY)]
    for section in sections:
        heading = text(section.heading, HEADING)
        if section.heads:
            story += [CondPageBreak(34 * mm), heading, table(section.heads, section.rows, section.widths)]
        for index, entry in enumerate(section.entries):
            first = [] if index or section.heads else [heading]
            story += [KeepTogether([*first, _facts(entry)]), Spacer(1, 2 * mm)]
    return story


def _facts(entry: Sequence[tuple[str, str]]) -> layout.Table:
    return columns(
        [[text(name, SMALL_BOLD), text(value, SMALL)] for name, value in entry],
        [54, 110],
        ("LINEBELOW", (0, -1), (-1, -1), 0.3, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    )
