"""A small world with one record of every kind, for the tests that walk all addresses."""

from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from certificates.models import Attestation, Certificate, LegalGround, Order
from enrollment.models import SelectionEntry, SelectionList
from ostu_qualification.core.models import Approval, Policy, SavedView, today
from staff.cycle import stored
from staff.models import DataRequest, Delegation, ImportDecision, PastTrainingImport, Person, Role, RosterImport
from staff.people.merging import actions
from staff.people.models import RoleKind
from tests.factories import (
    ApplicationFactory,
    EmploymentFactory,
    ExtensionFactory,
    LetterFactory,
    MaterialFactory,
    PauseFactory,
    PersonFactory,
    PolicyDraftFactory,
    ProgrammeFactory,
    RunFactory,
    TrainingRecordFactory,
    UnitFactory,
)

BODY = {"heading": "Буйрук", "preamble": "Негиз", "items": ["Биринчи"], "ground": "Тизме"}
BY_PREFIX = {
    "person": {"person_detail", "edit_person", "add_employment", "give_role", "enter_mobility", "find_other_record", "lend_role"},
    "merge": {"merge_detail", "undo_merge"},
    "employment": {"edit_employment"},
    "pause": {"pause_detail", "end_pause", "revoke_pause"},
    "extension": {"extension_detail", "revoke_extension"},
    "role": {"end_role"},
    "training": {
        "training_detail", "training_evidence", "training_report", "transfer_paper", "edit_training", "withdraw_training", "recognise_training",
        "refuse_training", "annul_training",
    },
    "unit": {
        "unit_board", "unit_detail", "edit_unit", "appoint_head", "rename_unit", "move_unit", "merge_unit", "split_unit",
        "close_unit",
    },
    "headship": {"edit_headship", "end_headship"},
    "leaver": {"leave_person", "return_person"},
    "organisation": {"organisation_detail", "edit_organisation", "add_outside_person"},
    "guest": {"edit_outside_person"},
    "letter": {"letter_detail", "cancel_letter", "tell_by_hand", "retry_letter", "send_again", "count_as_sent"},
    "programme": {"programme_page", "programme_detail", "submit_programme", "permit_programme", "approve_programme", "return_programme", "refuse_programme", "archive_programme"},
    "draft": {"add_materials"},
    "material": {"material_file", "remove_material"},
    "run": {
        "run_detail", "edit_run", "write_words", "open_run", "close_run", "start_run", "suspend_run", "resume_run", "cancel_run", "apply", "draft_enrolment_order", "open_attestation",
    },
    "application": {
        "application_detail", "application_choice", "application_motivation", "application_check", "give_opinion",
        "withdraw_application", "confirm_place", "decline_place",
    },
    "selection": {"selection_detail", "approve_selection", "rank_anew"},
    "entry": {"move_entry"},
    "attestation": {
        "attestation_detail", "enter_results", "close_attestation", "attestation_protocol", "draft_certificate_order",
    },
    "order": {
        "order_detail", "order_pdf", "order_docx", "order_scan", "edit_order", "redraft_order", "send_order", "take_back_order", "annul_order",
        "record_signature",
    },
    "approval": {"approval_detail", "endorse_approval", "object_to_approval"},
    "delegation": {"end_delegation"},
    "ground": {"edit_ground"},
    "certificate": {"certificate_detail", "certificate_file"},
    "roster": {"roster_detail", "apply_roster", "discard_roster", "roster_errors"},
    "past": {"past_training_detail", "apply_past_training", "discard_past_training", "past_training_errors"},
    "decision": {"decision_detail", "settle_decision", "drop_decision"},
    "view": {"drop_view"},
    "request": {"data_request_detail", "fulfil_data_request", "refuse_data_request", "withdraw_data_request"},
    "policy_draft": {"policy_draft_detail", "adopt_policy_draft", "reckon_draft_anew", "discard_policy_draft", "withdraw_policy"},
}  # fmt: skip


@dataclass
class World:
    """The records, and the head of the unit that the person in them belongs to."""

    head: Person
    records: dict[str, Any]

    def arguments(self, name: str) -> dict[str, Any]:
        """The arguments that an address takes, pointing at the record of its kind."""
        if name in ("verify_code", "verify_json"):
            return {"code": self.records["certificate"].code}
        if name == "section":
            return {"code": "mine"}
        if name == "person_choices":
            return {"pool": "heads"}
        if name == "set_consent":
            return {"kind": "messenger"}
        if name in ("merge_people", "tell_apart"):
            return {"pk": self.records["person"].pk, "other": self.head.pk}
        kind = self.kind_of(name)
        return {"pk": self.records[kind].pk} if kind else {}

    def kind_of(self, name: str) -> str | None:
        """Which of the records an address is about."""
        return next((kind for kind, names in BY_PREFIX.items() if name in names), None)


def make_cast(world: World) -> dict[str, Person]:
    """Someone in every role; the owner is whom the records of the world are about."""
    roles = {
        "officer": RoleKind.OFFICER,
        "hr": RoleKind.HR_OFFICER,
        "council": RoleKind.COUNCIL_SECRETARY,
        "vice_rector": RoleKind.VICE_RECTOR,
        "rector": RoleKind.RECTOR,
        "finance": RoleKind.FINANCE_OFFICER,
        "auditor": RoleKind.AUDITOR,
        "administrator": RoleKind.ADMINISTRATOR,
        "international": RoleKind.INTERNATIONAL_OFFICER,
    }
    people = {name: PersonFactory(roles=[kind]) for name, kind in roles.items()}
    people["staff"] = EmploymentFactory().person
    people["owner"], people["head"] = world.records["person"], world.head
    people["outside"] = PersonFactory(outside=True)
    return people


def make_world() -> World:
    """Make one record of every kind around one member of staff."""
    unit = UnitFactory()
    head = PersonFactory(heads=unit)
    EmploymentFactory(person=head, unit=unit, post="head_of_department")
    person = PersonFactory()
    records: dict[str, Any] = {
        "unit": unit,
        "headship": head.headships.get(),
        "leaver": person,
        "guest": (guest := PersonFactory(outside=True)),
        "organisation": guest.organisation,
        "person": person,
        "employment": EmploymentFactory(person=person, unit=unit),
        "pause": PauseFactory(person=person, ended_on=None),
        "extension": ExtensionFactory(people=[person]),
        "role": Role.objects.create(person=person, kind="council_member", since=today()),
        "training": TrainingRecordFactory(person=person, state="claimed"),
        "letter": LetterFactory(person=person, address=""),
        "programme": ProgrammeFactory(),
    }
    records["draft"] = ProgrammeFactory(state="draft", protocol=None)
    records["material"] = MaterialFactory(programme=records["draft"])
    records["delegation"] = Delegation.objects.create(
        lender=head, deputy=person, kind="council_member", since=today(), until=today(), ground="Өргүү"
    )
    records["request"] = DataRequest.objects.create(person=person, kind="correction", text="Туулган күнүм туура эмес")
    records["view"] = SavedView.objects.create(user=person.user, page="/people/", name="Меники", query="q=а")
    stored.rebuild([head, person])
    run = records["run"] = RunFactory(programme=records["programme"])
    records["application"] = ApplicationFactory(person=person, run=run)
    ranked = ApplicationFactory(person=person, run=RunFactory(programme=records["programme"], state="closed"))
    selection = records["selection"] = SelectionList.objects.create(
        run=ranked.run, policy=Policy.objects.current(), ranked_on=today(), lottery_seed="0"
    )
    records["entry"] = SelectionEntry.objects.create(
        selection=selection,
        application=ranked,
        position=1,
        outcome="place",
        points=10,
        inputs={"parts": {}},
        lottery=1,
    )
    _make_papers(records, person, head)
    roster = records["roster"] = RosterImport.objects.create(
        name="тизме.xlsx", sha256="0" * 64, file=ContentFile(_empty_workbook(), "тизме.xlsx")
    )
    records["decision"] = ImportDecision.objects.create(
        roster=roster, key="k", kind="rate_not_understood", sheet="1", row=7, column="D", written="15", person=person
    )
    records["past"] = PastTrainingImport.objects.create(
        name="окуулар.xlsx", sha256="0" * 64, file=ContentFile(_empty_workbook(), "окуулар.xlsx")
    )
    hr_officer = PersonFactory(roles=[RoleKind.HR_OFFICER]).user
    records["merge"] = actions.merge_people(person, PersonFactory(), by=hr_officer, reason="Бир киши")
    records["policy_draft"] = PolicyDraftFactory(valid_from=today())
    return World(head, records)


def _make_papers(records: dict[str, Any], person: Person, head: Person) -> None:
    """An attestation, an order in endorsement with a visa, and a certificate with its file."""
    run, committee = records["run"], [PersonFactory(), PersonFactory()]
    records["attestation"] = Attestation.objects.create(
        run=run,
        form="test",
        held_on=today(),
        protocol_number="1",
        pass_points=60,
        chair=committee[0],
        secretary=committee[1],
    )
    records["ground"] = LegalGround.objects.first()
    order = records["order"] = Order.objects.create(
        kind="enrolment",
        run=records["selection"].run,
        selection=records["selection"],
        state="endorsement",
        languages=["ky"],
        content={"ky": BODY},
        participants=[],
        drafted_by=PersonFactory(),
    )
    records["approval"] = Approval.objects.create(
        record=order, kind="order.enrolment", position=1, office="hr_officer", needed=1, days=3, state="waiting",
        asked_at=timezone.now(), due_on=today(),
    )  # fmt: skip
    order.signed_on = today()
    order.save(update_fields=["signed_on"])
    records["certificate"] = Certificate.objects.create(
        series="ОшТУ-КМ", year=2026, number=1, code="ABCDEFGHJKLMNPQR", application=records["application"], person=person, order=order,
        form="short", name=person.full_name, title_ky="Программа", hours=16, started_on=today(), ended_on=today(), issued_on=today(),
        file=ContentFile(b"%PDF-1.4", "c.pdf"), sha256="1" * 64,
    )  # fmt: skip


def _empty_workbook() -> bytes:
    import io

    from openpyxl import Workbook

    stream = io.BytesIO()
    Workbook().save(stream)
    return stream.getvalue()
