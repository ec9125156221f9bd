"""All that can happen to a programme, to one or to many at once."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.programmes import queries
from courses.programmes.models import Programme
from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.workflow.steps import step

from . import permissions
from .models import Protocol

State = Programme.State


@step(Programme, sources=[State.DRAFT, State.RETURNED], target=State.SUBMITTED, permission=permissions.submit_programme)
def submit_programme(programme: Programme, *, by: Any) -> None:
    """Hand a programme to the methodological council with its full documents; its syllabus must add up to its hours.

    Clauses 1.6, 5.6b.
    """
    _check_documents(programme)
    total = sum(topic.hours for topic in programme.topics.all())
    if total != programme.hours:
        facts = {"total": total, "hours": programme.hours}
        raise ValidationError(_("The syllabus adds up to %(total)s hours, the programme has %(hours)s.") % facts)


def _check_documents(programme: Programme) -> None:
    """Refuse a programme whose documents are not full. Clause 1.6."""
    missing = queries.missing_documents(programme)
    if missing:
        raise ValidationError(
            _("The documents are not full (clause 1.6). Missing: %(kinds)s.") % {"kinds": ", ".join(missing)}
        )


@step(Programme, sources=[State.SUBMITTED], target=State.RETURNED, permission=permissions.return_programme)
def return_programme(programme: Programme, *, by: Any, reason: str) -> None:
    """Return a programme for mending. Clause 1.6."""


@step(Programme, sources=[State.SUBMITTED], target=State.PERMITTED, permission=permissions.permit_programme)
def permit_programme(programme: Programme, *, by: Any, protocol: Protocol) -> None:
    """Permit a programme by the decision of a council with a quorum, and freeze its full documents. Clause 1.6."""
    _check_documents(programme)
    if not protocol.has_quorum:
        raise ValidationError(_("There was no quorum: more than half of the members must be present."))
    programme.protocol = protocol
    programme.materials.update(frozen_on=protocol.held_on)


@step(Programme, sources=[State.SUBMITTED], target=State.REFUSED, permission=permissions.refuse_programme)
def refuse_programme(programme: Programme, *, by: Any, reason: str) -> None:
    """Refuse a programme by the council's decision. Clause 1.6."""


@step(Programme, sources=[State.PERMITTED], target=State.APPROVED, permission=permissions.approve_programme)
def approve_programme(programme: Programme, *, by: Any) -> None:
    """Approve a programme that the council has permitted: it enters the catalogue. Clauses 5.1, 5.2."""
    programme.approved_on = today()


@step(Programme, sources=[State.APPROVED], target=State.ARCHIVED, permission=permissions.archive_programme)
def archive_programme(programme: Programme, *, by: Any, reason: str) -> None:
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
def submit_programmes(programmes: Iterable[Programme], *, by: Any) -> int:
    """Hand several programmes to the council at once. Clause 1.6."""
    return _with_each(programmes, lambda each: submit_programme(each, by=by))


@transaction.atomic
def permit_programmes(
    programmes: Iterable[Programme],
    *,
    by: Any,
    number: str,
    held_on: dt.date,
    members_present: int,
    members_total: int,
) -> int:
    """Permit several programmes by one protocol of the council, which keeps how many of its members were there. Clause 1.6."""
    members = {"members_present": members_present, "members_total": members_total}
    protocol, is_new = Protocol.objects.get_or_create(number=number, held_on=held_on, defaults=members)
    protocol.clean()
    if not is_new and (protocol.members_present, protocol.members_total) != (members_present, members_total):
        facts = {"present": protocol.members_present, "total": protocol.members_total}
        raise ValidationError(
            {"members_present": _("This protocol is kept with %(present)s members present of %(total)s.") % facts}
        )
    return _with_each(programmes, lambda each: permit_programme(each, by=by, protocol=protocol))


@transaction.atomic
def approve_programmes(programmes: Iterable[Programme], *, by: Any) -> int:
    """Approve several programmes at once. Clause 5.1."""
    return _with_each(programmes, lambda each: approve_programme(each, by=by))


history.name_acts(
    {
        "submit_programme": gettext_lazy("submitted to the council"),
        "return_programme": gettext_lazy("returned for mending"),
        "permit_programme": gettext_lazy("permitted by the council"),
        "refuse_programme": gettext_lazy("refused by the council"),
        "approve_programme": gettext_lazy("approved by the vice-rector"),
        "archive_programme": gettext_lazy("taken out of the catalogue"),
    }
)
