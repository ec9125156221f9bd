"""Columns as SVG made on the server: widths in per cent, so that words keep their size on the narrowest phone.

Pure geometry; the words and the picture's description are the page's matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT, TOP, BOTTOM = 220, 26, 46
FILLED = 0.72


@dataclass(frozen=True)
class Bar:
    """A column to draw: the parts from the ground up (name of the tone, number), and a mark across it or none."""

    label: str
    parts: Sequence[tuple[str, int]]
    mark: int | None = None
    group: str = ""

    @property
    def total(self) -> int:
        """The height of the column in numbers."""
        return sum(number for _, number in self.parts)


@dataclass(frozen=True)
class Box:
    """A part of a column as a rectangle: per cent across, pixels down."""

    tone: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Drawn:
    """A column as drawn: its boxes, its words and its mark."""

    boxes: list[Box]
    middle: str
    left: str
    right: str
    total: int
    total_y: str
    label: str
    group: str
    mark_y: str


@dataclass(frozen=True)
class Chart:
    """All that the template needs."""

    columns: list[Drawn]
    height: int
    ground: str
    label_y: str
    group_y: str


def stacked(bars: Sequence[Bar]) -> Chart:
    """Stacked columns on one ground, with marks; the tallest column or mark fills the height.

    >>> stacked([Bar("I", [("first", 2), ("second", 2)], mark=1)]).columns[0].boxes[0].height
    '74.0'
    """
    tallest = max([1, *(bar.total for bar in bars), *(bar.mark or 0 for bar in bars)])
    step, room = 100 / max(len(bars), 1), HEIGHT - TOP - BOTTOM
    ground = HEIGHT - BOTTOM

    def down(number: int) -> float:
        return ground - room * number / tallest

    columns = []
    for index, bar in enumerate(bars):
        left, width = step * (index + (1 - FILLED) / 2), step * FILLED
        boxes, below = [], 0
        for tone, number in bar.parts:
            if number:
                y = down(below + number)
                boxes.append(Box(tone, _n(left), _n(y), _n(width), _n(down(below) - y)))
            below += number
        columns.append(
            Drawn(
                boxes=boxes,
                middle=_n(left + width / 2),
                left=_n(left - step * 0.07),
                right=_n(left + width + step * 0.07),
                total=bar.total,
                total_y=_n(down(bar.total) - 6),
                label=bar.label,
                group=bar.group,
                mark_y="" if bar.mark is None else _n(down(bar.mark)),
            )
        )
    return Chart(columns, HEIGHT, _n(ground), _n(ground + 16), _n(ground + 34))


def _n(number: float) -> str:
    """A number for an attribute: with a point in every language."""
    return f"{number:.1f}"
