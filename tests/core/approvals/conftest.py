"""A kind of records on which offices are asked, for the tests of approvals: claims of training."""

import pytest

from ostu_qualification.core.approvals.kinds import KINDS, Approvable
from ostu_qualification.core.approvals.models import ApprovalRoute, RouteOffice
from ostu_qualification.core.models import today
from staff.models import TrainingRecord
from tests.factories import PersonFactory


@pytest.fixture
def told(monkeypatch):
    """What the kind "claim" was told: that a record is endorsed, or why it was returned."""
    heard = []
    kind = Approvable(
        kind="claim",
        label="claim",
        model=TrainingRecord,
        seen_by=lambda user: TrainingRecord.objects.filter(person__user=user),
        template="core/approvals/_asked.html",
        drafter=lambda record: record.person.user_id,
        on_endorsed=lambda record: heard.append("endorsed"),
        on_objection=lambda record, why: heard.append(why),
    )
    monkeypatch.setitem(KINDS, "claim", kind)
    return heard


@pytest.fixture
def route(told):
    """Make a route that asks these offices."""

    def make(*offices, **fields):
        made = ApprovalRoute.objects.create(kind="claim", **{"valid_from": today(), **fields})
        for number, office in enumerate(offices, 1):
            RouteOffice.objects.create(route=made, position=number, office=office)
        return made

    return make


@pytest.fixture
def office():
    """Make somebody who holds an office; returns the account."""
    return lambda kind: PersonFactory(roles=[kind]).user
