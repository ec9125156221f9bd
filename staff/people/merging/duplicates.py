"""Records that look like one person's: found by the database in one statement, proposed to HR, or parted for good."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.records import history
from ostu_qualification.core.records.who import Who, user_of
from staff.people.models import Person
from staff.people.queries import with_main_post

from . import permissions
from .models import NotDuplicate

SAME_BIRTH, BIRTH_UNKNOWN, NO_PATRONYMIC, ONE_LETTER = "same_birth", "birth_unknown", "no_patronymic", "one_letter"
REASONS: dict[str, str | Promise] = {
    SAME_BIRTH: _("the same name and the same date of birth"),
    BIRTH_UNKNOWN: _("the same name; one date of birth is not known"),
    NO_PATRONYMIC: _("the same date of birth, family name and given name; one patronymic is missing"),
    ONE_LETTER: _("the same date of birth; the names differ in one letter"),
}
RANK = {name: rank for rank, name in enumerate(REASONS)}

# One edited letter leaves either the first half of the shorter name or the last half as it is: what is left to compare
# letter by letter are a few rows, whatever the number of people.
PAIRS = """
with pair as (
    select a.id as first_id, b.id as second_id, a.folded as one, b.folded as other, '{same_birth}' as reason
    from staff_person a join staff_person b on a.folded = b.folded and a.birth_on = b.birth_on
    where {which}
    union all
    select a.id, b.id, a.folded, b.folded, '{birth_unknown}'
    from staff_person a join staff_person b on a.folded = b.folded
    where {which} and (a.birth_on is null or b.birth_on is null)
      and (a.birth_year is null or b.birth_year is null or a.birth_year = b.birth_year)
      and (a.pin is null or b.pin is null)
    union all
    select a.id, b.id, a.folded, b.folded, '{no_patronymic}'
    from staff_person a join staff_person b on a.birth_on = b.birth_on
    where {which} and (
        (a.patronymic = '' and substr(b.folded, 1, length(a.folded) + 1) = a.folded || ' ')
        or (b.patronymic = '' and substr(a.folded, 1, length(b.folded) + 1) = b.folded || ' ')
    )
    union all
    select a.id, b.id, a.folded, b.folded, '{one_letter}'
    from staff_person a join staff_person b on a.birth_on = b.birth_on
    where {which} and a.folded <> b.folded and (a.pin is null or b.pin is null)
      and length(a.folded) - length(b.folded) between -1 and 1
      and (
        substr(a.folded, 1, length(a.folded) / 2) = substr(b.folded, 1, length(a.folded) / 2)
        or substr(a.folded, length(a.folded) - length(a.folded) / 2 + 2)
         = substr(b.folded, length(b.folded) - length(a.folded) / 2 + 2)
      )
)
select first_id, second_id, reason, one, other from pair
where not exists (
    select 1 from staff_notduplicate n
    where (n.first_id = pair.first_id and n.second_id = pair.second_id)
       or (n.first_id = pair.second_id and n.second_id = pair.first_id)
)
"""
NAMES = {"same_birth": SAME_BIRTH, "birth_unknown": BIRTH_UNKNOWN, "no_patronymic": NO_PATRONYMIC}
ALL = "a.id < b.id and a.merged_into_id is null and b.merged_into_id is null"
OF_ONE = "a.id = %s and b.id <> a.id and a.merged_into_id is null and b.merged_into_id is null"


@dataclass(frozen=True)
class Pair:
    """Two records that look like one person's, and why; `pk` is the first's."""

    pk: int
    other_id: int
    reason: str
    first: Person | None = None
    second: Person | None = None

    @property
    def why(self) -> str:
        """The reason in the page's language."""
        return str(REASONS[self.reason])


def _pairs(which: str, arguments: list[Any]) -> list[Pair]:
    statement = PAIRS.format(**NAMES, one_letter=ONE_LETTER, which=which)
    found: dict[tuple[int, int], Pair] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        for first_id, second_id, reason, one, other in cursor.fetchall():
            if reason == ONE_LETTER and not one_letter_apart(one, other):
                continue
            known = found.get((first_id, second_id))
            if known is None or RANK[reason] < RANK[known.reason]:
                found[first_id, second_id] = Pair(first_id, second_id, reason)
    return sorted(found.values(), key=lambda pair: (RANK[pair.reason], pair.pk, pair.other_id))


def possible_duplicates(user: Any) -> list[Pair]:
    """All pairs that look like one person, the surest first, for HR; no names yet."""
    return _pairs(ALL, []) if permissions.merge_people(user) else []


def page_of(user: Any, number: str, size: int) -> Page[Any]:
    """One page of the proposals, with the records of that page alone."""
    page = Paginator(possible_duplicates(user), size).get_page(number)
    page.object_list = with_people(list(page.object_list))
    return page


def looks_like(user: Any, person: Person) -> list[Pair]:
    """The pairs that one person stands in, with the other records, for HR."""
    if not permissions.merge_people(user, person):
        return []
    return with_people(_pairs(OF_ONE, [person.pk] * 4))


def with_people(pairs: list[Pair]) -> list[Pair]:
    """The pairs of one page with their records and posts, in two queries."""
    keys = {pk for pair in pairs for pk in (pair.pk, pair.other_id)}
    people = {each.pk: each for each in with_main_post(Person.objects.filter(pk__in=keys))} if keys else {}
    return [Pair(each.pk, each.other_id, each.reason, people[each.pk], people[each.other_id]) for each in pairs]


def one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter was exchanged, left out or put in.

    >>> one_letter_apart("асанова айгул", "асонова айгул"), one_letter_apart("асанов", "асанова")
    (True, True)
    >>> one_letter_apart("асанов", "осонов")
    False
    """
    short, long = sorted((one, other), key=len)
    at = next((index for index, letter in enumerate(short) if letter != long[index]), len(short))
    if len(short) == len(long):
        return one != other and short[at + 1 :] == long[at + 1 :]
    return len(long) - len(short) == 1 and short[at:] == long[at + 1 :]


@transaction.atomic
def tell_apart(first: Person, second: Person, *, by: Who) -> None:
    """Say that two people who look alike are two: they are not proposed again."""
    for person in (first, second):
        permissions.merge_people(by, person).require()
    low, high = sorted((first, second), key=lambda person: person.pk)
    _said, is_new = NotDuplicate.objects.get_or_create(first=low, second=high, defaults={"said_by": user_of(by)})
    if is_new:
        for person, other in ((low, high), (high, low)):
            history.record(person, "tell_apart", by=by, reason=other.full_name)


history.name_acts(
    {
        "tell_apart": _("another person than one who looks alike"),
    }
)
