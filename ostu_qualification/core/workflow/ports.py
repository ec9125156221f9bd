"""Typed questions to the apps above: a lower app asks through a port, the upper ones answer without being known to it."""

import logging
from collections.abc import Callable, Iterator
from typing import Generic, ParamSpec, TypeVar

from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


class Port(Generic[P, T]):
    """A question whose answers come from functions of one type, in the order in which they registered.

    An app that breaks while it answers is named in the log and left out: it never takes down the page that asks. Only a
    refusal of the database within a transaction cannot be passed over, since nothing more can be read after it.
    """

    def __init__(self, question: Callable[P, T]) -> None:
        """Take the question as a function without a body: its arguments, its answer and its meaning."""
        self.question = question
        self.answers: list[Callable[P, T]] = []

    def answer(self, function: Callable[P, T]) -> Callable[P, T]:
        """Register an answer; to be used as a decorator."""
        if function not in self.answers:
            self.answers.append(function)
        return function

    def ask(self, *args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
        """The answers of all apps that are in working order."""
        for each in self.answers:
            try:
                found = each(*args, **kwargs)
            except Exception as problem:
                if isinstance(problem, DatabaseError) and connection.in_atomic_block:
                    raise
                logger.exception("%s.%s did not answer", each.__module__, each.__qualname__)
                continue
            yield found
