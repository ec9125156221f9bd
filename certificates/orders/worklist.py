"""What waits without an act of its own: the rector signs on paper. Clause 5.7."""

from ostu_qualification.core.workflow import waits

from . import queries


def register_lines() -> None:
    """Add the lines."""
    waits.register(queries.TO_SIGN)
