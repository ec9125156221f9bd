"""Writes of the council that change no state: its protocols."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models import Protocol


def enter_protocol(*, number: str, held_on: dt.date, members_present: int, members_total: int) -> Protocol:
    """The protocol of a meeting, which keeps how many members were there; entered once, however much it permits. Clause 1.6."""
    members = {"members_present": members_present, "members_total": members_total}
    protocol, is_new = Protocol.objects.get_or_create(number=number, held_on=held_on, defaults=members)
    protocol.clean()
    if not protocol.has_quorum:
        raise ValidationError(_("There was no quorum: more than half of the members must be present."))
    if not is_new and (protocol.members_present, protocol.members_total) != (members_present, members_total):
        facts = {"present": protocol.members_present, "total": protocol.members_total}
        raise ValidationError(
            {"members_present": _("This protocol is kept with %(present)s members present of %(total)s.") % facts}
        )
    return protocol
