"""What the cycle hears from the rooms below: whoever has changed is reckoned anew, in the same transaction. Clause 1.3."""

from typing import Any

from django.dispatch import receiver

from staff.people.signals import people_changed

from . import stored


@receiver(people_changed)
def rebuild_changed(sender: Any, *, person_ids: tuple[int, ...], **_rest: Any) -> None:
    """Reckon these people anew. Clause 1.3."""
    stored.rebuild_people(person_ids)
