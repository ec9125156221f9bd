"""Every read that a page of the dues needs."""

from typing import Any

from django.db.models import QuerySet

from staff.people.actors import actor

from .models import Due
from .permissions import view_dues


def dues_for(user: Any) -> QuerySet[Due]:
    """All dues for the money offices, one's own for others. Clause 7.3."""
    dues = Due.objects.select_related("application__person", "application__run__programme")
    return dues if view_dues(user) else dues.filter(application__person_id=actor(user).person_id)
