"""Product and floor in turns, A B A B; what counts is the ratio within each pair, judged by CPU time."""

import gc
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

NOISY = 1.5


@dataclass
class Measure:
    """One row of the table: the ratio product / floor, what the gate allows, and the raw figures."""

    name: str
    gate: float
    goal: float
    ratio: float
    ratio_min: float
    ratio_max: float
    product_ms: float
    floor_ms: float
    is_noisy: bool
    note: str = ""
    queries: int | None = None

    @property
    def holds(self) -> bool:
        """Whether the gate is met; the best pair counts when the floor itself was unsteady."""
        return self.meets(self.gate)

    def meets(self, limit: float, *, at_best: bool = False) -> bool:
        """Whether the ratio keeps to a limit: the median, or the best pair of an unsteady or a quick run."""
        return (self.ratio_min if self.is_noisy or at_best else self.ratio) <= limit

    def as_json(self) -> dict[str, Any]:
        """The figures for the file of results."""
        return {**asdict(self), "holds": self.holds}


def cpu_of(work: Callable[[], Any]) -> float:
    """CPU milliseconds of one run, children included."""
    gc.collect()
    before = _cpu()
    work()
    return (_cpu() - before) * 1000


def _cpu() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def compare(
    name: str,
    product: Callable[[], Any],
    floor: Callable[[], Any],
    *,
    pairs: int,
    gate: float,
    goal: float,
    note: str = "",
    clock: Callable[[Callable[[], Any]], float] | None = None,
) -> Measure:
    """Run product and floor in turns; when the floor varies too much, once more.

    Judged by the CPU time of this process; where the database does the work, `clock` is `wall`.
    """
    measure = _compare(name, product, floor, pairs, gate, goal, note, clock)
    return _compare(name, product, floor, pairs, gate, goal, note, clock) if measure.is_noisy else measure


def _compare(
    name: str,
    product: Callable[[], Any],
    floor: Callable[[], Any],
    pairs: int,
    gate: float,
    goal: float,
    note: str,
    clock: Callable[[Callable[[], Any]], float] | None,
) -> Measure:
    def taken(work: Callable[[], Any]) -> float:
        return max(clock(work) * 1000 if clock else cpu_of(work), 0.1)

    floor()
    product()
    products, floors = [], []
    for _ in range(pairs):
        floors.append(taken(floor))
        products.append(taken(product))
    ratios = [one / other for one, other in zip(products, floors, strict=True)]
    middle = statistics.median(floors)
    is_noisy = max(floors) > NOISY * middle or min(floors) * NOISY < middle
    return Measure(
        name,
        gate,
        goal,
        statistics.median(ratios),
        min(ratios),
        max(ratios),
        statistics.median(products),
        middle,
        is_noisy,
        note,
    )


def wall(work: Callable[[], Any]) -> float:
    """Seconds on the clock of one run."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
