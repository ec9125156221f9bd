"""Acts: `@step` is the only way a state is written, `@act` what is done with a record that keeps its state.

An act locks and rereads the record, asks whether this user may and whether it is possible now, runs its body, sets the
target, checks the whole record, saves it and writes the history line: all in one transaction. Its row of the table (`ACTS`)
feeds the page and the button, the worklist, the timer, the words of the history, the diagrams in docs/ and the tests.
"""

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any, Concatenate, Generic, ParamSpec, TypedDict, TypeVar, Unpack, cast

from auditlog.context import disable_auditlog
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ostu_qualification.core.models import User
from ostu_qualification.core.records import history
from ostu_qualification.core.records.files import all_or_nothing
from ostu_qualification.core.records.locks import locked
from ostu_qualification.core.records.states import Stateful
from ostu_qualification.core.records.verdicts import Verdict, no
from ostu_qualification.core.records.who import System, Who, lenders_noted

from .due import Due
from .effects import Effect
from .many import in_portions, lock_all, lock_others, save_all
from .waits import Waits

M = TypeVar("M", bound=Stateful)
P = ParamSpec("P")
Words = str | Promise
Afterwards = Callable[[], object] | None
Others = Callable[[Any], list[Model]]


class WrongState(Exception):
    """The record is no longer in a state from which this act is possible; says so in the user's language."""


class NotYet(ValidationError):
    """The act is not possible now; says what has to happen first."""


class ActWords(TypedDict, total=False):
    """What an act may say of itself when it is declared: the fields of `Act` with these names."""

    clause: str
    label: Words
    past: Words
    done: Words
    form: type[forms.BaseForm]
    possible: Callable[[Any], Verdict]
    effects: Callable[[Any, Any], Sequence[Effect]]
    initial: Callable[[Any], dict[str, Any]]
    is_dangerous: bool
    due: Due
    waits_for: Waits
    related: tuple[str, ...]
    locks: Others
    holds: Others


def nothing(record: Any) -> list[Model]:
    """No other record."""
    return []


@dataclass(frozen=True, kw_only=True, eq=False)
class Act(Generic[M]):
    """One row of the table of all acts.

    `label` is the button, `past` the history's words, `done` the sentence after the act. `permission` says who may,
    `possible` whether it can be done now (both as verdicts); `effects` tells in numbers what will happen. An act without
    a label has no page: it follows from others. `related` are read along with the record.

    `locks` names the records that the act changes besides, `holds` those that nobody may change meanwhile. They are
    locked before the record itself, always from what stands above to what stands below (person, run, list or order,
    application), so that no two acts ever wait for each other.
    """

    name: str
    model: type[M]
    sources: tuple[str, ...]
    target: str | None
    permission: Callable[[Any, M], Verdict]
    function: "Transition[M, Any]" = field(repr=False)
    is_step: bool
    takes_reason: bool
    clause: str = ""
    label: Words = ""
    past: Words = ""
    done: Words = ""
    form: type[forms.BaseForm] | None = None
    possible: Callable[[Any], Verdict] | None = None
    effects: Callable[[Any, Any], Sequence[Effect]] | None = None
    initial: Callable[[Any], dict[str, Any]] | None = None
    is_dangerous: bool = False
    due: Due | None = None
    waits_for: Waits | None = None
    related: tuple[str, ...] = ()
    locks: Others = nothing
    holds: Others = nothing

    def may(self, user: Any, record: M) -> Verdict:
        """Whether this user may do this with this record as it stands, and if not, why."""
        if record.state not in self.sources:
            return no(wrong_state_message(record))
        verdict = self.permission(user, record)
        if verdict and self.possible is not None:
            return self.possible(record)
        return verdict

    def check(self, record: M, by: Who) -> None:
        """Raise what keeps this act from being taken with a record that is locked: WrongState, PermissionDenied, NotYet."""
        if record.state not in self.sources:
            raise WrongState(wrong_state_message(record))
        if not isinstance(by, System):
            self.permission(by, record).require()
        if self.possible is not None:
            verdict = self.possible(record)
            if not verdict:
                raise NotYet(str(verdict.reason))


ACTS: dict[str, Act[Any]] = {}


def wrong_state_message(record: Any) -> str:
    """Words for someone whose page is older than the record."""
    return _("This record is now “%(state)s”, so this can no longer be done. See its new state.") % {
        "state": record.get_state_display()
    }


class Transition(Generic[M, P]):
    """An act as the code calls it: with the record and `by`; `.step` is its row of the table, `.many` takes it with many."""

    step: Act[M]

    def __init__(self, body: Callable[Concatenate[M, P], Any]) -> None:
        self.body = body
        self.body_for_many: Callable[Concatenate[Sequence[M], P], Afterwards] | None = None
        functools.update_wrapper(self, body)

    def __call__(self, record: M, /, *args: P.args, **kwargs: P.kwargs) -> M:
        """Take the act with one record, which is then as the database has it. Raises what `Act.check` and the body raise."""
        by = _who(kwargs)
        with all_or_nothing():
            fresh = self._locked(record)
            with lenders_noted() as lenders:
                self.step.check(fresh, by)
                before = copy(fresh)
                afterwards = self.body(fresh, *args, **kwargs)
            changes = self._save(fresh, before) if self.step.is_step else None
            history.record(fresh, self.step.name, by=by, reason=self._reason(kwargs), changes=changes, lenders=lenders)
            if self.step.is_step and afterwards is not None:
                afterwards()
        record.refresh_from_db()
        return record if self.step.is_step else cast(M, afterwards)

    def _locked(self, record: M) -> M:
        """The record as it is now, and what stands above it, nobody else's until the transaction ends."""
        above, beside = self.step.locks(record), self.step.holds(record)
        lock_others([above], [beside])
        fresh = locked(record, *self.step.related)
        if (above, beside) != (self.step.locks(fresh), self.step.holds(fresh)):
            raise WrongState(_("This record was changed in this moment. Look at it again."))
        return fresh

    def _save(self, fresh: M, before: M) -> dict[str, list[str]]:
        fresh.state = self.step.target or fresh.state
        validate(fresh, before)
        with disable_auditlog():  # the act's own line tells what changed
            fresh.save_by_step()
        return _changes(before, fresh)

    def many(self, records: Iterable[M], /, *args: P.args, **kwargs: P.kwargs) -> list[M]:
        """Take a step with many records at once: one lock, one update, one insert of history a portion; all or none.

        Gives what one by one would give. A body that reads or writes for each record would cost a query each: such a step
        has a body for many (`@close_run.for_many`). Returns the records as the database has them, in the given order.
        """
        by, kept = _who(kwargs), list(records)
        assert self.step.is_step, f"{self.step.name} changes no state"
        with all_or_nothing():
            return [each for portion in in_portions(kept) for each in self._take_portion(portion, by, args, kwargs)]

    def _take_portion(self, records: list[M], by: Who, args: Any, kwargs: Any) -> list[M]:
        step = self.step
        lock_others([step.locks(each) for each in records], [step.holds(each) for each in records])
        fresh = lock_all(self.step.model, records, self.step.related)
        before = [copy(each) for each in fresh]
        with lenders_noted() as lenders:
            for each in fresh:
                self.step.check(each, by)
            afterwards = self._run_bodies(fresh, args, kwargs)
        for each in fresh:
            each.state = self.step.target or each.state
        save_all(self.step.model, fresh, before)
        changes = {each.pk: _changes(old, each) for each, old in zip(fresh, before, strict=True)}
        reason = self._reason(kwargs)
        history.record_many(fresh, self.step.name, by=by, reason=reason, changes=changes, lenders=lenders)
        for call in afterwards:
            call()
        return fresh

    def _run_bodies(self, records: list[M], args: Any, kwargs: Any) -> list[Callable[[], object]]:
        if self.body_for_many is not None:
            found = [self.body_for_many(records, *args, **kwargs)]
        else:
            found = [self.body(each, *args, **kwargs) for each in records]
        return [each for each in found if each is not None]

    def for_many(self, body: Callable[Concatenate[Sequence[M], P], Afterwards]) -> "Transition[M, P]":
        """Name the body that does for many records at once what the step's own does for one."""
        self.body_for_many = body
        return self

    def _reason(self, kwargs: Any) -> str:
        return str(kwargs.get("reason", "")) if self.step.takes_reason else ""


def validate(fresh: M, before: M) -> None:
    """What `full_clean` asks, but whether the records that it has pointed to all along are still there: keys see to that."""
    kept = {
        each.name
        for each in fresh._meta.fields
        if each.is_relation and getattr(fresh, each.attname) == getattr(before, each.attname)
    }
    fresh.clean_fields(exclude=kept)
    fresh.clean()
    fresh.validate_constraints()


def _changes(before: M, after: M) -> dict[str, list[str]]:
    return history.differences(before, after) | {"state": [before.state, after.state]}


def _who(kwargs: Any) -> Who:
    by = kwargs["by"]
    if not isinstance(by, User | System):
        raise TypeError(f"Who acts is a user or SYSTEM, not {by!r}.")
    return by


def step(
    model: type[M],
    *,
    sources: Iterable[str],
    target: str | None,
    permission: Callable[[Any, M], Verdict],
    **words: Unpack[ActWords],
) -> Callable[[Callable[Concatenate[M, P], Any]], Transition[M, P]]:
    """Make a function the transition of its name from `sources` to `target`.

    The function takes the record first and the acting user, or SYSTEM, as `by`; `reason` is written into the history when
    given. With `target=None` the body sets the state itself, for an act whose outcome depends on the record. What the
    body returns, if anything, is called once the record is saved, still within the transaction: for effects that read it
    in its new state. The other words are those of `Act`.
    """
    return _declare(model, sources, target, permission, True, words)


def act(
    model: type[M],
    *,
    sources: Iterable[str],
    permission: Callable[[Any, M], Verdict],
    **words: Unpack[ActWords],
) -> Callable[[Callable[Concatenate[M, P], Any]], Transition[M, P]]:
    """Make a function an act of its name with a record that keeps its state: what it returns is the act's result.

    The record is locked and everything is asked as for a step, so that two at once cannot do it twice; the body writes
    what the act is about (a draft, an answer, a list), and the page goes on to what it returns.
    """
    return _declare(model, sources, None, permission, False, words)


def _declare(
    model: type[M],
    sources: Iterable[str],
    target: str | None,
    permission: Callable[[Any, M], Verdict],
    is_step: bool,
    words: ActWords,
) -> Callable[[Callable[Concatenate[M, P], Any]], Transition[M, P]]:
    def decorate(body: Callable[Concatenate[M, P], Any]) -> Transition[M, P]:
        name = body.__name__
        if name in ACTS:
            raise ValueError(f"There are two acts named {name}.")
        transition = Transition(body)
        transition.step = ACTS[name] = Act(
            name=name,
            model=model,
            sources=tuple(sources),
            target=target,
            permission=permission,
            function=transition,
            is_step=is_step,
            takes_reason="reason" in inspect.signature(body).parameters,
            **words,
        )
        in_the_past = words.get("past") or words.get("label")
        if in_the_past:
            history.name_acts({name: in_the_past})
        return transition

    return decorate


def acts_on(model: type[Stateful]) -> list[Act[Any]]:
    """All acts with records of a kind, of whatever app, in the order of their declaration."""
    return [each for each in ACTS.values() if issubclass(model, each.model)]


def acts_from(record: Stateful) -> list[Act[Any]]:
    """All acts that start from the record's present state, whoever may take them."""
    return [each for each in acts_on(type(record)) if record.state in each.sources]
