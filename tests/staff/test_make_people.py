"""Invented people: the same for the same seed, valid by every rule of the database, with their cycles."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from ostu_qualification.core.models import today
from staff.cycle import stored
from staff.management import synthetic
from staff.models import CycleState, Employment, Person, TrainingRecord
from staff.people import pin

ON = dt.date(2026, 11, 23)


def _facts():
    return list(
        Person.objects.order_by("pk").values_list("family_name", "given_name", "birth_on", "pin", "degree_level")
    )


def test_make_people_is_the_same_for_the_same_seed(db):
    synthetic.make_people(40, seed=7, on=ON)
    first = _facts()
    Employment.objects.all().delete()
    Person.objects.all().delete()

    synthetic.make_people(40, seed=7, on=ON)

    assert _facts() == first
    assert len({facts[:2] for facts in first}) > 20


def test_make_people_writes_what_the_rules_allow(db):
    made = synthetic.make_people(60, lines=3, on=today())

    people = Person.objects.in_bulk(list(made))
    assert TrainingRecord.objects.count() == 180
    assert CycleState.objects.count() == 60
    assert stored.differences() == []
    for person in people.values():
        folded, key = person.folded, person.sort_key
        person.full_clean()
        person.fill_search()
        assert (person.folded, person.sort_key) == (folded, key)
        assert person.pin is None or pin.birth_of(person.pin) == person.birth_on
    for post in Employment.objects.all():
        post.full_clean()


def test_people_can_be_added_after_invented_ones(db):
    synthetic.make_people(5)

    later = Person.objects.create(family_name="Асанов", given_name="Бакыт")

    assert Person.objects.filter(pk=later.pk).count() == 1
    assert Person.objects.count() == 6


def test_make_people_refuses_to_mix_invented_people_with_others(db, capsys):
    call_command("make_people", 30, "--departments", "2", verbosity=0)

    with pytest.raises(CommandError, match="--beside"):
        call_command("make_people", 3, verbosity=0)
    call_command("make_people", 30, "--beside", verbosity=0)

    assert Person.objects.count() == 60


@pytest.mark.parametrize("options", [["0"], ["5", "--lines", "-1"], ["5", "--departments", "0"]])
def test_make_people_refuses_impossible_sizes(db, options):
    with pytest.raises(CommandError, match="at least 1"):
        call_command("make_people", *options, verbosity=0)
