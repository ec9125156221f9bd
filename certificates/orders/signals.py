"""What is announced of orders to the apps above; sent inside the transaction."""

from django.dispatch import Signal

# Participants were enrolled by the rector's order: order, applications, by.
participants_enrolled = Signal()
