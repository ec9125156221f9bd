"""What is wrong with a record, in the words of its form: for rows of lists, which have no fields to put it beside."""

from django.core.exceptions import ValidationError
from django.db.models import Model


def in_words(problem: ValidationError, model: type[Model]) -> str:
    """All that is wrong, each time with the name of the field."""
    if not hasattr(problem, "error_dict"):
        return " ".join(problem.messages)
    names = {field.name: str(field.verbose_name) for field in model._meta.concrete_fields}
    return " ".join(
        f"{names[name]}: {' '.join(messages)}" if name in names else " ".join(messages)
        for name, messages in problem.message_dict.items()
    )
