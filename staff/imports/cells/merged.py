"""Cells merged over several rows."""

from typing import Any


def fill_merged(rows: list[list[Any]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Write the value of cells merged downwards into each of their rows: one name over two posts, for one."""
    for (top, left), (bottom, right) in merged:
        if bottom == top or left != right:
            continue
        value = rows[top][left]
        for index in range(top + 1, bottom + 1):
            if index < len(rows) and rows[index][left] in ("", None):
                rows[index][left] = value
