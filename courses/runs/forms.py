"""Forms of the runs."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from courses.programmes.models import Programme
from courses.programmes.queries import search_programmes
from ostu_qualification.core.frame.act_pages import ActForm
from ostu_qualification.core.frame.forms import helper
from ostu_qualification.core.frame.record_forms import RecordForm
from ostu_qualification.core.models import today
from ostu_qualification.core.words.inputs import CharField, DateField, TextFilter
from staff.ledger.models import TrainingForm
from staff.models import Person

from .models import CourseRun


class RunForm(RecordForm):
    """A course run."""

    starts_on = DateField(label=_("begins"))
    ends_on = DateField(label=_("ends"))
    apply_from = DateField(label=_("applications from"))
    apply_until = DateField(label=_("applications until"))
    helper = helper()

    class Meta:
        model = CourseRun
        fields = (
            "programme",
            "apply_from",
            "apply_until",
            "starts_on",
            "ends_on",
            "capacity",
            "minimum",
            "mode",
            "place_ky",
            "place_ru",
            "place_en",
            "host",
            "topic_ky",
            "topic_ru",
            "topic_en",
            "language",
            "trainers",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.filter(state=Programme.State.APPROVED)  # type: ignore[attr-defined]
        self.fields["trainers"].queryset = Person.objects.filter(employments__left_on__isnull=True).distinct()  # type: ignore[attr-defined]
        self.fields["trainers"].required = False


class ResumeForm(ActForm):
    """Until when a course lasts that goes on."""

    ends_on = DateField(label=_("ends"), help_text=_("Later than was planned if the days of rest are made up for."))
    helper = helper()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["ends_on"] = max(self.record.ends_on, today())


class RunWordsForm(RecordForm):
    """What papers say about a run in other languages; what has a title already is not asked for it."""

    title_ru = CharField(label=_("title in Russian"), max_length=250)
    title_en = CharField(label=_("title in English"), max_length=250, required=False)
    helper = helper()
    field_order = ("title_ru", "title_en")

    class Meta:
        model = CourseRun
        fields = ("place_ru", "place_en", "host", "topic_ky", "topic_ru", "topic_en")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programme = self.instance.programme
        for name in ("title_ru", "title_en"):
            if getattr(programme, name):
                del self.fields[name]
        if programme.form != TrainingForm.INTERNSHIP:
            for name in ("host", "topic_ky", "topic_ru", "topic_en"):
                del self.fields[name]


class RunFilter(django_filters.FilterSet):
    """Filters of runs."""

    q = TextFilter(label=_("Title"), method="by_title")
    state = django_filters.ChoiceFilter(label=_("State"), choices=CourseRun.State.choices)

    class Meta:
        model = CourseRun
        fields: list[str] = []

    def by_title(self, runs: QuerySet[CourseRun], name: str, value: str) -> QuerySet[CourseRun]:
        """Any words of the programme's title in any language."""
        return runs.filter(programme__in=search_programmes(Programme.objects.all(), value))
