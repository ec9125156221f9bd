"""Reads of the staff app: who finds whom by what they type."""

import pytest

from staff.models import Person
from staff.people.queries import search_people
from tests.factories import PersonFactory


@pytest.fixture
def four(db):
    """People whose names look alike."""
    names = [
        ("Өмүрбеков", "Акылбек", "Асанович"),
        ("Акматов", "Өмүрбек", ""),
        ("Ким", "Виктор", "Ли"),
        ("Маматов", "Ак", ""),
    ]
    return [PersonFactory(family_name=f, given_name=g, patronymic=p) for f, g, p in names]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("омурбек", ["Акматов", "Өмүрбеков"]),
        ("Өмүрбек акыл", ["Өмүрбеков"]),
        ("ак", ["Акматов", "Маматов", "Өмүрбеков"]),
        ("ли", ["Ким"]),
        ("ки", ["Ким"]),
        ("им", []),
        ("", ["Акматов", "Ким", "Маматов", "Өмүрбеков"]),
    ],
)
def test_search_finds_parts_of_names_and_short_words_where_a_name_begins(four, written, found):
    people = search_people(Person.objects.all(), written)

    assert sorted(people.values_list("family_name", flat=True)) == sorted(found)


def test_a_whole_name_is_found_by_its_beginning_and_in_any_order_too(four, django_assert_num_queries):
    people = Person.objects.all()

    with django_assert_num_queries(2):
        assert [each.family_name for each in search_people(people, "Омурбеков Акылбек Асанович")] == ["Өмүрбеков"]
    assert [each.family_name for each in search_people(people, "акылбек асанович омурбеков")] == ["Өмүрбеков"]
    assert list(search_people(people, "Омурбеков Акылбек Башкаевич")) == []
