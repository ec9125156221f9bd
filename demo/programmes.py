"""The demonstration's programmes: from the office's own list, through the council and the vice-rector."""

from courses.council import transitions
from courses.models import Programme
from courses.programmes import actions
from staff.people.models import RoleKind

from . import past
from .documents import documents_of
from .people import DEMO_DIR, Cast

APPROVED_BEFORE = 320  # days


def make_programmes(cast: Cast) -> None:
    """All but the last few are approved and in the catalogue since before the academic year of the first course."""
    officer = cast[RoleKind.OFFICER]
    with past.at(past.days_ago(APPROVED_BEFORE + 30)):
        actions.import_programmes((DEMO_DIR / "programmes.xlsx").read_bytes(), by=officer)
        for programme in Programme.objects.prefetch_related("topics"):
            actions.add_materials(programme, dict(documents_of(programme)), by=officer)
    drafts = list(Programme.objects.order_by("code"))
    with past.at(past.days_ago(APPROVED_BEFORE + 20)):
        transitions.submit_programmes(drafts[:-4], by=officer)
    held_on = past.days_ago(APPROVED_BEFORE + 10)
    with past.at(held_on):
        submitted = list(Programme.objects.filter(state=Programme.State.SUBMITTED).order_by("code"))
        transitions.permit_programmes(
            submitted, by=cast[RoleKind.COUNCIL_SECRETARY], number="3", held_on=held_on, members_present=9, members_total=11
        )  # fmt: skip
    with past.at(past.days_ago(APPROVED_BEFORE)):
        transitions.approve_programmes(submitted, by=cast[RoleKind.VICE_RECTOR])
    leave_some_on_their_way(drafts[-4:], cast)


def leave_some_on_their_way(programmes: list[Programme], cast: Cast) -> None:
    """A draft, one returned by the council, one before it, one before the vice-rector."""
    officer, secretary = cast[RoleKind.OFFICER], cast[RoleKind.COUNCIL_SECRETARY]
    _draft, returned, submitted, permitted = programmes
    with past.at(past.days_ago(16)):
        transitions.submit_programmes([returned, submitted, permitted], by=officer)
    held_on = past.days_ago(6)
    with past.at(held_on):
        transitions.return_programme(returned, by=secretary, reason="Практикалык материалдарды толуктоо керек.")
        transitions.permit_programmes(
            [permitted], by=secretary, number="8", held_on=held_on, members_present=8, members_total=11
        )
