"""Who looked at a person's record: one line for each viewer, person and day, shown to the person."""

from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localtime

from ostu_qualification.core import history
from ostu_qualification.core.models import today

from .actors import actor
from .models import Person, Role


@dataclass(frozen=True)
class Look:
    """A day on which somebody opened the record, with the offices that they held on that day."""

    on: Any
    viewer: str
    offices: str


def note_look(person: Person, *, by: Any) -> None:
    """Remember that somebody opened another's record; looking at one's own, or again on the same day, adds nothing."""
    if (
        actor(by).person_id != person.pk
        and not history.looks_at(person).filter(actor=by, timestamp__date=today()).exists()
    ):
        history.record_look(person, by=by)


def looks_of(person: Person) -> list[Look]:
    """Who opened the person's record, the latest first; tabs opened at the same moment count once."""
    lines = list(history.looks_at(person).select_related("actor__person")[:200])
    viewers = {line.actor.person.pk for line in lines if hasattr(line.actor, "person")}
    roles = list(Role.objects.filter(person_id__in=viewers))
    looks = []
    for line in lines:
        on = localtime(line.timestamp).date()
        viewer = getattr(line.actor, "person", None)
        held = [
            str(role.get_kind_display())
            for role in roles
            if viewer and role.person_id == viewer.pk and role.since <= on and (role.until is None or on <= role.until)
        ]
        looks.append(Look(on, viewer.full_name if viewer else str(line.actor or "–"), ", ".join(held)))
    return list(dict.fromkeys(looks))
