"""The main way, end to end: from the office's Excel list to a verified certificate and the next due date.

Each role acts through the pages, with its own log-in.
"""

import datetime as dt
import json
from pathlib import Path

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from certificates.models import Attestation, Certificate, Order
from courses.models import CourseRun, Programme
from courses.programmes.full_documents import COURSE
from enrollment.models import Application, SelectionList
from ostu_qualification.core.approvals import queries as approvals
from ostu_qualification.core.models import User
from ostu_qualification.core.workflow.timers import run_due
from staff.cycle.stored import differences, rebuild_person
from staff.cycle.tasks import plan_reminders
from staff.letters.tasks import send_reminders
from staff.models import CycleState, ImportDecision, Letter, Person, RosterImport, TrainingRecord, UnitHead
from staff.people.models import RoleKind
from tests.factories import EmploymentFactory, PersonFactory

PDF = b"%PDF-1.4 a document %%EOF"
PASSWORD = "Көл-жээгинде-2026"
DEMO = Path(__file__).resolve().parents[2] / "demo"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("main way")]


class Cast:
    """Clients by role; each logs in by the log-in page the first time it is needed."""

    def __init__(self) -> None:
        self.clients: dict[str, Client] = {}
        self.people: dict[str, Person] = {}

    def add(self, name: str, person: Person) -> Person:
        """Give a person an account and a client."""
        if person.user is None:
            person.user = User.objects.create_user(person.email or f"{name}@example.org")
            person.save()
        person.user.set_password(PASSWORD)
        person.user.save()
        self.people[name] = person
        return person

    def __getitem__(self, name: str) -> Client:
        if name not in self.clients:
            client = Client()
            answer = client.post(reverse("log_in"), {"login": self.people[name].user.login, "password": PASSWORD})
            assert answer.status_code == 302, answer.content.decode()[:500]
            self.clients[name] = client
        return self.clients[name]

    def forget_sessions(self) -> None:
        """Everyone logs in anew: a session lasts twelve hours, and days have passed."""
        self.clients.clear()

    def post(self, name: str, url: str, **data) -> None:
        """Send a form as someone and expect it to be taken."""
        answer = self[name].post(url, data)
        assert answer.status_code == 302, (url, answer.status_code, errors(answer))
        assert "/log-in/" not in answer.headers["Location"], url
        complaints = [str(each) for each in get_messages(answer.wsgi_request) if each.level_tag == "error"]
        assert complaints == [], url

    def consent(self, name: str) -> None:
        """Let the verification page show one's name."""
        self.post(name, reverse("set_consent", args=["name_on_verification"]), given="1")

    def upload_staff_list(self) -> None:
        """Hand the office's list in."""
        with (DEMO / "staff-2026.xlsx").open("rb") as file:
            self.post("hr", reverse("upload_roster"), file=file)

    def import_programmes(self) -> None:
        """Hand the list of programmes in; three of its rows are refused."""
        with (DEMO / "programmes.xlsx").open("rb") as file:
            answer = self["officer"].post(reverse("import_programmes"), {"file": file})
        assert answer.status_code == 200
        assert len(answer.context["read"].refused) == 3

    def add_documents(self, programme: int) -> None:
        """Attach what the council needs to a programme."""
        files = {kind: SimpleUploadedFile(f"{kind}.pdf", PDF) for kind in COURSE}
        self.post("officer", reverse("add_materials", args=[programme]), **files)


def errors(answer) -> list[str]:
    """What a page complains about."""
    form = answer.context.get("form") if answer.context else None
    return (
        [f"{name}: {list(each)}" for name, each in form.errors.items()]
        if form is not None
        else [answer.content.decode()[:300]]
    )


@pytest.fixture
def cast() -> Cast:
    """The offices of the University, who are there before the list comes."""
    made = Cast()
    for name, role in (
        ("hr", RoleKind.HR_OFFICER),
        ("officer", RoleKind.OFFICER),
        ("secretary", RoleKind.COUNCIL_SECRETARY),
        ("vice_rector", RoleKind.VICE_RECTOR),
        ("finance", RoleKind.FINANCE_OFFICER),
        ("lawyer", RoleKind.LAWYER),
        ("rector", RoleKind.RECTOR),
    ):
        made.add(name, PersonFactory(family_name=f"Кызматкер-{name}", roles=[role]))
    return made


def import_staff_list(cast: Cast) -> None:
    """Step 1: upload, preview, apply, settle the doubtful cells."""
    cast.upload_staff_list()
    roster = RosterImport.objects.get()
    preview = cast["hr"].get(reverse("roster_detail", args=[roster.pk]))
    assert preview.status_code == 200
    before = Person.objects.count()
    assert before == 7
    cast.post("hr", reverse("apply_roster", args=[roster.pk]))
    assert Person.objects.count() > 600
    assert ImportDecision.objects.filter(state="open").count() >= 48
    errors_file = cast["hr"].get(reverse("roster_errors", args=[roster.pk]))
    assert errors_file.status_code == 200


def publish_programmes(cast: Cast) -> None:
    """Step 4: import programmes, council, vice-rector, catalogue."""
    cast.import_programmes()
    assert Programme.objects.count() == 28
    titles = ["Сабактарды окутуунун методикасы", "Окутуучунун жеке планы жана эмгегин рационалдуу уюштуруу"]
    chosen = list(Programme.objects.filter(title_ky__in=titles).values_list("pk", flat=True))
    for pk in chosen:
        cast.add_documents(pk)
    cast.post("officer", reverse("submit_programmes"), programmes=chosen)
    meeting = {"number": "3", "held_on": "20.11.2026", "members_present": "7", "members_total": "9"}
    cast.post("secretary", reverse("permit_programmes"), programmes=chosen, **meeting)
    cast.post("vice_rector", reverse("approve_programmes"), programmes=chosen)
    page = Client().get(reverse("public_home"))
    assert "Сабактарды окутуунун методикасы" in page.content.decode()
    assert page.headers["Content-Language"] == "ky"


def open_a_run(cast: Cast) -> CourseRun:
    """A run with two places, planned and opened by the officer."""
    programme = Programme.objects.get(title_ky="Окутуучунун жеке планы жана эмгегин рационалдуу уюштуруу")
    cast.post(
        "officer",
        reverse("add_run"),
        programme=programme.pk,
        apply_from="20.11.2026",
        apply_until="27.11.2026",
        starts_on="30.11.2026",
        ends_on="02.12.2026",
        capacity=2,
        minimum=1,
        mode="alongside",
        place_ky="Башкы корпус, 305-аудитория",
        language="ky",
    )
    run = CourseRun.objects.get()
    cast.post("officer", reverse("open_run", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == CourseRun.State.OPEN
    return run


def choose_applicants(cast: Cast) -> list[str]:
    """Three teachers of one department and its head, as the list has them."""
    headship = UnitHead.objects.filter(unit__kind="department").order_by("pk").first()
    assert headship is not None
    cast.add("head", headship.person)
    overdue = CycleState.objects.filter(unit=headship.unit, category="teaching", status="overdue", person__user=None)
    names = []
    for index, state in enumerate(overdue.select_related("person").order_by("pk")[:3]):
        names.append(f"teacher{index}")
        cast.add(names[-1], state.person)
    assert len(names) == 3
    return names


def apply_to(cast: Cast, name: str, run: CourseRun) -> Application:
    """Step 5: three short pages, one's place and why."""
    cast.post(name, reverse("apply", args=[run.pk]), run=run.pk)
    application = Application.objects.get(person=cast.people[name])
    cast.post(
        name, reverse("application_motivation", args=[application.pk]), motivation="Жаңы ыкмаларды сабакта колдоном."
    )
    check = cast[name].get(reverse("application_check", args=[application.pk]))
    assert check.context["place"] >= 1
    cast.post(name, reverse("application_check", args=[application.pk]))
    page = cast[name].get(reverse("application_detail", args=[application.pk])).content.decode()
    assert "Эмне үчүн?" in page
    return application


@pytest.mark.clause("1.3", "1.6", "5.1", "5.2", "5.3", "5.4", "5.7", "6.1", "7.5.3")
def test_main_way_from_the_list_to_the_next_due_date(cast):
    walk(cast)


def walk(cast: Cast) -> None:
    """The whole way, whatever the cast acts with: a test client or a browser."""
    with time_machine.travel(dt.datetime(2026, 11, 23, 5, 0, tzinfo=dt.UTC), tick=True) as clock:
        import_staff_list(cast)
        publish_programmes(cast)
        run = open_a_run(cast)
        names = choose_applicants(cast)

        my_page = cast[names[0]].get(reverse("my_page")).content.decode()
        assert "Эмне үчүн?" in my_page

        applications = [apply_to(cast, name, run) for name in names]
        work = cast["head"].get(reverse("home"))
        assert [task.count for task in work.context["tasks"] if "3" in task.text] == [3]
        for application in applications:
            cast.post("head", reverse("give_opinion", args=[application.pk]), opinion="endorsed", reason="")

        clock.move_to(dt.datetime(2026, 11, 28, 3, 0, tzinfo=dt.UTC))
        cast.forget_sessions()
        assert run_due() == {"close_run": 1}
        selection = SelectionList.objects.get()
        assert [entry.outcome for entry in selection.entries.order_by("position")] == ["place", "place", "waiting"]
        cast.post("officer", reverse("approve_selection", args=[selection.pk]))
        states = sorted(Application.objects.values_list("state", flat=True))
        assert states == ["allocated", "allocated", "waitlisted"]

        first, second, waiting = [entry.application for entry in selection.entries.order_by("position")]
        by_person = {cast.people[name].pk: name for name in names}
        cast.post(by_person[first.person_id], reverse("confirm_place", args=[first.pk]))
        cast.post(by_person[second.person_id], reverse("decline_place", args=[second.pk]))
        waiting.refresh_from_db()
        assert waiting.state == Application.State.ALLOCATED
        cast.post(by_person[waiting.person_id], reverse("confirm_place", args=[waiting.pk]))

        order = sign_order(cast, reverse("draft_enrolment_order", args=[run.pk]), "09-04/512", "28.11.2026")
        run.refresh_from_db()
        assert run.state == CourseRun.State.SELECTED
        assert order.state == Order.State.EXECUTED
        assert Application.objects.filter(state="enrolled").count() == 2

        clock.move_to(dt.datetime(2026, 12, 3, 3, 0, tzinfo=dt.UTC))
        cast.forget_sessions()
        assert run_due() == {"start_run": 1}
        attestation = hold_attestation(cast, run)
        sign_order(cast, reverse("draft_certificate_order", args=[attestation.pk]), "09-04/520", "03.12.2026")
        check_certificates(cast, by_person)
        check_due_dates_and_reminders(cast, by_person)


def sign_order(cast: Cast, draft_url: str, number: str, day: str) -> Order:
    """Steps 6 and 7: draft, visas, PDF and DOCX, number and date with the scan; effects once."""
    cast.post("officer", draft_url)
    order = Order.objects.order_by("-pk").first()
    assert order is not None
    pdf = cast["officer"].get(reverse("order_pdf", args=[order.pk]))
    assert pdf.content.startswith(b"%PDF-")
    docx = cast["officer"].get(reverse("order_docx", args=[order.pk]))
    assert docx.content.startswith(b"PK")
    cast.post("officer", reverse("send_order", args=[order.pk]))
    early = cast["officer"].post(
        reverse("record_signature", args=[order.pk]),
        {"number": number, "signed_on": day, "signed_by": "Р. Ректор", "scan": ContentFile(pdf.content, "order.pdf")},
    )
    assert early.status_code == 409
    names = {"vice_rector": "vice_rector", "finance_officer": "finance", "hr_officer": "hr", "lawyer": "lawyer"}
    for each in approvals.asked_about(order):
        cast.post(names[each.office], reverse("endorse_approval", args=[each.pk]))
    cast.post(
        "officer",
        reverse("record_signature", args=[order.pk]),
        number=number,
        signed_on=day,
        signed_by="Р. Ректор",
        scan=ContentFile(pdf.content, "order.pdf"),
    )
    again = cast["officer"].post(
        reverse("record_signature", args=[order.pk]),
        {"number": number, "signed_on": day, "signed_by": "Р. Ректор", "scan": ContentFile(pdf.content, "order.pdf")},
    )
    assert again.status_code == 302
    order.refresh_from_db()
    return order


def hold_attestation(cast: Cast, run: CourseRun) -> Attestation:
    """Step 7: committee, results, protocol, closing by the chair."""
    chair, secretary = cast.add("chair", cast.people["head"]), cast.people["secretary"]
    expert, member = PersonFactory(outside=True), cast.people["officer"]
    for person in (secretary, member):
        EmploymentFactory(person=person)
        rebuild_person(person.pk)
    cast.post(
        "officer",
        reverse("open_attestation", args=[run.pk]),
        protocol_number="7",
        held_on="02.12.2026",
        resit_until="",
        chair=chair.pk,
        secretary=secretary.pk,
        experts=[expert.pk],
        members=[member.pk],
    )
    attestation = Attestation.objects.get()
    data = {}
    for result in attestation.results.all():
        data |= {
            f"result-{result.pk}-first_points": 88,
            f"result-{result.pk}-exam_points": "",
            f"result-{result.pk}-absence": "",
            f"result-{result.pk}-remark": "",
        }
    cast.clients.pop("chair", None)
    cast.post("chair", reverse("enter_results", args=[attestation.pk]), **data)
    cast.post("chair", reverse("close_attestation", args=[attestation.pk]))
    protocol = cast["chair"].get(reverse("attestation_protocol", args=[attestation.pk]))
    assert protocol.content.startswith(b"%PDF-")
    attestation.refresh_from_db()
    return attestation


def check_certificates(cast: Cast, by_person: dict[int, str]) -> None:
    """Steps 7 and 8: numbers without gaps, register, file, public verification by number, code, JSON and file."""
    certificates = list(Certificate.objects.order_by("number"))
    assert [certificate.number for certificate in certificates] == [1, 2]
    certificate = certificates[0]
    assert certificate.full_number == "ОшТУ-КМ № 2026/0001"
    name = by_person[certificate.person_id]
    download = cast[name].get(reverse("certificate_file", args=[certificate.pk]))
    file = b"".join(download.streaming_content)
    for close in download._resource_closers:
        close()
    assert file.startswith(b"%PDF-")

    stranger = Client()
    asked = {"number": "ОшТУ-КМ № 2026/0001", "family_name": certificate.name.split()[0]}
    page = stranger.post(reverse("verify"), asked, follow=True)
    assert page.status_code == 200
    assert page.context["answer"].state == "valid"
    assert certificate.name not in page.content.decode()
    cast.consent(name)
    answer = json.loads(stranger.get(reverse("verify_json", args=[certificate.code])).content)
    assert answer["name"] == certificate.name
    assert answer["hours"] == 16
    same = stranger.post(reverse("verify"), {"file": SimpleUploadedFile("c.pdf", file)})
    assert same.context["answer"].state == "valid"
    changed = stranger.post(reverse("verify"), {"file": SimpleUploadedFile("c.pdf", file + b" ")})
    assert changed.status_code == 404
    assert stranger.post(reverse("verify"), {**asked, "number": "ОшТУ-КМ № 2026/0099"}).status_code == 404


def check_due_dates_and_reminders(cast: Cast, by_person: dict[int, str]) -> None:
    """Steps 7 and 9: ledger lines, new due dates, reminders once."""
    for person_id in Certificate.objects.values_list("person_id", flat=True):
        line = TrainingRecord.objects.get(person_id=person_id, source="own")
        assert line.state == TrainingRecord.State.RECOGNISED
        assert CycleState.objects.get(person_id=person_id).due_on == dt.date(2029, 12, 2)
    plan_reminders()
    assert differences() == []
    planned = Letter.objects.filter(kind__in=["reminder", "overdue"]).count()
    assert planned > 100
    plan_reminders()
    assert Letter.objects.filter(kind__in=["reminder", "overdue"]).count() == planned
    send_reminders()
    sent = len(mail.outbox)
    assert sent == Letter.objects.filter(state="sent").count()
    send_reminders()
    assert len(mail.outbox) == sent
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == sent
