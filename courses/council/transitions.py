"""All that can happen to a programme, to one or to many at once."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.programmes.models import Programme
from ostu_qualification.core.models import today
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.workflow.steps import step

from . import actions, effects, forms, permissions, queries

State = Programme.State


@step(
    Programme,
    sources=queries.UNSUBMITTED,
    target=State.SUBMITTED,
    permission=permissions.submit_programme,
    possible=permissions.can_be_submitted,
    clause="1.6",
    label=_("Submit to the council"),
    past=_("submitted to the council"),
    done=_("The programme is with the council; its secretary is asked to permit it."),
    effects=effects.of_submitting,
    waits_for=queries.TO_SUBMIT,
)
def submit_programme(programme: Programme, *, by: Who) -> None:
    """Hand a programme to the methodological council with its full documents; its syllabus must add up to its hours.

    Clauses 1.6, 5.6b.
    """


@step(
    Programme,
    sources=[State.SUBMITTED],
    target=State.RETURNED,
    permission=permissions.return_programme,
    clause="1.6",
    label=_("Return for mending"),
    past=_("returned for mending"),
    done=_("The programme is returned, with your reason."),
    effects=effects.of_returning,
)
def return_programme(programme: Programme, *, by: Who, reason: str) -> None:
    """Return a programme for mending. Clause 1.6."""


@step(
    Programme,
    sources=[State.SUBMITTED],
    target=State.PERMITTED,
    permission=permissions.permit_programme,
    possible=permissions.can_be_permitted,
    clause="1.6",
    label=_("Permit by protocol"),
    past=_("permitted by the council"),
    done=_("The programme is permitted; the vice-rector is asked to approve it."),
    form=forms.ProtocolForm,
    effects=effects.of_permitting,
    waits_for=queries.TO_PERMIT,
)
def permit_programme(
    programme: Programme, *, by: Who, number: str, held_on: dt.date, members_present: int, members_total: int
) -> None:
    """Permit a programme by the decision of a council with a quorum, and freeze its full documents. Clause 1.6."""
    protocol = actions.enter_protocol(
        number=number, held_on=held_on, members_present=members_present, members_total=members_total
    )
    programme.protocol = protocol
    programme.materials.update(frozen_on=protocol.held_on)


@step(
    Programme,
    sources=[State.SUBMITTED],
    target=State.REFUSED,
    permission=permissions.refuse_programme,
    clause="1.6",
    label=_("Refuse a programme"),
    past=_("refused by the council"),
    done=_("The programme is refused."),
    effects=effects.of_refusing,
    is_dangerous=True,
)
def refuse_programme(programme: Programme, *, by: Who, reason: str) -> None:
    """Refuse a programme by the council's decision. Clause 1.6."""


@step(
    Programme,
    sources=[State.PERMITTED],
    target=State.APPROVED,
    permission=permissions.approve_programme,
    clause="5.1",
    label=_("Approve the programme"),
    past=_("approved by the vice-rector"),
    done=_("The programme is approved and stands in the catalogue."),
    effects=effects.of_approving,
    waits_for=queries.TO_APPROVE,
)
def approve_programme(programme: Programme, *, by: Who) -> None:
    """Approve a programme that the council has permitted: it enters the catalogue. Clauses 5.1, 5.2."""
    programme.approved_on = today()


@step(
    Programme,
    sources=[State.APPROVED],
    target=State.ARCHIVED,
    permission=permissions.archive_programme,
    clause="5.2",
    label=_("Take out of the catalogue"),
    past=_("taken out of the catalogue"),
    done=_("The programme is in the archive."),
    effects=effects.of_archiving,
    is_dangerous=True,
)
def archive_programme(programme: Programme, *, by: Who, reason: str) -> None:
    """Take a programme out of the catalogue; runs under way go on. Clause 5.2."""


def _with_each(programmes: Iterable[Programme], act: Callable[[Programme], Any]) -> int:
    """Take an act with all programmes or with none; what stands in the way is named for each of them."""
    programmes, refused = list(programmes), []
    for programme in programmes:
        try:
            act(programme)
        except ValidationError as problem:
            refused += [f"{programme}: {message}" for message in problem.messages]
    if refused:
        raise ValidationError({"programmes": refused})
    return len(programmes)


@transaction.atomic
def submit_programmes(programmes: Iterable[Programme], *, by: Who) -> int:
    """Hand several programmes to the council at once. Clause 1.6."""
    return _with_each(programmes, lambda each: submit_programme(each, by=by))


@transaction.atomic
def permit_programmes(programmes: Iterable[Programme], *, by: Who, **protocol: Any) -> int:
    """Permit several programmes by one protocol of the council. Clause 1.6."""
    actions.enter_protocol(**protocol)  # what is wrong with it is said once, not once a programme
    return _with_each(programmes, lambda each: permit_programme(each, by=by, **protocol))


@transaction.atomic
def approve_programmes(programmes: Iterable[Programme], *, by: Who) -> int:
    """Approve several programmes at once. Clause 5.1."""
    return _with_each(programmes, lambda each: approve_programme(each, by=by))
