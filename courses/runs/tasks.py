"""Jobs of the runs."""

from functools import partial

from celery import shared_task

from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.jobs import act_on_each

from .queries import runs_to_close
from .transitions import close_run


@shared_task
def close_due_runs() -> int:
    """Close the applications of all runs whose window has ended; returns how many. Clause 5.4."""
    return act_on_each(runs_to_close(today()), partial(close_run, by=None), job="close_due_runs")
