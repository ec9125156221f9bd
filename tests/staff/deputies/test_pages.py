"""The pages of deputies: finding one, lending, the list, ending."""

import pytest
from django.urls import reverse

from ostu_qualification.core.models import today
from staff.deputies.models import Delegation
from tests.factories import EmploymentFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague():
    """Somebody with a post and an account."""
    return EmploymentFactory(person=PersonFactory(family_name="Токтогулова", given_name="Нургүл")).person


def test_a_deputy_is_found_by_two_letters_and_lent_a_role(cholpon, colleague, log_in):
    client = log_in(cholpon)
    found = client.get(reverse("find_deputy"), {"q": "То"}).content.decode()

    answer = client.post(
        reverse("lend_role", args=[colleague.pk]),
        {"kind": "officer", "since": f"{today():%d.%m.%Y}", "until": f"{today():%d.%m.%Y}", "ground": "Иш сапары"},
    )

    assert reverse("lend_role", args=[colleague.pk]) in found
    assert answer.url == reverse("deputy_list")
    assert Delegation.objects.get().deputy == colleague
    assert "Токтогулова" in client.get(answer.url).content.decode()


def test_days_in_the_wrong_order_are_refused_and_what_was_typed_stays(cholpon, colleague, log_in):
    answer = log_in(cholpon).post(
        reverse("lend_role", args=[colleague.pk]),
        {"kind": "officer", "since": "10.12.2026", "until": "01.12.2026", "ground": "Иш сапары"},
    )

    assert answer.status_code == 422
    assert "Иш сапары" in answer.content.decode()
    assert not Delegation.objects.exists()


def test_those_who_keep_the_roles_lend_for_another(cholpon, colleague, log_in):
    hr = PersonFactory(roles=["hr_officer"])

    log_in(hr).post(
        f"{reverse('lend_role', args=[colleague.pk])}?of={cholpon.pk}",
        {"kind": "officer", "since": f"{today():%d.%m.%Y}", "until": f"{today():%d.%m.%Y}", "ground": "Оорулуу"},
    )

    assert Delegation.objects.get().lender == cholpon


def test_others_do_not_see_what_is_lent(cholpon, colleague, log_in):
    Delegation.objects.create(
        lender=cholpon, deputy=colleague, kind="officer", since=today(), until=today(), ground="x"
    )

    page = log_in(PersonFactory(roles=["auditor"])).get(reverse("deputy_list")).content.decode()

    assert "Токтогулова" not in page


def test_ending_asks_first_and_ends(cholpon, colleague, log_in):
    made = Delegation.objects.create(
        lender=cholpon, deputy=colleague, kind="officer", since=today(), until=today(), ground="x"
    )
    client = log_in(cholpon)

    client.post(reverse("end_delegation", args=[made.pk]))

    made.refresh_from_db()
    assert made.ended_at is not None
