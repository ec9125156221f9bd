"""What the attestation asks of the rooms above it."""

from collections.abc import Sequence
from typing import Any

from ostu_qualification.core.workflow.ports import Port

from .models import Attestation


@Port
def what_follows(attestation: Attestation, user: Any) -> Sequence[tuple[str, str]]:
    """Where an attestation leads from its page, as far as a user may go: address and words of each button."""
    return ()
