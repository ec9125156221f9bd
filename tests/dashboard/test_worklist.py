"""The worklist: each role is shown what waits for it, and nobody what waits for another. Clauses 5.3, 5.7, 6.1."""

import datetime as dt

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from enrollment.models import SelectionList
from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.workflow.waits import tasks_for
from tests.factories import (
    ApplicationFactory,
    EmploymentFactory,
    PersonFactory,
    RunFactory,
    TrainingRecordFactory,
)


def urls(person) -> list[str]:
    """The addresses of what waits for someone; each line stands for one record here."""
    tasks = tasks_for(person.user)
    assert all(task.count == 1 for task in tasks)
    return sorted(task.url for task in tasks)


@pytest.mark.django_db
def test_nothing_waits_for_someone_new(aigul, cholpon, daniyar):
    assert [urls(person) for person in (aigul, cholpon, daniyar)] == [[], [], []]


@pytest.mark.clause("5.4")
def test_an_applicant_confirms_an_offer_and_finishes_a_draft(aigul):
    offer = ApplicationFactory(person=aigul, state="allocated")
    draft = ApplicationFactory(person=aigul, state="draft", submitted_at=None)
    ApplicationFactory(person=aigul, state="enrolled")

    assert urls(aigul) == sorted(
        [reverse("application_detail", args=[offer.pk]), reverse("application_check", args=[draft.pk])]
    )


@pytest.mark.clause("5.4")
def test_an_applicant_is_asked_for_nothing_that_comes_too_late(aigul):
    ApplicationFactory(person=aigul, state="draft", run__state="closed", submitted_at=None)
    ApplicationFactory(person=aigul, state="draft", run__over=True, submitted_at=None)
    offer = ApplicationFactory(person=aigul, state="allocated")
    selection = SelectionList.objects.create(
        run=offer.run, policy=Policy.objects.current(), state="approved", ranked_on=today(), lottery_seed="0"
    )
    facts = {"position": 1, "outcome": "place", "points": 1, "inputs": {}, "lottery": 1}
    selection.entries.create(application=offer, offer_until=today() - dt.timedelta(days=1), **facts)

    assert urls(aigul) == []


@pytest.mark.clause("5.3")
def test_a_head_gives_an_opinion(aigul, bakyt):
    ApplicationFactory(person=aigul)
    ApplicationFactory(person=EmploymentFactory().person)

    assert urls(bakyt) == [reverse("give_opinions")]
    assert urls(aigul) == []


@pytest.mark.parametrize("moment", ["2026-11-25 18:30", "2026-11-25 23:10"], ids=["00:30", "05:10"])
def test_work_waits_since_a_day_in_osh(aigul, cholpon, bakyt, moment):
    with time_machine.travel(dt.datetime.fromisoformat(f"{moment}+00:00"), tick=False):
        ApplicationFactory(person=aigul, state="draft", submitted_at=None)
        ApplicationFactory(person=aigul, submitted_at=timezone.now())
        TrainingRecordFactory(person=aigul, state="claimed")

        for person in (aigul, bakyt, cholpon):
            assert [task.since for task in tasks_for(person.user)] == [dt.date(2026, 11, 26)]


@pytest.mark.clause("5.4")
def test_an_offered_place_says_since_when_and_until_when(aigul):
    offer = ApplicationFactory(person=aigul, state="allocated")
    selection = SelectionList.objects.create(
        run=offer.run,
        policy=Policy.objects.current(),
        state="approved",
        ranked_on=today(),
        approved_on=today(),
        lottery_seed="0",
    )
    until = today() + dt.timedelta(days=5)
    selection.entries.create(
        application=offer, position=1, outcome="place", points=1, inputs={}, lottery=1, offer_until=until
    )

    (task,) = tasks_for(aigul.user)

    assert (task.since, task.until) == (today(), until)


@pytest.mark.clause("6.1")
def test_an_officer_approves_a_list(cholpon):
    selection = SelectionList.objects.create(
        run=RunFactory(state="closed"), policy=Policy.objects.current(), ranked_on=today(), lottery_seed="0"
    )

    assert urls(cholpon) == [reverse("selection_detail", args=[selection.pk])]


@pytest.mark.parametrize("count", [1, 3])
def test_home_takes_as_many_queries_however_much_waits(cholpon, log_in, count, django_assert_num_queries):
    for _n in range(count):
        TrainingRecordFactory(state="claimed")
    client = log_in(cholpon)
    client.get(reverse("home"))

    with django_assert_num_queries(8):
        page = client.get(reverse("home"))

    assert [task.count for task in page.context["tasks"]] == [count]


@pytest.mark.django_db
def test_make_demo_refuses_a_database_with_people():
    PersonFactory()

    with pytest.raises(CommandError):
        call_command("make_demo", verbosity=0)
