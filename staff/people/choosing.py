"""A person is chosen by two letters: of the name, or of the unit. One way for all forms.

A form has a `PersonField`; whom one may choose from is a pool, registered under a name by the room that knows them. The
page finds them while one types; without JavaScript the form itself is the search step: sent with letters that fit several
people, it comes back with these people to choose from.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.words.folding import fold

from .models import Employment, Person
from .queries import main_post, named, with_main_post

SHORTEST = 2
MOST = 20
Pool = Callable[[Any, int], QuerySet[Person]]
_pools: dict[str, Pool] = {}


def register_pool(name: str, people: Pool) -> None:
    """Name the people from whom a user may choose; `of` is the key of what they are chosen for, 0 for nothing."""
    _pools[name] = people


def pool_of(name: str, user: Any, of: int) -> QuerySet[Person]:
    """The people of a pool for a user; nobody where there is no such pool."""
    people = _pools.get(name)
    return people(user, of) if people else Person.objects.none()


def find(people: QuerySet[Person], written: str) -> list[Person]:
    """The first of these people for whom every word begins or stands in the name or in the name of the unit."""
    words = fold(written).split()
    if sum(map(len, words)) < SHORTEST:
        return []
    here = Employment.objects.filter(person=OuterRef("pk"), left_on__isnull=True)
    fits = [named(word) | Q(Exists(here.filter(unit__folded__contains=word))) for word in words]
    return list(with_main_post(people.filter(*fits)).order_by("sort_key", "pk")[:MOST])


class PersonPicker(forms.Widget):
    """Letters to type, and the people whom they fit as a choice of one."""

    def __init__(self, pool: str) -> None:
        super().__init__()
        self.pool, self.of = pool, 0
        self.found: list[Person] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        """The key of who was chosen, and the letters."""
        return data.get(name, ""), data.get(f"{name}_written", "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Nothing was sent when neither a key nor letters were."""
        return name not in data and f"{name}_written" not in data

    def id_for_label(self, id_: str) -> str:
        """The label belongs to the letters."""
        return id_

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The letters, and below them who was found or chosen."""
        chosen, written = value if isinstance(value, tuple) else (value or "", "")
        context = {
            "name": name,
            "pool": self.pool,
            "of": self.of,
            "written": written,
            "chosen": str(getattr(chosen, "pk", chosen)),
            "people": with_units(self.found),
            "attrs": attrs or {},
        }
        return render_to_string("staff/people/person_picker.html", context)


def with_units(people: Iterable[Person]) -> list[tuple[Person, str]]:
    """People with the unit of their main post, which tells namesakes apart."""
    posts = [(person, main_post(person)) for person in people]
    return [(person, post.unit.name if post else "") for person, post in posts]


class PersonField(forms.Field):
    """Asks for one person of a pool. `people` narrows it to those who can be chosen now; a form sets it."""

    widget: Any

    def __init__(self, *, pool: str, **kwargs: Any) -> None:
        super().__init__(widget=PersonPicker(pool), **kwargs)
        self.people: QuerySet[Person] = Person.objects.none()

    def choose_from(self, people: QuerySet[Person], of: int = 0) -> None:
        """Say who can be chosen, and the key of what for."""
        self.people, self.widget.of = people, of

    def clean(self, value: Any) -> Person | None:
        """The person who was chosen, or the only one whom the letters fit; else whoever sends it chooses from those found."""
        key, written = value or ("", "")
        chosen = self.people.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
        found = find(self.people, written)
        self.widget.found = [chosen] if chosen and chosen not in found else found
        if chosen is not None:
            return chosen
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(_("These letters fit several people: choose one of them."))
        if written or self.required:
            raise ValidationError(
                _("Nobody is found by these letters.")
                if written
                else _("Type at least two letters of the name or unit.")
            )
        return None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether somebody was chosen or typed."""
        return bool(data and any(data))
