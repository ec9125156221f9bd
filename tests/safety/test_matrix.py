"""Every address × every role × the record as it stands, in each of its states, and none: nothing breaks, nothing opens.

What is open stands in openings.txt; a difference is a door that somebody opened or closed. Look at it, and if it is meant:
`UPDATE_OPENINGS=1 pytest tests/safety/test_matrix.py`.
"""

import pytest
from django.db import IntegrityError, transaction

from tests.safety.walk import CLOSED, ROLES, Walk, differences
from tests.test_access import ONLY_POST, TABLE
from tests.test_access import ROLES as ACCESS_ROLES
from tests.world import BY_PREFIX

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
MORE = ("owner", "international")
INSIDE = tuple(role for role in ROLES if role not in ("nobody", "staff", "international", "outside"))


def test_nothing_opens_by_post_that_is_closed_by_get(walk):
    rows, only_by_post = [], []
    for name in sorted(TABLE):
        arguments = walk.world.arguments(name)
        shown = _shown(walk, name, arguments)
        closed = {role for role in ROLES if shown[role] in CLOSED}
        others = [role for role in ROLES if role not in closed][:2]
        posted = walk.row("post", name, arguments, (*closed, *others, "owner"))
        rows.append(f"{name:28} {posted}")
        only_by_post += [
            f"{name}: {role}"
            for role, sign in zip(ROLES, posted, strict=True)
            if role in closed and sign not in CLOSED and name not in ONLY_POST
        ]

    assert walk.broken == []
    assert only_by_post == []
    assert differences("posted", rows) == ""


def _shown(walk: Walk, name: str, arguments: dict) -> dict[str, str]:
    """What each role is shown by GET: tests/test_access.py keeps that of most, the others are asked here."""
    signs = walk.row("get", name, arguments, MORE)
    return dict(zip(ACCESS_ROLES, TABLE[name], strict=True)) | {role: signs[ROLES.index(role)] for role in MORE}


def test_no_state_of_a_record_opens_what_is_closed(walk):
    states_by_row: dict[tuple[str, str, str], list[str]] = {}
    for kind, names in BY_PREFIX.items():
        record = walk.world.records[kind]
        states = getattr(type(record), "State", None)
        for state in states.values if states else ():
            with transaction.atomic():
                if _put(record, state):
                    walk.watched = type(record)._base_manager.get(pk=record.pk)
                    for name in names:
                        signs = walk.row("post", name, walk.world.arguments(name), INSIDE)
                        states_by_row.setdefault((kind, name, signs), []).append(state)
                transaction.set_rollback(True)
    rows = [
        f"{name:24} {signs} {kind}: {' '.join(states)}"
        for (kind, name, signs), states in sorted(states_by_row.items())
        if set(signs) - set(" x")
    ]

    assert walk.broken == []
    assert differences("by state, posted", rows) == ""


def _put(record, state: str) -> bool:
    """Whether the database allows the record this state as it is."""
    try:
        with transaction.atomic():
            type(record)._base_manager.filter(pk=record.pk).update(state=state)
    except IntegrityError:
        return False
    return True


@pytest.mark.parametrize("pk", [0, 10**6, 10**20])
def test_a_record_that_is_not_there_is_not_found(walk, pk):
    names = [name for name in TABLE if "pk" in walk.world.arguments(name)]
    found = []
    for name in names:
        arguments = {**walk.world.arguments(name), "pk": pk}
        for method in ("get", "post"):
            signs = walk.row(method, name, arguments, ("officer", "hr", "owner"))
            if set(signs) - set(" x-"):
                found.append(f"{method} {name}: {signs.strip()}")

    assert walk.broken == []
    assert found == []
