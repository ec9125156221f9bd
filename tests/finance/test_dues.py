"""What enrolled people owe. Clause 7.3."""

from decimal import Decimal

import pytest
from django.urls import reverse

from finance.actions import charge
from finance.models import Due
from tests.factories import ApplicationFactory, PersonFactory, ProgrammeFactory, RunFactory


@pytest.fixture
def run(db):
    """A run with two prices."""
    return RunFactory(programme=ProgrammeFactory(price_own=Decimal("1000"), price_outside=Decimal("2000")))


@pytest.mark.clause("7.3")
def test_own_staff_pay_the_price_list_and_others_the_price_for_contracts(run, aigul, elena):
    own, outside = ApplicationFactory(person=aigul, run=run), ApplicationFactory(person=elena, run=run)

    charge([own, outside], run)

    assert dict(Due.objects.values_list("application", "amount")) == {
        own.pk: Decimal("1000.00"),
        outside.pk: Decimal("2000.00"),
    }


@pytest.mark.clause("7.3")
def test_nobody_is_charged_twice(run, aigul):
    application = ApplicationFactory(person=aigul, run=run)

    charge([application], run)
    charge([application], run)

    assert Due.objects.count() == 1


@pytest.mark.clause("7.3")
def test_everyone_sees_what_they_owe_and_the_money_offices_see_all(run, aigul, elena, log_in):
    charge([ApplicationFactory(person=aigul, run=run), ApplicationFactory(person=elena, run=run)], run)
    accountant = PersonFactory(roles=["accountant"])

    counts = [log_in(person).get(reverse("due_list")).context["list"].count for person in (aigul, accountant)]

    assert counts == [1, 2]
