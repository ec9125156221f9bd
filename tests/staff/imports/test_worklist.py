"""What waits of lists: to be applied, and their doubtful cells. Clauses 1.1, 4.4."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from ostu_qualification.core.workflow.waits import tasks_for
from staff.models import ImportDecision, PastTrainingImport, RosterImport
from tests.factories import PersonFactory


def listed(model, **facts):
    return model.objects.create(name="тизме.xlsx", sha256="0" * 64, file=ContentFile(b"x", "тизме.xlsx"), **facts)


def cell(roster, number, **facts):
    facts = {"kind": "rate_not_understood", "sheet": "1", "column": "D", "written": "15", **facts}
    return ImportDecision.objects.create(roster=roster, key=str(number), row=number, person=PersonFactory(), **facts)


@pytest.mark.clause("1.1")
def test_hr_applies_a_list_and_settles_its_doubtful_cells(cholpon):
    hr = PersonFactory(roles=["hr_officer"])
    roster = listed(RosterImport)
    doubt = cell(roster, 7)

    urls = sorted(task.url for task in tasks_for(hr.user))

    assert urls == sorted([reverse("roster_detail", args=[roster.pk]), reverse("decision_detail", args=[doubt.pk])])
    assert tasks_for(cholpon.user) == []


def test_several_cells_are_one_line_that_leads_to_their_list(db):
    hr = PersonFactory(roles=["hr_officer"])
    roster = listed(RosterImport, state="applied")
    for number in range(3):
        cell(roster, number)
    cell(roster, 9, state="settled")
    cell(roster, 10, state="dropped")

    assert [(task.url, task.count) for task in tasks_for(hr.user)] == [(reverse("decision_list"), 3)]


@pytest.mark.clause("4.4")
def test_an_officer_applies_a_list_of_past_training(cholpon):
    past = listed(PastTrainingImport)
    listed(PastTrainingImport, state="applied")
    listed(PastTrainingImport, state="discarded")

    assert [task.url for task in tasks_for(cholpon.user)] == [reverse("past_training_detail", args=[past.pk])]
