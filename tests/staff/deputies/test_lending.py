"""Roles lent to deputies: who lends what, from when until when, and what a deputy may do meanwhile."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from ostu_qualification.core.models import User, today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.records.writes import keep
from staff.deputies.actions import end_delegation, lend_role
from staff.deputies.models import Delegation
from staff.ledger.transitions import recognise_training
from staff.models import Letter, Role
from staff.people import permissions
from staff.people.actors import actor
from tests.factories import EmploymentFactory, PersonFactory, TrainingRecordFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def deputy():
    """A colleague without a role."""
    return EmploymentFactory().person


def lend(lender, deputy, kind="officer", *, by=None, since=None, until=None):
    """Lend a role for ten days from today."""
    fields = {"kind": kind, "since": since or today(), "until": until or today() + 10 * DAY, "ground": "Өргүү"}
    return lend_role(Delegation(lender=lender, deputy=deputy), fields, by=by or lender.user)


def fresh(person):
    """The account as the next request reads it."""
    return User.objects.get(pk=person.user_id)


def test_a_deputy_holds_the_role_on_its_days_and_neither_before_nor_after(cholpon, deputy):
    lend(cholpon, deputy, since=today() + DAY, until=today() + 2 * DAY)
    held = []

    for days in range(4):
        with time_machine.travel(
            dt.datetime.combine(today() + days * DAY, dt.time(9), dt.timezone(dt.timedelta(hours=6))), tick=False
        ):
            held.append(actor(fresh(deputy)).holds("officer"))

    assert held == [False, True, True, False]


def test_a_role_that_its_holder_has_lost_is_not_held_by_the_deputy(cholpon, deputy):
    lend(cholpon, deputy)

    Role.objects.filter(person=cholpon).update(until=today() - DAY, since=today() - 2 * DAY)

    assert not actor(fresh(deputy)).holds("officer")


def test_an_act_of_a_deputy_says_on_whose_behalf(cholpon, deputy, log_in):
    lend(cholpon, deputy)
    claim = TrainingRecordFactory(state="claimed", hours=24)

    recognise_training(claim, by=fresh(deputy))

    line = history_of(claim)[0]
    assert (line.actor_id, line.additional_data["on_behalf_of"]) == (deputy.user_id, [cholpon.user_id])
    page = log_in(cholpon).get(reverse("training_detail", args=[claim.pk])).content.decode()
    assert f"({cholpon} атынан)" in page


def test_what_one_may_oneself_is_done_on_nobodys_behalf(cholpon):
    other = PersonFactory(roles=["officer"])
    lend(cholpon, other)
    claim = TrainingRecordFactory(state="claimed", hours=24)

    recognise_training(claim, by=fresh(other))

    assert "on_behalf_of" not in history_of(claim)[0].additional_data


def test_a_record_kept_by_a_deputy_says_on_whose_behalf(deputy):
    hr = PersonFactory(roles=["hr_officer"])
    lend(hr, deputy, "hr_officer")
    person = PersonFactory()

    keep(
        person,
        {"family_name": "Асанова"},
        by=fresh(deputy),
        permission=permissions.edit_person,
        act="edit_person",
    )

    assert history_of(person)[0].additional_data["on_behalf_of"] == [hr.user_id]


def test_the_deputy_is_told(cholpon, deputy):
    made = lend(cholpon, deputy)

    letter = Letter.objects.get(key=f"lent:{made.pk}")
    assert letter.person == deputy
    assert cholpon.full_name in letter.body


def test_a_role_taken_back_is_lost_at_once_and_can_be_lent_again(cholpon, deputy):
    made = lend(cholpon, deputy)

    end_delegation(made, by=cholpon.user)
    held = actor(fresh(deputy)).holds("officer")
    lend(cholpon, EmploymentFactory().person)

    assert not held


def test_a_deputy_gives_the_role_back(cholpon, deputy):
    made = lend(cholpon, deputy)

    end_delegation(made, by=fresh(deputy))

    made.refresh_from_db()
    assert made.is_over
    with pytest.raises(PermissionDenied):
        end_delegation(made, by=cholpon.user)


def test_nobody_lends_a_role_that_they_do_not_hold(deputy):
    other = PersonFactory(roles=["auditor"])

    with pytest.raises(PermissionDenied):
        lend(other, deputy, "officer")


def test_a_borrowed_role_is_not_lent_on(cholpon, deputy):
    lend(cholpon, deputy)

    with pytest.raises(PermissionDenied):
        lend(deputy, EmploymentFactory().person, by=fresh(deputy))


def test_nobody_lends_for_another_but_those_who_keep_the_roles(cholpon, deputy):
    lend(cholpon, deputy, by=PersonFactory(roles=["hr_officer"]).user)

    with pytest.raises(PermissionDenied):
        lend(
            cholpon,
            deputy,
            by=PersonFactory(roles=["auditor"]).user,
            since=today() + 20 * DAY,
            until=today() + 21 * DAY,
        )


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [(-3, -1, "until"), (0, 5, "__all__")],
    ids=["over already", "lent to somebody else meanwhile"],
)
def test_what_cannot_be_lent_is_refused_in_words(cholpon, deputy, since, until, field):
    lend(cholpon, deputy, since=today() + 5 * DAY, until=today() + 9 * DAY)

    with pytest.raises(ValidationError) as refused:
        lend(cholpon, EmploymentFactory().person, since=today() + since * DAY, until=today() + until * DAY)

    assert field in (refused.value.message_dict if hasattr(refused.value, "error_dict") else {"__all__": []})
    assert Delegation.objects.count() == 1
