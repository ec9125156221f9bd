"""Letters about a run to those who take part in it or teach it. Clause 5.1."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from courses.ports import participants_of_run
from ostu_qualification.core.words.dates import period
from ostu_qualification.core.words.languages import text_in
from staff.letters.writing import Notice, notify_many
from staff.people.models import Person

from .models import CourseRun


def people_of(run: CourseRun) -> list[Person]:
    """Those who take part in a run and those who teach it, each once."""
    taking_part = (each for people in participants_of_run.ask(run) for each in people)
    return list({each.pk: each for each in [*taking_part, *run.trainers.all()]}.values())


def tell_suspended(run: CourseRun, reason: str) -> None:
    """Tell everyone that the course rests for now, and why."""
    _tell(run, people_of(run), "run_suspended", reason=reason)


def tell_resumed(run: CourseRun) -> None:
    """Tell everyone that the course goes on, and until when."""
    _tell(run, people_of(run), "run_resumed")


def tell_trainers_cancelled(run: CourseRun, reason: str) -> None:
    """Tell the trainers of a cancelled course; the applicants are told with their applications."""
    _tell(run, run.trainers.all(), "run_cancelled_trainer", reason=reason)


def _tell(run: CourseRun, people: Iterable[Person], template: str, **facts: Any) -> None:
    """Each time anew: a course may rest more than once."""
    moment = timezone.now().isoformat()
    notify_many(
        Notice(
            person,
            key=f"{template}:{run.pk}:{moment}:{person.pk}",
            template=template,
            facts={
                "title": text_in(run.programme, "title", person.language),
                "period": period(run.starts_on, run.ends_on, person.language),
                "url": reverse("run_detail", args=[run.pk]),
                **facts,
            },
        )
        for person in people
    )
