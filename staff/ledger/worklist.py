"""What waits without an act of its own: journeys whose papers are missing. Clause 6.2."""

from ostu_qualification.core.workflow import waits

from . import queries


def register_lines() -> None:
    """Add the lines."""
    waits.register(queries.WITHOUT_PAPERS)
