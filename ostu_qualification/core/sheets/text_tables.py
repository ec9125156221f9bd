"""Tables kept as text: CSV in whatever alphabet and with whatever sign between the cells, Excel's «Unicode text»."""

import codecs
import csv
import io
import re

from django.utils.translation import gettext as _

from .spreadsheets import NotASpreadsheet

_SIGNS = "\t;,|"
_SAID = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)


def read_text_table(content: bytes) -> list[list[str]]:
    """The cells of a text, whose first line may say what stands between them, as Excel's own does: «sep=;».

    Raises NotASpreadsheet.
    """
    text = _decoded(content)
    said = _SAID.match(text)
    if said:
        text = text[said.end() :]
    first = next((line for line in text.splitlines() if line.strip()), "")
    sign = said[1] if said else max(_SIGNS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error as problem:
        raise NotASpreadsheet(_("This is neither a CSV nor an Excel list.")) from problem
    return rows


def _decoded(content: bytes) -> str:
    """The text in UTF-8 or UTF-16, else in the alphabet of old Russian Windows."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1251", errors="replace")
    if "\0" in text:
        raise NotASpreadsheet(_("This is neither a CSV nor an Excel list."))
    return text
