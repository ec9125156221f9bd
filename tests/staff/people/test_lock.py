"""People and posts by two hands at once: lists, single records, mergings and acts on units bear on each other."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from ostu_qualification.core.records.who import SYSTEM
from staff.cycle.stored import differences
from staff.imports.staff_list import applying, transitions
from staff.models import Employment, Person, TrainingRecord, Unit
from staff.people import actions, employments
from staff.people.merging import actions as merging_actions
from staff.units import acts
from tests.at_once import at_once
from tests.factories import EmploymentFactory, PersonFactory, UnitFactory
from tests.staff.imports.staff_list.test_applying import HEAD, IT, row
from tests.staff.spreadsheet_files import xlsx

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
DAY = dt.date(2026, 9, 1)


def read(*rows):
    """A list with these rows, read and previewed."""
    return applying.upload_roster(xlsx({"1": [[f"«{IT}» кафедрасы"], HEAD, *rows]}), "list.xlsx", by=SYSTEM)


def test_two_staff_lists_applied_at_once_bring_in_everybody_once():
    rows = [
        row(name=f"Асанова Айгүл{letter} Бакытовна", birth=f"{day:02}.05.1980", email=f"a{day}@example.org",
            training="Педагогика, 72 саат, 20.05.2024")
        for day, letter in enumerate("абвгде", 1)
    ]  # fmt: skip
    lists = [read(*rows), read(*reversed(rows))]

    raised = at_once(*(lambda each=each: transitions.apply_roster(each, by=SYSTEM) for each in lists))

    assert raised == []
    for each in lists:
        each.refresh_from_db()
    applied = [each.report["applied"] for each in lists]
    assert sorted(each["new"] for each in applied) == [0, 6]
    assert sorted(each["unchanged"] for each in applied) == [0, 6]
    assert (Person.objects.count(), Employment.objects.count(), Unit.objects.count()) == (6, 6, 1)
    assert TrainingRecord.objects.count() == 6
    assert differences() == []


def test_a_person_is_entered_by_hand_while_a_list_with_the_person_is_applied():
    roster, hr = read(row(name="Асанова Айгүл", email="aigul@example.org")), PersonFactory(roles=["hr_officer"])
    fields = {"family_name": "Асанова", "given_name": "Айгүл", "email": "aigul@example.org"}

    raised = at_once(
        lambda: transitions.apply_roster(roster, by=SYSTEM),
        lambda: actions.save_person(Person(), fields, by=hr.user),
    )

    assert [type(problem) for problem in raised] in ([], [ValidationError])
    assert Person.objects.filter(email="aigul@example.org").count() == 1


def test_records_are_merged_while_posts_are_changed_people_leave_and_a_unit_is_closed():
    for _ in range(3):
        unit, heir, hr = UnitFactory(), UnitFactory(), PersonFactory(roles=["hr_officer"])
        posts = [EmploymentFactory(unit=unit) for _ in range(4)]
        order = acts.Order(DAY, "1", "Буйрук")

        raised = at_once(
            lambda posts=posts, hr=hr: merging_actions.merge_people(
                PersonFactory(), posts[0].person, by=hr.user, reason="Бир киши"
            ),
            lambda posts=posts, hr=hr: actions.save_employment(posts[1], {"rate": "0.5"}, by=hr.user),
            lambda posts=posts, hr=hr: employments.leave_person(posts[2].person, left_on=DAY, by=hr.user),
            lambda unit=unit, heir=heir, order=order, hr=hr: acts.close_unit(unit, heir, order=order, by=hr.user),
        )

        assert all(isinstance(problem, ValidationError) for problem in raised), raised
        assert not Employment.objects.filter(unit=unit, left_on__isnull=True).exists()
