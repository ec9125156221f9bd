"""What the courses app announces to the apps above it; sent inside the transaction."""

from django.dispatch import Signal

# A run's applications are closed: run, by.
run_closed = Signal()

# A run was cancelled: run, by, reason.
run_cancelled = Signal()
