"""The frame of a certificate: a band of «кочкор мүйүз», ram's horns, between two lines, with a pair in each corner."""

import math
from functools import cache

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

GOLD = HexColor("#b9862f")
BAND = 9 * mm
STEP = 9 * mm


def draw_frame(canvas: Canvas, width: float, height: float, edge: float, colour: HexColor) -> None:
    """Two lines and the horns between them."""
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(1.2)
    canvas.rect(edge, edge, width - 2 * edge, height - 2 * edge)
    canvas.setLineWidth(0.4)
    canvas.rect(edge + BAND, edge + BAND, width - 2 * (edge + BAND), height - 2 * (edge + BAND))
    canvas.setStrokeColor(GOLD)
    canvas.setLineWidth(0.9)
    canvas.setLineCap(1)
    canvas.drawPath(_horns(width, height, edge), stroke=1, fill=0)


@cache
def _horns(width: float, height: float, edge: float) -> PDFPathObject:
    """The horns as curves; made once a process."""
    path, middle = PDFPathObject(), edge + BAND / 2
    for x in _evenly(edge + BAND, width - edge - BAND):
        _horn(path, x, height - middle, 0)
        _horn(path, x, middle, 180)
    for y in _evenly(edge + BAND, height - edge - BAND):
        _horn(path, middle, y, 90)
        _horn(path, width - middle, y, 270)
    for x, y, angle in (
        (middle, height - middle, 45),
        (middle, middle, 135),
        (width - middle, middle, 225),
        (width - middle, height - middle, 315),
    ):
        _horn(path, x, y, angle)
    return path


def _evenly(start: float, end: float) -> list[float]:
    """As many places as fit, a step apart and the rest shared by both ends."""
    count = int((end - start) // STEP)
    first = (start + end - (count - 1) * STEP) / 2
    return [first + index * STEP for index in range(count)]


def _horn(path: PDFPathObject, x: float, y: float, angle: float) -> None:
    """A pair of ram's horns around a point, turned by so many degrees."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + (dx * cos - dy * sin) * mm, y + (dx * sin + dy * cos) * mm

    path.moveTo(*at(0, -2.4))
    path.lineTo(*at(0, 0))
    for side in (-1, 1):
        path.moveTo(*at(0, 0))
        path.curveTo(*at(side * 0.8, 2.3), *at(side * 3.3, 2.4), *at(side * 3.4, 0.6))
        path.curveTo(*at(side * 3.4, -0.7), *at(side * 1.7, -0.8), *at(side * 1.8, 0.3))
