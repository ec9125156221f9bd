"""The rows about people: their list, the same from few to many, and all cycles reckoned anew."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client, override_settings

from benchmarks.floor import cycles as floor_cycles
from benchmarks.harness import Measure, compare, wall
from ostu_qualification.core.models import User
from staff.cycle import stored
from staff.management import synthetic
from staff.models import CycleState, Person

ADDRESSES = {
    "plain": "/people/",
    "filtered": "/people/?status=overdue&category=teaching",
    "page 100": "/people/?page=100",
    "by name": "/people/?q=омурбеков+данияр+бакытович",
}


def page(client: Client, address: str) -> Callable[[], None]:
    """A way to open a page once."""

    def show() -> None:
        response = client.get(address)
        assert response.status_code == 200, response.status_code

    return show


def list_rows(user: User, people: int, pairs: int) -> list[Measure]:
    """The list of people as an officer sees it, beside a bare page with as many joined rows."""
    client = Client()
    client.force_login(user)
    found = []
    with override_settings(ROOT_URLCONF="benchmarks.floor.addresses"):
        floor = page(client, "/floor/people/")
        for name, address in ADDRESSES.items():
            counted: list[str] = []

            def count(execute: Any, sql: str, *rest: Any, counted: list[str] = counted) -> Any:
                counted.append(sql)
                return execute(sql, *rest)

            with connection.execute_wrapper(count):
                size = len(client.get(address).content)
            each = compare(f"people, {name}, {people:,}", page(client, address), floor, pairs=pairs, gate=2.5, goal=1.5)
            each.queries, each.note = len(counted), f"{size // 1024} KB, {len(counted)} queries"
            found.append(each)
    return found


def times(user: User, pairs: int) -> dict[str, float]:
    """Seconds on the clock that each page takes with the people there are, the fastest of many."""
    with connection.cursor() as cursor:  # as autovacuum does: the index of names keeps what is new in a list of its own
        cursor.execute("vacuum analyze" if connection.vendor == "postgresql" else "analyze")
    client = Client()
    client.force_login(user)
    return {name: _fastest(page(client, address), pairs) for name, address in ADDRESSES.items()}


def growth_rows(few: int, many: int, before: dict[str, float], after: dict[str, float]) -> list[Measure]:
    """The same pages with few people and with many: what of the work grows with them."""
    found = []
    for name in ADDRESSES:
        ratio = after[name] / before[name]
        gate = 3.0 if name == "by name" else 2.0
        found.append(
            Measure(
                f"people, {name}, {few:,} → {many:,}", gate, 1.3, ratio, ratio, ratio, after[name] * 1000,
                before[name] * 1000, is_noisy=False, note="clock, fastest of many",
            )
        )  # fmt: skip
    return found


def grow(people: int) -> None:
    """So many more people, whose cycles the database draws: the pages only read them."""
    synthetic.make_people(people, lines=0, seed=2, is_reckoned=False)
    _store_cycles()


def _fastest(work: Callable[[], None], times: int) -> float:
    work()
    return min(wall(work) for _ in range(times))


def _store_cycles() -> None:
    """Cycles for those who have none."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into staff_cyclestate
                (person_id, unit_id, category, degree_level, obligation, status, due_on, hours_counted, hours_open, reckoned_on)
            select post.person_id, post.unit_id, post.category, '', 'recommended',
                case post.person_id % 4 when 0 then 'overdue' when 1 then 'due' else 'on_time' end,
                date '2026-01-01' + cast(post.person_id % 1000 as integer), 16, 0, date '2026-11-23'
            from staff_employment post
            where post.left_on is null and post.basis = 'main'
                and not exists (select 1 from staff_cyclestate known where known.person_id = post.person_id)
            """
        )


def recompute_row(people: int, pairs: int) -> list[Measure]:
    """All cycles reckoned with their rules and compared with what is stored, beside one statement over the ledger."""

    def product() -> None:
        stored.rebuild(Person.objects.all())

    found = compare(
        f"recompute {people:,} cycles",
        product,
        floor_cycles.table_of_cycles,
        pairs=pairs,
        gate=20,
        goal=5,
        clock=wall,
    )
    CycleState.objects.all().delete()
    found.note = f"clock; {wall(product):.1f} s when every row is written"
    return [found]
