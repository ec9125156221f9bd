"""ИИжКББ organises, coordinates and controls: its acts are those of its officers and of nobody else. Clause 1.4."""

import pytest

from certificates.attestation import permissions as attestation_permissions
from certificates.orders import permissions as orders_permissions
from certificates.texts import permissions as texts_permissions
from courses.council import permissions as council_permissions
from courses.programmes import permissions as programmes_permissions
from courses.runs import permissions as runs_permissions
from enrollment.selection import permissions as enrolment
from staff.cycle.extensions import permissions as extensions_permissions
from staff.cycle.policies import permissions as policies_permissions
from staff.imports import permissions as imports_permissions
from staff.ledger import permissions as ledger_permissions
from staff.people.models import RoleKind
from tests.factories import PersonFactory, ProgrammeFactory, RunFactory, UnitFactory

ORGANISES = [
    programmes_permissions.edit_programme,
    programmes_permissions.import_programmes,
    council_permissions.submit_programme,
    council_permissions.archive_programme,
    runs_permissions.edit_run,
]
COORDINATES = [
    runs_permissions.conduct_run,
    enrolment.approve_selection,
    enrolment.move_entry,
    orders_permissions.draft_order,
    attestation_permissions.open_attestation,
]
CONTROLS = [
    imports_permissions.import_past_training,
    policies_permissions.draft_policy,
    extensions_permissions.grant_extension,
    texts_permissions.edit_ground,
]


@pytest.mark.django_db
@pytest.mark.clause("1.4")
@pytest.mark.parametrize(
    "may", [*ORGANISES, *COORDINATES, *CONTROLS], ids=lambda may: f"{may.__module__}.{may.__name__}"
)
def test_the_acts_of_organising_are_the_departments_alone(may):
    unit = UnitFactory()
    people = {kind.value: PersonFactory(roles=[kind]) for kind in RoleKind} | {"head": PersonFactory(heads=unit)}

    assert [name for name, person in people.items() if may(person.user)] == [RoleKind.OFFICER.value]


@pytest.mark.django_db
@pytest.mark.clause("1.4", "4.4")
def test_the_department_decides_on_training_done_elsewhere():
    people = {kind.value: PersonFactory(roles=[kind]) for kind in RoleKind}

    assert [name for name, person in people.items() if ledger_permissions.decide_training(person.user, None)] == [
        "officer"
    ]


@pytest.mark.django_db
@pytest.mark.clause("5.1")
def test_the_vice_rector_alone_approves_programmes_and_none_of_their_own():
    programme = ProgrammeFactory(state="permitted")
    people = {kind.value: PersonFactory(roles=[kind]) for kind in RoleKind}

    assert [
        name for name, person in people.items() if council_permissions.approve_programme(person.user, programme)
    ] == ["vice_rector"]
    programme.authors.add(people["vice_rector"])
    assert not council_permissions.approve_programme(people["vice_rector"].user, programme)


@pytest.mark.django_db
@pytest.mark.clause("5.2")
def test_programmes_and_the_trainers_invited_are_published_for_everybody(client):
    run = RunFactory(programme=ProgrammeFactory(title_ky="Онлайн курс түзүү"))
    invited, own = PersonFactory(outside=True, family_name="Гостев"), PersonFactory(family_name="Асанов")
    run.trainers.set([invited, own])

    catalogue = client.get("/").content.decode()
    page = client.get(f"/catalogue/{run.programme_id}/").content.decode()

    assert "Онлайн курс түзүү" in catalogue
    assert invited.full_name in page
    assert own.full_name in page
