"""Where in the menu the entries stand that the apps have registered, and what each is for in one sentence."""

from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.frame.navigation import Place

PLACES = {
    "my_unit": Place("unit", _("The people of your unit, and who of them is due.")),
    "programme_list": Place("courses", _("Programmes and their way through the council.")),
    "run_list": Place("courses", _("Courses with their dates, places and states."), short=_("Courses")),
    "application_list": Place("courses", _("Applications for courses, and where each of them stands.")),
    "selection_list": Place("courses", _("Who is proposed for which place, and why.")),
    "attestation_list": Place("courses", _("Final attestations, committees and results.")),
    "person_list": Place("people", _("All staff with unit, post and next due date.")),
    "unit_list": Place("people", _("Institutes, departments and offices.")),
    "organisation_list": Place("people", _("Organisations from which participants come.")),
    "duplicate_list": Place("people", _("People who may have been entered twice.")),
    "roster_list": Place("people", _("Staff lists from Excel: read, checked, applied.")),
    "training_list": Place("training", _("Everything learnt, with hours and documents.")),
    "mobility_list": Place("training", _("Training abroad and its reports.")),
    "extension_list": Place("training", _("Due dates moved on, for one person or many.")),
    "pause_list": Place("training", _("Leaves during which the term does not run.")),
    "past_training_list": Place("training", _("Past training from lists in Excel.")),
    "order_list": Place("papers", _("Orders from the draft to the signature.")),
    "certificate_list": Place("papers", _("Certificates that have been issued.")),
    "register_list": Place("papers", _("The register of all certificates.")),
    "due_list": Place("money", _("What is to be paid for courses.")),
    "university_board": Place("figures", _("How many are on time in each unit, and who is overdue.")),
    "forecast": Place("figures", _("Who falls due when, and whether there are places enough.")),
    "summary_teaching": Place("figures", _("Summary forms for reports.")),
    "my_page": Place("mine", _("Your cycle, your training and what comes next.")),
    "my_data": Place("mine", _("What is kept about you, and who has looked at it.")),
    "letter_list": Place("system", _("What was sent to whom, and what waits.")),
    "policy_list": Place("system", _("The numbers that the rules reckon with.")),
    "data_request_list": Place("system", _("What people ask about their data.")),
    "consent_text_list": Place("system", _("The texts to which people consent.")),
    "passport_page": Place("system", _("What the University says about its array of personal data.")),
}
