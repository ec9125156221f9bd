"""The page of an act: refused input comes back as typed, a stale page is told the new state."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from certificates.models import Order
from ostu_qualification.core.frame.lists import chosen
from ostu_qualification.core.frame.pages import bulk_page
from ostu_qualification.core.models import Approval, today
from staff.models import Person
from tests.factories import PersonFactory, RunFactory


def a_scan() -> ContentFile:
    """A file whose content says that it is a PDF."""
    return ContentFile(b"%PDF-1.7 scan %%EOF", "order.pdf")


CONTENT = {"ky": {"heading": "Б", "preamble": "Н", "items": ["1"], "ground": "Т"}}


@pytest.fixture
def order(db):
    """An order that waits for the rector's signature."""
    made = Order.objects.create(
        kind="enrolment", run=RunFactory(state="selected"), state="endorsement", languages=["ky"], content=CONTENT
    )
    Approval.objects.create(
        record=made,
        kind="order.enrolment",
        position=1,
        office="hr_officer",
        needed=1,
        days=3,
        state="endorsed",
        answered_at=timezone.now(),
        answered_by=PersonFactory(roles=["hr_officer"]).user,
    )
    return made


def test_act_page_keeps_what_was_typed_and_names_the_field(order, cholpon, log_in):
    answer = log_in(cholpon).post(
        reverse("record_signature", args=[order.pk]),
        {"number": "09-04/777", "signed_on": "31.12.2999", "signed_by": "А. Ректоров", "scan": a_scan()},
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
        {"number": "09-04/1", "signed_on": f"{today():%d.%m.%Y}", "signed_by": "А. Ректоров", "scan": a_scan()},
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


def _bulk_request(address, rf, data=None):
    request = rf.post(address, data) if data is not None else rf.get(address)
    request.user = AnonymousUser()
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def _bulk(request, act):
    return bulk_page(
        request,
        chosen(request, Person.objects.all()),
        act,
        name=lambda person: person.family_name,
        title="Көп адам",
        submit_label="Кылуу",
        back_url="/people/",
    )


def test_bulk_page_acts_on_each_and_says_who_was_refused(db, rf):
    people = [PersonFactory(family_name=name) for name in ("Абдыев", "Жороев", "Эсенов")]
    acted = []

    def act(person, form):
        if person.family_name == "Жороев":
            raise PermissionDenied("Болбойт")
        acted.append(person.family_name)

    request = _bulk_request(f"/?pk={people[0].pk}&pk={people[1].pk}", rf, {})
    answer = _bulk(request, act)

    texts = [str(message) for message in request._messages]
    assert answer.status_code == 302
    assert acted == ["Абдыев"]
    assert any("Жороев: Болбойт" in text for text in texts)
    assert any("1" in text and "2" in text for text in texts)


def test_bulk_page_without_a_choice_goes_back(db, rf):
    request = _bulk_request("/?pk=", rf)

    answer = _bulk(request, lambda person, form: None)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/people/")
    assert len(list(request._messages)) == 1
