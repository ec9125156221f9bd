"""The forecast of three years: who falls due in which quarter, against the places planned."""

import datetime as dt
import io

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from staff.boards import charts
from staff.boards.forecast import OVERDUE, Forecast, Quarter
from staff.cycle import stored
from staff.models import Employment, Person
from tests.factories import (
    EmploymentFactory,
    PauseFactory,
    PersonFactory,
    RunFactory,
    TrainingRecordFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _day():
    with time_machine.travel(dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC), tick=False):
        yield


def member(unit, trained_on=None, **facts):
    category = facts.pop("category", "teaching")
    person = PersonFactory(**facts)
    EmploymentFactory(person=person, unit=unit, category=category)
    if trained_on:
        TrainingRecordFactory(person=person, ended_on=trained_on)
    stored.rebuild([person])
    return person


def whole(**facts):
    return Forecast(ON, **{"unit_ids": None, "within": None, **facts})


def run_on(day, **facts):
    return RunFactory(apply_from=day, apply_until=day, starts_on=day, ends_on=day, **facts)


def test_forecast_has_twelve_quarters_from_today():
    quarters = whole().quarters

    assert (quarters[0], quarters[1], quarters[-1]) == (Quarter(2026, 4), Quarter(2027, 1), Quarter(2029, 3))
    assert len(quarters) == 12
    assert whole().until == dt.date(2029, 9, 30)


@pytest.mark.clause("1.3", "6.1")
def test_forecast_puts_each_person_in_the_quarter_of_the_date():
    unit = UnitFactory()
    member(unit)
    member(unit, dt.date(2023, 11, 22))
    member(unit, dt.date(2023, 11, 23))
    member(unit, dt.date(2023, 12, 31))
    member(unit, dt.date(2024, 1, 1))
    member(unit, dt.date(2026, 9, 30))
    member(unit, dt.date(2026, 10, 1))

    counted = {due.quarter: due.asked for due in whole().dues if due.asked}

    assert counted == {OVERDUE: 2, Quarter(2026, 4): 2, Quarter(2027, 1): 1, Quarter(2029, 3): 1}
    assert whole().total.asked == 6


@pytest.mark.clause("1.3")
def test_forecast_counts_the_voluntary_apart_and_leaves_out_the_paused():
    unit = UnitFactory()
    member(unit, dt.date(2025, 5, 1), degree_level="candidate", degree_field="technical")
    away = member(unit, dt.date(2025, 5, 1))
    PauseFactory(person=away, started_on=dt.date(2026, 9, 1), ended_on=None)
    stored.rebuild([away])
    member(unit, dt.date(2025, 5, 1), career_start_on=dt.date(2025, 9, 1))

    found = whole()

    assert (found.total.mandatory, found.total.recommended, found.total.voluntary) == (1, 0, 1)
    assert found.paused == 1


@pytest.mark.clause("6.1")
def test_forecast_sets_places_beside_those_who_fall_due():
    run_on(dt.date(2026, 12, 1), capacity=20)
    run_on(dt.date(2026, 12, 20), capacity=5, state="planned")
    run_on(dt.date(2027, 2, 1), capacity=7)
    run_on(dt.date(2027, 2, 1), capacity=100, state="cancelled", cancel_reason="Сабак өтпөйт")
    run_on(dt.date(2026, 11, 1), capacity=100)
    run_on(dt.date(2029, 10, 1), capacity=100)

    places = {due.quarter: due.places for due in whole().dues if due.places}

    assert places == {Quarter(2026, 4): 25, Quarter(2027, 1): 7}
    assert whole().total.places == 32
    assert whole().dues[0].places is None


def test_forecast_sets_the_places_of_all_beside_all_alone(cholpon, log_in):
    unit = UnitFactory()
    run_on(dt.date(2026, 12, 1), capacity=20)

    everybody = log_in(cholpon).get(reverse("forecast")).context
    some = log_in(cholpon).get(reverse("forecast"), {"category": "support"}).context

    assert unit.pk in everybody["found"].tree.units
    assert [column.mark_y != "" for column in everybody["chart"].columns[:2]] == [True, False]
    assert [column.mark_y != "" for column in some["chart"].columns[:2]] == [False, False]


@pytest.mark.clause("5.3")
def test_forecast_of_a_unit_has_its_people_by_name():
    parent = UnitFactory()
    unit, other = UnitFactory(parent=parent), UnitFactory()
    first, second = member(unit, dt.date(2025, 5, 1)), member(parent)
    member(other)

    found = whole(within=parent.pk)

    assert [(quarter, [state.person for state in states]) for quarter, states in found.people] == [
        (OVERDUE, [second]),
        (Quarter(2028, 2), [first]),
    ]
    assert [spread.total for spread in found.by_unit] == [1, 1]


def test_forecast_by_category_adds_up():
    unit = UnitFactory()
    member(unit, dt.date(2025, 5, 1))
    member(unit, dt.date(2025, 5, 1), category="support")

    assert [spread.total for spread in whole().by_category] == [1, 1]
    assert whole(category="support").total.asked == 1


def test_forecast_names_only_as_many_as_a_page_bears(monkeypatch):
    monkeypatch.setattr("staff.boards.forecast.NAMED_AT_MOST", 1)
    unit = UnitFactory()
    member(unit)

    assert whole().people is not None
    member(unit)
    assert whole().people is None


@pytest.mark.clause("5.3")
def test_forecast_of_a_head_is_of_the_own_unit_alone(bakyt, aigul, log_in):
    stored.rebuild([bakyt, aigul])
    other = UnitFactory()
    member(other)
    client = log_in(bakyt)

    found = client.get(reverse("forecast")).context["found"]
    foreign = client.get(reverse("forecast"), {"within": other.pk})

    assert found.total.asked == 2
    assert foreign.context["form"].errors
    assert foreign.context["found"].total.asked == 2


@pytest.mark.parametrize("people", [1, 3, 300])
def test_forecast_costs_the_same_for_many(people, cholpon, log_in, django_assert_num_queries):
    unit = UnitFactory()
    persons = Person.objects.bulk_create(
        Person(family_name=f"Асанов{number}", given_name="Бакыт") for number in range(people)
    )
    Employment.objects.bulk_create(
        Employment(person=person, unit=unit, post="teacher", category="teaching", hired_on=dt.date(2020, 9, 1))
        for person in persons
    )
    stored.rebuild(persons)
    client = log_in(cholpon)

    with django_assert_num_queries(11):
        answer = client.get(reverse("forecast"))

    assert answer.context["found"].total.asked == people


@pytest.mark.parametrize("name", ["units", "categories", "people"])
def test_forecast_exports_each_table(name, cholpon, log_in):
    unit = UnitFactory()
    person = member(unit)

    answer = log_in(cholpon).get(reverse("forecast"), {"format": "xlsx", "table": name, "within": unit.pk})
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)

    assert unit.name in rows[0][0]
    assert len(rows) == 4
    assert rows[3][1] == {"units": f"{unit.name}: түздөн-түз", "categories": "ПОК", "people": person.full_name}[name]
    assert name == "people" or rows[3][-1] == 1


def test_forecast_exports_the_table(cholpon, log_in):
    member(UnitFactory())

    answer = log_in(cholpon).get(reverse("forecast"), {"format": "xlsx"})
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)

    assert len(rows) == 3 + 13 + 1
    assert rows[3][1:6] == ("Азыр мөөнөтү өткөндөр", 0, 1, 1, None)


def test_columns_stand_on_one_ground_and_fit():
    chart = charts.stacked([charts.Bar("I", [("first", 3), ("second", 1)]), charts.Bar("II", [("first", 0)], mark=8)])

    first, second = chart.columns
    assert [(box.y, box.height) for box in first.boxes] == [("118.5", "55.5"), ("100.0", "18.5")]
    assert second.boxes == []
    assert second.mark_y == str(float(charts.TOP))
    assert float(first.left) >= 0
    assert float(second.right) <= 100


def test_columns_of_nothing_are_drawn():
    assert charts.stacked([]).columns == []
    assert charts.stacked([charts.Bar("I", [("first", 0)], mark=0)]).columns[0].boxes == []


@pytest.mark.clause("6.1")
@pytest.mark.parametrize(("capacity", "figure", "tone"), [(1, 2, "red"), (3, 0, "green"), (5, 2, "green")])
def test_forecast_says_first_how_many_places_are_wanting_or_to_spare(capacity, figure, tone):
    unit = UnitFactory()
    for trained_on in (None, dt.date(2024, 1, 1), dt.date(2025, 1, 1)):
        member(unit, trained_on)
    run_on(dt.date(2027, 2, 1), capacity=capacity)

    main, asked, late, planned = whole().tiles

    assert (main["figure"], main["tone"]) == (figure, tone)
    assert (asked["figure"], late["figure"], planned["figure"]) == (3, 1, capacity)


def test_forecast_of_a_part_compares_no_places():
    unit = UnitFactory()
    member(unit)

    figures = [each["figure"] for each in whole(unit_ids={unit.pk, 10**9} - {10**9}, category="teaching").tiles]

    assert figures == [1, 1]


@pytest.mark.clause("6.1")
def test_forecast_sets_people_against_places_year_by_year_the_overdue_with_the_first():
    unit = UnitFactory()
    for trained_on in (None, dt.date(2023, 12, 1), dt.date(2025, 1, 1)):
        member(unit, trained_on)
    run_on(dt.date(2027, 2, 1), capacity=20)

    found = whole()

    assert found.year_bars == [("2026", 2, 0), ("2027", 0, 20), ("2028", 1, 0), ("2029", 0, 0)]
    assert [value for _label, value in found.demand_bars] == [2, 0, 0, 20, 1, 0, 0, 0]
