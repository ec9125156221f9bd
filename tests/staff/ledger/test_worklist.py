"""What waits of the ledger: claims for an officer, papers of journeys for the international officer. Clauses 4.4, 6.2."""

import datetime as dt

import pytest
from django.urls import reverse

from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.waits import tasks_for
from staff.people.models import RoleKind
from tests.factories import PersonFactory, TrainingRecordFactory


@pytest.mark.clause("4.4")
def test_an_officer_decides_on_one_claim_on_its_page_and_on_several_in_the_list(cholpon, aigul, daniyar):
    first = TrainingRecordFactory(person=aigul, state="claimed")

    alone = [task.url for task in tasks_for(cholpon.user)]
    TrainingRecordFactory(person=aigul, state="claimed")
    together = [(task.url, task.count) for task in tasks_for(cholpon.user)]

    assert alone == [reverse("training_detail", args=[first.pk])]
    assert together == [(f"{reverse('training_list')}?state=claimed", 2)]
    assert tasks_for(aigul.user) == tasks_for(daniyar.user) == []


@pytest.mark.clause("4.4")
def test_a_claim_on_which_nobody_can_decide_yet_is_no_work(cholpon, aigul):
    TrainingRecordFactory(person=aigul, state="claimed", ended_on=today() + dt.timedelta(days=1))
    for state in ("recognised", "refused", "annulled", "withdrawn"):
        TrainingRecordFactory(person=aigul, state=state, reason="–")

    assert tasks_for(cholpon.user) == []


@pytest.mark.clause("6.2")
def test_a_journey_waits_for_its_papers_then_for_the_decision(cholpon, aigul):
    farida = PersonFactory(roles=[RoleKind.INTERNATIONAL_OFFICER])
    facts = {"source": "mobility", "transfer_agreed_on": today(), "ended_on": today() - dt.timedelta(days=3)}
    record = TrainingRecordFactory(person=aigul, state="claimed", **facts)
    page = [reverse("training_detail", args=[record.pk])]

    without = [[task.url for task in tasks_for(each.user)] for each in (farida, cholpon)]
    type(record).objects.filter(pk=record.pk).update(report="reports/2026/r.pdf")
    reported = [[task.url for task in tasks_for(each.user)] for each in (farida, cholpon)]

    assert without == [page, []]
    assert reported == [[], page]
