"""What is told of attestations to the apps below."""

import datetime as dt

from django.utils.translation import gettext as _

from staff import ports
from staff.people.models import Person
from staff.ports import Day

from . import queries


@ports.coming_days.answer
def tell_days(person: Person, on: dt.date) -> list[Day]:
    """The days of the final attestations that await someone. Clause 5.7."""
    return [
        Day(
            f"attestation-{each.pk}",
            _("Final attestation: %(title)s") % {"title": each.run.programme.title},
            each.held_on,
        )
        for each in queries.attestations_awaiting(person, on)
    ]
