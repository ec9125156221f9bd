"""What the cells of a line say together becomes a row: values, doubts, and what one cell tells about another."""

import datetime as dt
from sys import intern
from typing import Any

from staff.imports.cells import bases, posts, remarks
from staff.imports.cells.contacts import birth_in_pin
from staff.imports.cells.degrees import Degree
from staff.imports.cells.names import Name
from staff.imports.cells.records import ReadRow, RosterUnit, Understood
from staff.people.vocabulary import POSTS

YOUNGEST = 14
_TEACHING_UNITS = {"department", "college", "subject_group"}
_DAY_OF = {"birth": "birth_on", "hired": "hired_on", "career_start": "career_start_on"}
_ASKED_ONE_BY_ONE = {"training", "remark"}


def day_by_pin(got: Understood, pin: str) -> Understood:
    """An ambiguous day of birth is settled by the personal number of its row, when that carries one of the two days."""
    born = birth_in_pin(pin)
    if got.doubt != "date_ambiguous" or born is None or {"day": born.isoformat()} not in got.proposals:
        return got
    return Understood(born, "date_by_pin", f"{born:%d.%m.%Y}")


def day_by_column(got: Understood, order: str) -> Understood:
    """An ambiguous day is settled by others of its column, when one order alone is possible in them: «26/08/1970»."""
    if not order or len(got.proposals) != 2:
        return got
    day = dt.date.fromisoformat(got.proposals[order != "day"]["day"])
    return Understood(day, "date_by_column", f"{day:%d.%m.%Y}")


def fill(
    row: ReadRow, name: Name, values: dict[str, Any], today: dt.date, *, is_post_doubted: bool, section: str
) -> None:
    """Give a row what its cells say; `section` is the title within the list that it stands under."""
    row.family, row.given, row.patronymic, row.sex, remark, row.mark = name
    get = values.get
    birth = get("birth")
    if isinstance(birth, int):
        row.birth_year = birth
    else:
        row.birth_on = birth
    row.pin = row.pin_written = get("pin") or ""
    row.phone, row.email = get("phone") or "", get("email") or ""
    degree = get("degree")
    if degree is not None:
        row.degree_level, row.degree_field, row.title = degree
    title = get("title")
    if title is not None:
        _fill_title(row, title)
    row.hired_on = get("hired")
    career = get("career_start")
    if career is not None:
        row.career_start_on, row.career_is_year = career.first, len(career.month_or_year) == len("2026")
    row.trainings = get("training") or ()
    pauses = get("remark")
    if isinstance(pauses, tuple):
        row.pauses = pauses
    else:
        row.remark = pauses or ""
    _fill_post(row, values, is_post_doubted=is_post_doubted)
    if remark:
        _remark_in_name(row, remark, today)
    if not row.basis:
        _basis_by_the_way(row, section)


def _fill_title(row: ReadRow, said: Degree) -> None:
    """The title; a degree in its column counts where the column of degrees has none, and is asked about where it has another."""
    if said.level and row.degree_level not in ("", said.level):
        own, other = (row.degree_level, row.degree_field), (said.level, said.field)
        levels = [{"degree_level": level, "degree_field": field, "title": said.title} for level, field in (own, other)]
        row.degree_level = row.degree_field = ""
        row.doubt("title", "degree_not_understood", levels)
    elif not row.degree_level:
        row.degree_level, row.degree_field = said.level, said.field
    row.title = said.title or row.title


def _fill_post(row: ReadRow, values: dict[str, Any], *, is_post_doubted: bool) -> None:
    """The post; without any the row says nothing of a category, and nobody is taken for a teacher. Clause 1.1."""
    post = values.get("post")
    if post is not None:
        row.post, row.is_acting = post
        row.category = POSTS[row.post].category
    else:
        row.category = "teaching" if is_post_doubted and row.unit.kind in _TEACHING_UNITS else "other"
    rate, basis = values.get("rate"), values.get("basis") or ""
    row.is_hourly = rate == "hourly" or basis == "hourly"
    row.rate = None if row.is_hourly else rate
    row.basis = "outer" if basis == "hourly" else basis
    row.basis_written = intern(row.written("basis"))


def _remark_in_name(row: ReadRow, written: str, today: dt.date) -> None:
    """Words in brackets behind a name are a remark: «(декретте)», «(м.а.)»."""
    got = remarks.read_remark(written, today)
    index = row.columns.get("full_name", row.columns.get("family", 0))
    row.noted.append((index, row.raw[index], Understood(written, "remark_in_name", got.shown or written)))
    if isinstance(got.value, tuple) and got.value:
        row.pauses = row.pauses or got.value
    elif got.doubt:
        for each in got.proposals:
            row.doubt("full_name", got.doubt, [dict(each)])
    else:
        row.is_acting |= posts.is_acting(written)
        row.remark = row.remark or written


def _basis_by_the_way(row: ReadRow, section: str) -> None:
    """Main or secondary, where no column says so: from the title above the line, or from its remark."""
    said = bases.basis_of_section(section) if section else ""
    if said == "hourly":
        row.is_hourly, row.rate = True, None
    elif said:
        row.basis = said
        _note_at_name(row, Understood(said, "basis_of_section", section))
    if row.basis or not row.remark:
        return
    got = bases.basis_in_remark(row.remark)
    if got.value or got.doubt:
        row.noted = [each for each in row.noted if each[2].note != "remark_kept"]
    if got.value:
        row.basis = got.value
        row.noted.append((row.columns.get("remark", 0), row.remark, got))
    elif got.doubt:
        proposals = [dict(each) for each in got.proposals]
        row.basis = proposals[0]["basis"]  # while it waits, nobody is taken to have a main post here
        row.doubt("basis", got.doubt, proposals, at="remark")


def basis_by_mark(row: ReadRow, notes: dict[str, str]) -> None:
    """An asterisk behind a name says what its footnote says: «* – сырткы айкаш иштөөчү»."""
    got = bases.basis_in_remark(notes.get(row.mark, ""))
    if got.value and not row.basis:
        row.basis = got.value
        row.noted = [each for each in row.noted if each[2].note != "name_mark"]
        _note_at_name(row, Understood(got.value, "basis_by_mark", notes[row.mark]))


def _note_at_name(row: ReadRow, got: Understood) -> None:
    name = "full_name" if "full_name" in row.columns else "family"
    row.noted.append((row.columns.get(name, 0), row.written(name) or row.full_name, got))


def doubt(row: ReadRow, name: str, got: Understood, today: dt.date) -> None:
    """Leave a cell to an officer, the likeliest answer first.

    Each training and each leave of a cell is a question of its own, so that none of them is left out.
    """
    proposals = [dict(each) for each in got.proposals]
    if name in _ASKED_ONE_BY_ONE and proposals:
        for each in proposals:
            row.doubt(name, got.doubt, [each])
        return
    if name in _DAY_OF:
        days = [each["day"] for each in proposals]
        if name == "hired":
            days.sort(key=lambda day: not _fits(row, dt.date.fromisoformat(day), today))
        proposals = [{_DAY_OF[name]: day} for day in days]
    elif name == "post":
        proposals = [{**each, "category": _category(row, each["post"])} for each in proposals]
    elif name == "degree" and got.doubt == "ambiguous_degree" and _is_about_thought(row.unit):
        proposals.reverse()
    row.doubt(name, got.doubt, proposals)


def _fits(row: ReadRow, day: dt.date, today: dt.date) -> bool:
    """Whether somebody can have been hired that day: not before the career began, nor as a child."""
    after = row.career_start_on.year if row.career_start_on else (row.birth or 0) + YOUNGEST
    return after <= day.year and day <= today


def _category(row: ReadRow, post: str) -> str:
    return row.category if post == "other" else POSTS[post].category


def _is_about_thought(unit: RosterUnit) -> bool:
    """Whether a unit rather has philosophers than philologists."""
    lowered = unit.name.casefold()
    return any(word in lowered for word in ("философ", "гуманитар", "социал", "коом"))
