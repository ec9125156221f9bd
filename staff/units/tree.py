"""The tree of units, read once: what lies below a unit and above it."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Case, QuerySet, Value, When

from .models import Unit


class UnitTree:
    """All units by key and by what they belong to; one query."""

    def __init__(self) -> None:
        self.units = {unit.pk: unit for unit in Unit.objects.order_by("sort_key", "pk")}
        self.children: dict[int | None, list[Unit]] = defaultdict(list)
        for unit in self.units.values():
            self.children[unit.parent_id].append(unit)

    def below(self, pk: int) -> set[int]:
        """A unit and all units below it."""
        return {unit.pk for unit in self.walk(pk)}

    def walk(self, pk: int) -> Iterator[Unit]:
        """A unit and all units below it, each before those that belong to it."""
        yield self.units[pk]
        for child in self.children[pk]:
            yield from self.walk(child.pk)

    def above(self, pk: int) -> list[Unit]:
        """The units that a unit belongs to, the highest first, itself last."""
        path: list[Unit] = []
        unit: Unit | None = self.units[pk]
        while unit is not None and unit not in path:
            path.insert(0, unit)
            unit = self.units.get(unit.parent_id) if unit.parent_id else None
        return path

    def top(self) -> int | None:
        """The one unit that all others belong to, or none where there are several."""
        open_roots = [unit for unit in self.children[None] if unit.closed_on is None]
        return open_roots[0].pk if len(open_roots) == 1 else None

    def with_position(self, units: QuerySet[Unit]) -> QuerySet[Unit]:
        """Units with `tree_position`, by which each stands before those that belong to it."""
        found = [unit.pk for root in self.children[None] for unit in self.walk(root.pk)]
        places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(found)]
        return units.annotate(tree_position=Case(*places, default=Value(len(found))))

    def ordered(self, pks: set[int]) -> list[Unit]:
        """The named units in the order of the tree."""
        found = [unit for root in self.children[None] for unit in self.walk(root.pk)]
        return [unit for unit in found if unit.pk in pks]
