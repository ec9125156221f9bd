"""What the certificates app announces to the apps above it; sent inside the transaction."""

from django.dispatch import Signal

# Participants were enrolled by the rector's order: order, applications, by.
participants_enrolled = Signal()
