"""What an act with a selection list will do, told in numbers before it is done."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ostu_qualification.core.words.dates import short_date
from ostu_qualification.core.workflow.effects import Effect, effect, warning

from . import queries
from .models import SelectionEntry, SelectionList

Outcome = SelectionEntry.Outcome


def _lines_with(selection: SelectionList, outcome: str) -> str:
    return f"{reverse('selection_detail', args=[selection.pk])}?{urlencode({'outcome': outcome})}"


def of_approving(selection: SelectionList, user: Any) -> list[Effect]:
    """Who is offered a place and until when, who waits, who was not heard, who was moved. Clauses 5.3, 5.4, 6.1."""
    counts = queries.counts_of(selection)
    place, waiting = counts[Outcome.PLACE], counts[Outcome.WAITING]
    offered = ngettext(
        "%(n)s person is offered a place, to be confirmed by %(day)s.",
        "%(n)s people are offered a place, to be confirmed by %(day)s.",
        place,
    )
    waits = ngettext("%(n)s person goes to the waiting list.", "%(n)s people go to the waiting list.", waiting)
    until = short_date(queries.offer_until(selection.policy, selection.run))
    lines = [
        effect(offered % {"n": place, "day": until}, _lines_with(selection, Outcome.PLACE)),
        effect(waits % {"n": waiting}, _lines_with(selection, Outcome.WAITING)),
        effect(_("Everyone is told by letter, with the points.")),
    ]
    return lines + _warnings(selection, place)


def _warnings(selection: SelectionList, place: int) -> list[Effect]:
    found = selection.entries.aggregate(
        unheard=queries.counted(Q(application__opinion="")), moved=queries.counted(~Q(moved_reason=""))
    )
    lines = []
    if free := selection.run.capacity - place:
        sentence = ngettext("%(n)s place stays free.", "%(n)s places stay free.", free)
        lines.append(warning(sentence % {"n": free}))
    if place < selection.run.minimum:
        sentence = _("The course needs at least %(n)s participants.")
        lines.append(warning(sentence % {"n": selection.run.minimum}))
    if n := found["unheard"]:
        sentence = ngettext(
            "On %(n)s of them the head has said nothing.", "On %(n)s of them the heads have said nothing.", n
        )
        lines.append(warning(sentence % {"n": n}))
    if n := found["moved"]:
        sentence = ngettext("%(n)s was moved by hand, with a reason.", "%(n)s were moved by hand, with a reason.", n)
        lines.append(warning(sentence % {"n": n}))
    return lines


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
