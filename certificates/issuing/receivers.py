"""What is told of certificates to the apps below."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from staff import ports
from staff.people.models import Person
from staff.ports import Item, Section

from . import queries


@ports.page_sections.answer
def show_certificates(person: Person, on: dt.date) -> list[Section]:
    """Show one's certificates on one's own page. Clause 5.7."""
    items = [
        Item(
            text=f"{each.title}, {each.full_number}",
            url=reverse("certificate_detail", args=[each.pk]),
            on=each.issued_on,
            state=(each.state, each.get_state_display()),
        )
        for each in queries.certificates_of(person)
    ]
    return [Section(_("My certificates"), 30, items, reverse("certificate_list"), _("All certificates"))]
