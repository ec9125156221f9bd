"""Records that look alike are proposed with the reason, and never again once they are said to be two people."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from ostu_qualification.core.records.history import history_of
from staff.models import NotDuplicate
from staff.people.merging import actions, duplicates
from staff.people.merging.duplicates import one_letter_apart
from tests.factories import PersonFactory

DAY = dt.date(1980, 5, 12)
NAMES = {"family_name": "Асанова", "given_name": "Айгүл", "patronymic": "Маратовна"}


@pytest.fixture(autouse=True)
def _english():
    """Messages are compared in English."""
    with override("en"):
        yield


@pytest.fixture
def hr(db):
    """The HR officer's account."""
    return PersonFactory(
        family_name="Кадрова", given_name="Чолпон", birth_on=dt.date(1970, 1, 1), roles=["hr_officer"]
    ).user


def proposed(user):
    """Keys and reason of what is proposed."""
    return [(pair.pk, pair.other_id, pair.reason) for pair in duplicates.possible_duplicates(user)]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({}, "same_birth"),
        ({"given_name": "Айгул"}, "same_birth"),
        ({"birth_on": None}, "birth_unknown"),
        ({"birth_on": None, "birth_year": 1980}, "birth_unknown"),
        ({"patronymic": ""}, "no_patronymic"),
        ({"family_name": "Осанова"}, "one_letter"),
        ({"family_name": "Асаннова"}, "one_letter"),
        ({"patronymic": "Маратовн"}, "one_letter"),
        ({"patronymic": "Муратовна"}, "one_letter"),
        ({"birth_on": dt.date(1980, 5, 13)}, None),
        ({"family_name": "Осонова"}, None),
        ({"patronymic": "Болотовна"}, None),
        ({"patronymic": "", "birth_on": None}, None),
    ],
)
def test_possible_duplicates_names_the_reason(hr, other, reason):
    first = PersonFactory(**NAMES, birth_on=DAY)
    second = PersonFactory(**({**NAMES, "birth_on": DAY} | other))

    assert proposed(hr) == ([(first.pk, second.pk, reason)] if reason else [])
    assert [pair.second for pair in duplicates.looks_like(hr, second)] == ([first] if reason else [])


@pytest.mark.parametrize("other", [{"family_name": "Осанова"}, {"birth_on": None}])
def test_possible_duplicates_believes_two_personal_numbers_where_little_else_agrees(hr, other):
    PersonFactory(**NAMES, birth_on=DAY, pin="11205198000011")
    PersonFactory(**({**NAMES, "birth_on": DAY} | other), pin="11205198000012")

    assert proposed(hr) == []


def test_possible_duplicates_passes_over_a_birth_year_that_differs(hr):
    PersonFactory(**NAMES, birth_on=None, birth_year=1980)
    PersonFactory(**NAMES, birth_on=None, birth_year=1981)

    assert proposed(hr) == []


def test_possible_duplicates_passes_over_a_merged_record(hr):
    kept, gone = PersonFactory(**NAMES), PersonFactory(**NAMES)
    actions.merge_people(kept, gone, by=hr, reason="Бир киши")

    assert proposed(hr) == []


def test_tell_apart_takes_the_pair_away_for_good_with_history(hr):
    first, second = PersonFactory(**NAMES), PersonFactory(**NAMES)

    for pair in ((second, first), (first, second)):
        duplicates.tell_apart(*pair, by=hr)

    assert proposed(hr) == []
    assert NotDuplicate.objects.count() == 1
    for person in (first, second):
        assert [line.additional_data["act"] for line in history_of(person) if line.additional_data].count(
            "tell_apart"
        ) == 1


def test_tell_apart_is_for_hr_alone(hr):
    first, second = PersonFactory(**NAMES), PersonFactory(**NAMES, roles=["officer"])

    with pytest.raises(PermissionDenied, match="Only the HR officer"):
        duplicates.tell_apart(first, second, by=second.user)

    assert duplicates.possible_duplicates(second.user) == []
    assert len(proposed(hr)) == 1


def test_duplicate_list_takes_the_same_number_of_queries_for_one_pair_and_three(hr, client, django_assert_num_queries):
    client.force_login(hr)
    PersonFactory(**NAMES)
    for pairs in (1, 3):
        PersonFactory(**NAMES)

        with django_assert_num_queries(7):
            answer = client.get(reverse("duplicate_list"))

        assert answer.context["page"].paginator.count == pairs


LETTERS = st.text("абв", max_size=8)


@given(LETTERS, LETTERS)
def test_one_letter_apart_agrees_with_trying_every_edit(one, other):
    shorter = {one[:at] + one[at + 1 :] for at in range(len(one))}
    exchanged = {one[:at] + letter + one[at + 1 :] for at in range(len(one)) for letter in "абв"} - {one}
    longer = {one[:at] + letter + one[at:] for at in range(len(one) + 1) for letter in "абв"}

    assert one_letter_apart(one, other) == (other in shorter | exchanged | longer)
