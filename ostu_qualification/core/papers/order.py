"""Orders of the rector: what they say, and their PDF. Clause 5.7.

Each language is a whole order of its own: text, signature and appendices. Names stand in the nominative on lines of
their own or in tables; nothing is inflected.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.lib.units import mm
from reportlab.platypus import KeepTogether, PageBreak, Spacer

from ostu_qualification.core.words import university
from ostu_qualification.core.words.dates import attribute_date, blank_date, long_date

from . import layout
from .fonts import SERIF_BOLD
from .layout import LINE, SMALL, SMALL_BOLD, TITLE, Story, columns, numbered, style, table, text

KINDS = {"ky": "БУЙРУК", "ru": "ПРИКАЗ", "en": "ORDER"}
RECTOR = {"ky": "Ректор", "ru": "Ректор", "en": "Rector"}
VISAS = {"ky": "Макулдашылды", "ru": "Согласовано", "en": "Endorsed"}
OBJECTS = {"ky": "каршы", "ru": "возражает", "en": "objects"}
DRAFTED = {"ky": "Аткаруучу", "ru": "Исполнитель", "en": "Drafted by"}
PHONE = {"ky": "тел.", "ru": "тел.", "en": "phone"}
APPENDICES = {"ky": "Тиркеме", "ru": "Приложение", "en": "Appendix"}
SHEETS = {"ky": "{n} барак", "ru": "{n} л.", "en": "{n} p."}
MARK = {
    "ky": "Ректордун {day} № {number} буйругуна {n}-тиркеме",
    "ru": "Приложение {n} к приказу ректора от {day} № {number}",
    "en": "Appendix {n} to the rector's order No. {number} of {day}",
}
BLANK_NUMBER = "____________"
SIZES = (11.5, 11.25, 11.0, 10.75, 10.5)  # the largest on which an order fits on the fewest sheets is taken


@dataclass(frozen=True)
class Appendix:
    """A table behind an order: its title, how the order names it, heads and rows."""

    title: str
    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()


@dataclass(frozen=True)
class OrderBody:
    """The order in one language, ready to print."""

    language: str
    heading: str
    preamble: str
    items: Sequence[str]
    ground: str
    appendices: Sequence[Appendix] = ()


@dataclass(frozen=True)
class VisaText:
    """A visa as it is printed: office, who gave it and when, with a remark; what is to be changed where the office objected."""

    post: str
    name: str = ""
    given_on: str = ""
    objection: str | None = None
    remark: str = ""


@dataclass(frozen=True)
class OrderText:
    """Everything that an order prints; number and date stay blank lines until the chancellery gives them."""

    bodies: Sequence[OrderBody]
    rector: str
    visas: Sequence[VisaText] = ()
    drafted_by: str = ""
    phone: str = ""
    number: str = ""
    signed_on: dt.date | None = None


def signed_line(order: OrderText, language: str) -> tuple[str, str, str]:
    """Date, number and town; the first two blank until they are given."""
    day = long_date(order.signed_on, language) if order.signed_on else blank_date(language)
    return day, f"№ {order.number or BLANK_NUMBER}", university.TOWN[language]


def mark_of(order: OrderText, language: str, n: int) -> str:
    """What stands at the right above an appendix: to which order of which day it belongs."""
    day = attribute_date(order.signed_on, language) if order.signed_on else blank_date(language)
    return MARK[language].format(day=day, number=order.number or BLANK_NUMBER, n=n)


def appendices_line(body: OrderBody, sheets: Sequence[int]) -> str:
    """«Тиркеме: …» with all lists and their numbers of sheets; empty when there is none."""
    named = [f"{each.name}, {SHEETS[body.language].format(n=n)}" for each, n in zip(body.appendices, sheets, strict=True)]  # fmt: skip
    if len(named) > 1:
        named = [f"{index}) {each}" for index, each in enumerate(named, 1)]
    return f"{APPENDICES[body.language]}: {'; '.join(named)}".rstrip(".") + "." if named else ""


def drafter_line(order: OrderText, language: str) -> str:
    """Who drafted the order, with the office's phone."""
    return f"{DRAFTED[language]}: {order.drafted_by}, {PHONE[language]} {order.phone}".removesuffix(f", {PHONE[language]} ")  # fmt: skip


def visa_line(visa: VisaText, language: str) -> str:
    """When the office endorsed, or that it objected and why."""
    if visa.objection is None:
        return f"{visa.given_on}, {visa.remark}" if visa.remark else visa.given_on
    return f"{visa.given_on}, {OBJECTS[language]}: {visa.objection}".rstrip(": ")


def sheets_of(order: OrderText, body: OrderBody) -> list[int]:
    """How many sheets each appendix takes."""
    return [layout.count_pages(partial(_appendix, order, body, n)) for n in range(1, len(body.appendices) + 1)]


def order_pdf(order: OrderText) -> bytes:
    """The order as PDF, each language on as few sheets as it can be; visas stand once, below the first signature."""
    first = order.bodies[0]
    return layout.build(partial(_story, order), title=first.heading, language=first.language)


def _story(order: OrderText) -> Story:
    story: Story = []
    for index, body in enumerate(order.bodies):
        sheets = sheets_of(order, body)
        has_visas = index == 0 and bool(order.visas)
        makers = [partial(_body, order, body, sheets, size, has_visas) for size in SIZES]
        counts = [layout.count_pages(make) for make in makers]
        story += [PageBreak()] if index else []
        story += makers[counts.index(min(counts))]()
        for n in range(1, len(body.appendices) + 1):
            story += [PageBreak(), *_appendix(order, body, n)]
    return story


def _body(order: OrderText, body: OrderBody, sheets: Sequence[int], size: float, has_visas: bool) -> Story:
    """The order in one language. The last item, the ground and the signature stay on one sheet: nobody signs an empty one."""
    look = style("order", size)
    heading = style("order heading", size, fontName=SERIF_BOLD, rightIndent=54 * mm, spaceBefore=6, spaceAfter=6)
    day, number, town = signed_line(order, body.language)
    story: Story = [
        layout.letterhead(),
        text(KINDS[body.language], TITLE),
        columns([[text(day, look), text(number, look), text(town, look)]], [84, 50, 30]),
        text(body.heading, heading),
        text(body.preamble, look),
        *(numbered(index, item, look) for index, item in enumerate(body.items, 1)),
    ]
    ending: Story = [story.pop(), Spacer(1, 2 * mm), text(body.ground, look)]
    if body.appendices:
        ending.append(text(appendices_line(body, sheets), look))
    ending += [Spacer(1, 3 * mm), layout.signatures([(RECTOR[body.language], order.rector)], look)]
    if has_visas:
        ending += [Spacer(1, 4 * mm), text(VISAS[body.language], SMALL_BOLD), _visas(order.visas, body.language)]
    if order.drafted_by:
        ending += [Spacer(1, 4 * mm), text(drafter_line(order, body.language), SMALL)]
    return [*story, KeepTogether(ending)]


def _visas(visas: Sequence[VisaText], language: str) -> layout.Table:
    rows = [[text(each.post, SMALL), "", "", text(each.name, SMALL), text(visa_line(each, language), SMALL)] for each in visas]  # fmt: skip
    lines = [("LINEBELOW", (1, index), (1, index), 0.4, LINE) for index in range(len(rows))]
    bottom = [("VALIGN", (0, 0), (-1, -1), "BOTTOM"), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]
    return columns(rows, [56, 24, 4, 36, 44], *bottom, *lines)


def _appendix(order: OrderText, body: OrderBody, n: int) -> Story:
    appendix = body.appendices[n - 1]
    mark = style("mark", 9.5, leftIndent=layout.WIDTH - 68 * mm, spaceAfter=4)
    return [
        text(mark_of(order, body.language, n), mark),
        text(appendix.title, TITLE),
        table(appendix.heads, appendix.rows, appendix.widths),
    ]
