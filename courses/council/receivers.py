"""What the council answers to the programmes."""

from typing import Any

from django.utils.translation import gettext as _

from courses.programmes.ports import acts_on_programmes

from . import permissions


@acts_on_programmes.answer
def name_acts(user: Any) -> list[tuple[str, str]]:
    """The acts of officers, council and vice-rector on several programmes at once. Clauses 1.6, 5.1."""
    acts = [
        (permissions.submit_programme, "submit_programmes", _("Submit to the council")),
        (permissions.permit_programme, "permit_programmes", _("Permit by protocol")),
        (permissions.approve_programme, "approve_programmes", _("Approve")),
    ]
    return [(name, label) for may, name, label in acts if may(user)]
