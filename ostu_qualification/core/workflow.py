"""Changes of state: `@step` is the only way a `.state` is written.

A step locks and rereads the record, asks the permission, checks the source state, runs its body, sets the target, checks
the whole record, saves it and writes the history line: all in one transaction, to which files belong. The table of all steps feeds buttons,
worklists, the diagrams in docs/ and the tests over every wrong state.
"""

import functools
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, cast

from django.utils.translation import gettext as _

from . import history
from .files import all_or_nothing
from .locks import locked
from .states import Stateful
from .verdicts import Verdict, no

Afterwards = Callable[[], object] | None


class WrongState(Exception):
    """The record is no longer in a state from which this act is possible; says so in the user's language."""


@dataclass(frozen=True)
class Step:
    """One row of the table of all changes of state."""

    name: str
    model: type[Stateful]
    sources: tuple[str, ...]
    target: str | None
    permission: Callable[..., Verdict]
    function: Callable[..., Any]

    def may(self, user: Any, record: Any) -> Verdict:
        """Whether this user may take this step with this record as it stands."""
        if record.state not in self.sources:
            return no(wrong_state_message(record))
        return self.permission(user, record)


class Transition(Protocol):
    """A function made a transition: call it with the record and `by`; its row of the table is `.step`."""

    step: Step

    def __call__(self, record: Any, *, by: Any, **kwargs: Any) -> Any:
        """Take the step."""


STEPS: dict[str, Step] = {}


def wrong_state_message(record: Any) -> str:
    """Words for someone whose page is older than the record."""
    return _("This record is now “%(state)s”, so this can no longer be done. See its new state.") % {
        "state": record.get_state_display()
    }


def step(
    model: type[Stateful],
    *,
    sources: Iterable[str],
    target: str | None,
    permission: Callable[..., Verdict],
) -> Callable[[Callable[..., Any]], Transition]:
    """Make a function the transition of its name from `sources` to `target`.

    The function takes the record first and the acting user as `by` (None: the system itself, which needs no
    permission); `reason` is written into the history when given. With `target=None` the body sets the state itself,
    for an act whose outcome depends on the record. What the body returns, if anything, is called once the record is
    saved, still within the transaction: for effects that read it in its new state.
    """

    def decorate(body: Callable[..., Any]) -> Transition:
        takes_reason = "reason" in inspect.signature(body).parameters

        @functools.wraps(body)
        def take(record: Any, *, by: Any, **kwargs: Any) -> Any:
            with all_or_nothing():
                fresh = locked(record)
                if fresh.state not in taken.sources:
                    raise WrongState(wrong_state_message(fresh))
                if by is not None:
                    permission(by, fresh).require()
                before = fresh.state
                afterwards = body(fresh, by=by, **kwargs)
                if target is not None:
                    fresh.state = target
                fresh.full_clean(validate_unique=False)
                fresh.save_by_step()
                reason = str(kwargs.get("reason", "")) if takes_reason else ""
                changes = {"state": [before, fresh.state]}
                history.record(fresh, body.__name__, by=by, reason=reason, changes=changes)
                if afterwards is not None:
                    afterwards()
            record.refresh_from_db()
            return record

        taken = Step(body.__name__, model, tuple(sources), target, permission, take)
        if body.__name__ in STEPS:
            raise ValueError(f"There are two steps named {body.__name__}.")
        STEPS[body.__name__] = taken
        take.step = taken  # type: ignore[attr-defined]
        return cast(Transition, take)

    return decorate


def steps_for(record: Stateful) -> list[Step]:
    """All steps that start from the record's present state, whoever may take them."""
    return [each for each in STEPS.values() if isinstance(record, each.model) and record.state in each.sources]
