"""Outside organisations, their people and their names. Clause 1.1."""

from typing import Any

from django.db.models import Count, QuerySet

from ostu_qualification.core.words.folding import fold
from staff.people.models import Person

from . import permissions
from .models import Organisation


def organisations_for(user: Any) -> QuerySet[Organisation]:
    """The organisations that a user sees, with the number of their people. Clause 1.1."""
    if not permissions.view_organisations(user):
        return Organisation.objects.none()
    return Organisation.objects.annotate(people_count=Count("people")).order_by("name_ky", "pk")


def people_of(organisation: Organisation) -> QuerySet[Person]:
    """The people of an organisation. Clause 1.1."""
    return organisation.people.order_by("sort_key", "pk")


def names_known() -> dict[str, Organisation]:
    """All organisations by each of their names, folded, so that one is not entered twice."""
    return {fold(name): each for each in Organisation.objects.all() for name in names_of(each) if name}


def names_of(organisation: Organisation) -> tuple[str, str, str]:
    """The names of an organisation in Kyrgyz, Russian and English."""
    return organisation.name_ky, organisation.name_ru, organisation.name_en
