"""What happens to units by an order: renamed, moved, merged, split, closed; people go along and nothing is overwritten.

Whoever moves keeps post, category, rate and basis: the old post ends the day before, the new one begins on the day, so
that the three-year cycle goes on without a break. Clauses 1.3, 5.3.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.words.dates import short_date
from staff.people.lock import lock_people
from staff.people.models import Employment, Person
from staff.people.signals import announce_change

from . import permissions, queries
from .models import Unit, UnitAct, UnitActKind, UnitActPart, UnitHead

Names = dict[str, str]


@dataclass(frozen=True)
class Order:
    """From which day an act holds, and the paper that says so."""

    acted_on: dt.date
    number: str = ""
    ground: str = ""


@dataclass
class Outcome:
    """What an act did: its record, and who went where."""

    act: UnitAct
    moved: dict[Unit, int] = field(default_factory=dict)
    children: list[Unit] = field(default_factory=list)
    headships: list[UnitHead] = field(default_factory=list)

    @property
    def shown(self) -> Unit:
        """The unit whose page tells of the act: what it led to, else what it began with."""
        part = self.act.parts.order_by("-is_after", "pk").select_related("unit").first()
        assert part is not None
        return part.unit

    @property
    def sentences(self) -> list[str]:
        """The outcome in words, for the page that asks once more."""
        lines = [in_words(self.act)]
        for unit, count in self.moved.items():
            moved = ngettext("%(n)s post goes to: %(unit)s.", "%(n)s posts go to: %(unit)s.", count)
            lines.append(moved % {"n": count, "unit": unit.name})
        for head in self.headships:
            words = {"name": head.person.full_name, "day": short_date(head.until) if head.until else "–"}
            lines.append(_("Headship ends on %(day)s: %(name)s.") % words)
        for child in self.children:
            above = child.parent.name if child.parent else "–"
            lines.append(
                _("Unit below: %(unit)s. It will belong to: %(parent)s.") % {"unit": child.name, "parent": above}
            )
        return lines


def preview(act: Callable[[], Outcome]) -> list[str]:
    """What an act would do, in words, without doing it; what the rules refuse is raised here already."""
    with transaction.atomic():
        lines = act().sentences
        transaction.set_rollback(True)
    return lines


@transaction.atomic
def rename_unit(unit: Unit, names: Names, *, order: Order, by: Who) -> Outcome:
    """Rename a unit; papers of before keep the name it had then."""
    (unit,), _others = _taken([unit], order, by)
    act = _begin(UnitActKind.RENAME, order, [unit])
    for language, name in names.items():
        setattr(unit, f"name_{language}", name)
    unit.full_clean()
    unit.save(update_fields=[f"name_{language}" for language in names])
    return _end(Outcome(act), [unit], by=by)


@transaction.atomic
def move_unit(unit: Unit, parent: Unit | None, *, order: Order, by: Who) -> Outcome:
    """Let a unit belong to another one, never to itself or to one below it. Clause 5.3."""
    (unit,), (parent,) = _taken([unit], order, by, beside=[parent])
    if unit.parent_id == (parent.pk if parent else None):
        raise ValidationError({"parent": _("The unit belongs there already.")})
    act = _begin(UnitActKind.MOVE, order, [unit])
    unit.parent = parent
    unit.full_clean()
    unit.save(update_fields=["parent"])
    return _end(Outcome(act), [unit], by=by)


@transaction.atomic
def merge_units(units: Sequence[Unit], into: Unit, *, order: Order, by: Who) -> Outcome:
    """Merge units into one of them or into a new one: people and units below go there."""
    units, _beside = _taken(units, order, by)
    if len(units) < 2:
        raise ValidationError({"others": _("Choose at least one more unit.")})
    vanishing = [each for each in units if each.pk != into.pk]
    posts = _posts_of(vanishing, order)
    act = _begin(UnitActKind.MERGE, order, units)
    outcome = Outcome(act)
    _close(vanishing, outcome)
    into = next((each for each in units if each.pk == into.pk), None) or _created(into, vanishing)
    _pass_on(vanishing, into, outcome)
    _move_posts(outcome, [(post, into) for post in posts], by)
    return _end(outcome, [into], by=by)


@transaction.atomic
def split_unit(
    unit: Unit, parts: Sequence[tuple[Unit, Collection[int]]], *, is_closed: bool, order: Order, by: Who
) -> Outcome:
    """Split new units off with the people chosen for each; when the old one ceases to be, nobody may be left in it."""
    (unit,), _beside = _taken([unit], order, by)
    posts = _posts_of([unit], order)
    act = _begin(UnitActKind.SPLIT, order, [unit])
    outcome = Outcome(act)
    if is_closed:
        _close([unit], outcome)
    target = {person_id: _created(new, [unit] if is_closed else []) for new, people in parts for person_id in people}
    created = [new if new.pk else _created(new, []) for new, _people in parts]
    staying = sorted({post.person.full_name for post in posts if post.person_id not in target})
    if is_closed and staying:
        refused = _("The unit ceases to be: choose where they go: %(names)s.") % {"names": "; ".join(staying[:5])}
        raise ValidationError({"is_closed": refused})
    if is_closed:
        _pass_on([unit], created[0], outcome)
    _move_posts(outcome, [(post, target[post.person_id]) for post in posts if post.person_id in target], by)
    return _end(outcome, [*created, *([] if is_closed else [unit])], by=by)


@transaction.atomic
def close_unit(unit: Unit, people_to: Unit | None, *, order: Order, by: Who) -> Outcome:
    """Close a unit where nobody has a post, or whose people go to a named one; units below go there, else one up."""
    (unit,), (heir,) = _taken([unit], order, by, beside=[people_to])
    if heir is not None and heir.pk == unit.pk:
        raise ValidationError({"people_to": _("Choose another unit.")})
    posts = _posts_of([unit], order)
    if posts and heir is None:
        count = len({post.person_id for post in posts})
        refused = ngettext(
            "%(n)s person has a post there: choose the unit that the people go to.",
            "%(n)s people have a post there: choose the unit that the people go to.",
            count,
        )
        raise ValidationError({"people_to": refused % {"n": count}})
    act = _begin(UnitActKind.CLOSE, order, [unit])
    outcome = Outcome(act)
    _close([unit], outcome)
    _pass_on([unit], heir, outcome)
    _move_posts(outcome, [(post, heir) for post in posts if heir is not None], by)
    return _end(outcome, [heir] if heir else [], by=by)


def _taken(
    units: Sequence[Unit], order: Order, by: Who, beside: Sequence[Unit | None] = ()
) -> tuple[list[Unit], list[Unit | None]]:
    """The units as they are now; the whole tree is locked, so that no two acts take the same unit or move it in a circle.

    `beside` are units that an act leads to without changing them.
    """
    permissions.edit_unit(by).require()
    lock_people()
    tree = {each.pk: each for each in Unit.objects.select_for_update(of=("self",), no_key=True).order_by("pk")}
    taken = [tree[pk] for pk in dict.fromkeys(each.pk for each in units)]
    others = [tree[each.pk] if each else None for each in beside]
    if order.acted_on > today():
        raise ValidationError({"acted_on": _("The day has not come yet: enter the act on the day or later.")})
    for each in [*taken, *filter(None, others)]:
        if each.closed_on is not None:
            raise ValidationError(_("This unit is closed: %(unit)s.") % {"unit": each.name})
    last = UnitAct.objects.filter(parts__unit__in=taken).first()
    if last is not None and last.acted_on > order.acted_on:
        known = {"day": short_date(last.acted_on), "act": last.get_kind_display()}
        raise ValidationError(
            {"acted_on": _("Something happened to the unit on a later day: %(day)s, %(act)s.") % known}
        )
    return taken, others


def _posts_of(units: Iterable[Unit], order: Order) -> list[Employment]:
    """The posts held in the units on the day or later, locked; all must have begun before it."""
    held = Employment.objects.filter(Q(left_on__isnull=True) | Q(left_on__gte=order.acted_on), unit__in=list(units))
    list(Person.objects.select_for_update(of=("self",), no_key=True).filter(employments__in=held).order_by("pk"))
    posts = list(held.select_for_update(of=("self",), no_key=True).select_related("person").order_by("pk"))
    late = next((post for post in posts if post.hired_on and post.hired_on >= order.acted_on), None)
    if late is not None:
        known = {"name": late.person.full_name, "day": short_date(late.hired_on) if late.hired_on else "–"}
        refused = _("The day must be later than the first day of every post there. A post begins on %(day)s: %(name)s.")
        raise ValidationError({"acted_on": refused % known})
    return posts


def _begin(kind: UnitActKind, order: Order, before: Iterable[Unit]) -> UnitAct:
    act = UnitAct.objects.create(kind=kind, acted_on=order.acted_on, order_number=order.number, ground=order.ground)
    _keep_parts(act, before, is_after=False)
    return act


def _end(outcome: Outcome, after: Iterable[Unit], *, by: Who) -> Outcome:
    """Keep the units as the act left them, and a history line with each unit that it touched."""
    act = outcome.act
    _keep_parts(act, Unit.objects.filter(pk__in=[each.pk for each in after]).order_by("pk"), is_after=True)
    touched = Unit.objects.filter(act_parts__act=act).distinct()
    history.record_many(touched, _NAMES[UnitActKind(act.kind)], by=by, reason=partial(in_words, act))
    return outcome


def _keep_parts(act: UnitAct, units: Iterable[Unit], *, is_after: bool) -> None:
    UnitActPart.objects.bulk_create(
        UnitActPart(
            act=act, unit=unit, is_after=is_after, name_ky=unit.name_ky, name_ru=unit.name_ru, name_en=unit.name_en,
            parent_id=unit.parent_id,
        )
        for unit in units
    )  # fmt: skip


def _created(new: Unit, vanishing: Sequence[Unit]) -> Unit:
    """A new unit, kept; it cannot belong to one that ceases to be."""
    if new.pk is None:
        if new.parent_id in {each.pk for each in vanishing}:
            new.parent = vanishing[0].parent
        new.full_clean()
        new.save(force_insert=True)
    return new


def _close(units: Iterable[Unit], outcome: Outcome) -> None:
    """Close units on the day of the act; their headships end the day before."""
    day = outcome.act.acted_on
    for unit in units:
        unit.closed_on = day
        unit.save(update_fields=["closed_on"])
        for head in unit.heads.filter(Q(until__isnull=True) | Q(until__gte=day)).select_related("person"):
            head.until = max(day - dt.timedelta(days=1), head.since)
            head.save(update_fields=["until"])
            outcome.headships.append(head)


def _pass_on(gone: Sequence[Unit], heir: Unit | None, outcome: Outcome) -> None:
    """Let the units below belong to the heir; the heir itself, and what it lies in, go up past what is gone."""
    keys = {unit.pk for unit in gone}
    above_heir = set(_ancestors(heir)) if heir else set()
    for child in Unit.objects.filter(parent__in=keys, closed_on__isnull=True).select_related("parent__parent"):
        up = child.parent
        while up is not None and up.pk in keys:
            up = up.parent
        child.parent = up if heir is None or child.pk in above_heir else heir
        child.save(update_fields=["parent"])
        outcome.children.append(child)


def _ancestors(unit: Unit) -> Iterable[int]:
    """The keys of a unit and of all that it lies in."""
    above: Unit | None = unit
    while above is not None:
        yield above.pk
        above = above.parent


def _move_posts(outcome: Outcome, moves: Sequence[tuple[Employment, Unit]], by: Who) -> None:
    """End each post the day before and begin the same one in its new unit on the day; reckon the cycles anew. Clause 1.3."""
    if not moves:
        return
    day = outcome.act.acted_on
    begun = [
        Employment(
            person=post.person, unit=unit, post=post.post, category=post.category, rate=post.rate, basis=post.basis,
            hired_on=day, left_on=post.left_on,
        )
        for post, unit in moves
    ]  # fmt: skip
    Employment.objects.filter(pk__in=[post.pk for post, _unit in moves]).update(left_on=day - dt.timedelta(days=1))
    Employment.objects.bulk_create(begun)
    people = {post.person_id: post.person for post, _unit in moves}
    for _post, unit in moves:
        outcome.moved[unit] = outcome.moved.get(unit, 0) + 1
    history.record_many(people.values(), "move_with_unit", by=by, reason=partial(in_words, outcome.act))
    announce_change(*people)


def former_names() -> dict[str, int]:
    """The keys of the open units that former names lead to now, by name; a unit that was split up leads nowhere."""
    became: dict[int, int] = {}
    names: dict[str, int] = {}
    for act in UnitAct.objects.order_by("acted_on", "pk").prefetch_related("parts"):
        parts = list(act.parts.all())
        after = [part.unit_id for part in parts if part.is_after]
        for part in parts:
            if not part.is_after:
                names |= dict.fromkeys(filter(None, (part.name_ky, part.name_ru)), part.unit_id)
                if len(after) == 1 and after[0] != part.unit_id:
                    became[part.unit_id] = after[0]
    for name, pk in names.items():
        while pk in became:
            pk = names[name] = became[pk]
    return names


def situation(unit: Unit) -> list[str]:
    """Who and what an act on the unit would touch: people, heads, units below."""
    people = Employment.objects.filter(unit=unit, left_on__isnull=True).values("person").distinct().count()
    lines = [ngettext("%(n)s person has a post there.", "%(n)s people have a post there.", people) % {"n": people}]
    lines += [_("Head: %(name)s") % {"name": each.person.full_name} for each in queries.heads_of(unit)]
    below = unit.children.filter(closed_on__isnull=True)
    return lines + [_("Unit below: %(unit)s") % {"unit": each.name} for each in below]


def name_on(unit: Unit, day: dt.date) -> str:
    """What a unit was called on a day, in the language of the page, for papers of the past."""
    later = unit.act_parts.filter(is_after=False, act__acted_on__gt=day).order_by("act__acted_on", "act_id").first()
    return (later or unit).name


def acts_of(unit: Unit) -> list[UnitAct]:
    """What happened to a unit, the latest first, with the units before and after: two queries."""
    acts = UnitAct.objects.filter(parts__unit=unit).distinct().prefetch_related("parts__parent")
    return list(acts)


def in_words(act: UnitAct) -> str:
    """What an act did, as one sentence."""
    parts = list(act.parts.all())
    before, after = ([part for part in parts if part.is_after is which] for which in (False, True))
    words = {"old": "; ".join(part.name for part in before), "new": "; ".join(part.name for part in after)}
    if act.kind == UnitActKind.MOVE:
        above = [part.parent.name if part.parent else "–" for part in (*before, *after)]
        words = {"unit": words["old"], "old": above[0], "new": above[-1]}
    if act.kind == UnitActKind.CLOSE and not after:
        return _("Closed: %(old)s.") % words
    return str(_SENTENCES[UnitActKind(act.kind)]) % words


_SENTENCES = {
    UnitActKind.RENAME: gettext_lazy("Renamed. Before: %(old)s. Now: %(new)s."),
    UnitActKind.MOVE: gettext_lazy("Moved: %(unit)s. Belonged to: %(old)s. Belongs to: %(new)s."),
    UnitActKind.MERGE: gettext_lazy("Merged: %(old)s. Became: %(new)s."),
    UnitActKind.SPLIT: gettext_lazy("Split: %(old)s. Became: %(new)s."),
    UnitActKind.CLOSE: gettext_lazy("Closed: %(old)s. The people went to: %(new)s."),
}

_NAMES = {
    UnitActKind.RENAME: "rename_unit",
    UnitActKind.MOVE: "move_unit",
    UnitActKind.MERGE: "merge_units",
    UnitActKind.SPLIT: "split_unit",
    UnitActKind.CLOSE: "close_unit",
}

history.name_acts(
    {
        "rename_unit": gettext_lazy("unit renamed"),
        "move_unit": gettext_lazy("unit moved"),
        "merge_units": gettext_lazy("units merged"),
        "split_unit": gettext_lazy("unit split"),
        "close_unit": gettext_lazy("unit closed"),
        "move_with_unit": gettext_lazy("moved to another unit with the post"),
    }
)
