"""The boards: the University's figures and the unit's people, each person once, at a constant number of queries."""

import datetime as dt
import io

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from enrollment.models import Application
from ostu_qualification.core.models import today
from staff.boards import unit_people
from staff.boards.board import STATUSES, Board
from staff.boards.unit_people import UnitBoard
from staff.cycle import stored as stored_cycles
from staff.cycle.models import CycleStatus
from staff.models import CycleState, Employment, Person
from staff.people.models import RoleKind
from staff.ports import Plan
from tests.factories import (
    ApplicationFactory,
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


@pytest.fixture
def tree():
    """A university with an institute of two departments."""
    university = UnitFactory(kind="university", name_ky="ОшТУ")
    institute = UnitFactory(kind="institute", name_ky="Институт", parent=university)
    first = UnitFactory(name_ky="Биринчи кафедра", parent=institute)
    second = UnitFactory(name_ky="Экинчи кафедра", parent=institute)
    return university, institute, first, second


def member(unit, *, trained_on=None, level=None, category="teaching", **facts):
    person = PersonFactory(**facts)
    EmploymentFactory(person=person, unit=unit, category=category)
    if trained_on:
        TrainingRecordFactory(person=person, ended_on=trained_on, level=level)
    stored_cycles.rebuild([person])
    return person


def numbers(table):
    return {line.label: (line.total, line.counts[CycleStatus.OVERDUE]) for line in table.lines}


@pytest.mark.clause("6.1")
def test_board_counts_each_person_once_by_unit_and_kind(tree):
    _university, institute, first, second = tree
    member(first)
    member(first, trained_on=dt.date(2026, 5, 1), level=2)
    member(second, degree_level="candidate", degree_field="technical")
    member(institute, category="management")
    twice = member(second)
    Employment.objects.create(person=twice, unit=first, post="teacher", category="teaching", basis="inner")
    PersonFactory(outside=True)

    board = Board(None, ON)

    assert board.total.total == 5
    assert numbers(board.by_unit()) == {"Институт": (5, 3)}
    assert numbers(Board(institute.pk, ON).by_unit()) == {
        "Институт: түздөн-түз": (1, 1),
        "Биринчи кафедра": (2, 1),
        "Экинчи кафедра": (2, 1),
    }
    assert [sum(line.total for line in table.lines) for table in board.tables] == [5, 5, 5, 5, 5]


@pytest.mark.clause("4.5")
def test_board_shows_highest_level_of_training(tree):
    *_, first, _second = tree
    person = member(first, trained_on=dt.date(2026, 5, 1), level=2)
    TrainingRecordFactory(person=person, ended_on=dt.date(2025, 5, 1), level=1)
    stored_cycles.rebuild([person])

    line = next(line for line in Board(None, ON).table("level").lines if line.total)

    assert line.filters["level"] == "2"


@pytest.mark.clause("6.1")
def test_board_coverage_leaves_out_voluntary_and_paused(tree):
    *_, first, second = tree
    member(first, trained_on=dt.date(2026, 5, 1))
    member(first)
    member(first, degree_level="candidate", degree_field="technical")
    away = member(first)
    PauseFactory(person=away, started_on=dt.date(2026, 9, 1), ended_on=None)
    stored_cycles.rebuild([away])

    board = Board(None, ON)

    assert board.total.share == "50 %"
    assert Board(second.pk, ON).total.share == "–"


@pytest.mark.clause("6.1")
@pytest.mark.parametrize(
    ("ended_on", "band"),
    [
        (dt.date(2023, 11, 22), 0),
        (dt.date(2023, 8, 23), 0),
        (dt.date(2023, 8, 22), 1),
        (dt.date(2023, 5, 23), 1),
        (dt.date(2023, 5, 22), 2),
    ],
)
def test_board_overdue_rise_after_3_and_6_months(tree, ended_on, band):
    member(tree[2], trained_on=ended_on)

    counts = [each.count for each in Board(None, ON).overdue]

    assert counts == [int(index == band) for index in range(3)]


def test_board_figures_lead_to_just_those_people(tree, cholpon, log_in):
    _university, institute, first, second = tree
    member(first)
    member(first, trained_on=dt.date(2026, 5, 1), level=2)
    member(first, trained_on=dt.date(2023, 6, 1), level=1)
    member(second, degree_level="phd")
    member(institute, category="other")
    client = log_in(cholpon)

    for within in (None, institute.pk):
        board = Board(within, ON)
        for table in board.tables:
            for line in [*table.lines, table.total]:
                assert client.get(line.total_url).context["list"].count == line.total, (table.name, line.label)
                for label, number, url in line.cells(STATUSES):
                    assert client.get(url).context["list"].count == number, (table.name, line.label, label)
        for each in board.overdue:
            assert client.get(each.url).context["list"].count == each.count


def test_board_of_several_roots_leaves_out_those_without_a_post(cholpon, log_in):
    member(UnitFactory())
    member(UnitFactory(), trained_on=dt.date(2026, 5, 1))
    PersonFactory(outside=True)
    stored_cycles.rebuild(Person.objects.all())

    board = Board(None, ON)

    assert board.total.total == 2
    assert log_in(cholpon).get(board.total.total_url).context["list"].count == 2


@pytest.mark.parametrize("people", [1, 3, 300])
def test_board_costs_the_same_for_many(tree, people, cholpon, log_in, django_assert_num_queries):
    persons = Person.objects.bulk_create(
        Person(family_name=f"Асанов{number}", given_name="Бакыт") for number in range(people)
    )
    Employment.objects.bulk_create(
        Employment(person=person, unit=tree[2 + index % 2], post="teacher", category="teaching", hired_on=ON)
        for index, person in enumerate(persons)
    )
    stored_cycles.rebuild(persons)
    client = log_in(cholpon)

    with django_assert_num_queries(7):
        answer = client.get(reverse("university_board"))

    assert answer.context["board"].total.total == people


def test_board_exports_each_table_with_totals(tree, cholpon, log_in):
    member(tree[2])
    member(tree[3])

    for name in ("units", "category", "degree", "level", "obligation"):
        answer = log_in(cholpon).get(reverse("university_board"), {"table": name, "format": "xlsx"})
        rows = list(load_workbook(io.BytesIO(answer.content)).active.values)

        assert rows[2][:3] == ("№", rows[2][1], "Бардыгы")
        assert sum(row[2] for row in rows[3:-1]) == rows[-1][2] == 2


def test_board_takes_any_address(tree, cholpon, log_in):
    for within in ("0", "999999", "x", "-1", "9" * 30):
        assert log_in(cholpon).get(reverse("university_board"), {"within": within}).status_code == 200


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ({"obligation": "voluntary"}, ["Берк"]),
        ({"obligation": "recommended"}, ["Асан", "Жакып"]),
        ({"degree": "any"}, ["Берк"]),
        ({"degree": "none"}, ["Асан", "Жакып"]),
        ({"degree": "candidate"}, ["Берк"]),
        ({"level": "3"}, ["Асан"]),
        ({"level": "none"}, ["Берк", "Жакып"]),
        ({"due_from": "01.01.2028"}, ["Асан"]),
        ({"due_to": "31.12.2027"}, ["Берк", "Жакып"]),
        ({"no_email": "on"}, ["Жакып"]),
        ({"overdue_months": "6"}, ["Жакып"]),
        ({"overdue_months": "6000000"}, None),
        ({"due_from": "үчүнчү күн"}, None),
    ],
)
def test_people_are_filtered_by_their_cycle(parameters, names, cholpon, log_in):
    unit = UnitFactory()
    member(unit, family_name="Асан", trained_on=dt.date(2026, 5, 1), level=3)
    member(unit, family_name="Берк", degree_level="candidate", degree_field="technical")
    member(unit, family_name="Жакып", email=None)

    page = log_in(cholpon).get(reverse("person_list"), {**parameters, "within": unit.pk}).context["list"]

    if names is None:
        assert page.filters.form.errors
    else:
        assert [person.family_name for person in page.records] == names


@pytest.mark.clause("1.3")
def test_rebuild_keeps_the_unit_of_someone_who_leaves_later():
    unit = UnitFactory()
    person = PersonFactory()
    EmploymentFactory(person=person, unit=unit, left_on=dt.date(2026, 12, 31))

    stored_cycles.rebuild([person], ON)
    before = CycleState.objects.get()
    stored_cycles.rebuild([person], dt.date(2027, 1, 1))
    after = CycleState.objects.get()

    assert (before.unit, before.status) == (unit, "overdue")
    assert (after.unit, after.status) == (None, "not_tracked")


@pytest.mark.clause("5.3")
def test_unit_board_shows_date_status_hours_and_plan(tree, bakyt, log_in):
    member(tree[2], family_name="Асан", trained_on=dt.date(2026, 5, 1))
    late = member(tree[2], family_name="Берк", email=None)
    ApplicationFactory(person=late, run=RunFactory(apply_from=ON, apply_until=ON, starts_on=ON, ends_on=ON))

    (group,) = UnitBoard({tree[2].pk}, ON, ON).groups

    assert [row.person.family_name for row in group.rows] == ["Берк", "Асан"]
    assert [row.status for row in group.rows] == ["overdue", "on_time"]
    assert [row.hours_open for row in group.rows] == [16, 0]
    assert [row.plan for row in group.rows] == [Plan.APPLIED, Plan.NO_PLAN]


def test_unit_board_puts_those_to_see_to_first():
    unit = UnitFactory()
    voluntary = member(unit, family_name="Асан", degree_level="candidate", degree_field="technical")
    in_time = member(unit, family_name="Берк", trained_on=dt.date(2026, 5, 1))
    late = member(unit, family_name="Жакып", trained_on=dt.date(2020, 5, 1))

    assert [row.person for row in UnitBoard({unit.pk}, ON, ON).rows()] == [late, in_time, voluntary]


@pytest.mark.clause("5.3")
@pytest.mark.parametrize(
    ("states", "plan"),
    [
        ([], Plan.NO_PLAN),
        (["draft"], Plan.NO_PLAN),
        (["withdrawn", "declined"], Plan.NO_PLAN),
        (["submitted"], Plan.APPLIED),
        (["waitlisted"], Plan.APPLIED),
        (["allocated"], Plan.PLANNED),
        (["confirmed", "submitted"], Plan.PLANNED),
        (["enrolled", "confirmed"], Plan.STUDYING),
        (["completed"], Plan.PASSED),
        (["completed", "submitted"], Plan.APPLIED),
    ],
)
def test_unit_board_tags_the_furthest_plan(states, plan):
    unit = UnitFactory()
    person = member(unit)
    for state in states:
        ApplicationFactory(person=person, state=state)

    board = UnitBoard({unit.pk}, ON, ON)

    assert [row.plan for row in board.rows()] == [plan]


def test_unit_board_counts_a_pass_of_an_earlier_year_no_more():
    unit = UnitFactory()
    person = member(unit)
    run = RunFactory(
        starts_on=dt.date(2026, 5, 1),
        ends_on=dt.date(2026, 5, 3),
        apply_from=ON.replace(month=4),
        apply_until=ON.replace(month=4),
    )
    Application.objects.create(person=person, run=run, state="completed")

    assert [row.plan for row in UnitBoard({unit.pk}, ON, ON).rows()] == [Plan.NO_PLAN]


@pytest.mark.clause("1.3", "5.3")
def test_unit_board_as_of_any_day_is_reckoned_anew():
    unit, other = UnitFactory(), UnitFactory()
    person = PersonFactory()
    EmploymentFactory(person=person, unit=other, hired_on=dt.date(2015, 9, 1), left_on=dt.date(2024, 8, 31))
    EmploymentFactory(person=person, unit=unit, hired_on=dt.date(2024, 9, 1))
    TrainingRecordFactory(person=person, ended_on=dt.date(2022, 3, 1))
    stored_cycles.rebuild([person])

    then = UnitBoard({unit.pk, other.pk}, dt.date(2024, 1, 15), ON)
    now = UnitBoard({unit.pk, other.pk}, ON, ON)

    assert [(group.unit, [row.due_on for row in group.rows]) for group in then.groups] == [
        (other, [dt.date(2025, 3, 1)])
    ]
    assert [(group.unit, [row.status for row in group.rows]) for group in now.groups] == [(unit, ["overdue"])]


def test_unit_board_as_of_today_is_what_is_stored():
    unit = UnitFactory()
    for trained_on in (None, dt.date(2024, 5, 1), dt.date(2026, 5, 1)):
        member(unit, trained_on=trained_on)

    stored = [(row.person, row.status, row.due_on, row.hours_open) for row in UnitBoard({unit.pk}, ON, ON).rows()]
    reckoned = [
        (row.person, row.status, row.due_on, row.hours_open)
        for row in UnitBoard({unit.pk}, ON, ON + dt.timedelta(days=1)).rows()
    ]

    assert stored == reckoned


def test_unit_board_groups_a_heads_units_and_those_below(tree, log_in):
    _university, institute, first, second = tree
    head = PersonFactory(heads=institute)
    other = UnitFactory(name_ky="Башка")
    head.headships.create(unit=other, since=dt.date(2020, 1, 1))
    for unit in (first, second, other, UnitFactory()):
        member(unit)

    board = log_in(head).get(reverse("my_unit")).context["board"]

    assert {group.unit for group in board.groups} == {first, second, other}


def test_unit_board_is_for_its_head_and_the_offices(tree, bakyt, cholpon, daniyar, log_in):
    url = reverse("unit_board", args=[tree[2].pk])

    assert log_in(bakyt).get(url).status_code == 403
    assert log_in(PersonFactory(heads=tree[1])).get(url).status_code == 200
    assert log_in(cholpon).get(url).status_code == 200
    assert log_in(daniyar).get(url).status_code == 200
    assert log_in(PersonFactory(roles=[RoleKind.RECTOR])).get(url).status_code == 200


@pytest.mark.parametrize("people", [1, 3, 300])
@pytest.mark.parametrize(("on", "queries"), [("23.11.2026", 11), ("01.03.2026", 14)])
def test_unit_board_costs_the_same_for_many(people, on, queries, cholpon, log_in, django_assert_num_queries):
    unit = UnitFactory()
    persons = Person.objects.bulk_create(
        Person(family_name=f"Асанов{number}", given_name="Бакыт") for number in range(people)
    )
    Employment.objects.bulk_create(
        Employment(person=person, unit=unit, post="teacher", category="teaching", hired_on=dt.date(2020, 9, 1))
        for person in persons
    )
    stored_cycles.rebuild(persons)
    client = log_in(cholpon)

    with django_assert_num_queries(queries):
        answer = client.get(reverse("unit_board", args=[unit.pk]), {"on": on})

    assert len(list(answer.context["board"].rows())) == people


@pytest.mark.parametrize("on", ["", "эртең", "31.02.2026", "01.01.0001", "31.12.9999"])
def test_unit_board_takes_any_day(on, bakyt, aigul, log_in):
    stored_cycles.rebuild([bakyt, aigul])

    answer = log_in(bakyt).get(reverse("my_unit"), {"on": on})

    assert answer.status_code == 200
    assert answer.context["board"].on == today()
    assert bool(answer.context["form"].errors) == bool(on)


def test_unit_board_of_another_day_leads_only_to_those_who_may_be_seen(bakyt, aigul, cholpon, log_in):
    aigul.employments.update(left_on=dt.date(2026, 9, 1))
    stored_cycles.rebuild([bakyt, aigul])
    link = reverse("person_detail", args=[aigul.pk])

    for_head = log_in(bakyt).get(reverse("my_unit"), {"on": "01.03.2026"}).content.decode()
    for_office = (
        log_in(cholpon)
        .get(reverse("unit_board", args=[aigul.employments.get().unit_id]), {"on": "01.03.2026"})
        .content.decode()
    )

    assert aigul.full_name in for_head
    assert link not in for_head
    assert link in for_office


def test_unit_board_exports_its_people(bakyt, aigul, log_in):
    stored_cycles.rebuild([bakyt, aigul])

    answer = log_in(bakyt).get(reverse("my_unit"), {"format": "xlsx"})
    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)

    assert rows[2][0:4] == ("№", "Аты-жөнү", "Бөлүмү", "Кызматы")
    assert {row[1] for row in rows[3:]} == {bakyt.full_name, aigul.full_name}


def test_unit_board_refuses_to_show_thousands(monkeypatch, bakyt, aigul, log_in):
    monkeypatch.setattr("staff.boards.unit_people.AT_MOST", 1)

    board = log_in(bakyt).get(reverse("my_unit")).context["board"]

    assert board.is_too_big
    assert board.groups == []


@pytest.mark.clause("6.1")
def test_board_says_first_how_many_are_overdue_and_leads_to_them(tree, cholpon, log_in):
    _university, _institute, first, second = tree
    member(first)
    member(first, trained_on=dt.date(2026, 5, 1))
    member(second, trained_on=dt.date(2022, 5, 1))

    board = log_in(cholpon).get(reverse("university_board")).context["board"]
    main, share, *_others, everybody = board.tiles

    late = board.total.counts[CycleStatus.OVERDUE]
    assert (main["figure"], main["tone"]) == (late, "red")
    assert "status=overdue" in main["url"]
    assert share["figure"] == board.total.share
    assert everybody["figure"] == 3


def test_board_of_people_in_time_is_green(tree):
    member(tree[2], trained_on=dt.date(2026, 5, 1))

    main = Board(None, ON).tiles[0]

    assert (main["figure"], main["tone"], main["note"]) == (0, "green", "")


@pytest.mark.clause("6.1")
def test_coverage_bars_begin_with_the_lowest_and_leave_out_units_that_are_not_asked(tree):
    _university, institute, first, second = tree
    UnitFactory(name_ky="Эч ким жок", parent=institute)
    member(first, trained_on=dt.date(2026, 5, 1))
    member(first, trained_on=dt.date(2022, 5, 1))
    member(second, trained_on=dt.date(2026, 5, 1))

    bars = Board(institute.pk, ON).coverage_bars

    assert [(label, share, bool(url)) for label, share, url in bars] == [
        ("Биринчи кафедра", 50, True), ("Экинчи кафедра", 100, False),
    ]  # fmt: skip


def test_a_unit_with_a_short_name_is_called_by_it_in_pictures(tree):
    _university, institute, first, _second = tree
    first.code = "БК"
    first.save(update_fields=["code"])
    member(first, trained_on=dt.date(2026, 5, 1))

    assert Board(institute.pk, ON).coverage_bars[0][0] == "БК"


def test_the_page_of_a_unit_shows_a_hundred_at_a_time(monkeypatch, tree, cholpon, log_in):
    monkeypatch.setattr(unit_people, "A_PAGE", 2)
    _university, institute, first, second = tree
    for unit in (first, first, second):
        member(unit, trained_on=dt.date(2026, 5, 1))
    client, address = log_in(cholpon), reverse("unit_board", args=[institute.pk])

    pages = [client.get(address, {"page": number}) for number in (1, 2, "x", 9)]

    shown = [[(group.unit.pk, len(rows), len(group.rows)) for group, rows in page.context["groups"]] for page in pages]
    assert shown[:2] == [[(first.pk, 2, 2)], [(second.pk, 1, 1)]]
    assert shown[2:] == [shown[0], shown[1]]
    assert [bool(page.context["next_url"]) for page in pages[:2]] == [True, False]


def test_the_pages_of_another_day_keep_that_day(monkeypatch, tree, cholpon, log_in):
    monkeypatch.setattr(unit_people, "A_PAGE", 1)
    for _number in range(2):
        member(tree[2], trained_on=dt.date(2026, 5, 1))

    page = log_in(cholpon).get(reverse("unit_board", args=[tree[2].pk]), {"on": "01.09.2026"})

    assert page.context["next_url"] == "?on=01.09.2026&page=2"
