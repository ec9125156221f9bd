"""The certificate of the set form: A4 landscape, ornament, the name large, QR and number quiet at the foot. Clause 5.7.

Always in Kyrgyz and Russian, in English where the programme has an English title. The same facts give the same bytes, so
that a file's hash proves it. Names and titles are fitted by measure: smaller to a bound, then refused, never printed over
the signatures.
"""

import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import segno
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ostu_qualification.core.words import university
from ostu_qualification.core.words.dates import attribute_date, long_date, short_date, when

from . import fonts, ornament
from .fonts import SERIF, SERIF_BOLD
from .typography import printable

WIDTH, HEIGHT = landscape(A4)
INK, SOFT, ACCENT = HexColor("#1c1f22"), HexColor("#565c63"), HexColor("#0f5b66")
MIDDLE = WIDTH / 2
TEXT_WIDTH = 210 * mm
QR_SIZE = 24 * mm
FRAME = 12 * mm
NAME_Y = HEIGHT - 89 * mm
FLOOR = 53 * mm  # below it the signatures begin, with room for a hand
NAME_SIZES = (30, 27, 24, 21, 18)
SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
QR_MASK = 3  # a fixed mask saves the search for the best one, which costs more than all else on the page


class DoesNotFit(ValueError):
    """The words of a certificate do not fit on its page even in the smallest letters."""


class Unprintable(ValueError):
    """A certificate has letters that the typefaces lack; they would be printed as boxes."""


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
    internship: "Internship | None" = None
    is_duplicate: bool = False


@dataclass(frozen=True)
class Internship:
    """Where an internship took place and what it was about, in Kyrgyz, Russian and English. Clause 4.3."""

    host: tuple[str, str, str]
    topic: tuple[str, str, str]


class Line(NamedTuple):
    """A line of text, ready to print."""

    words: str
    y: float
    font: str
    size: float
    colour: HexColor


def certificate_pdf(text: CertificateText) -> bytes:
    """One certificate as PDF. Raises DoesNotFit or Unprintable."""
    return certificates_pdf([text])


def certificates_pdf(texts: Iterable[CertificateText]) -> bytes:
    """Many certificates as one PDF, a page each, for the printer; background and typefaces are shared."""
    fonts.register()
    stream = io.BytesIO()
    canvas = Canvas(
        stream, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1, lang="ky", initialFontName=SERIF
    )  # fmt: skip
    canvas.setTitle("Сертификат")
    canvas.setAuthor(university.NAME["ky"])
    canvas.setCreator(university.AUTHOR)
    _background(canvas)
    for text in texts:
        canvas.doForm("background")
        _page(canvas, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def check(text: CertificateText) -> None:
    """See before anything is issued that a certificate can be printed. Raises DoesNotFit or Unprintable."""
    fonts.register()
    lay_out(text)


def _background(canvas: Canvas) -> None:
    """Frame, ornament and the University's names: the same on every page."""
    canvas.beginForm("background", 0, 0, WIDTH, HEIGHT)
    ornament.draw_frame(canvas, WIDTH, HEIGHT, FRAME, ACCENT)
    for words, y, font, size, colour in (
        (university.NAME["ky"], 34, SERIF, 12.5, INK),
        (university.NAME["ru"], 40, SERIF, 11, SOFT),
        ("Сертификат", 58, SERIF_BOLD, 34, ACCENT),
    ):
        canvas.setFillColor(colour)
        canvas.setFont(font, size)
        canvas.drawCentredString(MIDDLE, HEIGHT - y * mm, printable(words))
    canvas.endForm()


def _page(canvas: Canvas, text: CertificateText) -> None:
    canvas.setFillColor(SOFT)
    canvas.setFont(SERIF, 12)
    about = (
        "стажировка жөнүндө · о стажировке"
        if text.internship
        else "квалификацияны жогорулатуу жөнүндө · о повышении квалификации"
    )
    canvas.drawCentredString(MIDDLE, HEIGHT - 66 * mm, about)
    canvas.setFont(SERIF, 11)
    number = printable(f"{text.series} № {text.number}")
    canvas.drawCentredString(MIDDLE, HEIGHT - 73 * mm, f"Дубликат · {number}" if text.is_duplicate else number)
    for line in lay_out(text):
        canvas.setFillColor(line.colour)
        canvas.setFont(line.font, line.size)
        canvas.drawCentredString(MIDDLE, line.y, line.words)
    _foot(canvas, text)


def lay_out(text: CertificateText) -> list[Line]:
    """The lines of name, texts and ground, as large as they fit above the signatures. Raises DoesNotFit or Unprintable.

    Of a certificate with one line of name and titles of usual length nothing is made smaller.
    """
    name, texts = printable(text.name), [(printable(words), *look) for words, *look in _texts(text)]
    if letters := fonts.unprintable(" ".join([name, *(words for words, *_look in texts)])):
        raise Unprintable(letters)
    for scale in SCALES:
        lines = _name_lines(name, scale)
        if lines is None:
            continue
        y = lines[-1].y - 11 * mm * scale
        for words, size, gap, colour in texts:
            y -= gap * mm * scale
            for part in _broken(words, SERIF, size * scale, TEXT_WIDTH):
                lines.append(Line(part, y, SERIF, size * scale, colour))
                y -= size * scale * 1.35
        if lines[-1].y >= FLOOR and all(_width(line) <= TEXT_WIDTH for line in lines):
            return lines
    raise DoesNotFit(text.name)


def _texts(text: CertificateText) -> list[tuple[str, float, float, HexColor]]:
    """Each text with its size, the gap above it in millimetres, and its colour."""
    found = [(_kyrgyz(text), 12.5, 0.0, INK), (_russian(text), 11.0, 3.0, SOFT)]
    if text.title_en:
        found.append((_english(text), 11.0, 2.5, SOFT))
    ky, ru = attribute_date(text.order_on, "ky"), long_date(text.order_on, "ru")
    number = f"№ {text.order_number}"
    ground = f"Негиз: ректордун {ky} {number} буйругу · Основание: приказ ректора от {ru} {number}"
    return [*found, (ground, 9.0, 3.0, SOFT)]


def _name_lines(name: str, scale: float) -> list[Line] | None:
    """The name on one line as large as it fits, else on two; None where two do not suffice at this scale."""
    sizes = [size for size in NAME_SIZES if size <= NAME_SIZES[0] * max(scale, 0.8)]
    for size in sizes[:3]:
        if stringWidth(name, SERIF_BOLD, size) <= TEXT_WIDTH:
            return [Line(name, NAME_Y, SERIF_BOLD, size, INK)]
    for size in sizes[2:]:
        parts = _broken(name, SERIF_BOLD, size, TEXT_WIDTH)
        if len(parts) <= 2:
            return [Line(part, NAME_Y - index * size * 1.18, SERIF_BOLD, size, INK) for index, part in enumerate(parts)]
    return None


def _width(line: Line) -> float:
    return float(stringWidth(line.words, line.font, line.size))


@lru_cache(maxsize=4096)
def _broken(text: str, font: str, size: float, width: float) -> list[str]:
    """Break a text into lines that fit; a single word that is longer stands alone."""
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
    days, title = when(text.started_on, text.ended_on, "ky"), f"«{text.title_ky}»"
    if text.internship:
        host, topic = text.internship.host[0], text.internship.topic[0]
        return (
            f"{days} М. М. Адышев атындагы Ош технологиялык университетинин {title} программасы боюнча стажировкадан "
            f"{text.hours} саат көлөмүндө өттү; өткөн орду: {host}; темасы: «{topic}»."
        )
    return (
        f"{days} М. М. Адышев атындагы Ош технологиялык университетинде {title} программасы боюнча квалификацияны "
        f"жогорулатуу курсун {text.hours} саат көлөмүндө ийгиликтүү аяктады жана жыйынтыктоочу аттестациядан өттү."
    )


def _russian(text: CertificateText) -> str:
    days, title = when(text.started_on, text.ended_on, "ru"), f"«{text.title_ru}»"
    if text.started_on != text.ended_on:
        days = f"в период {days}"
    volume = f"в объёме {text.hours} {_hours_of(text.hours)}"
    if text.internship:
        host, topic = text.internship.host[1], text.internship.topic[1]
        return (
            f"{days} пройдена стажировка по программе {title} Ошского технологического университета имени М. М. Адышева "
            f"{volume}; место прохождения: {host}; тема: «{topic}»."
        )
    return (
        f"{days} в Ошском технологическом университете имени М. М. Адышева успешно освоена программа повышения квалификации "
        f"{title} {volume}; итоговая аттестация пройдена."
    )


def _hours_of(hours: int) -> str:
    """In a volume of so many: «81 часа», «90 часов», «111 часов»."""
    return "часа" if hours % 10 == 1 and hours % 100 != 11 else "часов"


def _english(text: CertificateText) -> str:
    days, place = when(text.started_on, text.ended_on, "en"), university.NAME["en"]
    if text.internship:
        host, topic = text.internship.host[2], text.internship.topic[2]
        return (
            f"has completed an internship under the programme “{text.title_en}” ({text.hours} hours) of {place} {days}; "
            f"host: {host}; topic: “{topic}”."
        )
    return (
        f"has successfully completed the professional development programme “{text.title_en}” ({text.hours} hours) at "
        f"{place} {days} and passed the final attestation."
    )


def _foot(canvas: Canvas, text: CertificateText) -> None:
    """Signatures left and middle, place for the seal, QR and number at the right; all in both languages."""
    base = FRAME + 22 * mm
    canvas.setStrokeColor(SOFT)
    canvas.setLineWidth(0.5)
    head = "ИИжКББ бөлүмүнүн башчысы / Начальник ОНИДО"
    for x, post, name in ((36, "Ректор", text.rector), (106, head, text.office_head)):
        canvas.line(x * mm, base + 9 * mm, (x + 62) * mm, base + 9 * mm)
        _within(canvas, post, x * mm, base + 4.5 * mm, 10, INK, 86 * mm)
        _within(canvas, name, x * mm, base, 10, SOFT, 66 * mm)
    _within(canvas, "М. О. / М. П.", 180 * mm, base + 10 * mm, 9, SOFT, 30 * mm)
    given = (
        f"Ош шаары / г. Ош, {short_date(text.issued_on)} · Каттоо № / Рег. № {text.register_number} · "
        f"Текшерүү / Проверка: {text.verify_url}"
    )
    _within(canvas, given, 36 * mm, base - 6.5 * mm, 9, SOFT, WIDTH - 76 * mm - QR_SIZE)
    canvas.setFillColor(INK)
    _qr(canvas, text.verify_url, WIDTH - 36 * mm - QR_SIZE, FRAME + 13.5 * mm)


def _within(canvas: Canvas, words: str, x: float, y: float, size: float, colour: HexColor, width: float) -> None:
    """A line of words, smaller where it would be longer than its room."""
    words = printable(words)
    canvas.setFillColor(colour)
    canvas.setFont(SERIF, min(size, size * width / max(1.0, stringWidth(words, SERIF, size))))
    canvas.drawString(x, y, words)


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
