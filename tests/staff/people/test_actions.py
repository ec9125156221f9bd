"""What two officers do to one record: neither undoes the other, and nobody acts on a page that is old."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from staff.models import Role, UnitHead
from staff.people import actions
from staff.units import actions as units_actions
from staff.units import headships
from staff.units.organisations import actions as organisations_actions
from tests.factories import EmploymentFactory, OrganisationFactory, PersonFactory, UnitFactory

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 9, 1)


@pytest.fixture
def office(db):
    """Someone who may change people, units, organisations and roles."""
    return PersonFactory(roles=["hr_officer", "officer", "administrator"])


def headship():
    """A headship of a unit."""
    return UnitHead.objects.create(unit=UnitFactory(), person=PersonFactory(), since=dt.date(2020, 1, 1))


def role():
    """A role that is held."""
    return Role.objects.create(person=PersonFactory(), kind="auditor", since=dt.date(2020, 1, 1))


ACTS = {
    "save_person": (PersonFactory, actions.save_person, {"given_name": "Айбек"}, {"family_name": "Бекова"}),
    "save_employment": (EmploymentFactory, actions.save_employment, {"rate": 0.5}, {"left_on": DAY}),
    "save_unit": (UnitFactory, units_actions.save_unit, {"code": "МСТ"}, {"name_ru": "Кафедра"}),
    "save_organisation": (OrganisationFactory, organisations_actions.save_organisation, {"city": "Ош"}, {"name_en": "Centre"}),
    "save_outside_person": (
        lambda: PersonFactory(outside=True), organisations_actions.save_outside_person, {"given_name": "Айбек"},
        {"family_name": "Бекова"},
    ),
    "edit_headship": (headship, headships.edit_headship, {"until": DAY}, {"since": dt.date(2021, 1, 1)}),
    "end_role": (
        role, lambda record, fields, by: actions.end_role(record, until=fields["until"], by=by), {"until": DAY},
        {"since": dt.date(2021, 1, 1)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ACTS)
def test_an_act_changes_what_it_names_and_leaves_what_others_changed_meanwhile(office, name):
    make, act, mine, theirs = ACTS[name]
    record = make()
    page = type(record).objects.get(pk=record.pk)
    type(record).objects.filter(pk=record.pk).update(**theirs)

    act(page, mine, by=office.user)

    kept = type(record).objects.filter(pk=record.pk).values(*mine, *theirs).get()
    assert kept == mine | theirs


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_for_the_office_alone(aigul, name):
    make, act, mine, _theirs = ACTS[name]
    record = make()
    before = type(record).objects.filter(pk=record.pk).values().get()

    with pytest.raises(PermissionDenied):
        act(record, mine, by=aigul.user)

    assert type(record).objects.filter(pk=record.pk).values().get() == before


def test_a_page_sends_all_its_fields_but_only_what_was_written_is_changed(office, log_in, monkeypatch):
    """Somebody else changes the name between the reading of the page and the lock."""
    person = PersonFactory(family_name="Асанова", given_name="Айгүл")
    browser, address = log_in(office), reverse("edit_person", args=[person.pk])
    form = browser.get(address).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"given_name": "Айнура"}
    act = actions.save_person

    def late(record, fields, *, by):
        type(record).objects.filter(pk=record.pk).update(family_name="Бекова")
        return act(record, fields, by=by)

    monkeypatch.setattr(actions, "save_person", late)
    assert browser.post(address, data).status_code == 302

    person.refresh_from_db()
    assert (person.family_name, person.given_name) == ("Бекова", "Айнура")


def test_a_unit_is_added_and_changed_by_its_pages(office, log_in):
    browser, parent = log_in(office), UnitFactory(kind="institute")
    facts = {
        "kind": "department",
        "parent": parent.pk,
        "code": "МСТ",
        "name_ky": "Кафедра",
        "name_ru": "",
        "name_en": "",
    }

    browser.post(reverse("add_unit"), facts)
    unit = parent.children.get()
    browser.post(reverse("edit_unit", args=[unit.pk]), {"kind": "department", "code": "МСТ-1", "name_ru": "Кафедра"})

    unit.refresh_from_db()
    assert (unit.name_ky, unit.name_ru, unit.code, unit.parent) == ("Кафедра", "Кафедра", "МСТ-1", parent)
