"""What is told of attestations to the apps below."""

import datetime as dt
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from staff.ports import Day, days_asked

from . import queries


@receiver(days_asked, dispatch_uid="certificates days")
def tell_days(person: Any, on: dt.date, **kwargs: Any) -> list[Day]:
    """The days of the final attestations that await someone. Clause 5.7."""
    return [
        Day(
            f"attestation-{each.pk}",
            _("Final attestation: %(title)s") % {"title": each.run.programme.title},
            each.held_on,
        )
        for each in queries.attestations_awaiting(person, on)
    ]
