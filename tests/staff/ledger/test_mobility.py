"""Mobility abroad: entered by the international officer, recognised by ИИжКББ once there is a paper. Clause 6.2."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from ostu_qualification.core.models import today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.workflow.waits import tasks_for
from staff.cycle import stored
from staff.ledger import claims, transitions
from staff.models import CycleState, Letter, TrainingRecord
from staff.people import consents
from staff.people.models import ConsentKind, RoleKind
from tests.factories import EmploymentFactory, PersonFactory, TrainingRecordFactory

PDF = b"%PDF-1.4 report %%EOF"
JOURNEY = {
    "title": "Инженердик билим берүү",
    "provider": "TU Dresden",
    "country": "Германия",
    "mobility_programme": "Erasmus+",
    "agreement": "№ 7, 12.01.2026",
    "form": "internship",
    "hours": "72",
    "started_on": "01.06.2026",
    "ended_on": "14.06.2026",
}


@pytest.fixture
def farida(db):
    """She is the international officer."""
    return PersonFactory(family_name="Исаева", given_name="Фарида", roles=[RoleKind.INTERNATIONAL_OFFICER])


@pytest.fixture
def abroad(log_in, farida):
    """Her browser."""
    return log_in(farida)


def paper() -> dict:
    """The consent as the person signed it."""
    return {"transfer_paper": SimpleUploadedFile("consent.pdf", PDF), "transfer_agreed_on": "20.05.2026"}


def journey(person, **facts):
    """A mobility line that waits."""
    agreed = {"transfer_agreed_on": dt.date(2026, 5, 20)}
    facts = {"state": "claimed", "source": "mobility", "country": "Германия", **agreed, **facts}
    return TrainingRecordFactory(person=person, **facts)


@pytest.mark.clause("6.2", "4.1")
def test_enter_mobility_keeps_line_consent_and_tells_the_person(aigul, abroad, farida):
    report = SimpleUploadedFile("report.pdf", PDF)

    answer = abroad.post(reverse("enter_mobility", args=[aigul.pk]), {**JOURNEY, **paper(), "report": report})

    record = TrainingRecord.objects.get()
    assert answer.status_code == 302
    assert (record.person, record.state, record.source, record.agreement) == (
        *(aigul, "claimed", "mobility"),
        "№ 7, 12.01.2026",
    )
    with record.report.open() as kept:
        assert kept.read() == PDF
    line = history_of(record).filter(additional_data__act="enter_mobility").get()
    assert line.actor == farida.user
    assert record.transfer_agreed_on == dt.date(2026, 5, 20)
    with record.transfer_paper.open() as kept:
        assert kept.read() == PDF
    assert Letter.objects.get(person=aigul).template == "mobility_entered"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"transfer_paper": ""}, "transfer_paper"),
        ({"transfer_agreed_on": ""}, "transfer_agreed_on"),
        ({"transfer_agreed_on": "01.01.2099"}, "transfer_agreed_on"),
        ({"country": ""}, "country"),
        ({"hours": "0"}, "hours"),
        ({"ended_on": "31.05.2026"}, "ended_on"),
        ({"report": SimpleUploadedFile("report.pdf", b"MZ")}, "report"),
        ({"report": SimpleUploadedFile("report.exe", PDF)}, "report"),
    ],
)
def test_enter_mobility_shows_what_is_wrong(aigul, abroad, changes, field):
    answer = abroad.post(reverse("enter_mobility", args=[aigul.pk]), {**JOURNEY, **paper(), **changes})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert TrainingRecord.objects.count() == 0


@pytest.mark.clause("6.2")
def test_a_journey_to_come_is_planned_and_cannot_be_recognised_before_it_is_over(aigul, abroad, cholpon):
    coming = {"started_on": "01.03.2099", "ended_on": "14.03.2099"}
    abroad.post(
        reverse("enter_mobility", args=[aigul.pk]),
        {**JOURNEY, **paper(), **coming, "report": SimpleUploadedFile("r.pdf", PDF)},
    )
    record = TrainingRecord.objects.get()

    with pytest.raises(ValidationError):
        transitions.recognise_training(record, by=cholpon.user)

    record.refresh_from_db()
    assert record.state == TrainingRecord.State.CLAIMED


@pytest.mark.clause("6.2", "4.4")
def test_recognising_needs_a_report_or_a_document_and_says_so(aigul, cholpon, log_in):
    record = journey(aigul)

    answer = log_in(cholpon).post(reverse("recognise_training", args=[record.pk]))

    assert answer.status_code == 409
    assert "отчет" in answer.content.decode()


@pytest.mark.clause("6.2", "1.3")
def test_a_recognised_journey_moves_the_due_date_and_is_told(aigul, cholpon):
    record = journey(aigul, ended_on=dt.date(2026, 6, 14), report="reports/2026/r.pdf")
    stored.rebuild([aigul])

    transitions.recognise_training(record, by=cholpon.user)

    assert CycleState.objects.get(person=aigul).due_on == dt.date(2029, 6, 14)
    letter = Letter.objects.get(person=aigul)
    assert letter.template == "training_recognised"
    assert "2029" in letter.body


def test_the_international_officer_sees_mobility_and_nothing_else(aigul, abroad):
    line, other = journey(aigul), TrainingRecordFactory(person=aigul)

    assert abroad.get(reverse("training_detail", args=[line.pk])).status_code == 200
    assert abroad.get(reverse("training_detail", args=[other.pk])).status_code == 404
    assert abroad.get(reverse("person_detail", args=[aigul.pk])).status_code == 404
    assert (
        abroad.get(reverse("person_list")).status_code in (403, 404)
        or aigul.full_name not in abroad.get(reverse("person_list")).content.decode()
    )


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("mobility_list", 200),
        ("find_traveller", 200),
        ("upload_past_training", 403),
        ("recognise_trainings", 403),
        ("upload_roster", 403),
        ("policy_list", 403),
    ],
)
def test_the_pages_of_the_international_officer(abroad, name, status):
    assert abroad.get(reverse(name)).status_code == status


def test_the_person_is_found_by_a_part_of_the_name_and_strangers_are_not_listed(aigul, elena, abroad):
    address = reverse("find_traveller")

    assert aigul.full_name in abroad.get(address, {"q": "асанова айг"}).content.decode()
    assert abroad.get(address).context["found"] == []
    assert abroad.get(address, {"q": "ас"}).context["found"] == []
    assert abroad.get(address, {"q": "Соколова"}).context["found"] == []
    assert abroad.get(reverse("enter_mobility", args=[elena.pk])).status_code == 404


def test_a_report_is_attached_later_and_can_be_fetched_only_by_those_who_see_the_line(aigul, abroad, elena, log_in):
    record = journey(aigul, title="Инженердик билим берүү")
    address = reverse("training_report", args=[record.pk])
    assert abroad.get(address).status_code == 404

    written = {**JOURNEY, "transfer_agreed_on": "20.05.2026", "report": SimpleUploadedFile("report.pdf", PDF)}
    abroad.post(reverse("edit_training", args=[record.pk]), written)

    assert b"".join(abroad.get(address).streaming_content) == PDF
    assert "тиркелген" in abroad.get(reverse("edit_training", args=[record.pk])).content.decode()
    assert log_in(elena).get(address).status_code == 404


def test_the_worklist_asks_for_papers_of_journeys_that_are_over(aigul, farida, cholpon):
    over = journey(aigul)
    journey(aigul, ended_on=today() + dt.timedelta(30))

    assert [task.url for task in tasks_for(farida.user)] == [reverse("training_detail", args=[over.pk])]
    assert tasks_for(cholpon.user) == []


@pytest.mark.parametrize("count", [1, 3])
def test_mobility_list_takes_a_constant_number_of_queries(abroad, django_assert_num_queries, count):
    for _number in range(count):
        journey(EmploymentFactory().person)
    abroad.get(reverse("mobility_list"))

    with django_assert_num_queries(8):
        assert abroad.get(reverse("mobility_list")).status_code == 200


@pytest.mark.clause("6.2")
def test_a_consent_given_in_the_system_needs_no_paper(aigul, abroad):
    consents.set_consent(aigul, ConsentKind.TRANSFER_ABROAD, is_given=True, by=aigul.user)
    address = reverse("enter_mobility", args=[aigul.pk])

    page = abroad.get(address)
    abroad.post(address, JOURNEY)

    assert "transfer_paper" not in page.context["form"].fields
    assert TrainingRecord.objects.get().transfer_agreed_on == today()


@pytest.mark.clause("6.2")
def test_after_a_withdrawal_no_journey_is_entered_without_a_signed_paper(aigul, abroad):
    for is_given in (True, False):
        consents.set_consent(aigul, ConsentKind.TRANSFER_ABROAD, is_given=is_given, by=aigul.user)
    address = reverse("enter_mobility", args=[aigul.pk])

    refused = abroad.post(address, JOURNEY)

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["transfer_paper"]
    assert TrainingRecord.objects.count() == 0
    assert abroad.post(address, {**JOURNEY, **paper()}).status_code == 302


@pytest.mark.clause("6.2")
def test_a_withdrawal_stops_changes_of_a_journey_to_come_and_not_the_papers_of_one_that_began(aigul, farida):
    soon = {"started_on": today() + dt.timedelta(10), "ended_on": today() + dt.timedelta(20)}
    earlier = {"started_on": today() - dt.timedelta(30), "ended_on": today() - dt.timedelta(20)}
    coming, begun = journey(aigul, **soon), journey(aigul, title="Экинчи", **earlier)

    with pytest.raises(ValidationError):
        claims.edit_training(coming, {"agreement": "№ 8"}, by=farida.user)
    claims.edit_training(begun, {"agreement": "№ 8"}, by=farida.user)

    coming.refresh_from_db()
    assert coming.agreement == ""


@pytest.mark.clause("6.2")
def test_a_journey_without_a_kept_consent_is_not_recognised(aigul, cholpon):
    record = journey(aigul, ended_on=dt.date(2026, 6, 14), report="reports/2026/r.pdf", transfer_agreed_on=None)

    with pytest.raises(ValidationError, match="макулдук"):
        transitions.recognise_training(record, by=cholpon.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingRecord.objects.filter(pk=record.pk).update(state="recognised")


def test_the_signed_consent_is_read_by_those_who_see_the_line(aigul, abroad, elena, log_in):
    abroad.post(reverse("enter_mobility", args=[aigul.pk]), {**JOURNEY, **paper()})
    address = reverse("transfer_paper", args=[TrainingRecord.objects.get().pk])

    assert b"".join(abroad.get(address).streaming_content) == PDF
    assert log_in(elena).get(address).status_code == 404
