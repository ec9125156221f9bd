"""What the programmes ask of the rooms above them."""

from collections.abc import Sequence
from typing import Any

from ostu_qualification.core.workflow.ports import Port


@Port
def acts_on_programmes(user: Any) -> Sequence[tuple[str, str]]:
    """The acts on several programmes at once that a user may take: name of the address, words of the button."""
    return ()
