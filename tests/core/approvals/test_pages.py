"""The pages of approvals: what waits, the document with two buttons, the routes."""

import pytest
from django.urls import reverse

from ostu_qualification.core.approvals import queries
from ostu_qualification.core.approvals.models import ApprovalRoute
from ostu_qualification.core.approvals.transitions import ask_offices
from ostu_qualification.core.models import today
from tests.factories import PersonFactory, TrainingRecordFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(route):
    """A record on which the vice-rector is asked."""
    route("vice_rector", "hr_officer")
    return ask_offices(TrainingRecordFactory(title="Санариптик окутуу"), "claim")


def test_the_list_has_what_waits_for_my_office(asked, client, office):
    client.force_login(office("vice_rector"))

    page = client.get(reverse("approval_list")).content.decode()

    assert reverse("approval_detail", args=[asked[0].pk]) in page
    assert reverse("approval_detail", args=[asked[1].pk]) not in page


def test_the_page_has_the_document_the_answers_and_two_buttons(asked, client, office):
    client.force_login(office("vice_rector"))

    page = client.get(reverse("approval_detail", args=[asked[0].pk])).content.decode()

    assert reverse("endorse_approval", args=[asked[0].pk]) in page
    assert reverse("object_to_approval", args=[asked[0].pk]) in page


def test_one_press_endorses(asked, client, office):
    client.force_login(office("vice_rector"))

    answer = client.post(reverse("endorse_approval", args=[asked[0].pk]))

    assert answer.url == reverse("approval_detail", args=[asked[0].pk])
    asked[0].refresh_from_db()
    assert asked[0].state == "endorsed"


def test_an_objection_without_words_is_refused_and_nothing_happens(asked, client, office):
    client.force_login(office("vice_rector"))

    answer = client.post(reverse("object_to_approval", args=[asked[0].pk]), {"reason": "  "})

    assert answer.status_code == 422
    asked[0].refresh_from_db()
    assert asked[0].state == "waiting"


def test_others_do_not_see_an_approval(asked, client):
    client.force_login(PersonFactory().user)

    assert client.get(reverse("approval_detail", args=[asked[0].pk])).status_code == 404


def test_the_administrator_sets_a_route(told, client, office):
    client.force_login(office("administrator"))
    typed = {
        "kind": "claim",
        "valid_from": today().strftime("%d.%m.%Y"),
        "way": "in_turn",
        "days": "4",
        "office_hr_officer": "2",
        "office_vice_rector": "1",
    }

    answer = client.post(reverse("set_route"), typed)

    assert answer.status_code == 302, answer.content.decode()
    route = ApprovalRoute.objects.get(kind="claim")
    assert [each.office for each in route.offices.all()] == ["vice_rector", "hr_officer"]
    assert route.days == 4


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"office_vice_rector": ""}, "орун бериңиз"),
        ({"office_hr_officer": "1"}, "бирдей орун"),
        ({"needed": "3"}, "көп"),
    ],
)
def test_a_route_that_cannot_be_is_refused_in_words(told, client, office, wrong, words):
    client.force_login(office("administrator"))
    typed = {
        "kind": "claim",
        "valid_from": today().strftime("%d.%m.%Y"),
        "way": "side_by_side",
        "days": "4",
        "office_vice_rector": "1",
    }

    answer = client.post(reverse("set_route"), typed | wrong)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ApprovalRoute.objects.filter(kind="claim").exists()


def test_the_worklist_has_a_line_with_what_waits(asked, client, office):
    user = office("vice_rector")

    lines = queries.WAITING.records(user)

    assert [each.pk for each in lines] == [asked[0].pk]
