"""Small invented documents for the demonstration's programmes, so that the council has something to read. Clause 1.6."""

from collections.abc import Iterator

from django.core.files.base import ContentFile

from courses import full_documents
from courses.models import Material, Programme, SessionKind
from ostu_qualification.core.papers.records import Section, record_pdf

OF_KIND = {
    "theory": {SessionKind.LECTURE, SessionKind.THEORY_SEMINAR, SessionKind.METHOD_SEMINAR},
    "practice": {SessionKind.PRACTICE, SessionKind.LABORATORY, SessionKind.GAME, SessionKind.INDEPENDENT},
}


def documents_of(programme: Programme) -> Iterator[tuple[str, ContentFile]]:
    """A paper of one page for each kind that the council needs: the topics that belong to it."""
    topics = list(programme.topics.all())
    for kind in full_documents.needed(programme.form, programme.kind):
        label = str(Material.Kind(kind).label).capitalize()
        shown = [each for each in topics if each.session_kind in OF_KIND.get(kind, {each.session_kind})] or topics
        entry = [(f"{each.position}-тема", f"{each.title}, {each.hours} саат") for each in shown]
        paper = record_pdf(
            f"{label}: {programme.title_ky}", programme.code, [Section("Темалар", [entry])], language="ky"
        )
        yield kind, ContentFile(paper, f"{programme.code} {label}.pdf")
