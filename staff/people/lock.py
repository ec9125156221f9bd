"""People and their posts are changed by one act at a time: lists, mergings and single records bear on each other.

Whoever comes in is not there yet, so there is no row to lock; and a list that is applied compares everybody with what is
kept before it writes.
"""

from ostu_qualification.core.records.locks import one_at_a_time


def lock_people() -> None:
    """Have all people and posts to oneself until the transaction ends; before any row is locked."""
    one_at_a_time("people")
