"""Forms of the applications."""

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.models import CourseRun
from courses.runs.queries import open_runs_with_programmes
from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.words.folding import fold
from ostu_qualification.core.words.inputs import CharField, TextFilter
from ostu_qualification.core.workflow.steps import WrongState
from staff.people.queries import named

from .effects import WAS_SENT
from .models import Application


class RunChoiceField(forms.ModelChoiceField):
    """An open run with its dates."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.programme.title} – {obj.starts_on:%d.%m.%Y}–{obj.ends_on:%d.%m.%Y}"


class ChoiceForm(forms.Form):
    """Which course."""

    run = RunChoiceField(
        label=_("Course"), queryset=open_runs_with_programmes().none(), widget=forms.RadioSelect, empty_label=None
    )
    helper = helper()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["run"].queryset = open_runs_with_programmes()  # type: ignore[attr-defined]


class MotivationForm(forms.Form):
    """Why."""

    motivation = CharField(
        label=_("Why do you want to take part?"),
        help_text=_("Two or three sentences: what you will use in your work."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Say in a sentence or two why you want to take part.")},
    )
    helper = helper()


class OpinionForm(forms.Form):
    """The head's opinion."""

    opinion = forms.ChoiceField(
        label=_("Opinion"), choices=[each for each in Application.Opinion.choices if each[0]], widget=forms.RadioSelect
    )
    reason = CharField(
        label=_("Reason"),
        help_text=_("Needed when you do not endorse."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    helper = helper()

    def clean(self) -> dict[str, Any]:
        """A negative opinion says why."""
        cleaned = super().clean() or {}
        if cleaned.get("opinion") == Application.Opinion.NOT_ENDORSED and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why you do not endorse the application."))
        return cleaned


class OpinionLine(OpinionForm):
    """The opinion on one of several applications; nothing is said about it while none is chosen."""

    opinion = forms.ChoiceField(
        label=_("Opinion"),
        choices=[("", _("later")), *(each for each in Application.Opinion.choices if each[0])],
        widget=forms.RadioSelect,
        required=False,
    )
    reason = CharField(
        label=_("Reason"), help_text=_("Needed when you do not endorse."), max_length=500, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Whoever writes a reason has something to say."""
        cleaned = super().clean()
        if cleaned.get("reason", "").strip() and not cleaned.get("opinion"):
            self.add_error("opinion", _("Choose an opinion, or leave the reason empty."))
        return cleaned


class OpinionsForm(forms.Form):
    """All opinions that a head is asked for, a line for each application. Clause 5.3.

    All lines are right, or none is kept: each wrong one says so beside it, and what was typed stays.
    """

    def __init__(self, *args: Any, applications: list[Application], take: Callable[..., Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._take = take
        data = args[0] if args else None
        self.lines = [(each, OpinionLine(data, prefix=str(each.pk))) for each in applications]

    def clean(self) -> dict[str, Any]:
        """Every line by itself."""
        for application, line in self.lines:
            for name, messages in line.errors.items():
                self.add_error(
                    None, [f"{application.person.full_name}: {each}" for each in messages] if name else messages
                )
        return super().clean() or {}

    def give(self, *, by: Who) -> list[int]:
        """Take the act with each application of which something is said; raises, and keeps none, what one of them refuses."""
        given = []
        for application, line in self.lines:
            if line.cleaned_data.get("opinion"):
                try:
                    self._take(application, by=by, **line.cleaned_data)
                except (ValidationError, WrongState) as problem:
                    said = "; ".join(getattr(problem, "messages", [str(problem)]))
                    raise ValidationError(f"{application.person.full_name}: {said}") from problem
                given.append(application.pk)
        if not given:
            raise ValidationError(gettext("Choose an opinion on at least one application."))
        return given


class ApplicationFilter(django_filters.FilterSet):
    """Filters of applications."""

    usual = ("q", "state")

    q = TextFilter(label=_("Name"), method="by_name")
    state = django_filters.ChoiceFilter(label=_("State"), choices=Application.State.choices)
    opinion = django_filters.ChoiceFilter(
        label=_("Head's opinion"),
        choices=[each for each in Application.Opinion.choices if each[0]],
        null_label=_("not given yet"),
        null_value="none",
        method="by_opinion",
    )
    run = django_filters.ModelChoiceFilter(
        label=_("Course"),
        queryset=CourseRun.objects.select_related("programme")
        .exclude(state=CourseRun.State.PLANNED)
        .order_by("-starts_on"),
    )
    was = django_filters.ChoiceFilter(
        label=_("Applications"), choices=[("sent", _("submitted and not withdrawn"))], method="by_way"
    )

    class Meta:
        model = Application
        fields: list[str] = []

    def by_name(self, applications: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        """The name of the applicant."""
        for word in fold(value).split():
            applications = applications.filter(named(word, "person__"))
        return applications

    def by_opinion(self, applications: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        """What the head thinks, or that nothing was said."""
        return applications.filter(opinion="" if value == "none" else value)

    def by_way(self, applications: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        """Those that were submitted and not withdrawn, whatever became of them."""
        return applications.filter(WAS_SENT)
