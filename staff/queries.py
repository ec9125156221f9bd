"""Every read that a page or report of the staff app needs; `people_for(user)` is the only door to people."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from ostu_qualification.core.models import Policy, today
from ostu_qualification.core.words.folding import fold
from ostu_qualification.core.words.phones import normalise_phone

from .actors import actor
from .models import (
    Consent,
    ConsentText,
    CycleState,
    Employment,
    HistoryImport,
    ImportDecision,
    Letter,
    Pause,
    Person,
    Role,
    RosterImport,
    TrainingRecord,
    Unit,
    UnitHead,
)
from .models.ledger import TrainingSource
from .models.people import Basis, ConsentKind, RoleKind
from .permissions import READS_EVERYBODY, import_history, import_roster, view_outbox
from .unit_tree import UnitTree


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


def units_for(user: Any) -> QuerySet[Unit]:
    """All units: their names and heads are no secret to staff."""
    return Unit.objects.all() if actor(user).person else Unit.objects.none()


def pauses_in_force(person: Person) -> QuerySet[Pause]:
    """The pauses of a person that were not revoked. Clause 1.3."""
    return person.pauses.filter(state=Pause.State.IN_FORCE)


def units_to_forecast(user: Any) -> QuerySet[Unit]:
    """The units whose forecast a user may see: all for the offices, the headed ones for a head. Clauses 1.4, 5.3."""
    units = Unit.objects.filter(closed_on__isnull=True)
    me = actor(user)
    return units if me.holds(*READS_EVERYBODY) else units.filter(pk__in=me.headed_unit_ids)


def with_counts(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Units with the number of people who work there."""
    now = Employment.objects.filter(unit=OuterRef("pk"), left_on__isnull=True).order_by().values("unit")
    return units.annotate(
        people_count=Subquery(now.annotate(n=Count("person", distinct=True)).values("n"))
    ).select_related("parent")


def main_posts_below(tree: UnitTree) -> dict[int, int]:
    """How many hold their main post in each unit or below it, by unit: each person counts once."""
    held = Employment.objects.filter(left_on__isnull=True, basis=Basis.MAIN).order_by()
    here = dict(held.values_list("unit").annotate(n=Count("pk")))
    found: dict[int, int] = {}
    for pk, count in here.items():
        for unit in tree.above(pk):
            found[unit.pk] = found.get(unit.pk, 0) + count
    return found


def heads_of(unit: Unit, on: dt.date | None = None) -> QuerySet[UnitHead]:
    """Who heads a unit on a day; an acting head first, since they act in the head's stead. Clause 5.3."""
    return unit.heads.filter(UnitHead.on(on or today())).select_related("person").order_by("-is_acting", "-since")


def heads_of_person(person: Person, on: dt.date | None = None) -> list[Person]:
    """The acting heads, else the heads, of the unit of the main post; never the person. Clause 5.3."""
    post = main_post(person)
    if post is None:
        return []
    unit: Unit | None = post.unit
    while unit is not None:
        found = [each.person for each in heads_of(unit, on) if each.person_id != person.pk]
        if found:
            return found[:1]
        unit = unit.parent
    return []


def ledger_for(user: Any) -> QuerySet[TrainingRecord]:
    """The ledger lines of the people a user may see. Clause 4.4."""
    lines = TrainingRecord.objects.select_related("person")
    if actor(user).holds(*READS_EVERYBODY):
        return lines
    visible = Q(person__in=people_for(user))
    if actor(user).holds(RoleKind.INTERNATIONAL_OFFICER):
        visible |= Q(source=TrainingSource.MOBILITY)
    return lines.filter(visible)


def claims_for(user: Any) -> QuerySet[TrainingRecord]:
    """The claims that wait for a decision, the oldest first. Clauses 4.4, 6.1."""
    return ledger_for(user).filter(state=TrainingRecord.State.CLAIMED).order_by("created_at")


def rosters_for(user: Any) -> QuerySet[RosterImport]:
    """The staff lists that were uploaded."""
    return RosterImport.objects.all() if import_roster(user) else RosterImport.objects.none()


def histories_for(user: Any) -> QuerySet[HistoryImport]:
    """The lists of past training that were uploaded. Clause 4.4."""
    return HistoryImport.objects.all() if import_history(user) else HistoryImport.objects.none()


def decisions_for(user: Any) -> QuerySet[ImportDecision]:
    """The doubtful cells of staff lists, settled ones too."""
    return ImportDecision.objects.filter(roster__in=rosters_for(user)).select_related("person", "roster")


def open_decisions_for(user: Any) -> QuerySet[ImportDecision]:
    """The doubtful cells that nobody has settled or left aside, in the order of their lists."""
    return decisions_for(user).filter(state=ImportDecision.State.OPEN).order_by("-roster", "pk")


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


def status_counts(people: QuerySet[Person]) -> dict[str, int]:
    """How many people stand where in the cycle, from the stored cycles, in one query. Clause 6.1."""
    rows = CycleState.objects.filter(person__in=people).values_list("status").annotate(n=Count("pk"))
    return dict(rows)


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


def due_order(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those due first come first."""
    return people.order_by(F("cycle__due_on").asc(nulls_last=True), "sort_key", "pk")


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


def policies_with_numbers() -> list[tuple[Policy, list[tuple[str, Any]]]]:
    """All policies with their numbers by name, the latest first. Clause 1.3."""
    shown = [field for field in Policy._meta.fields if field.name not in ("id", "valid_from")]
    return [
        (policy, [(str(field.verbose_name), _in_words(policy, field)) for field in shown])
        for policy in Policy.objects.all()
    ]


def _in_words(policy: Policy, field: Any) -> Any:
    value = getattr(policy, field.name)
    if field.choices:
        return getattr(policy, f"get_{field.name}_display")()
    return ", ".join(map(str, value)) if isinstance(value, list) else value
