"""What the courses app announces to the apps above it; sent inside the transaction."""

from django.dispatch import Signal

# A run's applications are closed: run, by.
run_closed = Signal()

# A run was cancelled: run, by, reason.
run_cancelled = Signal()

# How full a run is: runs (ids). A receiver returns {run id: {"applied": n, "taken": n}}.
places_asked = Signal()

# A run's page is shown: run, user. A receiver returns [(address, label)] of its own pages about the run.
run_shown = Signal()
