"""The two summary forms that the office keeps: teaching staff by department, support staff by post. Clauses 1.1, 6.1.

As of today, by main posts: every person is in exactly one row.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from staff.people import choices, vocabulary
from staff.people.models import Basis, Employment
from staff.units.models import Unit
from staff.units.tree import UnitTree

TEACHERS = ("teacher", "assistant", "college_teacher")
Key = tuple[int, str, str]


@dataclass
class SummaryRow:
    """A unit with its numbers, one a column."""

    unit: Unit
    numbers: list[int]
    heads: list[str]

    @property
    def cells(self) -> list[tuple[int, str]]:
        """Each number with the head of its column."""
        return list(zip(self.numbers, self.heads, strict=True))


@dataclass
class SummaryForm:
    """A form: title, heads, rows and the row of totals."""

    name: str
    title: str
    heads: list[str]
    rows: list[SummaryRow] = field(default_factory=list)
    note: str = ""

    @property
    def total(self) -> list[int]:
        """The sums of the columns."""
        width = len(self.heads) - 1
        return [sum(row.numbers[index] for row in self.rows) for index in range(width)]

    @property
    def total_cells(self) -> list[tuple[int, str]]:
        """Each sum with the head of its column."""
        return list(zip(self.total, self.heads[1:], strict=True))

    def excel_rows(self) -> Iterator[list[Any]]:
        """The rows as Excel gets them."""
        for row in self.rows:
            yield [row.unit.name, *row.numbers]


def teaching(on: dt.date) -> SummaryForm:
    """Form 1: department, all, candidates, doctors with PhD, docents, senior lecturers, lecturers. Clause 1.1.

    Degrees are counted in all posts; the last three columns are posts, so that heads and professors stand in the first
    column only.
    """
    heads = [
        _("Department"),
        _("In all"),
        _("candidates of science"),
        _("doctors of science (PhD)"),
        _("docents"),
        _("senior lecturers"),
        _("lecturers"),
    ]
    columns: list[Callable[[str, str], bool]] = [
        lambda post, degree: True,
        lambda post, degree: degree == "candidate",
        lambda post, degree: degree in ("doctor", "phd"),
        lambda post, degree: post == "docent",
        lambda post, degree: post == "senior_teacher",
        lambda post, degree: post in TEACHERS,
    ]
    note = _(
        "Degrees are counted in whatever post; professors and heads of departments stand in the first number only."
    )
    form = SummaryForm("teaching", _("Teaching staff by department"), heads, note=note)
    return _filled(form, _counted("teaching", on), columns)


def support(on: dt.date) -> SummaryForm:
    """Form 2: support staff, unit by post; a column for each post that anybody holds. Clause 1.1."""
    counted = _counted("support", on)
    held = {post for _unit, post, _degree in counted}
    labels = dict(choices.POSTS)
    posts = [code for code in vocabulary.POSTS if code in held] + sorted(held - vocabulary.POSTS.keys())
    form = SummaryForm(
        "support",
        _("Support staff by post"),
        [_("Unit"), _("In all"), *(str(labels.get(each, each)) for each in posts)],
    )
    columns: list[Callable[[str, str], bool]] = [lambda post, degree: True]
    columns += [_is_post(each) for each in posts]
    return _filled(form, counted, columns)


def _is_post(code: str) -> Callable[[str, str], bool]:
    return lambda post, degree: post == code


def _counted(category: str, on: dt.date) -> Counter[Key]:
    """How many people by unit, post and degree, one query."""
    held = Employment.objects.filter(Employment.on(on), basis=Basis.MAIN, category=category)
    rows = held.order_by().values_list("unit_id", "post", "person__degree_level")
    return Counter({row[:3]: row[3] for row in rows.annotate(n=Count("person", distinct=True))})


def _filled(form: SummaryForm, counted: Counter[Key], columns: list[Callable[[str, str], bool]]) -> SummaryForm:
    """The form with a row for each unit, in the order of the tree."""
    for unit in UnitTree().ordered({key[0] for key in counted}):
        mine = [(post, degree, n) for (pk, post, degree), n in counted.items() if pk == unit.pk]
        numbers = [sum(n for post, degree, n in mine if fits(post, degree)) for fits in columns]
        form.rows.append(SummaryRow(unit, numbers, form.heads[1:]))
    return form
