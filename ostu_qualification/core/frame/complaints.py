"""What a form that was sent back says: each complaint in the words of its field, beside it and in the summary on top."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Complaint:
    """One error: what stands beside the field, and what stands in the summary, where the field is not in sight."""

    beside: str
    on_top: str


def complaints_about(bound: forms.BoundField) -> list[Complaint]:
    """The errors of one field."""
    errors: list[ValidationError] = bound.form.errors.as_data().get(bound.name, [])
    return [_complaint(bound, error, str(text)) for error in errors for text in error.messages]


def complaints_of(form: forms.BaseForm) -> Iterator[tuple[forms.BoundField, Complaint]]:
    """All errors of the fields of a form, in the order of the page."""
    return ((bound, each) for bound in form for each in complaints_about(bound))


def _complaint(bound: forms.BoundField, error: ValidationError, text: str) -> Complaint:
    if error.code == "required" and not _is_own(bound.field, "required"):
        return Complaint(missing := _missing(bound), missing)
    is_own = error.code is None or _is_own(bound.field, error.code) or str(bound.label) in text
    return Complaint(text, text if is_own else f"{capfirst(bound.label)}: {text}")


def _is_own(field: forms.Field, code: str) -> bool:
    """Whether a field says this in words of its own and not in those of all fields of its kind."""
    said = field.error_messages.get(code)
    usual = [
        kind.default_error_messages.get(code) for kind in type(field).__mro__ if hasattr(kind, "default_error_messages")
    ]
    return said is not None and str(said) not in [str(each) for each in usual if each is not None]


def _missing(bound: forms.BoundField) -> str:
    """What to do with a field that was left empty."""
    name = {"field": capfirst(bound.label)}
    if isinstance(bound.field, forms.FileField):
        return _("Attach the file: “%(field)s”.") % name
    if isinstance(bound.field, forms.ChoiceField | forms.ModelChoiceField):
        return _("Choose an answer: “%(field)s”.") % name
    return _("Fill in “%(field)s”.") % name
