"""Columns that are not read, though they hold what we need: the sheet is then a question for an officer."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from ostu_qualification.core.words.phones import normalise_phone
from staff.imports.cells.moments import moments_in
from staff.imports.cells.records import as_text
from staff.imports.cells.training_parts import HOURS

_LEAST = 2
_DAY = re.compile(r"(?<!\d)\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)")


def holds_what_we_need(cells: Iterable[Any], today: dt.date) -> bool:
    """Whether a column has hours with years, days, addresses, phones or personal numbers in it, more than by chance."""
    filled = [cell for cell in cells if as_text(cell)]
    found = Counter(kind for cell in filled if (kind := _kind_of(cell, today)))
    return any(count >= min(_LEAST, len(filled)) for count in found.values())


def _kind_of(cell: Any, today: dt.date) -> str:
    if isinstance(cell, dt.date):
        return "day"
    text = as_text(cell)
    if "@" in text:
        return "address"
    if HOURS.search(text) and moments_in(text, today):
        return "training"
    digits = re.sub(r"\D", "", text)
    if _DAY.search(text):
        return "day"
    if len(digits) == 14 and digits[0] in "12" and not any(map(str.isalpha, text)):
        return "pin"
    return "phone" if len(digits) >= 9 and normalise_phone(text) else ""
