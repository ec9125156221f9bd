"""Jobs of the selection: offers that lapse, courses that begin."""

from functools import partial

from celery import shared_task

from ostu_qualification.core.workflow.jobs import act_on_each

from . import queries
from .transitions import expire_offer, start_if_due


@shared_task
def expire_offers() -> int:
    """Let offers run out that were not confirmed in time; the places go on to the waiting list. Clause 5.4."""
    return act_on_each(queries.lapsed_offers(), partial(expire_offer, by=None), job="expire_offers")


@shared_task
def start_due_runs() -> int:
    """Begin the classes of all runs whose participants are enrolled and whose first day has come. Clauses 5.1, 6.1."""
    return act_on_each(queries.runs_to_start(), partial(start_if_due, by=None), job="start_due_runs")
