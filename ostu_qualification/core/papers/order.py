"""Orders of the rector as PDF and DOCX, and the protocol of an attestation: set like a book page. Clause 5.7.

Names stand in the nominative on lines of their own or in tables; nothing is inflected.
"""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from ostu_qualification.core.dates import long_date
from ostu_qualification.core.texts import for_files

from . import fonts
from .fonts import SANS, SANS_BOLD, SERIF, SERIF_BOLD, printable

LINE = HexColor("#8a8f94")
LETTERHEAD_KY = "Кыргыз Республикасынын Илим, жогорку билим берүү жана инновациялар министрлиги<br/>М. М. Адышев атындагы<br/>Ош технологиялык университети"
LETTERHEAD_RU = "Министерство науки, высшего образования и инноваций Кыргызской Республики<br/>Ошский технологический университет<br/>имени М. М. Адышева"
KINDS = {"ky": "БУЙРУК", "ru": "ПРИКАЗ", "en": "ORDER"}
TOWN = {"ky": "Ош шаары", "ru": "г. Ош", "en": "Osh"}
RECTOR = {"ky": "Ректор", "ru": "Ректор", "en": "Rector"}
APPENDIX = {"ky": "{n}-тиркеме", "ru": "Приложение {n}", "en": "Appendix {n}"}
VISAS = {"ky": "Макулдашылды", "ru": "Согласовано", "en": "Endorsed"}
DRAFTED = {"ky": "Аткаруучу", "ru": "Исполнитель", "en": "Drafted by"}


@dataclass(frozen=True)
class OrderBody:
    """The text of an order in one language, ready to print."""

    language: str
    heading: str
    preamble: str
    items: Sequence[str]
    ground: str


@dataclass(frozen=True)
class Appendix:
    """A table behind an order: title, heads and rows."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()


@dataclass(frozen=True)
class OrderText:
    """Everything that an order prints; number and date stay blank lines until the chancellery gives them."""

    bodies: Sequence[OrderBody]
    rector: str
    appendices: Sequence[Appendix] = ()
    visas: Sequence[tuple[str, str, str]] = ()
    drafted_by: str = ""
    number: str = ""
    signed_on: dt.date | None = None


@dataclass(frozen=True)
class ProtocolText:
    """Everything that the protocol of a final attestation prints."""

    number: str
    held_on: dt.date
    facts: Sequence[tuple[str, str]]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    summary: str
    decisions: Sequence[str]
    signatures: Sequence[tuple[str, str]]
    widths: Sequence[float] = field(default=())


def _style(name: str, **changes: Any) -> ParagraphStyle:
    settings = {"fontName": SERIF, "fontSize": 11.5, "leading": 16, "alignment": TA_JUSTIFY, "spaceAfter": 5, **changes}
    return ParagraphStyle(name, **settings)


BODY = _style("body")
ITEM = _style("item", leftIndent=7 * mm, firstLineIndent=-7 * mm)
HEADING = _style("heading", fontName=SERIF_BOLD, alignment=TA_LEFT, rightIndent=70 * mm, spaceBefore=10, spaceAfter=10)
HEAD = _style("head", alignment=TA_CENTER, fontSize=9.5, leading=12.5, spaceAfter=0)
TITLE = _style("title", alignment=TA_CENTER, fontName=SERIF_BOLD, fontSize=15, leading=20, spaceBefore=8, spaceAfter=8)
SMALL = _style("small", fontName=SANS, fontSize=9.5, leading=12.5, alignment=TA_LEFT, spaceAfter=0)
SMALL_BOLD = _style("small bold", fontName=SANS_BOLD, fontSize=9.5, leading=12.5, alignment=TA_LEFT, spaceAfter=0)


def _p(text: str, style: ParagraphStyle, *, is_markup: bool = False) -> Paragraph:
    return Paragraph(printable(text if is_markup else escape(text)), style)


def _build(story: list[Flowable], title: str, *, is_wide: bool = False) -> bytes:
    """Lay the story out on pages with numbers."""
    fonts.register()
    stream = io.BytesIO()
    size = landscape(A4) if is_wide else A4
    document = BaseDocTemplate(
        stream,
        pagesize=size,
        leftMargin=28 * mm,
        rightMargin=18 * mm,
        topMargin=20 * mm,
        bottomMargin=22 * mm,
        title=title,
        lang="ky",
        invariant=1,
    )
    frame = Frame(document.leftMargin, document.bottomMargin, document.width, document.height, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame], onPage=_page_number))
    document.build(story)
    return stream.getvalue()


def _page_number(canvas: Canvas, document: Any) -> None:
    if document.page > 1:
        canvas.setFont(SANS, 9)
        canvas.drawCentredString(canvas._pagesize[0] / 2, 12 * mm, str(document.page))


def order_pdf(text: OrderText) -> bytes:
    """The order as PDF: letterhead, text in each language, signature kept together, visas, appendices."""
    fonts.register()
    story: list[Flowable] = []
    for index, body in enumerate(text.bodies):
        if index:
            story.append(PageBreak())
        story += _order_story(text, body)
    if text.visas:
        language = text.bodies[0].language
        story += [
            Spacer(1, 10 * mm),
            KeepTogether([_p(VISAS[language], SMALL_BOLD), Spacer(1, 3 * mm), _visas(text.visas)]),
        ]
    for number, appendix in enumerate(text.appendices, 1):
        story.append(PageBreak())
        story += [
            _p(APPENDIX[text.bodies[0].language].format(n=number), SMALL),
            _p(appendix.title, TITLE),
            _table(appendix.heads, appendix.rows, appendix.widths),
        ]
    return _build(story, text.bodies[0].heading)


def _order_story(text: OrderText, body: OrderBody) -> list[Flowable]:
    letterhead = Table(
        [[_p(LETTERHEAD_KY, HEAD, is_markup=True), "", _p(LETTERHEAD_RU, HEAD, is_markup=True)]],
        colWidths=[74 * mm, 16 * mm, 74 * mm],
    )
    letterhead.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.6, LINE),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
            ]
        )
    )
    signed = long_date(text.signed_on, body.language) if text.signed_on else "«____» ______________ 20___"
    number = f"№ {text.number}" if text.number else "№ ______________"
    line = Table(
        [[_p(signed, BODY), _p(number, BODY), _p(TOWN[body.language], BODY)]], colWidths=[70 * mm, 58 * mm, 36 * mm]
    )
    story: list[Flowable] = [
        letterhead,
        _p(KINDS[body.language], TITLE),
        line,
        _p(body.heading, HEADING),
        _p(body.preamble, BODY),
    ]
    story += [_p(f"{index}. {item}", ITEM) for index, item in enumerate(body.items, 1)]
    signature = Table(
        [[_p(RECTOR[body.language], BODY), _p("____________________", BODY), _p(text.rector, BODY)]],
        colWidths=[46 * mm, 58 * mm, 60 * mm],
    )
    ending = [Spacer(1, 4 * mm), _p(body.ground, BODY), Spacer(1, 8 * mm), signature]
    if text.drafted_by:
        ending += [Spacer(1, 4 * mm), _p(f"{DRAFTED[body.language]}: {text.drafted_by}", SMALL)]
    return [*story, KeepTogether(ending)]


def _visas(visas: Sequence[tuple[str, str, str]]) -> Table:
    rows = [[_p(post, SMALL), _p("____________", SMALL), _p(name, SMALL), _p(day, SMALL)] for post, name, day in visas]
    return Table(rows, colWidths=[66 * mm, 30 * mm, 44 * mm, 24 * mm])


def _table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float] = (), *, total: float = 164.0
) -> Table:
    """A table with hairlines whose head repeats on every page; widths are shares."""
    shares = widths or [1.0] * len(heads)
    columns = [total * mm * each / sum(shares) for each in shares]
    cells = [[_p(str(head), SMALL_BOLD) for head in heads], *([_p(str(value), SMALL) for value in row] for row in rows)]
    table = Table(cells, colWidths=columns, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, LINE),
                ("LINEBELOW", (0, 1), (-1, -1), 0.3, LINE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
                ("LEFTPADDING", (0, 0), (-1, -1), 2),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ]
        )
    )
    return table


def protocol_pdf(text: ProtocolText) -> bytes:
    """The protocol of a final attestation. Clauses 5.7, 7.5.3."""
    fonts.register()
    story: list[Flowable] = [
        _p(f"Жыйынтыктоочу аттестациянын протоколу № {text.number}", TITLE),
        _p(f"{long_date(text.held_on, 'ky')}, Ош шаары", _style("day", alignment=TA_CENTER, spaceAfter=12)),
    ]
    facts = Table([[_p(name, SMALL), _p(value, SMALL)] for name, value in text.facts], colWidths=[44 * mm, 120 * mm])
    facts.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ]
        )
    )
    story += [
        facts,
        Spacer(1, 5 * mm),
        _table(text.heads, text.rows, text.widths),
        Spacer(1, 5 * mm),
        _p(text.summary, BODY),
    ]
    story += [
        _p("Чечим:", _style("decided", fontName=SERIF_BOLD)),
        *(_p(f"{index}. {each}", ITEM) for index, each in enumerate(text.decisions, 1)),
    ]
    signatures = Table(
        [[_p(post, BODY), _p("________________", BODY), _p(name, BODY)] for post, name in text.signatures],
        colWidths=[56 * mm, 48 * mm, 60 * mm],
    )
    story.append(KeepTogether([Spacer(1, 8 * mm), signatures]))
    return _build(story, f"Протокол № {text.number}")


def table_pdf(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float] = ()) -> bytes:
    """A register or list on wide pages, its head repeated on each."""
    fonts.register()
    return _build([_p(title, TITLE), _table(heads, rows, widths, total=251.0)], title, is_wide=True)


def record_pdf(title: str, lead: str, groups: Sequence[tuple[str, Sequence[Sequence[tuple[str, str]]]]]) -> bytes:
    """A record on paper: under each heading its entries, each a list of names and values."""
    fonts.register()
    story: list[Flowable] = [_p(title, TITLE), _p(lead, BODY)]
    for heading, entries in groups:
        story.append(_p(heading, HEADING))
        for entry in entries:
            facts = Table(
                [[_p(name, SMALL_BOLD), _p(value, SMALL)] for name, value in entry], colWidths=[52 * mm, 112 * mm]
            )
            facts.setStyle(
                TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, -1), (-1, -1), 0.3, LINE)])
            )
            story.append(facts)
    return _build(story, title)


def order_docx(text: OrderText) -> bytes:
    """The same order as DOCX, for the office that edits it in Word."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = (
        Mm(28),
        Mm(18),
        Mm(20),
        Mm(20),
    )
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(12)
    for index, body in enumerate(text.bodies):
        if index:
            document.add_page_break()
        _docx_body(document, text, body)
    for number, appendix in enumerate(text.appendices, 1):
        document.add_page_break()
        document.add_paragraph(APPENDIX[text.bodies[0].language].format(n=number))
        _line(document, appendix.title, is_bold=True, alignment=WD_ALIGN_PARAGRAPH.CENTER)
        table = document.add_table(rows=1, cols=len(appendix.heads), style="Table Grid")
        _fill(table.rows[0].cells, appendix.heads)
        for row in appendix.rows:
            _fill(table.add_row().cells, row)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _docx_body(document: Any, text: OrderText, body: OrderBody) -> None:
    head = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, words in zip(head, (LETTERHEAD_KY, LETTERHEAD_RU), strict=True):
        cell.text = words.replace("<br/>", "\n")
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    _line(document, KINDS[body.language], is_bold=True, alignment=WD_ALIGN_PARAGRAPH.CENTER)
    signed = long_date(text.signed_on, body.language) if text.signed_on else "«____» ______________ 20___"
    _line(document, f"{signed}    № {text.number or '______________'}    {TOWN[body.language]}")
    _line(document, body.heading, is_bold=True)
    _line(document, body.preamble, alignment=WD_ALIGN_PARAGRAPH.JUSTIFY)
    for index, item in enumerate(body.items, 1):
        _line(document, f"{index}. {item}", alignment=WD_ALIGN_PARAGRAPH.JUSTIFY)
    _line(document, body.ground)
    _line(document, f"{RECTOR[body.language]}    ____________________    {text.rector}")
    for post, name, day in text.visas:
        _line(document, f"{VISAS[body.language]}: {post} ____________ {name} {day}")


def _line(document: Any, words: str, *, is_bold: bool = False, alignment: Any = None) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(for_files(words))
    run.bold = is_bold
    paragraph.alignment = alignment


def _fill(cells: Sequence[Any], values: Sequence[Any]) -> None:
    for cell, value in zip(cells, values, strict=True):
        cell.text = for_files(str(value))
