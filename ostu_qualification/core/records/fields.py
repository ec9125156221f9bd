"""Text columns of models: what is kept in them is clean, and no longer than the column, in every database alike.

They are Django's own columns but for that, and migrations know them as such.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models

from ostu_qualification.core.words import inputs as clean_forms
from ostu_qualification.core.words.texts import clean_text


class _CleanText(models.Field):
    """A column that cleans what comes in through forms, acts and lists, and what it is asked for."""

    form_class: type[forms.CharField] = clean_forms.CharField

    def to_python(self, value: Any) -> Any:
        """The text, clean. Lines stay: where there may be none, the form's own field takes them out."""
        value = super().to_python(value)
        return clean_text(value, keeps_lines=True) if isinstance(value, str) else value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        """The text to be saved. One that is too long is refused in words: SQLite would take it, PostgreSQL would break off."""
        value = super().get_db_prep_save(value, connection)
        if isinstance(value, str) and self.max_length is not None:
            try:
                MaxLengthValidator(self.max_length)(value)
            except ValidationError as problem:
                raise ValidationError({self.name: problem}) from problem
        return value

    def formfield(self, **kwargs: Any) -> Any:
        """The form's field, which cleans before it counts the letters."""
        return super().formfield(**{"form_class": self.form_class, **kwargs})

    def deconstruct(self) -> Any:
        """As Django's own column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{type(self).__name__}", args, kwargs


class CharField(_CleanText, models.CharField):
    """A short text."""


class TextField(_CleanText, models.TextField):
    """A long text."""


class EmailField(_CleanText, models.EmailField):
    """An e-mail address, in small letters: who writes Aigul@Example.org means the same one."""

    form_class = clean_forms.EmailField

    def to_python(self, value: Any) -> Any:
        """The address, clean and small."""
        value = super().to_python(value)
        return value.lower() if isinstance(value, str) else value
