"""An order of the rector as a Word document, for the office that edits it: the same words as the PDF. Clause 5.7."""

from collections.abc import Sequence

from docx.shared import Mm, Pt

from ostu_qualification.core.words import university

from .order import (
    KINDS,
    RECTOR,
    VISAS,
    OrderBody,
    OrderText,
    VisaText,
    appendices_line,
    drafter_line,
    mark_of,
    sheets_of,
    signed_line,
    visa_line,
)
from .word import CENTRE, Paper


def order_docx(order: OrderText) -> bytes:
    """The order as DOCX: each language with its signature and appendices, visas once below the first signature."""
    first = order.bodies[0]
    paper = Paper(first.heading, first.language)
    for index, body in enumerate(order.bodies):
        paper.language = body.language
        if index:
            paper.new_page()
        _body(paper, order, body, order.visas if index == 0 else ())
        for n, appendix in enumerate(body.appendices, 1):
            paper.new_page()
            paper.line(mark_of(order, body.language, n), size=10, left_indent=Mm(96))
            paper.line(appendix.title, is_bold=True, align=CENTRE, space_before=Pt(6), space_after=Pt(8))
            paper.table(appendix.heads, appendix.rows, appendix.widths)
    return paper.as_bytes()


def _body(paper: Paper, order: OrderText, body: OrderBody, visas: Sequence[VisaText]) -> None:
    _letterhead(paper, body.language)
    paper.line(KINDS[body.language], is_bold=True, align=CENTRE, size=14, space_before=Pt(6), space_after=Pt(6))
    paper.columns([signed_line(order, body.language)], [84, 50, 30])
    paper.line(body.heading, is_bold=True, right_indent=Mm(54), space_before=Pt(8), space_after=Pt(6))
    paper.line(body.preamble)
    for number, item in enumerate(body.items, 1):
        paper.item(number, item, keep_with_next=number == len(body.items), keep_together=True)
    paper.line(body.ground, keep_with_next=True, space_before=Pt(6))
    if body.appendices:
        paper.line(appendices_line(body, sheets_of(order, body)), keep_with_next=True)
    paper.line("", size=8, keep_with_next=True)
    signature = paper.columns([[RECTOR[body.language], "", "", order.rector]], [62, 42, 5, 55], keep_with_next=True)
    paper.underline(signature.rows[0].cells[1])
    if visas:
        paper.line(VISAS[body.language], is_bold=True, size=10, space_before=Pt(10), keep_with_next=True)
        rows = [[each.post, "", "", each.name, visa_line(each, body.language)] for each in visas]
        found = paper.columns(rows, [56, 24, 4, 36, 44], size=10, keep_with_next=True)
        for row in found.rows:
            paper.underline(row.cells[1])
    if order.drafted_by:
        paper.line(drafter_line(order, body.language), size=9, space_before=Pt(12))


def _letterhead(paper: Paper, language: str) -> None:
    """Ministry, University and address, Kyrgyz at the left and Russian at the right."""
    table = paper.columns([["", "", ""]], [76, 12, 76])
    for cell, half in zip((table.rows[0].cells[0], table.rows[0].cells[2]), ("ky", "ru"), strict=True):
        paper.language = half
        first = cell.paragraphs[0]
        paper.line(university.MINISTRY[half], size=9, align=CENTRE, place=first)
        paper.line(university.NAME[half], is_bold=True, size=10, align=CENTRE, place=cell.add_paragraph())
        paper.line(university.ADDRESS[half], size=8, align=CENTRE, place=cell.add_paragraph())
        paper.underline(cell)
    paper.underline(table.rows[0].cells[1])
    paper.language = language
