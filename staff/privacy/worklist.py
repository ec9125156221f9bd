"""The first thing that waits for everybody: a look at what is kept about them."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from ostu_qualification.core.workflow.waits import Task, register_tasks
from staff.people.actors import actor


def own_data(user: Any) -> Sequence[Task]:
    """Whoever has not said yet that their data are right is asked to."""
    me = actor(user).person
    if me is None or me.confirmed_at is not None:
        return []
    return [Task(_("Check that your data is right"), reverse("my_data"), since=localdate(me.created_at))]


def register_lines() -> None:
    """Add the line."""
    register_tasks(own_data)
