"""Whoever opens a page or file about somebody, or takes a list along, leaves a look with the people whom it is about.

The table names what each address is about; a new address without a row fails.
"""

import pytest
from auditlog.models import LogEntry
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from certificates.texts import filling
from finance.models import Due
from ostu_qualification.core.models import today
from ostu_qualification.core.workflow.steps import ACTS
from staff.models import Person
from staff.people.looks import note_looks
from staff.people.models import RoleKind
from tests.factories import EmploymentFactory, PersonFactory, TrainingRecordFactory
from tests.test_access import TABLE
from tests.world import BY_PREFIX, make_world

# addresses that leave a look with the person of the world
PERSON = {
    "person_detail", "edit_person", "add_employment", "edit_employment", "give_role", "end_role", "leave_person", "return_person",
    "find_other_record", "merge_people", "tell_apart", "merge_detail", "undo_merge",
    "training_detail", "training_evidence", "training_report", "transfer_paper", "edit_training", "withdraw_training", "recognise_training",
    "refuse_training", "annul_training", "enter_mobility",
    "letter_detail", "cancel_letter", "retry_letter", "send_again", "count_as_sent", "tell_by_hand",
    "pause_detail", "end_pause", "revoke_pause",
    "data_request_detail", "fulfil_data_request", "refuse_data_request", "withdraw_data_request",
    "decision_detail", "settle_decision", "drop_decision",
    "application_detail", "give_opinion", "application_choice", "application_motivation", "application_check",
    "withdraw_application", "confirm_place", "decline_place", "selection_detail", "move_entry",
    "attestation_detail", "enter_results", "close_attestation", "draft_certificate_order", "attestation_protocol",
    "approval_detail", "endorse_approval", "object_to_approval", "order_detail", "order_pdf", "order_docx", "order_scan", "edit_order", "redraft_order",
    "send_order", "take_back_order", "annul_order", "record_signature",
    "certificate_detail", "certificate_file", "register_pdf",
}  # fmt: skip
# lists: the page names people, Excel takes their data along
EXPORTS = {
    "person_list", "training_list", "mobility_list", "letter_list", "pause_list", "extension_detail", "data_request_list", "merge_list",
    "decision_list", "application_list", "selection_detail", "certificate_list", "register_list", "due_list", "my_unit", "unit_board",
}  # fmt: skip
# pages with a record of somebody behind them that show no data of that person, and why
SHOWS_NOTHING = {
    "the page of an act on a whole course or order: it names the course and counts people": {
        "draft_enrolment_order", "open_attestation", "approve_selection", "rank_anew",
    },
    "who heads a unit is known to all": {"edit_headship", "end_headship"},
    "the outside person's own record stands behind another": {"edit_outside_person"},
    "an extension by its own words, without names": {"revoke_extension"},
    "the file that the office itself has handed in": {
        "roster_detail", "apply_roster", "discard_roster", "roster_errors", "past_training_detail", "apply_past_training", "discard_past_training",
        "past_training_errors",
    },
    "who acts for whom is known to those who may lend": {"lend_role", "end_delegation"},
    "a view of a list": {"drop_view"},
}  # fmt: skip
OF_NOBODY = {"unit", "organisation", "programme", "draft", "material", "run", "policy_draft", "ground"}
OWN_ALONE = {
    "edit_training", "withdraw_training", "withdraw_data_request", "application_choice", "application_motivation", "application_check",
    "withdraw_application", "confirm_place", "decline_place",
}  # fmt: skip
ROLES = [
    None, RoleKind.OFFICER, RoleKind.HR_OFFICER, RoleKind.RECTOR, RoleKind.AUDITOR, RoleKind.INTERNATIONAL_OFFICER,
    RoleKind.ADMINISTRATOR,
]  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Records of every kind around one person, complete enough that each page shows them."""
    made = make_world()
    person, application, order = (made.records[kind] for kind in ("person", "application", "order"))
    participants = filling.participants([application])
    scan = default_storage.save("orders/scan.pdf", ContentFile(b"%PDF-1.4 scan"))
    type(order).objects.filter(pk=order.pk).update(participants=participants, scan=scan)
    type(made.records["training"]).objects.update(evidence=scan, report=scan, transfer_paper=scan)
    TrainingRecordFactory(person=person, source="mobility", report=scan, transfer_agreed_on=today())
    made.records["attestation"].results.create(application=application)
    Due.objects.create(application=application, amount=1000)
    made.records["certificate"].register_lines.create(
        position=1, event="issued", entered_at=person.created_at, previous_hash="0", hash="1",
        content={"number": "1", "name": person.full_name, "title": "П", "hours": 16, "order": "1", "state": "valid"},
    )  # fmt: skip
    return made


@pytest.fixture
def viewers(world):
    """Somebody in every role, the head of the unit, and the committee."""
    people = [PersonFactory(roles=[role] if role else []) for role in ROLES]
    EmploymentFactory(person=people[0])
    return [*people, world.head, world.records["attestation"].chair, world.records["attestation"].secretary]


def seen(world, viewer, url: str) -> tuple[int, bool]:
    """What an address answers to somebody, and whether the person of the world has a look of theirs."""
    LogEntry.objects.filter(action=LogEntry.Action.ACCESS).delete()
    client = Client()
    client.force_login(viewer.user)
    answer = client.get(url)
    for close in answer._resource_closers:
        close()
    person = world.records["person"]
    kept = LogEntry.objects.filter(action=LogEntry.Action.ACCESS, object_id=person.pk, actor=viewer.user)
    return answer.status_code, kept.exists()


BEGINS = {
    "annul_training": ("training", "recognised"), "recognise_training": ("training", "claimed"),
    "retry_letter": ("letter", "failed"), "send_again": ("letter", "doubtful"), "count_as_sent": ("letter", "doubtful"),
    "tell_by_hand": ("letter", "planned"), "cancel_letter": ("letter", "planned"),
}  # fmt: skip


def stand_where_it_begins(world, name: str) -> None:
    """An act whose record stands elsewhere has no page: it leads back to the record."""
    for kind, names in BY_PREFIX.items():
        if name in names and kind in ("training", "letter"):
            record = world.records[kind]
            state = BEGINS.get(name, (kind, record.first_state()))[1]
            type(record).objects.filter(pk=record.pk).update(state=state)
        if name in names and name in ACTS and kind in ("attestation", "order"):
            record = world.records[kind]
            type(record).objects.filter(pk=record.pk).update(state=ACTS[name].sources[0])


def test_every_address_about_a_record_of_somebody_has_its_row():
    about = {name for kind, names in BY_PREFIX.items() if kind not in OF_NOBODY for name in names}
    nothing = {name for names in SHOWS_NOTHING.values() for name in names}

    assert sorted(about - PERSON - EXPORTS - nothing) == []
    assert sorted(PERSON & nothing) == []
    assert sorted((PERSON | EXPORTS | nothing) - TABLE.keys()) == []


def test_whoever_opens_it_leaves_a_look(world, viewers):
    wrong = []
    for name in sorted(PERSON):
        stand_where_it_begins(world, name)
        url = reverse(name, kwargs=world.arguments(name))
        found = [seen(world, viewer, url) for viewer in viewers]
        if any(has_look is not (status == 200) for status, has_look in found):
            wrong.append((name, found))
        if name not in OWN_ALONE and not any(status == 200 for status, _ in found):
            wrong.append((name, "nobody has seen it"))

    assert wrong == []


def test_whoever_takes_a_list_along_leaves_a_look_with_everybody_on_it(world, viewers):
    wrong = []
    for name in sorted(EXPORTS):
        url = reverse(name, kwargs=world.arguments(name)) + "?format=xlsx"
        if (200, True) not in [seen(world, viewer, url) for viewer in viewers]:
            wrong.append(name)

    assert wrong == []


def test_a_page_of_a_list_leaves_none(world, viewers):
    assert [seen(world, viewer, reverse("person_list"))[1] for viewer in viewers] == [False] * len(viewers)


def test_ones_own_papers_and_a_second_opening_on_the_same_day_add_nothing(world, viewers):
    person, officer = world.records["person"], viewers[1]
    client, own = Client(), Client()
    client.force_login(officer.user)
    own.force_login(person.user)
    address = reverse("certificate_detail", args=[world.records["certificate"].pk])

    for browser in (own, client, client):
        browser.get(address)

    looks = LogEntry.objects.filter(action=LogEntry.Action.ACCESS, object_id=person.pk)
    assert [look.actor for look in looks] == [officer.user]


def test_a_hundred_people_are_noted_in_a_few_statements(django_assert_max_num_queries, cholpon):
    people = [PersonFactory(user=None).pk for _ in range(100)]
    note_looks(people[:50], by=cholpon.user)

    with django_assert_max_num_queries(4):
        note_looks(people, by=cholpon.user)

    assert LogEntry.objects.filter(action=LogEntry.Action.ACCESS).count() == Person.objects.filter(user=None).count()
