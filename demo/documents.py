"""Small invented documents: of the programmes, so that the council has something to read, and scans of orders. Clause 1.6."""

from collections.abc import Iterator

from django.core.files.base import ContentFile

from courses.models import Material, Programme, SessionKind
from courses.programmes import full_documents
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


def scan_of(number: str) -> ContentFile:
    """What stands for the scan of a signed order; the order itself is printed by its own page."""
    entry = [("Документ", "Ректор кол койгон буйруктун сканы"), ("Эскертүү", "Демо маалымат: баары ойдон чыгарылган")]
    return ContentFile(record_pdf(f"Буйрук № {number}", "", [Section("Скан", [entry])], language="ky"), "order.pdf")
