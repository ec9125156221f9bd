"""The certificate of the set form: A4 landscape, ornament, the name large, QR and number quiet at the foot. Clause 5.7.

Bilingual, Kyrgyz and Russian, by default. The same facts give the same bytes, so that a file's hash proves it.
"""

import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import segno
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from ostu_qualification.core.dates import attribute_date, long_date, period, short_date

from . import fonts
from .fonts import SERIF, SERIF_BOLD, printable

WIDTH, HEIGHT = landscape(A4)
INK, SOFT, ACCENT, GOLD = HexColor("#1c1f22"), HexColor("#565c63"), HexColor("#0f5b66"), HexColor("#b9862f")
MIDDLE = WIDTH / 2
TEXT_WIDTH = 210 * mm
QR_SIZE = 24 * mm
FRAME = 12 * mm
QR_MASK = 3  # a fixed mask saves the search for the best one, which costs more than all else on the page


@dataclass(frozen=True)
class CertificateText:
    """Everything that a certificate prints."""

    series: str
    number: str
    name: str
    title_ky: str
    title_ru: str
    hours: int
    started_on: dt.date
    ended_on: dt.date
    order_number: str
    order_on: dt.date
    rector: str
    office_head: str
    issued_on: dt.date
    register_number: int
    verify_url: str
    title_en: str = ""
    is_internship: bool = False
    is_duplicate: bool = False


def certificate_pdf(text: CertificateText) -> bytes:
    """One certificate as PDF."""
    return certificates_pdf([text])


def certificates_pdf(texts: Iterable[CertificateText]) -> bytes:
    """Many certificates as one PDF, a page each, for the printer; background and typefaces are shared."""
    fonts.register()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, lang="ky")
    canvas.setTitle("Сертификат")
    canvas.setAuthor("М. М. Адышев атындагы Ош технологиялык университети")
    _background(canvas)
    for text in texts:
        canvas.doForm("background")
        _page(canvas, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _background(canvas: Canvas) -> None:
    """Frame, ornament, the University's names and the lines of the signatures: the same on every page."""
    canvas.beginForm("background", 0, 0, WIDTH, HEIGHT)
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(1.2)
    canvas.rect(FRAME, FRAME, WIDTH - 2 * FRAME, HEIGHT - 2 * FRAME)
    canvas.setLineWidth(0.4)
    canvas.rect(FRAME + 9 * mm, FRAME + 9 * mm, WIDTH - 2 * FRAME - 18 * mm, HEIGHT - 2 * FRAME - 18 * mm)
    canvas.setStrokeColor(GOLD)
    canvas.setLineWidth(0.9)
    canvas.setLineCap(1)
    canvas.drawPath(_ornament(), stroke=1, fill=0)
    canvas.setFillColor(INK)
    canvas.setFont(SERIF, 12.5)
    canvas.drawCentredString(MIDDLE, HEIGHT - 34 * mm, "М. М. Адышев атындагы Ош технологиялык университети")
    canvas.setFillColor(SOFT)
    canvas.setFont(SERIF, 11)
    canvas.drawCentredString(MIDDLE, HEIGHT - 40 * mm, "Ошский технологический университет имени М. М. Адышева")
    canvas.setFillColor(ACCENT)
    canvas.setFont(SERIF_BOLD, 34)
    canvas.drawCentredString(MIDDLE, HEIGHT - 58 * mm, "Сертификат")
    canvas.endForm()


@cache
def _ornament() -> PDFPathObject:
    """A band of «кочкор мүйүз» between the two lines of the frame, as curves; made once a process."""
    path = PDFPathObject()
    step = 9 * mm
    inner = 4.5 * mm
    columns = int((WIDTH - 2 * FRAME - 18 * mm) // step)
    left = MIDDLE - columns * step / 2 + step / 2
    for index in range(columns):
        _horn(path, left + index * step, HEIGHT - FRAME - inner, 1)
        _horn(path, left + index * step, FRAME + inner, -1)
    rows = int((HEIGHT - 2 * FRAME - 18 * mm) // step)
    bottom = HEIGHT / 2 - rows * step / 2 + step / 2
    for index in range(rows):
        _horn(path, FRAME + inner, bottom + index * step, 1, is_upright=True)
        _horn(path, WIDTH - FRAME - inner, bottom + index * step, -1, is_upright=True)
    return path


def _horn(path: PDFPathObject, x: float, y: float, way: int, *, is_upright: bool = False) -> None:
    """A pair of ram's horns around a point."""

    def at(dx: float, dy: float) -> tuple[float, float]:
        dx, dy = dx * mm, dy * mm * way
        return (x - dy, y + dx) if is_upright else (x + dx, y + dy)

    path.moveTo(*at(0, -2.4))
    path.lineTo(*at(0, 0))
    for side in (-1, 1):
        path.moveTo(*at(0, 0))
        path.curveTo(*at(side * 0.8, 2.3), *at(side * 3.3, 2.4), *at(side * 3.4, 0.6))
        path.curveTo(*at(side * 3.4, -0.7), *at(side * 1.7, -0.8), *at(side * 1.8, 0.3))


def _page(canvas: Canvas, text: CertificateText) -> None:
    canvas.setFillColor(SOFT)
    canvas.setFont(SERIF, 12)
    about = (
        "стажировка жөнүндө · о стажировке"
        if text.is_internship
        else "квалификацияны жогорулатуу жөнүндө · о повышении квалификации"
    )
    canvas.drawCentredString(MIDDLE, HEIGHT - 66 * mm, about)
    canvas.setFont(SERIF, 11)
    number = f"{text.series} № {text.number}"
    canvas.drawCentredString(MIDDLE, HEIGHT - 73 * mm, f"Дубликат · {number}" if text.is_duplicate else number)
    canvas.setFillColor(INK)
    y = _name(canvas, printable(text.name), HEIGHT - 90 * mm)
    y = _paragraph(canvas, _kyrgyz(text), y - 11 * mm, SERIF, 12.5, INK)
    if text.title_ru:
        y = _paragraph(canvas, _russian(text), y - 3 * mm, SERIF, 11, SOFT)
    if text.title_en:
        y = _paragraph(canvas, _english(text), y - 2.5 * mm, SERIF, 11, SOFT)
    ky, ru = attribute_date(text.order_on, "ky"), long_date(text.order_on, "ru")
    ground = (
        f"Негиз: ректордун {ky} № {text.order_number} буйругу · Основание: приказ ректора от {ru} № {text.order_number}"
    )
    _paragraph(canvas, ground, y - 3 * mm, SERIF, 9, SOFT)
    _foot(canvas, text)


def _name(canvas: Canvas, name: str, y: float) -> float:
    """The name, as large as one line allows, else on two."""
    for size in (30, 27, 24):
        if stringWidth(name, SERIF_BOLD, size) <= TEXT_WIDTH:
            canvas.setFont(SERIF_BOLD, size)
            canvas.drawCentredString(MIDDLE, y, name)
            return y
    for line in _lines(name, SERIF_BOLD, 24, TEXT_WIDTH):
        canvas.setFont(SERIF_BOLD, 24)
        canvas.drawCentredString(MIDDLE, y, line)
        y -= 10 * mm
    return y + 10 * mm


def _paragraph(canvas: Canvas, text: str, y: float, font: str, size: float, colour: HexColor) -> float:
    canvas.setFont(font, size)
    canvas.setFillColor(colour)
    for line in _lines(printable(text), font, size, TEXT_WIDTH):
        canvas.drawCentredString(MIDDLE, y, line)
        y -= size * 1.35
    return y


@lru_cache(maxsize=512)
def _lines(text: str, font: str, size: float, width: float) -> list[str]:
    """Break a text into lines that fit."""
    lines, line, space = [], "", stringWidth(" ", font, size)
    used = 0.0
    for word in text.split(" "):
        long = stringWidth(word, font, size)
        if line and used + space + long > width:
            lines.append(line)
            line, used = word, long
        else:
            line, used = (f"{line} {word}", used + space + long) if line else (word, long)
    return [*lines, line]


def _kyrgyz(text: CertificateText) -> str:
    when = period(text.started_on, text.ended_on, "ky")
    if text.is_internship:
        return f"{when} «{text.title_ky}» программасы боюнча стажировкадан {text.hours} саат көлөмүндө өттү."
    return (
        f"{when} М. М. Адышев атындагы Ош технологиялык университетинде «{text.title_ky}» программасы боюнча квалификацияны "
        f"жогорулатуу курсун {text.hours} саат көлөмүндө ийгиликтүү аяктады жана жыйынтыктоочу аттестациядан өттү."
    )


def _russian(text: CertificateText) -> str:
    when = f"в период {period(text.started_on, text.ended_on, 'ru')}"
    if text.is_internship:
        return f"{when} пройдена стажировка по программе «{text.title_ru}» в объёме {text.hours} часов."
    return (
        f"{when} в Ошском технологическом университете имени М. М. Адышева успешно освоена программа повышения квалификации "
        f"«{text.title_ru}» в объёме {text.hours} часов; итоговая аттестация пройдена."
    )


def _english(text: CertificateText) -> str:
    when = period(text.started_on, text.ended_on, "en")
    what = "an internship under the programme" if text.is_internship else "the professional development programme"
    return f"has successfully completed {what} “{text.title_en}” ({text.hours} hours) at Osh Technological University {when}."


def _foot(canvas: Canvas, text: CertificateText) -> None:
    """Signatures left and middle, place for the seal, QR and number at the right."""
    base = FRAME + 22 * mm
    canvas.setFillColor(INK)
    canvas.setStrokeColor(SOFT)
    canvas.setLineWidth(0.5)
    for x, post, name in ((36 * mm, "Ректор", text.rector), (118 * mm, "ИИжКББ бөлүмүнүн башчысы", text.office_head)):
        canvas.line(x, base + 9 * mm, x + 62 * mm, base + 9 * mm)
        canvas.setFont(SERIF, 10)
        canvas.drawString(x, base + 4.5 * mm, post)
        canvas.setFillColor(SOFT)
        canvas.drawString(x, base, printable(name))
        canvas.setFillColor(INK)
    canvas.setFont(SERIF, 9)
    canvas.setFillColor(SOFT)
    canvas.drawString(194 * mm, base + 4.5 * mm, "М. О. / М. П.")
    canvas.drawString(
        36 * mm,
        base - 6.5 * mm,
        f"Ош шаары, {short_date(text.issued_on)} · Каттоо № {text.register_number} · {text.verify_url}",
    )
    canvas.setFillColor(INK)
    _qr(canvas, text.verify_url, WIDTH - 36 * mm - QR_SIZE, FRAME + 13.5 * mm)


def _qr(canvas: Canvas, content: str, x: float, y: float) -> None:
    """The QR code as one vector path: runs of dark modules become rectangles."""
    matrix = segno.make(content, error="m", mask=QR_MASK, boost_error=False, micro=False).matrix
    size = QR_SIZE / len(matrix)
    path = canvas.beginPath()
    for row_index, row in enumerate(matrix):
        top = y + QR_SIZE - (row_index + 1) * size
        column = 0
        while column < len(row):
            if not row[column]:
                column += 1
                continue
            start = column
            while column < len(row) and row[column]:
                column += 1
            path.rect(x + start * size, top, (column - start) * size, size)
    canvas.drawPath(path, stroke=0, fill=1)
