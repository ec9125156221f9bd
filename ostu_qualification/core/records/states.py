"""Records with a state: only a step saves one whole or writes its state."""

from typing import Any, ClassVar

from django.db import models


class StateIsWritten(Exception):
    """Somebody other than a step saves a record with a state whole, or writes its state: a mistake in the code."""


class Stateful(models.Model):
    """A record that goes from state to state, by steps alone.

    What was read before a lock is old: whoever saves it whole writes the old state back and undoes the step of somebody
    else. So an existing record is saved whole by its steps only, which read it under the lock; everybody else names the
    fields (`core.writes.keep`), and never the state.
    """

    state: Any
    State: ClassVar[type[models.TextChoices]]
    MAIN_WAY: ClassVar[tuple[str, ...]] = ()  # the states that a record passes through when all goes well
    _is_taken = False

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        """Save a new record, or the named fields of one that is there."""
        named = kwargs.get("update_fields")
        if not (self._state.adding or self._is_taken) and (named is None or "state" in named):
            raise StateIsWritten(f"{self._meta.label} {self.pk}: only a step saves it whole; name other fields.")
        super().save(**kwargs)

    def save_by_step(self) -> None:
        """Save the record whole, as a step has changed it: for `core.workflow` alone."""
        self._is_taken = True
        try:
            self.save()
        finally:
            self._is_taken = False

    @classmethod
    def first_state(cls) -> str:
        """The state in which a record is born."""
        state = cls._meta.get_field("state")
        assert isinstance(state, models.Field)
        return str(state.get_default())
