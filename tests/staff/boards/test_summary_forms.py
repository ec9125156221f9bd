"""The office's summary forms: every person in exactly one row, and the rows add up."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from ostu_qualification.core.models import today
from staff.boards import summary_forms
from tests.factories import EmploymentFactory, PersonFactory, UnitFactory

pytestmark = pytest.mark.django_db


def employ(unit, post, category="teaching", *, degree="", **facts):
    return EmploymentFactory(
        person=PersonFactory(degree_level=degree), unit=unit, post=post, category=category, **facts
    )


@pytest.fixture
def staffed():
    """Two departments with every kind of post and degree."""
    first, second = UnitFactory(name_ky="Автоунаалар"), UnitFactory(name_ky="Электроника")
    employ(first, "professor", degree="doctor")
    employ(first, "docent", degree="candidate")
    employ(first, "head_of_department", degree="phd")
    employ(first, "senior_teacher")
    employ(first, "teacher", degree="candidate")
    employ(second, "assistant")
    employ(second, "docent")
    employ(second, "lab_assistant", "support")
    employ(first, "methodist", "support")
    return first, second


def test_teaching_form_counts_posts_and_degrees(staffed):
    first, second = staffed

    form = summary_forms.teaching(today())

    assert [(row.unit, row.numbers) for row in form.rows] == [
        (first, [5, 2, 2, 1, 1, 1]),
        (second, [2, 0, 0, 1, 0, 1]),
    ]
    assert form.total == [7, 2, 2, 2, 1, 2]


def test_teaching_form_has_everybody_once(staffed):
    first, second = staffed
    person = PersonFactory()
    EmploymentFactory(person=person, unit=first)
    EmploymentFactory(person=person, unit=second, basis="inner", rate="0.25")
    EmploymentFactory(unit=first, left_on=today() - dt.timedelta(days=1))
    EmploymentFactory(unit=first, hired_on=today() + dt.timedelta(days=1))

    form = summary_forms.teaching(today())

    assert form.total[0] == sum(row.numbers[0] for row in form.rows) == 8


def test_support_form_has_a_column_for_each_post_held(staffed):
    form = summary_forms.support(today())

    assert len(form.heads) == 4
    assert form.total == [2, 1, 1]
    assert all(row.numbers[0] == sum(row.numbers[1:]) for row in form.rows)


@pytest.mark.parametrize("name", ["summary_teaching", "summary_support"])
def test_summary_form_is_exported_as_the_office_keeps_it(name, staffed, cholpon, log_in):
    answer = log_in(cholpon).get(reverse(name), {"format": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.values)

    assert sheet.merged_cells.ranges
    assert rows[2][0] == "№"
    assert rows[-1][:2] == (None, "Бардыгы")
    for index in range(2, len(rows[2])):
        assert rows[-1][index] == sum(row[index] for row in rows[3:-1])


@pytest.mark.parametrize("people", [1, 3])
def test_summary_form_costs_the_same_for_many(people, cholpon, log_in, django_assert_num_queries):
    for _ in range(people):
        EmploymentFactory()
    client = log_in(cholpon)

    with django_assert_num_queries(6):
        client.get(reverse("summary_teaching"))
