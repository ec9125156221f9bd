"""Forms of the council."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from courses.programmes.models import Programme
from courses.programmes.queries import missing_documents
from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.models import today
from ostu_qualification.core.words.inputs import CharField, DateField

from .models import Protocol


class ProgrammesForm(forms.Form):
    """Which of the waiting programmes an act is about: all, unless some are left out."""

    programmes = forms.ModelMultipleChoiceField(
        label=_("Programmes"),
        queryset=Programme.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    helper = helper()

    def __init__(self, *args: Any, waiting: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programmes"]
        field.queryset = waiting  # type: ignore[attr-defined]
        field.initial = [programme.pk for programme in waiting]


class LackingField(forms.ModelMultipleChoiceField):
    """Programmes, each with what it still lacks."""

    def label_from_instance(self, programme: Programme) -> str:
        """The title, and the documents that are missing."""
        missing = ", ".join(missing_documents(programme))
        return (
            _("%(title)s – missing: %(kinds)s") % {"title": programme, "kinds": missing} if missing else str(programme)
        )


class SubmitForm(ProgrammesForm):
    """What goes to the council: those with full documents are ticked. Clause 1.6."""

    programmes = LackingField(
        label=_("Programmes"),
        queryset=Programme.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, waiting: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, waiting=waiting.prefetch_related("materials"), **kwargs)
        field = self.fields["programmes"]
        field.initial = [each.pk for each in field.queryset if not missing_documents(each)]  # type: ignore[attr-defined]


class ProtocolForm(forms.Form):
    """The council's protocol."""

    number = CharField(label=_("Number of the protocol"), max_length=40)
    held_on = DateField(label=_("date of the meeting"))
    members_present = forms.IntegerField(label=_("members present"), min_value=1, max_value=200)
    members_total = forms.IntegerField(label=_("members in all"), min_value=1, max_value=200)
    helper = helper()

    def clean(self) -> dict[str, Any]:
        """The meeting had a quorum. Clause 1.6."""
        cleaned = super().clean() or {}
        members = {name: cleaned.get(name) for name in ("members_present", "members_total")}
        try:
            Protocol(**members).clean()
        except forms.ValidationError as problem:
            self.add_error(None, problem)
        return cleaned

    def clean_held_on(self) -> Any:
        """A meeting of the future has permitted nothing yet."""
        if self.cleaned_data["held_on"] > today():
            raise forms.ValidationError(_("The meeting has not been held yet."))
        return self.cleaned_data["held_on"]


class PermitForm(ProgrammesForm, ProtocolForm):
    """The council's protocol, and what it permits."""

    field_order = ("number", "held_on", "members_present", "members_total", "programmes")
