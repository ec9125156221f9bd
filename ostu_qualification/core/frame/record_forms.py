"""A form about one record, for two people who may have it open at the same time."""

import datetime as dt
import json
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Model
from django.forms.models import model_to_dict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ostu_qualification.core.words.dates import short_date

SHOWN = "shown"
Plain = str | list[str]


class RecordForm(forms.ModelForm):
    """A form about one record. It says what was written; keeping it is an act's affair.

    The page takes along what it has shown (`{% shown form %}`). So what was written is told from what merely stood there,
    and a field that somebody else has changed meanwhile is written over only by whoever has been told so.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = model_to_dict(self.instance, self._meta.fields)
        self._now = {name: _plain(value) for name, value in kept.items() if not self._is_file(name)}
        self._shown = {**self._now, **self._taken_along()}

    def _is_file(self, name: str) -> bool:
        return isinstance(self.fields.get(name), forms.FileField)

    def _taken_along(self) -> dict[str, Plain]:
        """What the page had shown, as far as it says so."""
        try:
            told = json.loads(self.data.get(SHOWN) or "{}") if self.is_bound else {}
        except ValueError:
            return {}
        return {name: told[name] for name in self._now if name in told} if isinstance(told, dict) else {}

    def clean(self) -> dict[str, Any]:
        """Tell whoever writes over what somebody else has written since the page was opened."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.instance._state.adding:
            for name in self._written(cleaned):
                if name in self._now and self._now[name] not in (self._shown[name], _plain(cleaned[name])):
                    self._shown[name] = self._now[name]
                    message = _(
                        "Somebody has changed this meanwhile. Now it is: %(now)s. Save once more if yours shall hold."
                    )
                    self.add_error(name, message % {"now": self._in_words(name)})
        return cleaned

    def _written(self, cleaned: dict[str, Any]) -> list[str]:
        """The fields in which something else was written than the page had shown."""
        named = [name for name in self._meta.fields or () if name in cleaned]
        return [
            name
            for name in named
            if (name in self.changed_data if self._is_file(name) else _plain(cleaned[name]) != self._shown.get(name))
        ]

    def _in_words(self, name: str) -> str:
        """What the record has now, as a page would show it."""
        field = self.instance._meta.get_field(name)
        if field.many_to_many:
            return "; ".join(map(str, getattr(self.instance, name).all())) or "–"
        label = getattr(self.instance, f"get_{name}_display", None)
        value = label() if label else getattr(self.instance, name)
        if value in (None, ""):
            return "–"
        return short_date(value) if isinstance(value, dt.date) else str(value)

    @property
    def shown(self) -> SafeString:
        """What the page takes along; of a field that somebody else has changed, what its writer has just been told."""
        if self.instance._state.adding:
            return SafeString("")
        return format_html('<input type="hidden" name="{}" value="{}">', SHOWN, json.dumps(self._shown))

    @property
    def values(self) -> dict[str, Any]:
        """What a valid form gives its record, by field: for a new one everything, for another what was written."""
        is_new = self.instance._state.adding
        written = (self._meta.fields or ()) if is_new else self._written(self.cleaned_data)
        many = {field.name for field in self.instance._meta.many_to_many}
        return {
            name: self.cleaned_data[name] if name in many else getattr(self.instance, name)
            for name in written
            if name in self.cleaned_data
        }

    def save(self, commit: bool = True) -> Any:
        """Refused: a form that saves writes what was read before the lock."""
        raise NotImplementedError("Hand `values` to an act.")


def _plain(value: Any) -> Plain:
    """A value as a page can take it along, the same however it was read."""
    if value is None:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return sorted(map(str, (_plain(each) for each in value)))
    return str(value)
