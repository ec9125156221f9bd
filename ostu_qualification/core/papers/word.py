"""Word documents as an office would set them: what python-docx has no words for, said once.

Tables have real widths, heads that repeat and rows that are never torn; every run names its language, so that Word
does not underline Kyrgyz as misspelt English.
"""

import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from reportlab.lib.units import mm

from ostu_qualification.core.words import university
from ostu_qualification.core.words.texts import for_files

from .layout import fitting_widths
from .typography import printable

LANGUAGES = {"ky": "ky-KG", "ru": "ru-RU", "en": "en-GB"}
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
WIDTH = 164
_INFLECTED = re.compile(r"(?<=\d)-(?=[^\W\d_])")  # 26-ноябрына: Word would end a line at its hyphen
SIZE = 11.5
LONGEST_PROPERTY = 255  # what Word allows for the title among a document's properties


class Paper:
    """An A4 document being written; `language` is that of the words written next."""

    def __init__(self, title: str, language: str) -> None:
        self.language = language
        self.document = Document()
        about = self.document.core_properties
        about.title = for_files(printable(title))[:LONGEST_PROPERTY]
        about.author = about.last_modified_by = university.AUTHOR
        about.created = about.modified = dt.datetime.now(dt.UTC).replace(tzinfo=None)
        about.comments, about.language = "", LANGUAGES[language]
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin, section.right_margin = Mm(28), Mm(18)
        section.top_margin, section.bottom_margin = Mm(16), Mm(18)
        section.different_first_page_header_footer = True
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Times New Roman", Pt(SIZE)
        normal.paragraph_format.space_after, normal.paragraph_format.space_before = Pt(3), Pt(0)
        _speak(normal.element.get_or_add_rPr(), LANGUAGES[language])
        _number_pages(section.footer.paragraphs[0])

    def line(
        self,
        words: str,
        *,
        is_bold: bool = False,
        align: Any = None,
        size: float = SIZE,
        place: Any = None,
        **look: Any,
    ) -> Any:
        """A paragraph at the end of the document, or in the first paragraph of a cell; `look` are paragraph formats."""
        paragraph = self.document.add_paragraph() if place is None else place
        run = paragraph.add_run()
        for index, part in enumerate(_INFLECTED.split(for_files(printable(words)))):
            if index:
                run._element.append(OxmlElement("w:noBreakHyphen"))
            run.add_text(part)
        run.bold, run.font.size = is_bold, Pt(size)
        _speak(run._element.get_or_add_rPr(), LANGUAGES[self.language])
        paragraph.alignment = align
        for name, value in look.items():
            setattr(paragraph.paragraph_format, name, value)
        return paragraph

    def item(self, number: int, words: str, **look: Any) -> Any:
        """A numbered item; its number hangs at a tab, so that its lines stand below each other."""
        paragraph = self.line(f"{number}.\t{words}", left_indent=Mm(8), first_line_indent=Mm(-8), **look)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(8))
        return paragraph

    def columns(
        self, rows: Sequence[Sequence[str]], widths: Sequence[float], *, size: float = SIZE, **look: Any
    ) -> Any:
        """Things side by side without lines, at the edge of the text; widths in millimetres."""
        found = self._table(rows, widths, size=size, **look)
        margins = OxmlElement("w:tblCellMar")
        for side in ("left", "right"):
            margin = OxmlElement(f"w:{side}")
            margin.set(qn("w:w"), "0")
            margin.set(qn("w:type"), "dxa")
            margins.append(margin)
        found._tbl.tblPr.append(margins)
        return found

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float] = ()) -> Any:
        """A table with lines, its head repeated on each page, no row torn; widths are shares of the page."""
        widths = [each / mm for each in fitting_widths([heads, *rows], shares or [1.0] * len(heads), WIDTH * mm, 16)]
        found = self._table([heads, *rows], widths, size=10)
        found.style = self.document.styles["Table Grid"]
        _mark(found.rows[0], "w:tblHeader")
        for cell in found.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True
        return found

    def _table(self, rows: Sequence[Sequence[str]], widths: Sequence[float], *, size: float, **look: Any) -> Any:
        found = self.document.add_table(rows=0, cols=len(widths))
        found.autofit, found.alignment = False, WD_TABLE_ALIGNMENT.LEFT
        for column, width in zip(found.columns, widths, strict=True):
            column.width = Mm(width)
        for values in rows:
            row = found.add_row()
            _mark(row, "w:cantSplit")
            for cell, value, width in zip(row.cells, values, widths, strict=True):
                cell.width = Mm(width)
                self.line(str(value), size=size, place=cell.paragraphs[0], space_after=Pt(0), **look)
        return found

    def underline(self, cell: Any) -> None:
        """A line to sign on at the foot of a cell."""
        borders = OxmlElement("w:tcBorders")
        bottom = OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "4"), ("color", "808080")):
            bottom.set(qn(f"w:{name}"), value)
        borders.append(bottom)
        cell._tc.get_or_add_tcPr().append(borders)

    def new_page(self) -> None:
        """What follows begins on a new page; the break takes no room, or on a full page it would leave an empty one."""
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run()
        run.add_break(WD_BREAK.PAGE)
        run.font.size = paragraph.paragraph_format.line_spacing = Pt(1)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)

    def as_bytes(self) -> bytes:
        """The file."""
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()


def _speak(properties: Any, language: str) -> None:
    """Say in which language a text is."""
    element = OxmlElement("w:lang")
    for name in ("val", "eastAsia"):
        element.set(qn(f"w:{name}"), language)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(element)


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _number_pages(paragraph: Any) -> None:
    """The number of the page, as a field that Word keeps right."""
    paragraph.alignment = CENTRE
    for kind, content in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = content
        run._element.append(element)
