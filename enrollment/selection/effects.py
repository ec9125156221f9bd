"""What an act with a selection list will do, told in numbers before it is done."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enrollment.applications.models import Application
from ostu_qualification.core.models import today
from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.workflow.effects import Effect, effect, warning

from . import queries
from .models import SelectionEntry, SelectionList

Outcome = SelectionEntry.Outcome


def _lines_with(selection: SelectionList, outcome: str) -> str:
    return f"{reverse('selection_detail', args=[selection.pk])}?{urlencode({'outcome': outcome})}"


def of_approving(selection: SelectionList, user: Any) -> list[Effect]:
    """Who is offered a place and until when, who waits, and what whoever approves should know before. Clauses 5.3, 5.4, 6.1."""
    found, capacity = _counted(selection), selection.run.capacity
    place, waiting = min(found["asking"], capacity), max(found["asking"] - capacity, 0)
    offered = ngettext(
        "%(n)s person is offered a place, to be confirmed by %(day)s.",
        "%(n)s people are offered a place, to be confirmed by %(day)s.",
        place,
    )
    waits = ngettext("%(n)s person goes to the waiting list.", "%(n)s people go to the waiting list.", waiting)
    until = short_date(queries.offer_until(selection.policy, selection.run))
    return [
        effect(offered % {"n": place, "day": until}, _lines_with(selection, Outcome.PLACE)),
        effect(waits % {"n": waiting}, _lines_with(selection, Outcome.WAITING)),
        effect(_("Everyone is told by letter, with the points.")),
        *_of_places(selection, place),
        *_of_people(selection, found),
        *_of_the_day(selection),
        warning(_("This cannot be undone.")),
    ]


def _counted(selection: SelectionList) -> dict[str, int]:
    """How many on a list still ask for a place, withdrew since it was ranked, were not heard, were moved."""
    asking = Q(application__state=Application.State.SUBMITTED)
    found: dict[str, int] = selection.entries.aggregate(
        asking=queries.counted(asking),
        gone=queries.counted(Q(application__state=Application.State.WITHDRAWN)),
        unheard=queries.counted(asking & Q(application__opinion=Application.Opinion.NONE)),
        moved=queries.counted(~Q(moved_reason="")),
    )
    return found


def _of_places(selection: SelectionList, place: int) -> list[Effect]:
    lines = []
    if free := selection.run.capacity - place:
        sentence = ngettext("%(n)s place stays free.", "%(n)s places stay free.", free)
        lines.append(warning(sentence % {"n": free}))
    if place < selection.run.minimum:
        sentence = _("The course needs at least %(n)s participants.")
        lines.append(warning(sentence % {"n": selection.run.minimum}))
    return lines


def _of_people(selection: SelectionList, found: dict[str, int]) -> list[Effect]:
    lines = []
    if n := found["gone"]:
        sentence = ngettext(
            "%(n)s person on the list has withdrawn since: the next one gets the place.",
            "%(n)s people on the list have withdrawn since: the next ones get the places.",
            n,
        )
        lines.append(effect(sentence % {"n": n}))
    if n := found["unheard"]:
        sentence = ngettext(
            "On %(n)s of them the head has said nothing.", "On %(n)s of them the heads have said nothing.", n
        )
        unheard = {"run": str(selection.run_id), "state": Application.State.SUBMITTED.value, "opinion": "none"}
        lines.append(warning(sentence % {"n": n}, f"{reverse('application_list')}?{urlencode(unheard)}"))
    if n := found["moved"]:
        sentence = ngettext("%(n)s was moved by hand, with a reason.", "%(n)s were moved by hand, with a reason.", n)
        lines.append(warning(sentence % {"n": n}))
    return lines


def _of_the_day(selection: SelectionList) -> list[Effect]:
    """That the applications were closed before the day that was promised. Clause 5.4."""
    if today() > selection.run.apply_until:
        return []
    sentence = _("Applications were promised until %(day)s: the list would be approved before that day is over.")
    return [warning(sentence % {"day": short_date(selection.run.apply_until)})]


def of_ranking_anew(selection: SelectionList, user: Any) -> list[Effect]:
    """Who is missing, and what is lost. Clause 5.4."""
    n, moved = queries.missing_of(selection).count(), selection.entries.exclude(moved_reason="").count()
    missing = ngettext("%(n)s applicant is missing on the list.", "%(n)s applicants are missing on the list.", n)
    lines = [effect(missing % {"n": n}), effect(_("Everyone who applied is ranked anew, by the same lottery."))]
    if moved:
        sentence = ngettext(
            "%(n)s move made by hand is lost; make it once more.",
            "%(n)s moves made by hand are lost; make them once more.",
            moved,
        )
        lines.append(warning(sentence % {"n": moved}))
    return lines
