"""Training done elsewhere: claimed, recognised, refused, annulled. Clauses 4.1, 4.2, 4.4."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ostu_qualification.core.history import history_of
from ostu_qualification.core.models import today
from ostu_qualification.core.workflow import WrongState
from staff import cycles, transitions
from staff.models import CycleState, TrainingRecord
from tests.factories import EmploymentFactory, TrainingRecordFactory

CLAIM = {
    "title": "Окутуунун жаңы ыкмалары",
    "provider": "ОшМУ",
    "country": "Кыргызстан",
    "form": "short",
    "mode": "distance",
    "hours": 36,
    "ended_on": "15.06.2026",
    "document_kind": "сертификат",
    "document_number": "1145",
}
PDF = b"%PDF-1.4 scan"


@pytest.mark.clause("4.1", "4.2", "4.4")
def test_claim_training_keeps_the_scan_and_waits_for_an_officer(aigul, log_in):
    scan = SimpleUploadedFile("scan.pdf", PDF)

    answer = log_in(aigul).post(reverse("claim_training"), {**CLAIM, "evidence": scan})

    record = TrainingRecord.objects.get()
    assert answer.status_code == 302
    assert (record.state, record.source, record.mode, record.hours) == ("claimed", "elsewhere", "distance", 36)
    with record.evidence.open() as kept:
        assert kept.read() == PDF


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"hours": "0"}, "hours"),
        ({"ended_on": "31.02.2026"}, "ended_on"),
        ({"ended_on": "15.06.2099"}, "ended_on"),
        ({"started_on": "16.06.2026"}, "ended_on"),
        ({"evidence": SimpleUploadedFile("scan.pdf", b"MZ no document")}, "evidence"),
        ({"title": ""}, "title"),
    ],
)
def test_claim_training_shows_what_is_wrong_and_keeps_what_was_typed(aigul, log_in, changes, field):
    answer = log_in(aigul).post(reverse("claim_training"), {**CLAIM, **changes})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "ОшМУ" in answer.content.decode()
    assert TrainingRecord.objects.count() == 0


@pytest.mark.clause("4.4")
def test_recognise_training_moves_the_due_date(aigul, cholpon):
    record = TrainingRecordFactory(person=aigul, state="claimed", hours=36, ended_on=dt.date(2026, 6, 15))
    cycles.rebuild([aigul])

    transitions.recognise_training(record, by=cholpon.user)

    assert record.state == TrainingRecord.State.RECOGNISED
    assert CycleState.objects.get(person=aigul).due_on == dt.date(2029, 6, 15)
    assert history_of(record).first().additional_data["act"] == "recognise_training"


@pytest.mark.clause("4.4")
def test_refuse_training_keeps_the_reason(aigul, cholpon, log_in):
    record = TrainingRecordFactory(person=aigul, state="claimed")

    log_in(cholpon).post(reverse("refuse_training", args=[record.pk]), {"reason": "Документ окулбайт"})

    record.refresh_from_db()
    assert (record.state, record.reason) == ("refused", "Документ окулбайт")


@pytest.mark.clause("4.4")
def test_nobody_decides_on_a_claim_of_their_own(cholpon):
    record = TrainingRecordFactory(person=cholpon, state="claimed")

    with pytest.raises(PermissionDenied):
        transitions.recognise_training(record, by=cholpon.user)

    record.refresh_from_db()
    assert record.state == TrainingRecord.State.CLAIMED


@pytest.mark.clause("4.4")
def test_annul_training_no_longer_counts_and_stays_visible(aigul, cholpon):
    record = TrainingRecordFactory(person=aigul, ended_on=dt.date(2026, 6, 15))
    cycles.rebuild([aigul])

    transitions.annul_training(record, by=cholpon.user, reason="Жасалма документ")

    assert CycleState.objects.get(person=aigul).due_on < today()
    with pytest.raises(WrongState):
        transitions.annul_training(record, by=cholpon.user, reason="дагы")


@pytest.mark.parametrize("count", [1, 3])
def test_training_list_takes_a_constant_number_of_queries(aigul, daniyar, log_in, django_assert_num_queries, count):
    TrainingRecordFactory.create_batch(count, person=aigul)
    client = log_in(daniyar)
    client.get(reverse("training_list"))

    with django_assert_num_queries(7):
        assert client.get(reverse("training_list")).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_person_list_takes_a_constant_number_of_queries(cholpon, log_in, django_assert_num_queries, count, department):
    cycles.rebuild([EmploymentFactory(unit=department).person for _ in range(count)])
    client = log_in(cholpon)
    client.get(reverse("person_list"))

    with django_assert_num_queries(9):
        assert client.get(reverse("person_list")).status_code == 200


def test_person_list_finds_names_with_folded_letters(aigul, cholpon, log_in):
    page = log_in(cholpon).get(reverse("person_list"), {"q": "асанова АЙГУЛ"})

    assert "Асанова Айгүл" in page.content.decode()


def test_pin_is_masked_to_all_but_hr(aigul, bakyt, cholpon, log_in):
    aigul.pin = "11808199599031"
    aigul.save()

    seen = [
        log_in(person).get(reverse("person_detail", args=[aigul.pk])).content.decode() for person in (bakyt, cholpon)
    ]

    assert all("11808199599031" not in page for page in seen)
    assert "11808199599031" in log_in(aigul).get(reverse("my_data")).content.decode()
