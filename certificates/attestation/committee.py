"""Who may sit on the committee of an attestation: experts together with the responsible unit. Clause 7.5.3."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates import offices
from courses.models import CourseRun
from enrollment.models import Application
from staff.models import Employment, Person, Unit
from staff.people.actors import with_units_below

NO_EXPERT = gettext_lazy("Name at least one expert: experts decide together with the unit (clause 7.5.3).")


def responsible_unit(run: CourseRun) -> Unit | None:
    """The unit that answers for the programme; for one without a unit of its own it is ИИжКББ. Clauses 1.4, 7.5.3."""
    return run.programme.unit or offices.office()


def problems(
    run: CourseRun,
    on: dt.date,
    *,
    chair: Person | None,
    secretary: Person | None,
    experts: Collection[Person],
    members: Collection[Person],
) -> dict[str, Any]:
    """What is wrong with a committee, at the field to mend; empty when it may decide. Clause 7.5.3.

    An expert does not stand for the unit: the two decide together.
    """
    found: dict[str, Any] = {}
    if chair and chair == secretary:
        found["secretary"] = _("Chair and secretary are two people.")
    if chair and run.trainers.filter(pk=chair.pk).exists():
        found["chair"] = _("A trainer of the course does not chair its committee. Choose another person.")
    if not experts:
        found["experts"] = NO_EXPERT
    others = [each for each in (chair, secretary, *members) if each and each not in experts]
    unit = responsible_unit(run)
    if unit is None and not members:
        found["members"] = _("Name somebody of the unit that is responsible for the programme (clause 7.5.3).")
    if unit is not None and not _works_in(unit, others, on):
        sentence = _("Name somebody who works in the responsible unit “%(unit)s” and is no expert (clause 7.5.3).")
        found["members"] = sentence % {"unit": unit.name}
    return found | _judging_themselves(run, chair=[chair], secretary=[secretary], experts=experts, members=members)


def _works_in(unit: Unit, people: Collection[Person], on: dt.date) -> bool:
    posts = Employment.objects.filter(Employment.on(on), person__in=people, unit__in=with_units_below({unit.pk}))
    return posts.exists()


def _judging_themselves(run: CourseRun, **seats: Collection[Person | None]) -> dict[str, Any]:
    enrolled = run.places.filter(state=Application.State.ENROLLED)
    learners = set(enrolled.values_list("person_id", flat=True))
    return {
        name: _("A participant is not on the committee.")
        for name, people in seats.items()
        if learners & {each.pk for each in people if each}
    }
