"""The overdue rise: to the head at once, to ИИжКББ after three months, to the rector after six. Clauses 5.3, 6.1."""

import pytest
from django.urls import reverse

from ostu_qualification.core.models import today
from ostu_qualification.core.words.calendar import add_months, add_years
from ostu_qualification.core.workflow.waits import tasks_for
from staff.cycle import stored
from staff.letters.digests import RISES_AFTER_MONTHS
from tests.factories import PersonFactory, TrainingRecordFactory


@pytest.mark.clause("5.3", "6.1")
@pytest.mark.parametrize(("months", "to_head", "to_office", "to_rector"), [(1, 1, 0, 0), (4, 1, 1, 0), (7, 1, 1, 1)])
def test_the_overdue_rise_from_the_head_to_the_rector(aigul, bakyt, cholpon, months, to_head, to_office, to_rector):
    due_on = add_months(today(), -months)
    TrainingRecordFactory(person=aigul, ended_on=add_years(due_on, -3))
    stored.rebuild([aigul])
    rector, vice_rector = PersonFactory(roles=["rector"]), PersonFactory(roles=["vice_rector"])
    pages = [reverse("my_unit"), *(f"{reverse('person_list')}?overdue_months={each}" for each in (3, 6, 6))]

    rising = [
        [(task.url, task.count, task.since) for task in tasks_for(person.user)]
        for person in (bakyt, cholpon, rector, vice_rector)
    ]

    reached = (to_head, to_office, to_rector, to_rector)
    assert rising == [[(page, 1, due_on)] * is_there for page, is_there in zip(pages, reached, strict=True)]


def test_the_sentences_say_the_months_that_hold():
    assert RISES_AFTER_MONTHS == (3, 6)
