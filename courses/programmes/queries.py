"""Every read that a page of the programmes needs."""

from typing import Any

from django.db.models import Q, QuerySet

from ostu_qualification.core.words.folding import fold

from . import full_documents
from .models import Material, Programme
from .permissions import view_programmes

PUBLISHED = Q(state=Programme.State.APPROVED)


def programmes_for(user: Any) -> QuerySet[Programme]:
    """All programmes for the offices and the council, the published ones for all others. Clause 5.2."""
    programmes = Programme.objects.select_related("unit", "protocol")
    return programmes if view_programmes(user) else programmes.filter(PUBLISHED)


def published_programmes() -> QuerySet[Programme]:
    """The catalogue: approved programmes. Clause 5.2."""
    return Programme.objects.filter(PUBLISHED)


def missing_documents(programme: Programme) -> list[str]:
    """What the council needs and does not have yet, in words. Clause 1.6."""
    present = {each.kind for each in programme.materials.all()}
    missing = full_documents.missing(programme.form, programme.kind, present)
    return [str(Material.Kind(kind).label) for kind in missing]


def documents_of(programme: Programme) -> list[tuple[Material.Kind, bool, list[Material]]]:
    """Every kind of document, whether the council needs it, and what is there of it. Clause 1.6."""
    needed = full_documents.needed(programme.form, programme.kind)
    materials = list(programme.materials.all())
    return [(kind, kind in needed, [each for each in materials if each.kind == kind]) for kind in Material.Kind]


def materials_for(user: Any) -> QuerySet[Material]:
    """The documents of all programmes, for the offices and the council alone. Clause 1.6."""
    materials = Material.objects.select_related("programme")
    return materials if view_programmes(user) else materials.none()


def search_programmes(programmes: QuerySet[Programme], written: str) -> QuerySet[Programme]:
    """Programmes whose code or title in any language holds every word, letters folded."""
    for word in fold(written).split():
        programmes = programmes.filter(folded__contains=word)
    return programmes
