"""Forms of merging two records of one person."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.forms import ReasonForm, helper
from ostu_qualification.core.words.inputs import CharField
from staff.people.models import Person

from . import survey


class FindPersonForm(forms.Form):
    """Looks for the other record; sent, not put into the address, since a personal number may be written here."""

    written = CharField(label=_("Name or ПИН of the other record"), max_length=100)
    helper = helper()


class MergeForm(ReasonForm):
    """Which of two values stays, for every column in which the records differ, and why they are merged."""

    field_order = (*survey.COLUMNS, "reason")

    def __init__(self, *args: Any, kept: Person, gone: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        first = survey.choices_of(kept, gone)
        for name in survey.unlike(kept, gone):
            self.fields[name] = forms.ChoiceField(
                label=capfirst(Person._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
                choices=[(survey.KEPT, shown(kept, name)), (survey.GONE, shown(gone, name))],
                initial=first[name],
                widget=forms.RadioSelect,
            )
        self.order_fields(self.field_order)

    @property
    def alike(self) -> list[tuple[str, str]]:
        """The columns in which both records say the same, with what they say."""
        return [
            (str(capfirst(Person._meta.get_field(name).verbose_name)), shown(self.kept, name))  # type: ignore[union-attr]
            for name in survey.COLUMNS
            if name not in self.fields and shown(self.kept, name) != "–"
        ]

    @property
    def chosen(self) -> dict[str, str]:
        """Whose value stays, by column."""
        return {name: value for name, value in self.cleaned_data.items() if name in survey.COLUMNS}


def shown(person: Person, name: str) -> str:
    """A column's value as the page shows it."""
    value = getattr(person, name)
    if value in (None, ""):
        return "–"
    display = getattr(person, f"get_{name}_display", None)
    if display is not None:
        return str(display())
    return f"{value:%d.%m.%Y}" if hasattr(value, "strftime") else str(value)
