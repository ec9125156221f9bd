"""The numbers of the rules with their names. Clause 1.3."""

from typing import Any

from ostu_qualification.core.models import Policy


def policies_with_numbers() -> list[tuple[Policy, list[tuple[str, Any]]]]:
    """All policies with their numbers by name, the latest first. Clause 1.3."""
    shown = [field for field in Policy._meta.fields if field.name not in ("id", "valid_from")]
    return [
        (policy, [(str(field.verbose_name), _in_words(policy, field)) for field in shown])
        for policy in Policy.objects.all()
    ]


def _in_words(policy: Policy, field: Any) -> Any:
    value = getattr(policy, field.name)
    if field.choices:
        return getattr(policy, f"get_{field.name}_display")()
    return ", ".join(map(str, value)) if isinstance(value, list) else value
