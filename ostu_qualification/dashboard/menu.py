"""Where in the menu the entries stand that the apps have registered, and what each is for in one sentence."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACES: dict[str, tuple[str, str | Promise]] = {
    "my_unit": ("unit", _("The people of your unit, and who of them is due.")),
    "programme_list": ("courses", _("Programmes and their way through the council.")),
    "run_list": ("courses", _("Courses with their dates, places and states.")),
    "application_list": ("courses", _("Applications for courses, and where each of them stands.")),
    "selection_list": ("courses", _("Who is proposed for which place, and why.")),
    "attestation_list": ("courses", _("Final attestations, committees and results.")),
    "person_list": ("people", _("All staff with unit, post and next due date.")),
    "unit_list": ("people", _("Institutes, departments and offices.")),
    "organisation_list": ("people", _("Organisations from which participants come.")),
    "duplicate_list": ("people", _("People who may have been entered twice.")),
    "roster_list": ("people", _("Staff lists from Excel: read, checked, applied.")),
    "training_list": ("training", _("Everything learnt, with hours and documents.")),
    "mobility_list": ("training", _("Training abroad and its reports.")),
    "extension_list": ("training", _("Due dates moved on, for one person or many.")),
    "pause_list": ("training", _("Leaves during which the term does not run.")),
    "past_training_list": ("training", _("Past training from lists in Excel.")),
    "order_list": ("papers", _("Orders from the draft to the signature.")),
    "certificate_list": ("papers", _("Certificates that have been issued.")),
    "register_list": ("papers", _("The register of all certificates.")),
    "due_list": ("money", _("What is to be paid for courses.")),
    "university_board": ("figures", _("How many are on time in each unit, and who is overdue.")),
    "forecast": ("figures", _("Who falls due when, and whether there are places enough.")),
    "summary_teaching": ("figures", _("Summary forms for reports.")),
    "my_page": ("mine", _("Your cycle, your training and what comes next.")),
    "my_data": ("mine", _("What is kept about you, and who has looked at it.")),
    "letter_list": ("system", _("What was sent to whom, and what waits.")),
    "policy_list": ("system", _("The numbers that the rules reckon with.")),
    "data_request_list": ("system", _("What people ask about their data.")),
    "consent_text_list": ("system", _("The texts to which people consent.")),
    "passport_page": ("system", _("What the University says about its array of personal data.")),
}
