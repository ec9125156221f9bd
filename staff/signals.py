"""What the staff app announces to the apps above it; sent inside the transaction."""

from django.dispatch import Signal

# A reminder is being written: person, on. A receiver may return facts to add: `courses` (lines), `place` (text).
reminder_written = Signal()
