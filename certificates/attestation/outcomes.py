"""What the points of an attestation mean. Clause 5.7."""

from courses.models import AttestationForm

from .models import Attestation, AttestationResult

NEEDS_BOTH = (AttestationForm.ATTESTATION_AND_EXAM,)


def outcome_of(attestation: Attestation, first: int | None, exam: int | None) -> str:
    """What the points mean: each needed component must reach the pass mark; empty while one is missing. Clause 5.7.

    Thematic and long programmes need the attestation and the exam, all others one component.
    """
    needed = [first, exam] if attestation.form in NEEDS_BOTH else [first]
    if any(points is None for points in needed):
        return ""
    has_passed = all(points >= attestation.pass_points for points in needed if points is not None)
    return AttestationResult.Outcome.PASSED if has_passed else AttestationResult.Outcome.FAILED
