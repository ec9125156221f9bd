"""The row of the table about the University's board: every figure of the page beside one bare `group by`."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.floor import boards as floor
from benchmarks.harness import Measure, compare, wall
from ostu_qualification.core.models import User, today
from staff.boards.board import Board


def board_row(user: User, people: int, pairs: int) -> list[Measure]:
    """All tables of the University's board over the people that are filled in, by the clock on the wall."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE staff_cyclestate" if connection.vendor == "postgresql" else "ANALYZE")
    client = Client()
    client.force_login(user)

    def product() -> None:
        board = Board(None, today())
        assert all(sum(line.total for line in table.lines) == board.total.total for table in board.tables)
        assert sum(each.count for each in board.overdue) == board.total.counts["overdue"]

    def page() -> None:
        assert client.get("/university/").status_code == 200

    gate = 8 if people >= 100_000 else 30  # with few people the tables of the page outweigh their counting
    found = compare(
        f"the University’s board, {people:,} people", product, floor.figures, pairs=pairs, gate=gate, goal=2, clock=wall
    )
    page()
    with CaptureQueriesContext(connection) as captured:
        page()
    found.queries = len(captured)
    found.note = f"whole page {wall(page) * 1000:.0f} ms, {found.queries} queries"
    return [found]
