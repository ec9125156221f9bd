"""What an officer is told about a cell or row of a staff list: what was understood, what waits, how to mend it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

BROKEN: dict[str, "StrPromise"] = {
    "cell_error": _("The cell holds an error of Excel. Put it right in the list, or give here what belongs there."),
    "cell_formula": _(
        "The cell holds a formula without its result. Open the list in Excel, save it and upload it again, or give here what belongs there."
    ),
}

NOTES: dict[str, "StrPromise"] = {
    "date_serial": _("A number that Excel keeps for a day was read as that day."),
    "date_month_first": _("The month stands before the day."),
    "date_short_year": _("The year has two digits; the century was added."),
    "date_in_words": _("The day was taken out of a longer text."),
    "month_only": _("Only month and year are given."),
    "year_only": _("Only the year is given."),
    "years_of_service": _("Years of service were counted back from today."),
    "pin_spaces": _("Spaces and words were left out of the personal number."),
    "pin_letters": _("Letters that look like digits were replaced in the personal number."),
    "phone_words": _("Words were left out of the phone."),
    "phone_first_of_several": _("The first of several phones was taken."),
    "email_tidied": _("The e-mail was written in small letters without other words."),
    "email_first_of_several": _("The first of several e-mails was taken."),
    "post_synonym": _("The post has another name in this system."),
    "rate_words": _("The rate is written in words or as a percentage."),
    "rate_hourly": _("Hourly teachers have no rate."),
    "rates_exceed": _("The rates of this person add up to more than 1.50. Look whether all of them are right."),
    "not_a_degree": _("This is a level of education and no academic degree."),
    "honorary_title": _("Honorary titles are not kept here."),
    "title_of_oshtu": _("A title of the University and no academic degree."),
    "training_day_missing": _(
        "The day is missing; the training counts to the end of the month or year, while that lasts to today."
    ),
    "training_several": _("The cell holds several trainings."),
    "pause": _("The remark was understood as a pause."),
    "remark_kept": _("The remark changes nothing in the record."),
    "date_by_pin": _("Day and month were told apart by the personal number."),
    "date_by_column": _("Day and month were told apart by other days of the column."),
    "said_before": _("Another column of the row says this already; this cell was not taken."),
    "basis_in_remark": _("Main or secondary post was taken from the remark."),
    "basis_of_section": _("Main or secondary post was taken from the title above the row."),
    "basis_by_mark": _("Main or secondary post was taken from the footnote of the mark behind the name."),
    "hidden_row": _("The row is hidden in the list, and was read like any other."),
    "hidden_column": _("The column is hidden in the list; it was read where no column that can be seen says the same."),
    "remark_in_name": _("The words in brackets were taken as a remark."),
    "letters_tidied": _("Letters and signs that nobody sees were taken out."),
    "name_reordered": _("Order, capitals or abbreviations of the name were put right."),
    "name_words": _("Posts, titles and degrees beside the name were left out."),
    "name_letters": _(
        "Latin letters were replaced by the Cyrillic ones that look like them, invisible ones taken out."
    ),
    "name_mark": _("A mark stands behind the name. Look whether its footnote says something about the post."),
    "same_person": _("The same person as in another row."),
    "basis_outer": _("No main post in this list, so the post is an outer secondary one."),
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
