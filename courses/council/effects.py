"""What an act with a programme will do, told in numbers before it is done."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.programmes.models import Programme
from courses.runs.models import CourseRun
from ostu_qualification.core.workflow.effects import Effect, effect, warning

OVER = (CourseRun.State.COMPLETED, CourseRun.State.CANCELLED)


def of_submitting(programme: Programme, user: Any) -> list[Effect]:
    """What the council gets. Clause 1.6."""
    n = programme.materials.count()
    documents = ngettext("%(n)s document goes to the council.", "%(n)s documents go to the council.", n) % {"n": n}
    return [
        effect(documents, page_of(programme)),
        effect(_("Until the council has decided nothing in the programme is changed.")),
    ]


def of_returning(programme: Programme, user: Any) -> list[Effect]:
    """It comes back. Clause 1.6."""
    return [effect(_("The programme can be changed and submitted once more."))]


def of_permitting(programme: Programme, user: Any) -> list[Effect]:
    """What is frozen, and who is next. Clause 1.6."""
    n = programme.materials.count()
    frozen = ngettext("%(n)s document is frozen for good.", "%(n)s documents are frozen for good.", n) % {"n": n}
    return [effect(frozen, page_of(programme)), effect(_("The programme goes on to the vice-rector."))]


def of_refusing(programme: Programme, user: Any) -> list[Effect]:
    """Nothing more comes of it. Clause 1.6."""
    return [warning(_("The programme ends here: it is not submitted once more."))]


def of_approving(programme: Programme, user: Any) -> list[Effect]:
    """It can be read and run. Clauses 5.1, 5.2."""
    return [effect(_("The programme appears in the public catalogue at once, and courses by it can be planned."))]


def of_archiving(programme: Programme, user: Any) -> list[Effect]:
    """Which courses go on, and which are not opened any more. Clause 5.2."""
    planned = programme.runs.filter(state=CourseRun.State.PLANNED).count()
    going_on = programme.runs.exclude(state__in=(CourseRun.State.PLANNED, *OVER)).count()
    lines = [effect(_("The programme leaves the public catalogue at once."))]
    if going_on:
        sentence = ngettext("%(n)s course under way goes on.", "%(n)s courses under way go on.", going_on)
        lines.append(effect(sentence % {"n": going_on}, page_of(programme)))
    if planned:
        sentence = ngettext(
            "%(n)s planned course can no longer be opened.", "%(n)s planned courses can no longer be opened.", planned
        )
        lines.append(warning(sentence % {"n": planned}, page_of(programme)))
    return lines


def page_of(programme: Programme) -> str:
    """The address of a programme's page."""
    return reverse("programme_detail", args=[programme.pk])
