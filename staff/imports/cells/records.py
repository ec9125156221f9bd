"""What is read from a staff list: rows, what was understood in them, doubts for an officer, refused rows."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter


class Understood(NamedTuple):
    """What one cell says; `note` names how that differs from what is written, `doubt` what an officer must settle."""

    value: Any = None
    note: str = ""
    shown: str = ""
    doubt: str = ""
    proposals: tuple[dict[str, Any], ...] = ()


NOTHING = Understood()


@dataclass(frozen=True, slots=True)
class Note:
    """A cell that was understood differently from how it is written."""

    sheet: str
    row: int
    column: str
    kind: str
    written: str
    understood: str


@dataclass(slots=True, eq=False)
class Decision:
    """A cell that waits for an officer, with the likely answers, the likeliest first.

    `field` is what the cell's column means; `other` is the place of the row it is about besides its own, for doubts
    about who is who.
    """

    sheet: str
    row: int
    column: str
    kind: str
    written: str
    proposals: list[dict[str, Any]]
    other: tuple[str, int] | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that cannot be taken, and at which cell it must be mended."""

    sheet: str
    row: int
    column: str
    kind: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A sheet or row that holds no member of staff: totals, signatures, hidden sheets. `row` is 0 for a whole sheet."""

    sheet: str
    row: int
    kind: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class RosterUnit:
    """A unit as the list names it, in the nominative; `hint` is the sheet's own name, often cut short."""

    name: str
    kind: str = "department"
    language: str = "ky"
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """One piece of training from a free-text cell; days, hours as numbers. `ended_within` is the year or month written."""

    title: str
    hours: int
    ended_on: dt.date
    started_on: dt.date | None = None
    provider: str = ""
    document_kind: str = ""
    document_number: str = ""
    ended_within: str = ""
    document_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PauseSpan:
    """Time away, both ends included; no end when the list gives none."""

    reason: str
    started_on: dt.date
    ended_on: dt.date | None
    order_number: str = ""


@dataclass(slots=True)
class ReadRow:
    """One line of the list: a person in a post. Empty where the list does not say.

    `career_is_year` when only the year is known, `career_is_reckoned` when it was counted back from years of service.
    """

    sheet: str
    row: int
    unit: RosterUnit
    family: str = ""
    given: str = ""
    patronymic: str = ""
    sex: str = ""
    mark: str = ""
    birth_on: dt.date | None = None
    birth_year: int | None = None
    pin: str = ""
    pin_written: str = ""
    phone: str = ""
    email: str = ""
    degree_level: str = ""
    degree_field: str = ""
    title: str = ""
    career_start_on: dt.date | None = None
    career_is_year: bool = False
    career_is_reckoned: bool = False
    hired_on: dt.date | None = None
    post: str = ""
    is_acting: bool = False
    category: str = ""
    rate: Decimal | None = None
    is_hourly: bool = False
    basis: str = ""
    basis_written: str = ""
    trainings: tuple[TrainingLine, ...] = ()
    pauses: tuple[PauseSpan, ...] = ()
    remark: str = ""
    held_back: bool = False
    same_as: "ReadRow | None" = None
    decisions: list[Decision] = field(default_factory=list)
    columns: dict[str, int] = field(default_factory=dict)
    raw: list[Any] = field(default_factory=list)
    noted: list[tuple[int, Any, Understood]] = field(default_factory=list)

    @property
    def full_name(self) -> str:
        """Family name, given name, patronymic: the order of lists."""
        return f"{self.family} {self.given} {self.patronymic}".rstrip()

    @property
    def birth(self) -> int | None:
        """The year of birth, however much of the day is known."""
        return self.birth_on.year if self.birth_on else self.birth_year

    @property
    def said(self) -> tuple[Any, ...]:
        """All that the row brings, for comparing two readings of one list."""
        person = self.full_name, self.birth_on, self.birth_year, self.pin, self.phone, self.email
        degree = self.degree_level, self.degree_field, self.title, self.career_start_on
        post = self.unit.name, self.post, self.category, self.rate, self.basis, self.hired_on, self.held_back
        return self.sheet, self.row, *person, *degree, *post, self.trainings, self.pauses

    @property
    def place(self) -> tuple[str, int]:
        """Sheet and row."""
        return self.sheet, self.row

    @property
    def notes(self) -> list[Note]:
        """The cells understood differently from how they are written."""
        return [
            Note(
                self.sheet,
                self.row,
                get_column_letter(column + 1),
                got.note,
                as_text(cell),
                got.shown or str(got.value),
            )
            for column, cell, got in self.noted
        ]

    def column_of(self, name: str) -> str:
        """The letter of the column that a field stands in; of the name's when the sheet has no such column."""
        for each in (name, "full_name", "family"):
            if each in self.columns:
                return get_column_letter(self.columns[each] + 1)
        return "A"

    def written(self, name: str) -> str:
        """What a field's cell holds, as one line of text."""
        if not self.raw:  # let go of once read, when everything was plain: what was understood is what is written
            return {"full_name": self.full_name, "pin": self.pin_written, "basis": self.basis_written}.get(name, "")
        return as_text(self.cell(name))

    def cell(self, name: str) -> Any:
        """A field's cell as it is stored; empty when the sheet has no such column."""
        index = self.columns.get(name, len(self.raw))
        return self.raw[index] if index < len(self.raw) else ""

    def doubt(
        self, name: str, kind: str, proposals: list[dict[str, Any]], other: "ReadRow | None" = None, at: str = ""
    ) -> Decision:
        """Leave a cell to an officer: that of the field, unless another one (`at`) tells of it."""
        place, cell = other.place if other else None, at or name
        decision = Decision(
            self.sheet, self.row, self.column_of(cell), kind, self.written(cell), proposals, place, name
        )
        self.decisions.append(decision)
        return decision


def as_text(cell: Any) -> str:
    """A cell as one line of text: whole numbers without a point, days as in Excel's own lists.

    >>> as_text(22109198899000.0), as_text(" 0,5\\xa0 ст. ")
    ('22109198899000', '0,5 ст.')
    """
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.date):
        return f"{cell:%d.%m.%Y}"
    return "" if cell is None else str(cell)
