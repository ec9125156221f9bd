"""A second look at a list before it is approved, independent of the ranking that made it. Clause 5.4."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ostu_qualification.core.records.verdicts import YES, Verdict, not_yet

from .models import SelectionEntry, SelectionList
from .priority import lottery_number
from .queries import missing_of

Entries = Sequence[SelectionEntry]
Outcome = SelectionEntry.Outcome


def problem_of(selection: SelectionList, entries: Entries) -> str:
    """What is wrong with a list, in words; empty when it may be approved. Clause 5.4.

    Everyone who applied is on it; the places go to its first lines, no more than there are; nobody stands below someone
    who comes after them by points, time of submission and lottery, except by a move with a reason; the points are the sum
    of their parts, and the lottery is the one that the published seed draws.
    """
    looks = (_missing, _places, _order, _numbers, _cut, _points, _lottery)
    return next((problem for look in looks if (problem := look(selection, entries))), "")


def can_be_approved(selection: SelectionList) -> Verdict:
    """Everyone who applied stands on the list. Clause 5.4."""
    missing = _missing(selection, ())
    return not_yet(missing) if missing else YES


def _missing(selection: SelectionList, entries: Entries) -> str:
    missing = [each.person.full_name for each in missing_of(selection)]
    if not missing:
        return ""
    words = ngettext(
        "%(n)s applicant is not on the list: %(names)s. Have the list ranked anew.",
        "%(n)s applicants are not on the list: %(names)s. Have the list ranked anew.",
        len(missing),
    )
    return words % {"n": len(missing), "names": "; ".join(missing)}


def _places(selection: SelectionList, entries: Entries) -> str:
    places = sum(1 for each in entries if each.outcome == Outcome.PLACE)
    if places <= selection.run.capacity:
        return ""
    return _("The list gives %(places)s places, the run has %(capacity)s.") % {
        "places": places,
        "capacity": selection.run.capacity,
    }


def _order(selection: SelectionList, entries: Entries) -> str:
    for before, after in pairwise([each for each in entries if not each.moved_reason]):
        line = {"position": after.position}
        if before.points != after.points:
            if before.points < after.points:
                return _("Line %(position)s has more points than a line above it and was not moved.") % line
        elif before.application.submitted_at != after.application.submitted_at:
            if _time(before) > _time(after):
                return _("Line %(position)s applied earlier than a line above it with the same points.") % line
        elif before.lottery > after.lottery:
            return _("Line %(position)s drew a lower lottery number than a line above it with the same points.") % line
    return ""


def _time(entry: SelectionEntry) -> Any:
    assert entry.application.submitted_at is not None
    return entry.application.submitted_at


def _numbers(selection: SelectionList, entries: Entries) -> str:
    if [each.position for each in entries] == list(range(1, len(entries) + 1)):
        return ""
    return _("The lines of the list are not numbered without gaps.")


def _cut(selection: SelectionList, entries: Entries) -> str:
    for each in entries:
        if (each.outcome == Outcome.PLACE) != (each.position <= selection.run.capacity):
            return _("The places go to the first lines, but line %(position)s is not on its side of the cut.") % {
                "position": each.position
            }
    return ""


def _points(selection: SelectionList, entries: Entries) -> str:
    for each in entries:
        if sum(map(Decimal, each.inputs["parts"].values()), Decimal(0)) != each.points:
            return _("The points of line %(position)s are not the sum of their parts.") % {"position": each.position}
    return ""


def _lottery(selection: SelectionList, entries: Entries) -> str:
    for each in entries:
        if lottery_number(selection.lottery_seed, each.application_id) != each.lottery:
            return _("The lottery number of line %(position)s is not the one that the seed draws.") % {
                "position": each.position
            }
    return ""
