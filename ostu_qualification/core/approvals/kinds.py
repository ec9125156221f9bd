"""The kinds of records that offices approve; the app of the records registers them when it is loaded."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from ostu_qualification.core.records.states import Stateful


def no_context(record: Any, user: Any) -> dict[str, Any]:
    """Nothing besides the record."""
    return {}


@dataclass(frozen=True, kw_only=True)
class Approvable:
    """A kind of records on which offices are asked.

    `seen_by` gives the records that a user may see, `template` shows one as it is decided upon (with `record` and what
    `context` gives). `drafter` is the account that never endorses it; `locks` are the records to be locked before it.
    `on_endorsed` is called with the record once enough offices have endorsed, `on_objection` once one has objected with
    its words: both within the transaction of the answer. `on_look` notes that a user has been shown the record.
    """

    kind: str
    label: str | Promise
    model: type[Stateful]
    seen_by: Callable[[Any], QuerySet[Any]]
    template: str
    drafter: Callable[[Any], int | None]
    on_objection: Callable[[Any, str], object]
    on_endorsed: Callable[[Any], object] = lambda record: None
    context: Callable[[Any, Any], dict[str, Any]] = no_context
    on_look: Callable[[Any, Any], object] = lambda record, user: None
    locks: Callable[[Any], list[Model]] = lambda record: []


KINDS: dict[str, Approvable] = {}


def register_kind(kind: Approvable) -> None:
    """Let offices be asked about records of a kind."""
    KINDS[kind.kind] = kind


def kind_choices() -> list[tuple[str, str | Promise]]:
    """The kinds with their words."""
    return [(each.kind, each.label) for each in KINDS.values()]
