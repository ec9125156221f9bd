"""What the courses app answers to the apps below it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.words.languages import text_in
from staff import ports
from staff.people.models import Person
from staff.ports import CourseOffer, Group
from staff.privacy.my_data import Said, group_of

from .models import CourseRun
from .queries import best_runs, fitting_runs, open_runs, places_by_quarter


@ports.reminder_facts.answer
def name_open_courses(people: Sequence[Person], on: dt.date) -> dict[int, dict[str, Any]]:
    """Name up to three open courses in each reminder, those of the person's next level first, each with its link. Clauses 5.2, 6.1."""
    runs = list(open_runs(on).select_related("programme"))
    return {
        person.pk: {"courses": [_line(run, person.language) for run in best_runs(runs, person)[:3]]}
        for person in people
    }


def _line(run: CourseRun, language: str) -> str:
    """An open course as a letter names it: title, first day, and where to apply."""
    facts = {
        "title": text_in(run.programme, "title", language),
        "day": short_date(run.starts_on),
        "url": f"{settings.SITE_URL}{reverse('apply', args=[run.pk])}",
    }
    with override(language):
        return _("%(title)s, begins on %(day)s: %(url)s") % facts


@ports.open_courses.answer
def offer_courses(person: Person, on: dt.date) -> list[CourseOffer]:
    """Offer open courses on someone's own page. Clauses 4.5, 5.2."""
    return [
        CourseOffer(
            title=run.programme.title,
            url=reverse("programme_page", args=[run.programme_id]),
            starts_on=run.starts_on,
            ends_on=run.ends_on,
            hours=run.programme.hours,
            apply_until=run.apply_until,
        )
        for run in fitting_runs(person, on)
    ]


@ports.places_by_quarter.answer
def tell_places(since: dt.date, until: dt.date) -> dict[dt.date, int]:
    """Tell how many places begin in each quarter. Clause 6.1."""
    return places_by_quarter(since, until)


@ports.kept_data.answer
def tell_teaching(person: Person) -> list[Group]:
    """The courses that someone taught and the programmes that someone wrote. Clause 5.2."""
    taught = person.runs_taught.select_related("programme")
    title = Said("title", _("title"), lambda programme: programme.title)
    return [
        group_of("taught", _("Courses that I taught or teach"), taught, ("programme", "starts_on", "ends_on"), is_table=True),
        group_of("authored", _("Programmes that I wrote"), person.authored_programmes.all(), ("code", title, "hours"), is_table=True),
    ]  # fmt: skip
