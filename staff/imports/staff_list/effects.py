"""What applying a staff list or settling one of its cells does, in numbers, told before it is done. Clause 1.1."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ostu_qualification.core.workflow.effects import Effect, effect, warning
from staff.imports.models import ImportDecision, RosterImport

from . import settling


def of_applying(roster: RosterImport, user: Any) -> Sequence[Effect]:
    """How many people come in and change, how many cells wait, who is not in the list; each number leads to its rows."""
    counts, page = roster.report.get("counts", {}), reverse("roster_detail", args=[roster.pk])
    new, changed, units = counts.get("new", 0), counts.get("changed", 0), len(roster.report.get("new_units", []))
    doubts, refused, missing = counts.get("decisions", 0), counts.get("refused", 0), counts.get("not_in_list", 0)
    lines = [
        effect(ngettext("%(n)s person is added.", "%(n)s people are added.", new) % {"n": new}, f"{page}?about=new"),
        effect(
            ngettext("%(n)s person is changed.", "%(n)s people are changed.", changed) % {"n": changed},
            f"{page}?about=changed",
        ),
        effect(ngettext("%(n)s unit is added.", "%(n)s units are added.", units) % {"n": units}, page),
        effect(
            ngettext(
                "%(n)s doubtful cell waits for your decision.", "%(n)s doubtful cells wait for your decision.", doubts
            )
            % {"n": doubts},
            f"{page}?about=doubted",
        ),
    ]
    if refused:
        words = ngettext("%(n)s row is not taken.", "%(n)s rows are not taken.", refused) % {"n": refused}
        lines.append(warning(words, f"{page}?about=refused"))
    if missing:
        words = ngettext(
            "%(n)s person of these units is not in the list and stays as they are.",
            "%(n)s people of these units are not in the list and stay as they are.",
            missing,
        )
        lines.append(warning(words % {"n": missing}, page))
    return [*lines, effect(_("All of it is applied at once, or nothing."))]


def of_discarding(roster: RosterImport, user: Any) -> Sequence[Effect]:
    """Nothing of the list has come in."""
    return [effect(_("Nothing of the list comes in; it can be uploaded again."))]


def of_settling(decision: ImportDecision, user: Any) -> Sequence[Effect]:
    """Whose row it is, what is doubtful, and whom else it is about."""
    return [effect(line) for line in settling.explained(decision)]


def of_dropping(decision: ImportDecision, user: Any) -> Sequence[Effect]:
    """The doubt is not asked again."""
    return [effect(_("Nothing is entered, and the same doubt is not asked again."))]
