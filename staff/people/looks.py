"""Who looked at a person's data: one line for each viewer, person and day, shown to the person.

Every page and file about somebody carries the mark `shows`; an export of a list goes through `exported`. Pages of lists
leave no line: they name people and say where they stand, and whoever wants to know more opens the record.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from itertools import chain
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.timezone import localdate

from ostu_qualification.core.frame.lists import ListPage
from ostu_qualification.core.models import today
from ostu_qualification.core.records import history

from .actors import actor
from .models import Person, Role

View = Callable[..., Any]
FEW = 500  # so many are asked for by their keys; of more, all that were seen on the day are read
Behind = Callable[..., Iterable[int | None]]


@dataclass(frozen=True)
class Look:
    """A day on which somebody opened the record, with the offices that they held on that day."""

    on: Any
    viewer: str
    offices: str


def behind(model: type[Model], *paths: str) -> Behind:
    """How to get from the key of a record to the keys of the people it is about."""

    def people(pk: int, **others: Any) -> Iterable[int | None]:
        return chain.from_iterable(model._default_manager.filter(pk=pk).values_list(*paths))

    return people


def both(pk: int, other: int) -> Iterable[int | None]:
    """The people of a page about two of them."""
    return pk, other


def shows(people: Behind) -> Callable[[View], View]:
    """Mark a page or file about a record: whoever gets to see it leaves a look with the people whom it is about."""

    def mark(view: View) -> View:
        @wraps(view)
        def noted(request: HttpRequest, pk: int, **keys: Any) -> HttpResponse:
            answer: HttpResponse = view(request, pk=pk, **keys)
            if answer.status_code == 200:
                note_looks(people(pk, **keys), by=request.user)
            return answer

        return noted

    return mark


def noted(people: Behind, addresses: list[URLPattern]) -> list[URLPattern]:
    """Mark the pages of acts with a record that is about people, as `shows` marks one page."""
    for each in addresses:
        each.callback = shows(people)(each.callback)
    return addresses


def exported(page: ListPage, *paths: str) -> HttpResponse:
    """A list as Excel: whoever takes it along leaves a look with everybody on it. `paths` lead from a row to its people."""
    found = page.records.order_by().values_list(*paths or ("person_id",))
    note_looks(chain.from_iterable(found), by=page.request.user)
    return page.as_excel()


def note_looks(people: Iterable[int | None], *, by: Any) -> None:
    """Remember that somebody saw the data of others; one's own, or the same again on the same day, adds nothing."""
    others = {pk for pk in people if pk is not None} - {actor(by).person_id}
    seen = history.looked_at_on(Person, today(), by=by)
    if len(others) < FEW:
        seen = seen.filter(object_id__in=others)
    if others:
        history.record_looks(Person, others - set(seen.values_list("object_id", flat=True)), by=by)


def looks_of(person: Person) -> list[Look]:
    """Who opened the person's record, the latest first; tabs opened at the same moment count once."""
    lines = list(history.looks_at(person).select_related("actor__person")[:200])
    viewers = {line.actor.person.pk for line in lines if hasattr(line.actor, "person")}
    roles = list(Role.objects.filter(person_id__in=viewers))
    looks = []
    for line in lines:
        on = localdate(line.timestamp)
        viewer = getattr(line.actor, "person", None)
        held = [
            str(role.get_kind_display())
            for role in roles
            if viewer and role.person_id == viewer.pk and role.since <= on and (role.until is None or on <= role.until)
        ]
        looks.append(Look(on, viewer.full_name if viewer else str(line.actor or "–"), ", ".join(held)))
    return list(dict.fromkeys(looks))
