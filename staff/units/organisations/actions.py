"""Outside organisations and their people. Clause 1.1."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.records import history
from ostu_qualification.core.records.locks import one_at_a_time
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.records.writes import NO_FIELDS, keep
from ostu_qualification.core.words.folding import fold
from staff.people.actions import check_person
from staff.people.lock import lock_people
from staff.people.models import Person

from . import permissions
from .models import Organisation
from .queries import names_known, names_of


@transaction.atomic
def save_organisation(organisation: Organisation, fields: Mapping[str, Any] = NO_FIELDS, *, by: Who) -> Organisation:
    """Keep an organisation; one that is there already under whatever name is refused, with the way to it. Clause 1.1."""
    one_at_a_time("organisations")
    return keep(
        organisation,
        fields,
        by=by,
        permission=permissions.edit_organisation,
        act="save_organisation",
        check=_check_names,
    )


def _check_names(organisation: Organisation) -> None:
    known = names_known()
    for field, name in zip(("name_ky", "name_ru", "name_en"), names_of(organisation), strict=True):
        twin = known.get(fold(name)) if name else None
        if twin is not None and twin.pk != organisation.pk:
            link = format_html('<a href="{}">{}</a>', reverse("organisation_detail", args=[twin.pk]), twin.name)
            raise ValidationError({field: format_html(_("This organisation is there already: {}."), link)})


@transaction.atomic
def save_outside_person(person: Person, fields: Mapping[str, Any] = NO_FIELDS, *, by: Who) -> Person:
    """Keep someone from outside, who has an organisation instead of a post. Clause 1.1."""
    lock_people()
    permission, check = permissions.edit_outside_person, partial(check_person, changed=fields)
    return keep(person, fields, by=by, permission=permission, act="save_outside_person", check=check)


history.name_acts(
    {
        "save_organisation": gettext_lazy("organisation saved"),
        "save_outside_person": gettext_lazy("record of a person from outside saved"),
    }
)
