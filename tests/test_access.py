"""Every address × every role against one table; a new address without a row fails.

A letter per role: `.` the page or a redirect from a form taken, `x` 403 or 404, `l` sent to the log-in page.
"""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from staff.people.models import RoleKind
from tests.factories import EmploymentFactory, PersonFactory
from tests.world import make_cast, make_world

ROLES = [
    "nobody",
    "staff",
    "head",
    "officer",
    "hr",
    "council",
    "vice_rector",
    "rector",
    "finance",
    "auditor",
    "administrator",
    "outside",
]
PUBLIC = "." * len(ROLES)
ALL_INSIDE = "l" + "." * (len(ROLES) - 1)

# address name: one sign for each of ROLES, in their order
TABLE = {
    #                         nobody staff head officer hr council vice rector finance auditor admin outside
    "log_in": PUBLIC,
    "log_out": PUBLIC,
    "set_language": PUBLIC,
    "styleguide": "x" * len(ROLES),
    "save_view": ALL_INSIDE,
    "drop_view": "lxxxxxxxxxxx",
    "health": PUBLIC,
    "approval_list": ALL_INSIDE,
    "approval_detail": "lxx..x.....x",
    "endorse_approval": "lxxx.xxxxxxx",
    "object_to_approval": "lxxx.xxxxxxx",
    "deputy_list": "lxx........x",
    "find_deputy": "lxx........x",
    "lend_role": "lxx........x",
    "end_delegation": "lxxx.xxxxx.x",
    "route_list": "lxxxxxxxxx.x",
    "set_route": "lxxxxxxxxx.x",
    "public_home": PUBLIC,
    "catalogue": PUBLIC,
    "programme_page": PUBLIC,
    "verify": PUBLIC,
    "verify_code": PUBLIC,
    "verify_json": PUBLIC,
    "home": ALL_INSIDE,
    "menu": ALL_INSIDE,
    "section": ALL_INSIDE,
    "my_page": ALL_INSIDE,
    "my_calendar": ALL_INSIDE,
    "my_unit": "lx.xxxxxxxxx",
    "unit_board": "lx...x..x..x",
    "university_board": "lxx..x..x..x",
    "forecast": "lx...x..x..x",
    "summary_teaching": "lxx..x..x..x",
    "summary_support": "lxx..x..x..x",
    "my_data": ALL_INSIDE,
    "set_consent": ALL_INSIDE,
    "set_letter_language": ALL_INSIDE,
    "set_letter_choice": ALL_INSIDE,
    "my_data_json": ALL_INSIDE,
    "my_data_pdf": ALL_INSIDE,
    "ask_about_data": ALL_INSIDE,
    "data_request_list": ALL_INSIDE,
    "data_request_detail": "lxxx.xxxx..x",
    "fulfil_data_request": "lxxx.xxxxxxx",
    "refuse_data_request": "lxxx.xxxxxxx",
    "withdraw_data_request": "lxxxxxxxxxxx",
    "consent_text_list": "lxxxxxxxxx.x",
    "add_consent_text": "lxxxxxxxxx.x",
    "passport_page": "lxx..xxxx..x",
    "edit_passport": "lxx.xxxxxx.x",
    "passport_pdf": "lxx..xxxx..x",
    "confirm_data": ALL_INSIDE,
    "claim_training": ALL_INSIDE,
    "person_list": "lx...x..x..x",
    "person_detail": "lx...x..x..x",
    "person_choices": ALL_INSIDE,
    "add_person": "lxxx.xxxxxxx",
    "duplicate_list": "lxxx.xxxxxxx",
    "merge_list": "lxxx.xxxxxxx",
    "merge_detail": "lxxx.xxxxxxx",
    "undo_merge": "lxxx.xxxxxxx",
    "find_other_record": "lxxx.xxxxxxx",
    "merge_people": "lxxx.xxxxxxx",
    "tell_apart": "lxxx.xxxxxxx",
    "edit_person": "lxxx.xxxxxxx",
    "add_employment": "lxxx.xxxxxxx",
    "edit_employment": "lxxx.xxxxxxx",
    "give_role": "lxxxxxxxxx.x",
    "end_role": "lxxxxxxxxx.x",
    "unit_list": ALL_INSIDE,
    "unit_detail": ALL_INSIDE,
    "add_unit": "lxxx.xxxxx.x",
    "edit_unit": "lxxx.xxxxx.x",
    "appoint_head": "lxxx.xxxxx.x",
    "rename_unit": "lxxx.xxxxx.x",
    "move_unit": "lxxx.xxxxx.x",
    "merge_unit": "lxxx.xxxxx.x",
    "split_unit": "lxxx.xxxxx.x",
    "close_unit": "lxxx.xxxxx.x",
    "edit_headship": "lxxx.xxxxx.x",
    "end_headship": "lxxx.xxxxx.x",
    "organisation_list": "lxx..x..x..x",
    "organisation_detail": "lxx..x..x..x",
    "add_organisation": "lxx..xxxxxxx",
    "edit_organisation": "lxx..xxxxxxx",
    "import_organisations": "lxx..xxxxxxx",
    "apply_organisations": "lxx..xxxxxxx",
    "add_outside_person": "lxx..xxxxxxx",
    "edit_outside_person": "lxx..xxxxxxx",
    "leave_person": "lxxx.xxxxxxx",
    "return_person": "lxxx.xxxxxxx",
    "training_list": ALL_INSIDE,
    "training_detail": "lx...x..x..x",
    "training_evidence": "lxxxxxxxxxxx",
    "recognise_training": "lxx.xxxxxxxx",
    "refuse_training": "lxx.xxxxxxxx",
    "annul_training": "lxx.xxxxxxxx",
    "letter_list": ALL_INSIDE,
    "letters_to_tell": ALL_INSIDE,
    "letter_detail": "lx...x..x..x",
    "cancel_letter": "lxx.xxxxxxxx",
    "retry_letter": "lxx.xxxxxxxx",
    "send_again": "lxx.xxxxxxxx",
    "count_as_sent": "lxx.xxxxxxxx",
    "retry_letters": "lxx.xxxxxxxx",
    "cancel_letters": "lxx.xxxxxxxx",
    "letters_ahead": "lxx.xxxxx..x",
    "tell_by_hand": "lx...xxxxxxx",
    "recognise_trainings": "lxx.xxxxxxxx",
    "transfer_paper": "lxxxxxxxxxxx",
    "training_report": "lxxxxxxxxxxx",
    "edit_training": "lxxxxxxxxxxx",
    "withdraw_training": "lxxxxxxxxxxx",
    "mobility_list": "lxx..x..x..x",
    "find_traveller": "lxxxxxxxxxxx",
    "enter_mobility": "lxxxxxxxxxxx",
    "past_training_list": "lxx.xxxxxxxx",
    "upload_past_training": "lxx.xxxxxxxx",
    "past_training_detail": "lxx.xxxxxxxx",
    "apply_past_training": "lxx.xxxxxxxx",
    "discard_past_training": "lxx.xxxxxxxx",
    "past_training_errors": "lxx.xxxxxxxx",
    "policy_list": "lxx..x..x..x",
    "extension_list": "lxx..x..x..x",
    "grant_extension": "lxx.xxxxxxxx",
    "extension_detail": "lxx..x..x..x",
    "revoke_extension": "lxx.xxxxxxxx",
    "pause_list": "lxx..x..x..x",
    "enter_pauses": "lxxx.xxxxxxx",
    "revoke_pauses": "lxxx.xxxxxxx",
    "pause_detail": "lxx..x..x..x",
    "end_pause": "lxxx.xxxxxxx",
    "revoke_pause": "lxxx.xxxxxxx",
    "draft_policy": "lxx.xxxxxxxx",
    "policy_draft_detail": "lxx..x..x..x",
    "reckon_draft_anew": "lxx.xxxxxxxx",
    "adopt_policy_draft": "lxx.xxxxxxxx",
    "discard_policy_draft": "lxx.xxxxxxxx",
    "withdraw_policy": "lxx.xxxxxxxx",
    "programme_list": "lxx.x......x",
    "programme_detail": ALL_INSIDE,
    "import_programmes": "lxx.xxxxxxxx",
    "submit_programmes": "lxx.xxxxxxxx",
    "permit_programmes": "lxxxx.xxxxxx",
    "approve_programmes": "lxxxxx.xxxxx",
    "submit_programme": "lxx.xxxxxxxx",
    "permit_programme": "lxxxx.xxxxxx",
    "approve_programme": "lxxxxx.xxxxx",
    "return_programme": "lxxxx.xxxxxx",
    "refuse_programme": "lxxxx.xxxxxx",
    "archive_programme": "lxx.xxxxxxxx",
    "add_materials": "lxx.xxxxxxxx",
    "material_file": "lxx.x......x",
    "remove_material": "lxx.xxxxxxxx",
    "run_list": ALL_INSIDE,
    "run_detail": ALL_INSIDE,
    "add_run": "lxx.xxxxxxxx",
    "edit_run": "lxx.xxxxxxxx",
    "write_words": "lxx.xxxxxxxx",
    "open_run": "lxx.xxxxxxxx",
    "close_run": "lxx.xxxxxxxx",
    "start_run": "lxx.xxxxxxxx",
    "cancel_run": "lxx.xxxxxxxx",
    "suspend_run": "lxx.xxxxxxxx",
    "resume_run": "lxx.xxxxxxxx",
    "apply": ALL_INSIDE,
    "application_list": ALL_INSIDE,
    "application_detail": "lx..xx..x..x",
    "application_choice": "lxxxxxxxxxxx",
    "application_motivation": "lxxxxxxxxxxx",
    "application_check": "lxxxxxxxxxxx",
    "give_opinion": "lx.xxxxxxxxx",
    "give_opinions": "lx.xxxxxxxxx",
    "withdraw_application": "lxxxxxxxxxxx",
    "confirm_place": "lxxxxxxxxxxx",
    "decline_place": "lxxxxxxxxxxx",
    "selection_list": "lxx.xx..x..x",
    "selection_detail": "lxx.xx..x..x",
    "approve_selection": "lxx.xxxxxxxx",
    "move_entry": "lxx.xxxxxxxx",
    "rank_anew": "lxx.xxxxxxxx",
    "draft_enrolment_order": "lxx.xxxxxxxx",
    "open_attestation": "lxx.xxxxxxxx",
    "attestation_list": ALL_INSIDE,
    "attestation_detail": "lxx..x.....x",
    "enter_results": "lxxxxxxxxxxx",
    "close_attestation": "lxxxxxxxxxxx",
    "attestation_protocol": "lxx..x.....x",
    "draft_certificate_order": "lxx.xxxxxxxx",
    "order_list": "lxx..x.....x",
    "order_detail": "lxx..x.....x",
    "order_pdf": "lxx..x.....x",
    "order_docx": "lxx..x.....x",
    "order_scan": "lxxxxxxxxxxx",
    "edit_order": "lxx.xxxxxxxx",
    "redraft_order": "lxx.xxxxxxxx",
    "send_order": "lxx.xxxxxxxx",
    "take_back_order": "lxx.xxxxxxxx",
    "annul_order": "lxx.xxxxxxxx",
    "record_signature": "lxx.xxxxxxxx",
    "ground_list": "lxx..x.....x",
    "add_ground": "lxx.xxxxxxxx",
    "edit_ground": "lxx.xxxxxxxx",
    "certificate_list": ALL_INSIDE,
    "certificate_detail": "lx...x.....x",
    "certificate_file": "lx...x.....x",
    "register_list": "lxx..x.....x",
    "register_pdf": "lxx..x.....x",
    "inspection_list": "lxx.xxxxx..x",
    "due_list": ALL_INSIDE,
    "roster_list": "lxxx.xxxxxxx",
    "upload_roster": "lxxx.xxxxxxx",
    "roster_detail": "lxxx.xxxxxxx",
    "apply_roster": "lxxx.xxxxxxx",
    "discard_roster": "lxxx.xxxxxxx",
    "roster_errors": "lxxx.xxxxxxx",
    "decision_list": "lxxx.xxxxxxx",
    "decision_detail": "lxxx.xxxxxxx",
    "settle_decision": "lxxx.xxxxxxx",
    "drop_decision": "lxxx.xxxxxxx",
}
ONLY_POST = {
    "apply_organisations",
    "log_out",
    "set_language",
    "set_consent",
    "set_letter_language",
    "set_letter_choice",
    "confirm_data",
    "save_view",
    "drop_view",
}


def all_names() -> set[str]:
    """The names of all addresses."""

    def walk(patterns):
        for each in patterns:
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns)
            elif isinstance(each, URLPattern) and each.name:
                yield each.name

    return set(walk(get_resolver().url_patterns))


def test_every_address_has_a_row():
    assert all_names() - TABLE.keys() == set()
    assert TABLE.keys() - all_names() == set()


@pytest.fixture
def world(db):
    """Records of every kind, and someone in every role."""
    made = make_world()
    people = make_cast(made)
    return made, {role: people[role] for role in ROLES if role != "nobody"}


def sign_of(answer) -> str:
    """What an answer means in the table."""
    if answer.status_code in (403, 404):
        return "x"
    if answer.status_code == 302 and "/log-in/" in answer.headers["Location"]:
        return "l"
    assert answer.status_code in (200, 302), answer.status_code
    return "."


def test_every_address_for_every_role(world):
    made, people = world
    clients = {name: Client() for name in ROLES}
    for name, person in people.items():
        clients[name].force_login(person.user)
    wrong = []
    for name, expected in sorted(TABLE.items()):
        url = reverse(name, kwargs=made.arguments(name))
        for role, sign in zip(ROLES, expected, strict=True):
            if name in ONLY_POST:
                client = Client()
                if role != "nobody":
                    client.force_login(people[role].user)
                answer = client.post(url, {"language": "ky", "given": "1", "page": "/people/", "name": "1"})
            else:
                answer = clients[role].get(url)
            found = sign_of(answer)
            for close in answer._resource_closers:
                close()
            if name in ("log_out", "verify_code", "verify_json") and answer.status_code in (200, 302, 404):
                found = "."
            if found != sign:
                wrong.append(f"{name} × {role}: {found}, not {sign}")

    assert wrong == []


@pytest.mark.clause("6.2")
def test_the_international_officer_sees_mobility_besides_what_all_staff_see(world):
    made, people = world
    extra = {"mobility_list", "find_traveller", "enter_mobility", "deputy_list", "find_deputy", "lend_role"}
    person = PersonFactory(roles=[RoleKind.INTERNATIONAL_OFFICER])
    EmploymentFactory(person=person)
    clients = {name: Client() for name in ("international", "staff")}
    clients["international"].force_login(person.user)
    clients["staff"].force_login(people["staff"].user)
    wrong = []

    for name in sorted(TABLE.keys() - ONLY_POST - {"log_out"}):
        url = reverse(name, kwargs=made.arguments(name))
        signs = {}
        for role, client in clients.items():
            answer = client.get(url)
            signs[role] = sign_of(answer)
            for close in answer._resource_closers:
                close()
        if signs["international"] != ("." if name in extra else signs["staff"]):
            wrong.append(f"{name}: {signs}")

    assert wrong == []
