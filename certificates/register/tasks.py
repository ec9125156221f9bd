"""Jobs of the register: the checks of the night."""

from celery import shared_task

from .inspections import inspect
from .models import Inspection


@shared_task
def verify_register() -> int:
    """Verify the register line by line; returns the number of findings. Clause 5.7."""
    return len(inspect(Inspection.Kind.REGISTER))


@shared_task(time_limit=4 * 3600, soft_time_limit=4 * 3600 - 60)
def check_papers() -> int:
    """Compare every record with its file, byte for byte where its hash is kept; returns the number of findings. Clause 5.7."""
    return len(inspect(Inspection.Kind.PAPERS))
