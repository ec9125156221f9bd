"""A run on its way to certificates, for the tests of orders, attestations and papers."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile

from certificates.models import Attestation, AttestationResult, Order
from certificates.orders import transitions
from enrollment.models import SelectionList
from ostu_qualification.core.approvals import queries as approvals
from ostu_qualification.core.approvals.transitions import endorse_approval
from ostu_qualification.core.models import Policy, today
from tests.factories import ApplicationFactory, PersonFactory, ProgrammeFactory, RunFactory


@pytest.fixture
def selected_run(db):
    """A run with an approved list."""
    run = RunFactory(state="selected")
    SelectionList.objects.create(
        run=run,
        policy=Policy.objects.current(),
        state="approved",
        ranked_on=today(),
        approved_on=today(),
        lottery_seed="0",
    )
    return run


def scan() -> ContentFile:
    """What looks like the scan of a signed order."""
    return ContentFile(b"%PDF-1.7 scan %%EOF", "order.pdf")


def endorsed(order: Order) -> Order:
    """Let every office that is asked endorse an order."""
    for each in approvals.asked_about(order).filter(state="waiting"):
        endorse_approval(each, by=PersonFactory(roles=[each.office]).user)
    return order


@pytest.fixture
def endorse():
    """Send an order round; every office endorses it."""

    def _endorse(order: Order, officer) -> Order:
        transitions.send_order(order, by=officer.user)
        return endorsed(order)

    return _endorse


@pytest.fixture
def closed_attestation(db):
    """Make a closed attestation; `points` are those of its participants, 60 are needed."""

    def _closed(*points: int, form: str = "short", **programme) -> Attestation:
        run = RunFactory(
            state="attestation",
            starts_on=today() - dt.timedelta(days=3),
            ends_on=today() - dt.timedelta(days=1),
            apply_from=today() - dt.timedelta(days=9),
            apply_until=today() - dt.timedelta(days=5),
            programme=ProgrammeFactory(
                **{"form": form, "title_ky": "Окутуунун ыкмалары", "title_ru": "Методы обучения", **programme}
            ),
        )
        attestation = Attestation.objects.create(
            run=run,
            form="test",
            held_on=today(),
            resit_until=today() + dt.timedelta(days=30),
            protocol_number="7",
            pass_points=60,
            state="closed",
            chair=PersonFactory(),
            secretary=PersonFactory(),
        )
        for number, reached in enumerate(points):
            person = PersonFactory(family_name=f"Осмонов{'абвгд'[number]}", given_name="Эмил", patronymic="Маратович")
            AttestationResult.objects.create(
                attestation=attestation,
                application=ApplicationFactory(person=person, run=run, state="enrolled"),
                first_points=reached,
                outcome="passed" if reached >= 60 else "failed",
            )
        return attestation

    return _closed


@pytest.fixture
def certificate_order(closed_attestation, cholpon):
    """Draft an order of certificates that every office has endorsed."""

    def _order(*points: int, attestation: Attestation | None = None, **programme) -> Order:
        attestation = attestation or closed_attestation(*points, **programme)
        order = transitions.draft_certificate_order(attestation, by=cholpon.user)
        transitions.send_order(order, by=cholpon.user)
        return endorsed(order)

    return _order


@pytest.fixture
def issued(certificate_order, cholpon):
    """Issue certificates to participants with these points; gives the certificates by number."""

    def _issued(*points: int, number: str = "09-04/1", **programme):
        order = certificate_order(*points, **programme)
        transitions.record_signature(
            order, by=cholpon.user, number=number, signed_on=today(), signed_by="А. А. Ректоров", scan=scan()
        )
        return list(order.certificates.order_by("number"))

    return _issued
