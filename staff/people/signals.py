"""What is announced of people to the rooms above; sent inside the transaction, so that whoever fails undoes the act."""

from django.dispatch import Signal

from .models import Person

# What is kept of these people has changed, their posts and training too: person_ids.
people_changed = Signal()


def announce_change(*person_ids: int) -> None:
    """Say that what is kept of these people has changed: whatever is reckoned from it is reckoned anew, here and now."""
    people_changed.send(sender=Person, person_ids=person_ids)
