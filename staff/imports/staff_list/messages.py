"""What an officer is told about a cell or row of a staff list: what was understood, what waits, how to mend it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from staff.imports.cells.notes import NOTES

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

BROKEN: dict[str, "StrPromise"] = {
    "cell_error": _("The cell holds an error of Excel. Put it right in the list, or give here what belongs there."),
    "cell_formula": _(
        "The cell holds a formula without its result. Open the list in Excel, save it and upload it again, or give here what belongs there."
    ),
}

DOUBTS: dict[str, "StrPromise"] = {
    "possible_duplicate_person": _("This may be the person of another row. Say whether it is."),
    "duplicate_pin": _("Another person has the same personal number. Give the right one or leave it out."),
    "pin_birth_mismatch": _("The personal number carries another date of birth. Say which one is right."),
    "pin_sex_mismatch": _("The first digit of the personal number does not fit the name. Check the number."),
    "pin_malformed": _("A personal number has 14 digits: 1 or 2, date of birth (DDMMYYYY), five more digits."),
    "ambiguous_degree": _("«ф.и.к.» can be philology or philosophy. Choose one."),
    "degree_field_missing": _("The degree names no field of science. Choose level and field."),
    "degree_not_understood": _("Degree or title was not understood. Choose them from the lists."),
    "training_not_understood": _(
        "A training has a title, hours and the day it ended, each once. Fill in what is missing; of several trainings in a cell"
        " each is asked about by itself."
    ),
    "rate_not_understood": _("A rate is a number from 0.25 to 1.50. Choose the right one."),
    "date_impossible": _("There is no such day, or it cannot be right here. Give the right one."),
    "date_ambiguous": _("Day and month can be read either way. Choose the right day."),
    "service_or_date": _("These can be years, months and days of service, or a day. Give the first day of the career."),
    "post_unknown": _("This post is not in the list of posts. Choose the nearest one."),
    "post_missing": _("The row names no post. Choose the post and the category of staff it belongs to."),
    "phone_not_understood": _("This is no phone number. Write it as +996 and nine digits."),
    "email_not_understood": _("This is no e-mail address. Correct it or leave it empty."),
    "basis_not_understood": _("Say whether the post is the main one, an inner or an outer secondary one."),
    "main_not_said": _("The person has several posts, and the list does not say which is the main one."),
    "column_unread": _(
        "This column was not read, though there are hours, days or addresses in it. Give it a heading that is known, such as"
        " “Повышение квалификации” or “E-mail”, and upload the list again."
    ),
    "two_main_posts": _("This person has another main post in the list. Say what this one is."),
    "main_post_moved": _("The list has another main post for this person than the system. Say whether they moved."),
    "pause_end_differs": _("The list gives this leave another end than is kept here. Say which is right."),
    "service_differs": _(
        "Counted back from the years of service, the career began at another time than is kept here. Give the right day."
    ),
    "pause_not_understood": _("The remark names a leave without saying from when to when. Give both days."),
}

REFUSALS: dict[str, "StrPromise"] = {
    "name_missing": _("There is no name in this row. Write family name and given name."),
    "name_incomplete": _("The name is not complete. Write family name and given name."),
    "name_several": _("Two people seem to stand in one cell. Give each of them a row of their own."),
    "name_unclear": _(
        "It is not clear which is the family name and which the given name. Write both in full, in one alphabet."
    ),
    "vacancy": _("A vacant post; there is nobody to enter."),
    "unit_too_long": _("The name of the unit has more than 250 letters. Shorten it."),
    "unit_missing": _("The list does not say which unit this is. Write it above the list or into a column."),
}

SKIPPED: dict[str, "StrPromise"] = {
    "total": _("a total"),
    "signature": _("a signature"),
    "subtitle": _("a heading within the list"),
    "text": _("a text without a name"),
    "numbers_only": _("a number without a name"),
    "no_heading": _("a sheet without column headings"),
    "footnote": _("a footnote"),
    "hidden_sheet": _("a hidden sheet"),
}


def message_for(kind: str) -> "StrPromise | str":
    """What to tell the officer about a kind of note, doubt, refusal or skipped row."""
    for table in (DOUBTS, BROKEN, REFUSALS, NOTES, SKIPPED):
        if kind in table:
            return table[kind]
    return kind


def nothing_read(sheets: list[str]) -> str:
    """Why a list brings nobody, with the sheets whose heading was not understood."""
    if not sheets:
        return gettext("There is nobody in this list.")
    return gettext(
        "No heading was found on: %(sheets)s. It must hold the names and at least two more columns, for example post and rate."
    ) % {"sheets": ", ".join(sheets)}
