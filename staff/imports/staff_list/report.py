"""What reading a staff list has found, kept as the preview and told row by row, in the reader's language."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.records.history import in_words
from staff.imports.cells.records import Decision, ReadRow

from .messages import message_for
from .plan import Plan, PlannedPerson, rows_of
from .reading import Roster

STATUSES = {
    "new": gettext_lazy("new"),
    "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
    "held": gettext_lazy("needs a decision"),
    "refused": gettext_lazy("not taken"),
    "skipped": gettext_lazy("nobody's row"),
    "heading": gettext_lazy("column headings"),
}
NOTED = "noted"
DOUBTED = "doubted"


@dataclass(frozen=True)
class Line:
    """A row of the list as the preview shows it: who, what becomes of it, and everything to be said of its cells."""

    sheet: str
    row: int
    name: str
    status: str
    texts: list[str]


def report(roster: Roster, plan: Plan) -> dict[str, Any]:
    """What the preview is made of: every row, every cell understood differently, every doubt, every refusal."""
    rows = [_row(row, each.status, _what(each)) for row, each in rows_of(plan.people)]
    rows += [_row(row, "held", []) for row in plan.held]
    rows += [_row(row, "heading", []) for row in roster.headings]
    sheets = [row.sheet for row in roster.rows]
    sheets += [each.sheet for each in roster.refused] + [each.sheet for each in roster.skipped]
    order = {sheet: index for index, sheet in enumerate(dict.fromkeys(sheets))}
    return {
        "summary": {name: value for name, value in roster.summary().items() if not isinstance(value, list | dict)},
        "counts": {**plan.counts(), "refused": len(roster.refused), "rows": len(roster.rows) + len(roster.refused)},
        "sheets": list(order),
        "rows": sorted(rows, key=lambda each: (order[each["sheet"]], each["row"])),
        "notes": [
            [note.sheet, note.row, note.column, note.kind, note.written, note.understood] for note in roster.notes
        ],
        "decisions": [_doubt(each) for each, _key, _owner in plan.decisions],
        "asked_before": [_doubt(each) for each in plan.asked_before],
        "refused": [[each.sheet, each.row, each.column, each.kind] for each in roster.refused],
        "skipped": [[each.sheet, each.row, "", each.kind, each.written] for each in roster.skipped],
        "unknown_columns": roster.unknown_columns,
        "unread_sheets": [[each.sheet, each.kind] for each in roster.unread_sheets],
        "not_in_list": [person.full_name for person in plan.not_in_list],
        "new_units": [unit.name_ky for unit in plan.new_units],
    }


def _doubt(each: Decision) -> list[Any]:
    return [each.sheet, each.row, each.column, each.kind, each.written]


def _row(row: ReadRow, status: str, what: list[list[str]]) -> dict[str, Any]:
    return {"sheet": row.sheet, "row": row.row, "name": row.full_name, "status": status, "what": what}


def _what(each: PlannedPerson) -> list[list[str]]:
    """What changes of a known person, as model, field, before and after; what is added as model and how many."""
    if each.is_new:
        return []
    changed = [["person", name, *values] for name, values in each.changes.items()]
    changed += [
        ["employment", name, *values] for _post, changes in each.changed_posts for name, values in changes.items()
    ]
    added = (("employment", each.new_posts), ("trainingrecord", each.trainings), ("pause", each.pauses))
    return changed + [[model, str(len(records))] for model, records in added if records]


def lines(kept: dict[str, Any], *, sheet: str = "", about: str = "") -> list[Line]:
    """The rows of the list, of one sheet or all, with a status, or with cells noted or doubted."""
    texts: dict[tuple[str, int], list[str]] = defaultdict(list)
    noted: dict[str, set[tuple[str, int]]] = {NOTED: set(), DOUBTED: set()}
    for name, mark in (("refused", ""), ("decisions", DOUBTED), ("asked_before", DOUBTED), ("notes", NOTED)):
        for found in kept.get(name, []):
            place = (found[0], found[1])
            texts[place].append(_told(*found[2:]))
            if mark:
                noted[mark].add(place)
    rows = [
        Line(each["sheet"], each["row"], each["name"], each["status"], [*map(_changed, each["what"]), *texts[place]])
        for each in kept.get("rows", [])
        for place in [(each["sheet"], each["row"])]
    ]
    rows += [Line(each[0], each[1], "", "refused", texts[each[0], each[1]]) for each in kept.get("refused", [])]
    rows += [
        Line(each[0], each[1], each[4], "skipped", [str(message_for(each[3]))]) for each in kept.get("skipped", [])
    ]
    order = {name: index for index, name in enumerate(kept.get("sheets", []))}
    chosen = [
        each
        for each in rows
        if (not sheet or each.sheet == sheet)
        and (not about or each.status == about or (each.sheet, each.row) in noted.get(about, ()))
    ]
    return sorted(chosen, key=lambda each: (order.get(each.sheet, 0), each.row))


def unread_sheets(kept: dict[str, Any]) -> list[tuple[str, str]]:
    """The sheets of which nothing was read, and why."""
    return [(sheet, str(message_for(kind))) for sheet, kind in kept.get("unread_sheets", [])]


def _told(column: str, kind: str, written: str = "", understood: str = "") -> str:
    """A cell in words: where, what is written, how it was understood, why."""
    cell = f"{column}: «{written}» → {understood}" if understood else f"{column}: «{written}»" if written else column
    return f"{cell} – {message_for(kind)}"


def _changed(what: list[str]) -> str:
    model = apps.get_model("staff", what[0])
    if len(what) == 2:
        return f"{capfirst(model._meta.verbose_name_plural)}: +{what[1]}"
    field = model._meta.get_field(what[1])
    before, after = (in_words(field, value, {}) for value in what[2:])
    return f"{capfirst(field.verbose_name)}: {before} → {after}"


def of_sheets(kept: dict[str, Any]) -> list[tuple[str, str, Counter[str]]]:
    """Each sheet with its rows new, changed and so on in words, and its counts, noted and doubted cells too."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in kept.get("sheets", [])}
    for each in kept.get("rows", []):
        counts[each["sheet"]][each["status"]] += 1
    marked = {"refused": "refused", "decisions": DOUBTED, "asked_before": DOUBTED, "notes": NOTED}
    for name, mark in marked.items():
        for found in kept.get(name, []):
            counts[found[0]][mark] += 1
    return [(name, _in_words(of), of) for name, of in counts.items()]


def _in_words(of: Counter[str]) -> str:
    return ", ".join(f"{label}: {of[status]}" for status, label in STATUSES.items() if of[status])


def label_of(about: str) -> str:
    """What a choice of rows is called."""
    if about == NOTED:
        return _("understood differently")
    return _("doubtful cells") if about == DOUBTED else str(STATUSES.get(about, ""))
