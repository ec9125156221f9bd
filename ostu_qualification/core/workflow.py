"""Changes of state: `@step` is the only way a `.state` is written.

A step locks and rereads the record, asks the permission, checks the source state, runs its body, sets the target, checks
the whole record, saves it and writes the history line: all in one transaction, to which files belong. The table of all steps feeds buttons,
worklists, the diagrams in docs/ and the tests over every wrong state.
"""

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, cast

from django.db.models import Model
from django.utils.translation import gettext as _

from . import history
from .files import all_or_nothing
from .locks import held, locked
from .states import Stateful
from .verdicts import Verdict, no

Afterwards = Callable[[], object] | None
Others = Callable[[Any], list[Model]]


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


def nothing(record: Any) -> list[Model]:
    """No other record."""
    return []


def step(
    model: type[Stateful],
    *,
    sources: Iterable[str],
    target: str | None,
    permission: Callable[..., Verdict],
    locks: Others = nothing,
    holds: Others = nothing,
) -> Callable[[Callable[..., Any]], Transition]:
    """Make a function the transition of its name from `sources` to `target`.

    The function takes the record first and the acting user as `by` (None: the system itself, which needs no
    permission); `reason` is written into the history when given. With `target=None` the body sets the state itself,
    for an act whose outcome depends on the record. What the body returns, if anything, is called once the record is
    saved, still within the transaction: for effects that read it in its new state.

    `locks` names the records that the act changes besides, `holds` those that nobody may change meanwhile. They are
    locked before the record itself, always from what stands above to what stands below (person, run, list or order,
    application), so that no two acts ever wait for each other. WrongState when the record belongs to others by then.
    """

    def decorate(body: Callable[..., Any]) -> Transition:
        @functools.wraps(body)
        def take(record: Any, *, by: Any, **kwargs: Any) -> Any:
            with all_or_nothing():
                _take(row, body, _taken(record, locks, holds), by, kwargs)
            record.refresh_from_db()
            return record

        row = Step(body.__name__, model, tuple(sources), target, permission, take)
        if body.__name__ in STEPS:
            raise ValueError(f"There are two steps named {body.__name__}.")
        STEPS[body.__name__] = row
        take.step = row  # type: ignore[attr-defined]
        return cast(Transition, take)

    return decorate


def _take(row: Step, body: Callable[..., Any], fresh: Any, by: Any, facts: dict[str, Any]) -> None:
    """Let a record take a step: the whole life of an act."""
    if fresh.state not in row.sources:
        raise WrongState(wrong_state_message(fresh))
    if by is not None:
        row.permission(by, fresh).require()
    before = fresh.state
    afterwards = body(fresh, by=by, **facts)
    if row.target is not None:
        fresh.state = row.target
    fresh.full_clean(validate_unique=False)
    fresh.save_by_step()
    reason = str(facts.get("reason", ""))
    history.record(fresh, row.name, by=by, reason=reason, changes={"state": [before, fresh.state]})
    if afterwards is not None:
        afterwards()


def _taken(record: Any, locks: Others, holds: Others) -> Any:
    """The record as it is now, and what stands above it, nobody else's until the transaction ends."""
    above, beside = locks(record), holds(record)
    for each in above:
        locked(each)
    for each in beside:
        held(each)
    fresh = locked(record)
    if (above, beside) != (locks(fresh), holds(fresh)):
        raise WrongState(_("This record was changed in this moment. Look at it again."))
    return fresh


def steps_for(record: Stateful) -> list[Step]:
    """All steps that start from the record's present state, whoever may take them."""
    return [each for each in STEPS.values() if isinstance(record, each.model) and record.state in each.sources]
