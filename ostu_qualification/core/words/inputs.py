"""Fields of forms whose text comes clean: what is typed is cleaned once, at one door."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from .dates import short_date
from .phones import normalise_phone
from .texts import clean_text

EARLIEST, LATEST = dt.date(1950, 1, 1), dt.date(2100, 12, 31)
EARLIEST_BIRTH = dt.date(1900, 1, 1)


class CharField(forms.CharField):
    """A text, clean before its letters are counted; lines stay where the field shows several. Never for a password."""

    def to_python(self, value: Any) -> Any:
        """The text without what nobody sees."""
        if isinstance(value, str):
            value = clean_text(value, keeps_lines=isinstance(self.widget, forms.Textarea))
        return super().to_python(value)


class EmailField(CharField, forms.EmailField):
    """An e-mail address, in small letters."""

    def to_python(self, value: Any) -> Any:
        """The address, clean and small."""
        return super().to_python(value.lower() if isinstance(value, str) else value)


class TextFilter(django_filters.CharFilter):
    """A filter by words."""

    field_class = CharField


class DateField(forms.DateField):
    """A date typed as people type it, from the days that a member of staff can have lived or have before them."""

    def __init__(
        self, *, earliest: dt.date = EARLIEST, latest: dt.date | Callable[[], dt.date] = LATEST, **kwargs: Any
    ) -> None:
        self.earliest, self.latest = earliest, latest
        attributes = {"class": "input-date", "inputmode": "numeric", "autocomplete": "off", "placeholder": ""}
        kwargs.setdefault("widget", forms.DateInput(attrs=attributes, format="%d.%m.%Y"))
        kwargs.setdefault("help_text", _("DD.MM.YYYY, for example 05.10.2026"))
        kwargs.setdefault("error_messages", {"invalid": _("Enter the date as DD.MM.YYYY, for example 05.10.2026.")})
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        """Refuse a day that only a slip of the hand can have meant."""
        super().validate(value)
        latest = self.latest() if callable(self.latest) else self.latest
        if value is not None and not self.earliest <= value <= latest:
            days = {"first": short_date(self.earliest), "last": short_date(latest)}
            raise forms.ValidationError(_("Enter a date from %(first)s to %(last)s."), code="bounds", params=days)


class PhoneField(CharField):
    """A phone in any habit of writing, kept in E.164."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}))
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> str:
        """The number in E.164, or a message that shows the way of writing."""
        written = super().clean(value)
        if not written:
            return ""
        number = normalise_phone(written)
        if number is None:
            raise forms.ValidationError(_("Enter the phone as +996 700 123 456."))
        return number
