"""Which hours and which attestation fit a form of professional development: pure rules. Clauses 4.3, 5.7."""

from django.utils.translation import gettext_lazy as _

HOURS = {"short": (16, 72), "thematic": (72, 100), "long": (101, None), "internship": (72, None)}
ATTESTATIONS = {
    "short": {"exam", "test", "essay"},
    "thematic": {"attestation_and_exam"},
    "long": {"attestation_and_exam"},
    "internship": {"report"},
}


def problems(*, form: str, hours: int | None, attestation_form: str) -> dict[str, object]:
    """What does not fit, by field; empty when all is well. Clauses 4.3, 5.7."""
    found: dict[str, object] = {}
    if form in HOURS and hours is not None and not hours_fit(form, hours):
        low, high = HOURS[form]
        if high is None:
            found["hours"] = _("This form takes at least %(low)s hours (clause 4.3).") % {"low": low}
        else:
            found["hours"] = _("This form takes %(low)s–%(high)s hours (clause 4.3).") % {"low": low, "high": high}
    if form in ATTESTATIONS and attestation_form and attestation_form not in ATTESTATIONS[form]:
        found["attestation_form"] = _("This form does not end with such an attestation (clause 5.7).")
    return found


def hours_fit(form: str, hours: int) -> bool:
    """Whether the hours fit the form; at exactly 72 and 100 the officer's choice of form decides. Clause 4.3."""
    low, high = HOURS[form]
    return low <= hours and (high is None or hours <= high)
