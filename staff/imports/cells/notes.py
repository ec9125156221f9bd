"""What is told of a cell that was understood otherwise than it is written."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


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
