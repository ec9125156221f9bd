"""What is announced of places to the apps above; sent inside the transaction."""

from django.dispatch import Signal

# Somebody confirmed a place or gave one back; the run is locked: run, application.
places_changed = Signal()
