"""Who may do what to a programme on its way through the council."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.programmes.models import Programme
from courses.programmes.queries import missing_documents
from ostu_qualification.core.records.verdicts import YES, Verdict, no, not_yet
from staff.people.actors import actor
from staff.people.models import RoleKind


def submit_programme(user: Any, programme: Programme | None = None) -> Verdict:
    """Officers of ИИжКББ hand programmes to the council. Clause 1.6."""
    return YES if actor(user).holds(RoleKind.OFFICER) else no(_("Only an officer of ИИжКББ submits programmes."))


def permit_programme(user: Any, programme: Programme | None = None) -> Verdict:
    """The secretary of the council permits, never an author. Clause 1.6."""
    me = actor(user)
    if not me.holds(RoleKind.COUNCIL_SECRETARY):
        return no(_("Only the secretary of the council permits a programme."))
    if programme is not None and programme.authors.filter(pk=me.person_id).exists():
        return no(_("Nobody permits a programme of their own."))
    return YES


def return_programme(user: Any, programme: Programme | None = None) -> Verdict:
    """The secretary of the council returns a programme for mending. Clause 1.6."""
    return permit_programme(user, programme)


def refuse_programme(user: Any, programme: Programme | None = None) -> Verdict:
    """The secretary of the council refuses a programme by the council's decision. Clause 1.6."""
    return permit_programme(user, programme)


def approve_programme(user: Any, programme: Programme | None = None) -> Verdict:
    """The vice-rector for science and innovation approves, never an author. Clause 5.1."""
    me = actor(user)
    if not me.holds(RoleKind.VICE_RECTOR):
        return no(_("Only the vice-rector for science and innovation approves programmes."))
    if programme is not None and programme.authors.filter(pk=me.person_id).exists():
        return no(_("Nobody approves a programme of their own."))
    return YES


def archive_programme(user: Any, programme: Programme | None = None) -> Verdict:
    """Officers take a programme out of the catalogue. Clause 5.2."""
    return submit_programme(user, programme)


def can_be_submitted(programme: Programme) -> Verdict:
    """Its documents are full and its syllabus adds up to its hours. Clauses 1.6, 5.6b."""
    if not (verdict := has_full_documents(programme)):
        return verdict
    total = sum(topic.hours for topic in programme.topics.all())
    if total != programme.hours:
        facts = {"total": total, "hours": programme.hours}
        return not_yet(gettext("The syllabus adds up to %(total)s hours, the programme has %(hours)s.") % facts)
    return YES


def can_be_permitted(programme: Programme) -> Verdict:
    """Its documents are full. Clause 1.6."""
    return has_full_documents(programme)


def has_full_documents(programme: Programme) -> Verdict:
    """Nothing that the council needs is missing. Clause 1.6."""
    missing = missing_documents(programme)
    if not missing:
        return YES
    kinds = {"kinds": ", ".join(missing)}
    return not_yet(gettext("The documents are not full (clause 1.6). Missing: %(kinds)s.") % kinds)
