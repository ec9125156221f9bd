"""The page of an act: refused input comes back as typed, a stale page is told the new state."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from certificates.models import Order
from ostu_qualification.core.models import today
from tests.factories import RunFactory

CONTENT = {"ky": {"heading": "Б", "preamble": "Н", "items": ["1"], "ground": "Т"}}


@pytest.fixture
def order(db):
    """An order in endorsement that asks for no visa."""
    return Order.objects.create(
        kind="enrolment", run=RunFactory(state="selected"), state="endorsement", languages=["ky"], content=CONTENT
    )


def test_act_page_keeps_what_was_typed_and_names_the_field(order, cholpon, log_in):
    answer = log_in(cholpon).post(
        reverse("record_signature", args=[order.pk]),
        {"number": "09-04/777", "signed_on": "31.12.2999", "signed_by": "А. Ректоров"},
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["signed_on"]
    content = answer.content.decode()
    assert 'value="09-04/777"' in content
    assert 'value="31.12.2999"' in content


def test_act_page_puts_a_refusal_of_the_rules_beside_its_field(order, cholpon, log_in):
    Order.objects.create(
        kind="enrolment",
        run=RunFactory(),
        state="signed",
        number="09-04/1",
        signed_on=today(),
        languages=["ky"],
        content=CONTENT,
    )

    answer = log_in(cholpon).post(
        reverse("record_signature", args=[order.pk]),
        {"number": "09-04/1", "signed_on": f"{today():%d.%m.%Y}", "signed_by": "А. Ректоров"},
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["number"]


def test_act_page_tells_a_stale_page_the_new_state(order, cholpon, log_in):
    answer = log_in(cholpon).post(reverse("send_order", args=[order.pk]))

    (message,) = get_messages(answer.wsgi_request)
    assert (answer.status_code, message.level_tag) == (302, "error")
    assert order.get_state_display() in str(message)


def test_act_page_changes_nothing_when_only_looked_at(order, cholpon, log_in):
    answer = log_in(cholpon).get(reverse("annul_order", args=[order.pk]))

    order.refresh_from_db()
    assert (answer.status_code, order.state) == (200, "endorsement")
