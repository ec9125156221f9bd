"""Pages of papers: margins, styles, tables whose heads repeat, lines to sign on, numbers at the foot."""

import io
from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

from ostu_qualification.core.words import university

from . import fonts
from .fonts import SANS, SANS_BOLD, SERIF, SERIF_BOLD
from .typography import printable

LINE = HexColor("#8a8f94")
WIDTH = 164 * mm  # of the text on an upright page
WIDE = 257 * mm  # on a page that lies
CELL_PADDING = 7  # points, left and right together
Story = list[Flowable]


def style(name: str, size: float = 11.5, **changes: Any) -> ParagraphStyle:
    """A style of running text; lines are ragged, so that long Kyrgyz words tear no holes into them."""
    settings = {"fontName": SERIF, "fontSize": size, "leading": size * 1.34, "alignment": TA_LEFT, "spaceAfter": 4}
    return ParagraphStyle(name, **{**settings, **changes})


BODY = style("body")
TITLE = style("title", 15, alignment=TA_CENTER, fontName=SERIF_BOLD, spaceBefore=8, spaceAfter=8)
HEADING = style("heading", 12.5, fontName=SERIF_BOLD, spaceBefore=12, spaceAfter=4)
CENTRED = style("centred", alignment=TA_CENTER)
HEAD = style("head", 8.5, alignment=TA_CENTER, spaceAfter=0)
SMALL = style("small", 9.5, fontName=SANS, spaceAfter=0, embeddedHyphenation=1)
SMALL_BOLD = style("small bold", 9.5, fontName=SANS_BOLD, spaceAfter=0)


def text(words: str, look: ParagraphStyle = BODY) -> Paragraph:
    """A paragraph; marks of markup in the words are printed as they are, a new line begins a new line."""
    return Paragraph(escape(printable(words)).replace("\n", "<br/>"), look)


def numbered(number: int, words: str, look: ParagraphStyle) -> Paragraph:
    """An item whose number hangs in the margin at one place, however wide the text is set."""
    hanging = ParagraphStyle(
        f"{look.name} item", look, leftIndent=8 * mm, bulletIndent=0, bulletFontName=look.fontName, bulletFontSize=look.fontSize
    )  # fmt: skip
    return Paragraph(escape(printable(words)), hanging, bulletText=f"{number}.")


def columns(cells: Sequence[Sequence[Any]], widths: Sequence[float], *commands: Any) -> Table:
    """Things side by side, without lines and at the edge of the text; widths in millimetres."""
    found = Table([list(row) for row in cells], colWidths=[each * mm for each in widths])
    found.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("FONT", (0, 0), (-1, -1), SANS),
                *commands,
            ]
        )
    )
    return found


def signatures(rows: Sequence[tuple[str, str]], look: ParagraphStyle = BODY) -> Table:
    """Lines to sign on: post, line, name."""
    cells = [[text(post, look), text("", look), text(name, look)] for post, name in rows]
    lines = [("LINEBELOW", (1, index), (1, index), 0.5, LINE) for index in range(len(cells))]
    return columns(
        [[post, line, "", name] for post, line, name in cells],
        [62, 42, 5, 55],
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("TOPPADDING", (0, 0), (-1, -1), 7),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        *lines,
    )


def table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float] = (), *, total: float = WIDTH
) -> Table:
    """A table with hairlines whose head repeats on every page and whose rows are never torn; widths are shares, or by content."""
    wide = fitting_widths([heads, *rows], widths or shares_of(heads, rows), total)
    cells = [[text(str(head), SMALL_BOLD) for head in heads], *([text(str(value), SMALL) for value in row] for row in rows)]  # fmt: skip
    found = Table(cells, colWidths=wide, repeatRows=1)
    found.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), SANS),
                ("LINEABOVE", (0, 0), (-1, 0), 0.8, LINE),
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, LINE),
                ("LINEBELOW", (0, 1), (-1, -1), 0.3, LINE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
                ("LEFTPADDING", (0, 0), (-1, -1), 2),
                ("RIGHTPADDING", (0, 0), (-1, -1), CELL_PADDING - 2),
            ]
        )
    )
    return found


def shares_of(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Shares of the width by what stands in the columns: a long text gets more than a date, but never all."""
    longest = [max(len(str(row[index])) for row in [heads, *rows]) for index in range(len(heads))]
    return [min(max(length, 8), 48) ** 0.75 for length in longest]


def fitting_widths(
    rows: Sequence[Sequence[str]], shares: Sequence[float], total: float, padding: float = CELL_PADDING
) -> list[float]:
    """Widths of columns by their shares, but none narrower than its longest word, so that no name is torn."""
    fonts.register()
    needed = [
        max(stringWidth(word, SANS_BOLD, SMALL.fontSize) for row in rows for word in (str(row[index]).split() or [""]))
        + padding
        for index in range(len(shares))
    ]
    wide = [0.0] * len(shares)
    free = list(range(len(shares)))
    while free:
        left = total - sum(wide[index] for index in range(len(shares)) if index not in free)
        share = left / sum(shares[index] for index in free)
        short = [index for index in free if needed[index] > shares[index] * share]
        if not short or len(short) == len(free):
            for index in free:
                wide[index] = shares[index] * share
            break
        for index in short:
            wide[index] = needed[index]
        free = [index for index in free if index not in short]
    return wide


def letterhead() -> Table:
    """The University's letterhead, Kyrgyz at the left and Russian at the right, with its ministry and address."""
    halves = [
        [text(university.MINISTRY[language], HEAD), text(university.NAME[language], _UNIVERSITY), text(university.ADDRESS[language], _ADDRESS)]
        for language in ("ky", "ru")
    ]  # fmt: skip
    return columns(
        [[halves[0], "", halves[1]]],
        [76, 12, 76],
        ("LINEBELOW", (0, 0), (-1, 0), 0.6, LINE),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 7),
    )


_UNIVERSITY = style("university", 10, fontName=SERIF_BOLD, alignment=TA_CENTER, spaceBefore=2, spaceAfter=2)
_ADDRESS = style("address", 8, alignment=TA_CENTER, spaceAfter=0)


def masthead(language: str) -> Story:
    """Whose paper it is, above its title: the University and the office."""
    return [
        text(university.NAME[language], _UNIVERSITY),
        text(university.OFFICE[language], _ADDRESS),
        Spacer(1, 3 * mm),
    ]


def build(make: Callable[[], Story], *, title: str, language: str, is_wide: bool = False) -> bytes:
    """Lay a story out on A4, with the numbers of pages from the second on."""
    return _laid_out(make, title=title, language=language, is_wide=is_wide)[0]


def count_pages(make: Callable[[], Story]) -> int:
    """How many sheets a story takes on upright pages."""
    return _laid_out(make, title="", language="ky", is_wide=False)[1]


def _laid_out(make: Callable[[], Story], *, title: str, language: str, is_wide: bool) -> tuple[bytes, int]:
    fonts.register()
    stream = io.BytesIO()
    document = BaseDocTemplate(
        stream,
        pagesize=landscape(A4) if is_wide else A4,
        leftMargin=(22 if is_wide else 28) * mm,
        rightMargin=18 * mm,
        topMargin=16 * mm,
        bottomMargin=18 * mm,
        title=title,
        author=university.NAME.get(language, university.NAME["ky"]),
        creator=university.AUTHOR,
        lang=language,
        initialFontName=SANS,
        invariant=1,
    )
    frame = Frame(document.leftMargin, document.bottomMargin, document.width, document.height, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame], onPage=_page_number))
    document.build(make())
    return stream.getvalue(), document.page


def _page_number(canvas: Canvas, document: Any) -> None:
    if document.page > 1:
        canvas.setFont(SANS, 9)
        canvas.drawCentredString(canvas._pagesize[0] / 2, 11 * mm, str(document.page))
