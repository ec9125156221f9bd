"""Letters that a user may see, and those that must be told by hand. Clauses 5.3, 6.1."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.waits import Waits
from staff.people.actors import actor
from staff.people.queries import people_for, people_of_unit_for

from .models import Letter
from .permissions import settle_letter, view_outbox


def letters_for(user: Any) -> QuerySet[Letter]:
    """The letters that a user may see: all for the offices, one's own for others."""
    letters = Letter.objects.select_related("person")
    if view_outbox(user):
        return letters
    return letters.filter(person_id=actor(user).person_id)


def letter_counts(user: Any) -> list[tuple[str, str, int]]:
    """How many letters stand in which state, those that ask for something first: code, label, count. Clause 6.1."""
    counts = dict(letters_for(user).order_by().values_list("state").annotate(n=Count("pk")))
    first = [Letter.State.DOUBTFUL, Letter.State.FAILED, Letter.State.PLANNED]
    states = [*first, *(state for state in Letter.State if state not in first)]
    return [(state.value, str(state.label), counts[state]) for state in states if counts.get(state)]


def letters_for_reader(user: Any) -> QuerySet[Letter]:
    """The letters that a user may read: those of the outbox, and of the people of one's unit, who may need telling."""
    if view_outbox(user):
        return letters_for(user)
    return Letter.objects.select_related("person").filter(person__in=people_for(user))


def letters_to_tell(user: Any) -> QuerySet[Letter]:
    """Letters to people without e-mail in the units that a user heads, for telling by hand. Clauses 5.3, 6.1."""
    waiting = Letter.objects.filter(
        address="", state__in=[Letter.State.PLANNED, Letter.State.FAILED], send_on__lte=today()
    )
    others = people_of_unit_for(user).exclude(pk=actor(user).person_id)
    return waiting.filter(person__in=others).select_related("person").order_by("send_on")


def _in_state(state: str) -> Callable[[Any], QuerySet[Letter]]:
    return lambda user: letters_for(user).filter(state=state)


def _may_settle(user: Any) -> bool:
    return bool(settle_letter(user, None))


TO_TELL = Waits(
    sentence=ngettext_lazy("Tell %(n)s person without e-mail", "Tell %(n)s people without e-mail", "n"),
    records=letters_to_tell,
    visible=lambda user: actor(user).is_head,
    address=lambda: reverse("letters_to_tell"),
    since="send_on",
    who=_("the head of the unit"),
)
DOUBTFUL = Waits(
    sentence=ngettext_lazy("Find out whether %(n)s letter went out", "Find out whether %(n)s letters went out", "n"),
    records=_in_state(Letter.State.DOUBTFUL),
    visible=_may_settle,
    address=lambda: f"{reverse('letter_list')}?state=doubtful",
    since="handed_at",
    page="letter_detail",
    who=_("an officer of ИИжКББ"),
)
FAILED = Waits(
    sentence=ngettext_lazy("See why %(n)s letter did not go out", "See why %(n)s letters did not go out", "n"),
    records=_in_state(Letter.State.FAILED),
    visible=_may_settle,
    address=lambda: f"{reverse('letter_list')}?state=failed",
    since="send_on",
    page="letter_detail",
    who=_("an officer of ИИжКББ"),
)
