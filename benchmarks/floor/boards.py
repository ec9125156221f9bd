"""A bare `group by` over the stored cycles: how many people of each unit have each status."""

from collections import Counter

from django.db import connection


def figures() -> Counter[tuple[int, str]]:
    """The numbers by unit and status, straight from SQL."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit_id, status, count(*) FROM staff_cyclestate GROUP BY unit_id, status")
        return Counter({(unit, status): number for unit, status, number in cursor.fetchall()})
