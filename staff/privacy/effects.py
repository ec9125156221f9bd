"""What an answer to a request about data does, told before it is given."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ostu_qualification.core.workflow.effects import Effect, effect, warning
from staff.letters.models import Letter

from .models import DataRequest, DataRequestKind


def of_fulfilling(request: DataRequest, user: Any) -> Sequence[Effect]:
    """A correction was made before; an erasure is made now, and cannot be undone."""
    if request.kind != DataRequestKind.ERASURE:
        person = reverse("person_detail", args=[request.person_id])
        return [effect(_("Correct the record first: this answer says that it is done."), person), _is_told(request)]
    consents = request.person.consents.filter(withdrawn_at__isnull=True).count()
    waiting = request.person.letters.filter(state__in=[Letter.State.PLANNED, Letter.State.FAILED]).count()
    withdrawn = ngettext("%(n)s consent is withdrawn.", "%(n)s consents are withdrawn.", consents)
    to_tell = ngettext(
        "%(n)s letter that waits is then told by hand.", "%(n)s letters that wait are then told by hand.", waiting
    )
    return [
        effect(_("E-mail, phone and consents are erased, in the history too, and the person can no longer log in.")),
        effect(withdrawn % {"n": consents}),
        effect(to_tell % {"n": waiting}),
        effect(_("The record, posts, training ledger, certificates and orders are kept: the law asks for them.")),
        _is_told(request),
        warning(_("This cannot be undone.")),
    ]


def of_refusing(request: DataRequest, user: Any) -> Sequence[Effect]:
    """Nothing changes; the person reads why."""
    return [effect(_("Nothing changes in the record.")), _is_told(request)]


def of_withdrawing(request: DataRequest, user: Any) -> Sequence[Effect]:
    """Nobody answers any more."""
    return [effect(_("Nobody answers it any more; you can ask again at any time."))]


def _is_told(request: DataRequest) -> Effect:
    name = {"name": request.person.full_name}
    if request.person.email:
        return effect(_("The answer goes to %(name)s by letter.") % name)
    return warning(_("%(name)s has no e-mail: a colleague tells them.") % name)
