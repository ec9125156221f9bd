"""Programmes: hours and attestation by form, the list from Excel, council and vice-rector. Clauses 1.6, 4.3, 5.1, 5.6b, 5.7."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from courses.council import transitions as council_transitions
from courses.models import CourseRun, Programme, SyllabusTopic
from courses.programmes import actions, full_documents
from courses.programmes.forms_of_training import hours_fit, problems
from courses.runs import transitions as runs_transitions
from ostu_qualification.core.workflow.steps import WrongState
from tests.factories import MaterialFactory, PersonFactory, ProgrammeFactory, RunFactory

MEETING = {"number": "3", "held_on": dt.date(2026, 9, 10), "members_present": 7, "members_total": 9}
LIST = (Path(__file__).resolve().parents[3] / "demo" / "programmes.xlsx").read_bytes()


@pytest.mark.clause("4.3")
@pytest.mark.parametrize(
    ("form", "fitting", "not_fitting"),
    [
        ("short", [16, 72], [15, 73]),
        ("thematic", [72, 100], [71, 101]),
        ("long", [101, 500], [100]),
        ("internship", [72, 144], [71]),
    ],
)
def test_hours_fit_the_form(form, fitting, not_fitting):
    assert [hours_fit(form, hours) for hours in fitting] == [True] * len(fitting)
    assert [hours_fit(form, hours) for hours in not_fitting] == [False] * len(not_fitting)


@pytest.mark.clause("5.7")
@pytest.mark.parametrize(
    ("form", "attestation"),
    [("short", "attestation_and_exam"), ("thematic", "exam"), ("long", "test"), ("internship", "exam")],
)
def test_attestation_fits_the_form(form, attestation):
    assert list(problems(form=form, hours=None, attestation_form=attestation)) == ["attestation_form"]


@pytest.mark.django_db
@pytest.mark.clause("4.3")
def test_the_database_refuses_hours_outside_the_form():
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeFactory(form="short", hours=80)


@pytest.mark.django_db
@pytest.mark.clause("4.3")
def test_the_list_of_programmes_agrees_with_the_truth(cholpon):
    read, counts = actions.import_programmes(LIST, by=cholpon.user)

    assert (read.rows, len(read.accepted)) == (31, 28)
    assert [(each.sheet, each.row, each.kind, each.clause) for each in read.refused] == [
        ("Программалар", row, "hours_outside_form", "4.3") for row in (30, 31, 32)
    ]
    assert counts["new"] == Programme.objects.count() == 28


@pytest.mark.django_db
def test_a_second_import_changes_nothing_and_leaves_what_the_council_has_seen(cholpon):
    actions.import_programmes(LIST, by=cholpon.user)
    seen = Programme.objects.first()
    for kind in full_documents.needed(seen.form, seen.kind):
        MaterialFactory(programme=seen, kind=kind)
    council_transitions.submit_programme(seen, by=cholpon.user)
    seen.title_en = "Changed since"
    seen.save(update_fields=["title_en"])

    _, counts = actions.import_programmes(LIST, by=cholpon.user)

    assert counts == {"new": 0, "changed": 0, "unchanged": 27, "frozen": 1}


@pytest.mark.django_db
@pytest.mark.clause("5.6b")
def test_submit_programme_needs_a_syllabus_that_adds_up(cholpon):
    programme = ProgrammeFactory(state="draft", hours=16, protocol=None, documents=True)
    SyllabusTopic.objects.create(programme=programme, position=1, title="Кириш", session_kind="lecture", hours=10)

    with pytest.raises(ValidationError, match="10"):
        council_transitions.submit_programme(programme, by=cholpon.user)

    SyllabusTopic.objects.create(programme=programme, position=2, title="Машыгуу", session_kind="practice", hours=6)
    assert council_transitions.submit_programme(programme, by=cholpon.user).state == Programme.State.SUBMITTED


@pytest.fixture
def secretary(db):
    """The secretary of the council."""
    return PersonFactory(roles=["council_secretary"])


@pytest.mark.clause("1.6")
def test_permit_programme_refuses_author(secretary):
    programme = ProgrammeFactory(state="submitted", protocol=None)
    programme.authors.add(secretary)

    with pytest.raises(PermissionDenied):
        council_transitions.permit_programme(programme, by=secretary.user, **MEETING)

    programme.refresh_from_db()
    assert programme.state == Programme.State.SUBMITTED


@pytest.mark.clause("1.6", "5.1", "5.2")
def test_only_what_council_and_vice_rector_let_pass_is_published(secretary):
    vice_rector = PersonFactory(roles=["vice_rector"])
    programme = ProgrammeFactory(state="submitted", protocol=None, title_ky="Жаңы программа", documents=True)
    address = reverse("programme_page", args=[programme.pk])
    assert Client().get(address).status_code == 404

    council_transitions.permit_programme(programme, by=secretary.user, **MEETING)
    assert Client().get(address).status_code == 404
    council_transitions.approve_programme(programme, by=vice_rector.user)

    assert "Жаңы программа" in Client().get(address).content.decode()


@pytest.mark.clause("1.6", "5.1")
def test_open_run_needs_an_approved_programme(cholpon):
    run = RunFactory(state="planned", programme=ProgrammeFactory(state="permitted"))

    with pytest.raises(ValidationError):
        runs_transitions.open_run(run, by=cholpon.user)

    run.refresh_from_db()
    assert run.state == CourseRun.State.PLANNED


def test_a_step_from_a_wrong_state_says_which_state_it_is(cholpon):
    run = RunFactory(state="completed")

    with pytest.raises(WrongState, match="аяктады"):
        runs_transitions.cancel_run(run, by=cholpon.user, reason="Себеби")


@pytest.mark.parametrize("runs", [1, 3])
def test_the_catalogue_takes_a_constant_number_of_queries(db, django_assert_num_queries, runs):
    RunFactory.create_batch(runs)

    with django_assert_num_queries(3):
        assert Client().get(reverse("public_home")).status_code == 200
