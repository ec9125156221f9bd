"""What enrolled people owe: charged as the order prints, seen by those who may, reversed with the run. Clause 7.3."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from certificates.models import Order
from certificates.orders.signals import participants_enrolled
from certificates.texts import filling
from courses.runs import transitions as course_steps
from finance.dues.actions import charge, reverse_dues
from finance.models import Due
from ostu_qualification.core.models import today
from ostu_qualification.core.records.who import SYSTEM
from staff import ports
from tests.factories import ApplicationFactory, PersonFactory, ProgrammeFactory, RunFactory

OWN, OUTSIDE = Decimal("1000.00"), Decimal("2000.50")


@pytest.fixture
def run(db):
    """A run with two prices."""
    return RunFactory(state="selected", programme=ProgrammeFactory(price_own=OWN, price_outside=OUTSIDE))


@pytest.fixture
def order(run):
    """Make an order that enrols these people."""

    def _order(*people) -> Order:
        applications = [ApplicationFactory(person=person, run=run, state="enrolled") for person in people]
        return Order.objects.create(
            kind="enrolment",
            state="executed",
            number="09-04/1",
            signed_on=today(),
            run=run,
            participants=filling.participants(applications),
        )

    return _order


def charged(*people) -> list[list[Decimal]]:
    """The amounts of each of these people, in the order in which they were entered."""
    return [
        list(Due.objects.filter(application__person=each).order_by("pk").values_list("amount", flat=True))
        for each in people
    ]


@pytest.mark.clause("7.3")
def test_own_staff_pay_the_price_list_and_others_the_price_for_contracts(order, run, aigul, elena):
    drafted = order(aigul, elena)

    assert charge(drafted, run.places.all()) == 2

    assert charged(aigul, elena) == [[OWN], [OUTSIDE]]


@pytest.mark.clause("7.3")
@pytest.mark.parametrize(("by_contract", "amount"), [(True, OUTSIDE), (False, OWN)])
def test_what_the_order_prints_is_charged_whatever_has_changed_since(order, run, aigul, by_contract, amount):
    drafted = order(aigul)
    drafted.participants[0]["by_contract"] = by_contract

    charge(drafted, run.places.all())

    assert charged(aigul) == [[amount]]


def test_nobody_is_charged_twice(order, run, aigul):
    drafted = order(aigul)

    charge(drafted, run.places.all())
    charge(drafted, run.places.all())

    assert charged(aigul) == [[OWN]]


@pytest.mark.clause("7.3")
def test_enrolling_charges_those_whom_the_order_enrols_and_nobody_else(order, run, aigul, elena):
    drafted = order(aigul, elena)

    participants_enrolled.send(Order, order=drafted, applications=run.places.filter(person=elena), by=SYSTEM)

    assert charged(aigul, elena) == [[], [OUTSIDE]]


def test_a_cancelled_run_has_its_dues_reversed_and_keeps_the_lines(order, run, aigul, elena, cholpon):
    charge(order(aigul, elena), run.places.all())

    course_steps.cancel_run(run, by=cholpon.user, reason="Карантин")

    assert charged(aigul, elena) == [[OWN, -OWN], [OUTSIDE, -OUTSIDE]]
    reversals = Due.objects.filter(reverses__isnull=False)
    assert set(reversals.values_list("reason", flat=True)) == {"Карантин"}
    assert {each.reverses.application_id for each in reversals} == {each.application_id for each in reversals}


def test_what_is_reversed_is_reversed_once(order, run, aigul):
    charge(order(aigul), run.places.all())

    assert (reverse_dues(run, reason="Карантин"), reverse_dues(run, reason="Карантин")) == (1, 0)

    assert charged(aigul) == [[OWN, -OWN]]


@pytest.mark.parametrize("amount", [Decimal("-0.01"), Decimal("1.001"), Decimal("123456789.00")])
def test_an_amount_is_no_debt_of_ours_and_has_two_digits(order, run, aigul, amount):
    order(aigul)

    with pytest.raises(ValidationError):
        Due(application=run.places.get(), amount=amount).full_clean()


def test_the_database_keeps_one_due_for_each_participant_and_signs_right(order, run, aigul):
    charge(order(aigul), run.places.all())
    due = Due.objects.get()

    for wrong in ({"amount": 1}, {"amount": 1, "reverses": due}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Due.objects.create(application=due.application, **wrong)

    assert charged(aigul) == [[OWN]]


def test_everyone_sees_what_they_owe_and_the_money_offices_see_all(order, run, aigul, elena, log_in):
    charge(order(aigul, elena), run.places.all())
    offices = ["accountant", "finance_officer", "officer", "rector", "auditor", "administrator"]

    counts = [
        log_in(person).get(reverse("due_list")).context["list"].count
        for person in (
            aigul,
            elena,
            PersonFactory(roles=["hr_officer"]),
            *(PersonFactory(roles=[each]) for each in offices),
        )
    ]

    assert counts == [1, 1, 0, *[2] * len(offices)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(order, run, count, log_in, django_assert_num_queries):
    charge(order(*(PersonFactory() for _ in range(count))), run.places.all())
    client = log_in(PersonFactory(roles=["accountant"]))
    client.get(reverse("due_list"))

    with django_assert_num_queries(6):
        page = client.get(reverse("due_list"))

    assert page.context["list"].count == count


def test_the_list_is_an_excel_file_too(order, run, aigul, log_in):
    charge(order(aigul), run.places.all())

    answer = log_in(aigul).get(reverse("due_list"), {"format": "xlsx"})

    assert answer.content.startswith(b"PK")


def test_my_data_says_what_one_owes(order, run, aigul, elena):
    charge(order(aigul, elena), run.places.all())

    groups = [group for found in ports.kept_data.ask(person=aigul) for group in found]

    (dues,) = [group for group in groups if group.key == "dues"]
    assert len(dues.entries) == 1
