"""What an officer is told about a line of past training: why it is not taken, what was understood of it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from staff.imports.cells.notes import NOTES as NOTES_OF_CELLS

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

REFUSALS: dict[str, "StrPromise"] = {
    "cell_error": _("The cell holds an error of Excel. Put it right in the list and upload it again."),
    "cell_formula": _(
        "The cell holds a formula without its result. Open the list in Excel, save it and upload it again."
    ),
    "title_too_long": _("The title has more than 300 letters. Shorten it."),
    "provider_too_long": _("The organisation has more than 250 letters. Shorten it."),
    "country_too_long": _("The country has more than 100 letters. Shorten it."),
    "document_kind_too_long": _("The kind of document has more than 100 letters. Shorten it."),
    "document_number_too_long": _("The number of the document has more than 60 letters. Shorten it."),
    "level_unknown": _("The level is none of the three: 1, 2 or 3."),
    "hours_not_positive": _("The hours must be a number above zero."),
    "hours_not_whole": _("The hours must be a whole number."),
    "hours_too_many": _("More than 2000 hours cannot be one training. Check the number."),
    "hours_not_understood": _("The hours are missing or are no number."),
    "title_missing": _("The title of the training is missing."),
    "end_missing": _("The day on which the training ended is missing."),
    "date_not_understood": _("This is no day that can be read. Write it as DD.MM.YYYY."),
    "end_before_start": _("The training ends before it begins."),
    "future_date": _("The training has not ended yet: only completed training is entered."),
    "form_unknown": _("The form is none of the four: short course, thematic course, long programme, internship."),
    "name_missing": _("There is neither a name nor a personal number in this row."),
    "unknown_person": _("Nobody of this name or personal number is kept here."),
    "several_people": _("Several people have this name. Write the personal number or the unit."),
    "pin_of_another": _("The personal number belongs to somebody with another name. Check both."),
    "same_line_twice": _("The same training of this person stands in the list twice."),
}

NOTES: dict[str, "StrPromise"] = {
    "document_before_end": _("The document is dated before the end of the training."),
    "document_day_not_understood": _("The date of the document was not understood and is left empty."),
    "form_missing": _("The form is not given and stays empty."),
    "pin_malformed": _("The personal number has not 14 digits as it should; the person was found by name."),
    "found_by_name": _("There is no such personal number here; the person was found by name."),
    "month_only": NOTES_OF_CELLS["training_day_missing"],
    "year_only": NOTES_OF_CELLS["training_day_missing"],
}

SKIPPED: dict[str, "StrPromise"] = {
    "text": _("a text or a total, no line of training"),
    "no_heading": _("a sheet without column headings"),
    "hidden_sheet": _("a hidden sheet"),
}


def message_for(kind: str) -> str:
    """What to tell the officer about a kind of refusal, note or row left out; of a problem of one cell, which column."""
    name, _mark, column = kind.partition(":")
    text = next((table[name] for table in (REFUSALS, NOTES, SKIPPED, NOTES_OF_CELLS) if name in table), name)
    return f"{column}: {text}" if column else str(text)


def nothing_read(sheets: list[str]) -> str:
    """Why a list brings nothing, with the sheets whose heading was not understood."""
    if not sheets:
        return gettext("There is no training in this list.")
    return gettext(
        "No heading was found on: %(sheets)s. It must name the person, the title of the training and the day it ended."
    ) % {"sheets": ", ".join(sheets)}
