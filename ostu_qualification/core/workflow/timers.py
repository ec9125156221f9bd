"""The one job that does what is due: every act with a timer, every record in a transaction of its own."""

import logging
from typing import Any

from django.utils import timezone

from ostu_qualification.core.records.who import SYSTEM

from .jobs import kind_and_place
from .steps import ACTS, Act, WrongState

logger = logging.getLogger(__name__)


def run_due() -> dict[str, int]:
    """Take every act whose moment has come, one record after the other; returns how many by act.

    What is due is read from the records themselves: a clock that jumps or a job that slept a week skips nothing and does
    nothing twice. A record with which it fails is named in the log and tried again the next time; the others go on.
    """
    counts: dict[str, int] = {}
    for each in ACTS.values():
        if each.due is not None:
            counts[each.name] = sum(_take(each, key) for key in _keys(each))
    return {name: count for name, count in counts.items() if count}


def _keys(act: Act[Any]) -> list[int]:
    assert act.due is not None
    records = act.model._default_manager.filter(state__in=act.sources)
    return list(act.due.ready(records, timezone.now()).order_by("pk").values_list("pk", flat=True))


def _take(act: Act[Any], key: int) -> int:
    assert act.due is not None
    try:
        act.function(act.model._default_manager.get(pk=key), by=SYSTEM, **act.due.arguments)
    except (WrongState, act.model.DoesNotExist):
        return 0  # somebody was faster
    except Exception as problem:
        label = act.model._meta.label
        logger.error("%s failed by itself with %s %s: %s", act.name, label, key, kind_and_place(problem))
        return 0
    return 1
