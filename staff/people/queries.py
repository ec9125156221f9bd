"""People that a user may see: `people_for(user)` is the only door to them. Clauses 1.4, 5.3."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from ostu_qualification.core.words.folding import fold
from ostu_qualification.core.words.phones import normalise_phone

from .actors import actor
from .models import Basis, Consent, ConsentKind, ConsentText, Employment, Person, Role
from .permissions import READS_EVERYBODY


def people_for(user: Any) -> QuerySet[Person]:
    """The people a user may see: all, the people of the headed units, or oneself. Clauses 1.4, 5.3.

    A record that was merged into another is no person of its own any more.
    """
    me = actor(user)
    if me.holds(*READS_EVERYBODY):
        return Person.objects.filter(merged_into__isnull=True)
    if me.person is None:
        return Person.objects.none()
    visible = Q(pk=me.person_id)
    if me.headed_unit_ids:
        here = Employment.objects.filter(person=OuterRef("pk"), unit_id__in=me.headed_unit_ids, left_on__isnull=True)
        visible |= Q(Exists(here))
    return Person.objects.filter(visible, merged_into__isnull=True)


def posts_for(user: Any) -> QuerySet[Employment]:
    """The posts of the people that a user sees, past ones too. Clauses 1.4, 5.3."""
    return Employment.objects.filter(person__in=people_for(user))


def roles_for(user: Any) -> QuerySet[Role]:
    """The roles of the people that a user sees."""
    return Role.objects.filter(person__in=people_for(user))


def people_of_unit_for(user: Any) -> QuerySet[Person]:
    """The people of the units that a user heads, for the unit's page. Clause 5.3."""
    me = actor(user)
    return Person.objects.filter(
        Exists(Employment.objects.filter(person=OuterRef("pk"), unit_id__in=me.headed_unit_ids, left_on__isnull=True))
    )


def with_main_post(people: QuerySet[Person]) -> QuerySet[Person]:
    """People with their main employment, unit and cycle for a list: no query a row."""
    current = Employment.objects.filter(left_on__isnull=True).select_related("unit").order_by("basis")
    ordered = Prefetch("employments", queryset=current, to_attr="current_posts")
    return people.select_related("cycle", "organisation").prefetch_related(ordered)


def main_post(person: Person) -> Employment | None:
    """The main post of a person read with `with_main_post`, else the first one, else none."""
    posts = getattr(person, "current_posts", None)
    if posts is None:
        posts = list(person.employments.filter(left_on__isnull=True).select_related("unit"))
    return next((post for post in posts if post.basis == Basis.MAIN), posts[0] if posts else None)


WHOLE_NAME = 3  # family name, given name, patronymic


def search_people(people: QuerySet[Person], written: str) -> QuerySet[Person]:
    """People whose name holds every word as it is written by anybody: letters are folded.

    A whole name, as lists write it, is looked up by its beginning first: that costs the same among a million people.
    """
    folded = fold(written)
    words = folded.split()
    if len(words) >= WHOLE_NAME and (whole := people.filter(folded__startswith=folded)).exists():
        return whole
    return people.filter(*(named(word) for word in words))


def find_people(written: str) -> QuerySet[Person]:
    """The people that someone at the command line means: by key, personal number, e-mail, phone or name."""
    written = written.strip()
    people = Person.objects.filter(merged_into__isnull=True)
    exact = Q(email__iexact=written)
    if written.isdecimal():
        exact |= Q(pin=written) | Q(pk=int(written) if len(written) < 10 else 0)
    if phone := normalise_phone(written):
        exact |= Q(phone=phone)
    known = people.filter(exact)
    return known if known.exists() or not fold(written) else search_people(people, written)


def holder_of_email(email: str, *, but: Person) -> Person | None:
    """Another person who has an e-mail address, in whatever case it was written."""
    others = Person.objects.filter(email__iexact=email, merged_into__isnull=True).exclude(pk=but.pk)
    return others.order_by("pk").first()


def named(word: str, person: str = "") -> Q:
    """The condition that a name holds a folded word; one of less than three letters must begin a part of the name.

    So every word is found by an index, however many people there are. `person` is the way to the person, with `__`.
    """
    if len(word) < 3:
        return Q(**{f"{person}folded__startswith": word}) | Q(**{f"{person}folded__contains": f" {word}"})
    return Q(**{f"{person}folded__contains": word})


def consent_texts() -> QuerySet[ConsentText]:
    """All consent texts, the latest of each kind first."""
    return ConsentText.objects.all()


def consented_to_name(person_ids: Iterable[int]) -> set[int]:
    """Those who agreed that their name is shown on the verification page."""
    given = Consent.objects.filter(
        person_id__in=person_ids, kind=ConsentKind.NAME_ON_VERIFICATION, withdrawn_at__isnull=True
    )
    return set(given.values_list("person_id", flat=True))


def people_without_address(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those whom no letter reaches: a colleague must tell them. Clause 6.1."""
    return people.filter(email__isnull=True)
