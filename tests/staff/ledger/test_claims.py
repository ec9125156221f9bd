"""Training done elsewhere: claimed, recognised, refused, annulled. Clauses 4.1, 4.2, 4.4."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from ostu_qualification.core.models import today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.workflow.steps import WrongState
from staff.cycle import stored
from staff.ledger import claims, transitions
from staff.models import CycleState, Letter, TrainingRecord
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
PDF = b"%PDF-1.4 scan %%EOF"
NO_DOCUMENT = {"document_kind": "", "document_number": "", "evidence": ""}


@pytest.mark.clause("4.1", "4.4")
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
        ({"document_kind": "", "document_number": ""}, "evidence"),
        ({"document_kind": ""}, "document_kind"),
        ({"document_number": ""}, "document_number"),
    ],
)
def test_claim_training_shows_what_is_wrong_and_keeps_what_was_typed(aigul, log_in, changes, field):
    answer = log_in(aigul).post(reverse("claim_training"), {**CLAIM, **changes})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "ОшМУ" in answer.content.decode()
    assert TrainingRecord.objects.count() == 0


@pytest.mark.clause("4.4")
@pytest.mark.parametrize(
    "document",
    [
        {},
        {"document_kind": "сертификат"},
        {"document_number": "1145"},
        {"document_on": dt.date(2026, 6, 15)},
    ],
)
def test_training_without_its_document_is_not_recognised(aigul, cholpon, document):
    record = TrainingRecordFactory(person=aigul, state="claimed", **{**NO_DOCUMENT, **document})

    with pytest.raises(ValidationError, match=r"4\.4"):
        transitions.recognise_training(record, by=cholpon.user)

    record.refresh_from_db()
    assert record.state == TrainingRecord.State.CLAIMED


@pytest.mark.clause("4.4")
@pytest.mark.parametrize(
    "document", [{"evidence": "evidence/2026/scan.pdf"}, {"document_kind": "сертификат", "document_number": "1145"}]
)
def test_a_scan_or_kind_and_number_are_the_document(aigul, cholpon, document):
    record = TrainingRecordFactory(person=aigul, state="claimed", **{**NO_DOCUMENT, **document})

    transitions.recognise_training(record, by=cholpon.user)

    assert record.state == TrainingRecord.State.RECOGNISED


@pytest.mark.clause("4.4")
@pytest.mark.parametrize("source", ["elsewhere", "mobility"])
def test_the_database_recognises_nothing_without_a_document(aigul, source):
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingRecordFactory(person=aigul, source=source, **NO_DOCUMENT)


@pytest.mark.clause("4.4")
def test_several_claims_are_recognised_at_once_but_those_without_a_document(aigul, cholpon, claim, log_in):
    bare = TrainingRecordFactory(person=aigul, state="claimed", **NO_DOCUMENT)
    address = f"{reverse('recognise_trainings')}?pk={claim.pk}&pk={bare.pk}"

    page = log_in(cholpon).post(address, {"level": ""}, follow=True).content.decode()

    claim.refresh_from_db()
    bare.refresh_from_db()
    assert (claim.state, bare.state) == ("recognised", "claimed")
    assert "Документтин сканын тиркеңиз" in page


@pytest.mark.clause("4.4")
def test_a_line_of_a_list_that_names_no_document_says_so_wherever_it_is_shown(aigul, cholpon, log_in):
    bare = TrainingRecordFactory(person=aigul, source="roster", **NO_DOCUMENT)
    named = TrainingRecordFactory(person=aigul, source="history", **{**NO_DOCUMENT, "document_number": "77-А"})
    mark = "документ көрсөтүлгөн эмес"
    own, officer = log_in(aigul), log_in(cholpon)

    assert mark in officer.get(reverse("training_detail", args=[bare.pk])).content.decode()
    assert mark not in officer.get(reverse("training_detail", args=[named.pk])).content.decode()
    for page in (own.get(reverse("my_page")), officer.get(reverse("person_detail", args=[aigul.pk]))):
        assert page.content.decode().count(mark) == 1
    listed = officer.get(reverse("training_list"), {"undocumented": "on", "column": "number"})
    assert listed.context["list"].count == 1
    assert mark in listed.content.decode()


@pytest.mark.clause("4.4")
def test_recognise_training_moves_the_due_date(aigul, cholpon):
    record = TrainingRecordFactory(person=aigul, state="claimed", hours=36, ended_on=dt.date(2026, 6, 15))
    stored.rebuild([aigul])

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
    stored.rebuild([aigul])

    transitions.annul_training(record, by=cholpon.user, reason="Жасалма документ")

    assert CycleState.objects.get(person=aigul).due_on < today()
    with pytest.raises(WrongState):
        transitions.annul_training(record, by=cholpon.user, reason="дагы")


@pytest.mark.parametrize("count", [1, 3])
def test_training_list_takes_a_constant_number_of_queries(aigul, daniyar, log_in, django_assert_num_queries, count):
    TrainingRecordFactory.create_batch(count, person=aigul)
    client = log_in(daniyar)
    client.get(reverse("training_list"))

    with django_assert_num_queries(8):
        assert client.get(reverse("training_list")).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_person_list_takes_a_constant_number_of_queries(cholpon, log_in, django_assert_num_queries, count, department):
    stored.rebuild([EmploymentFactory(unit=department).person for _ in range(count)])
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


@pytest.fixture
def claim(aigul):
    """A claim of hers that waits."""
    return TrainingRecordFactory(person=aigul, state="claimed", title="Окутуунун жаңы ыкмалары", hours=36)


@pytest.mark.clause("4.4")
def test_a_claim_is_changed_while_it_waits(aigul, claim, log_in):
    log_in(aigul).post(reverse("edit_training", args=[claim.pk]), {**CLAIM, "hours": "40"})

    claim.refresh_from_db()
    assert (claim.hours, claim.state) == (40, "claimed")
    assert history_of(claim).filter(additional_data__act="edit_training").exists()


@pytest.mark.clause("4.4")
def test_a_claim_that_was_decided_upon_is_no_longer_changed(aigul, cholpon, claim):
    old = TrainingRecord.objects.get(pk=claim.pk)
    transitions.recognise_training(claim, by=cholpon.user)

    with pytest.raises(WrongState):
        claims.edit_training(old, {"hours": 99}, by=aigul.user)

    assert TrainingRecord.objects.get().hours == 36


@pytest.mark.clause("4.4")
def test_nobody_else_changes_or_withdraws_a_claim(cholpon, bakyt, claim, log_in):
    for person in (cholpon, bakyt):
        for name in ("edit_training", "withdraw_training"):
            assert log_in(person).post(reverse(name, args=[claim.pk]), CLAIM).status_code in (403, 404)

    claim.refresh_from_db()
    assert claim.state == TrainingRecord.State.CLAIMED


@pytest.mark.clause("4.4")
@pytest.mark.parametrize("act", ["withdraw", "refuse"])
def test_a_withdrawn_or_refused_claim_may_be_made_once_more(aigul, cholpon, log_in, act):
    browser = log_in(aigul)
    browser.post(reverse("claim_training"), CLAIM)
    first = TrainingRecord.objects.get()
    if act == "withdraw":
        browser.post(reverse("withdraw_training", args=[first.pk]))
    else:
        transitions.refuse_training(first, by=cholpon.user, reason="Скан окулбайт")

    answer = browser.post(reverse("claim_training"), CLAIM)

    assert answer.status_code == 302
    assert TrainingRecord.objects.filter(state="claimed").count() == 1


@pytest.mark.clause("4.4")
@pytest.mark.parametrize("changes", [{}, {"title": "ОКУТУУНУН ЖАҢЫ ЫКМАЛАРЫ"}, {"title": "Башка"}])
def test_the_same_training_is_not_claimed_twice(aigul, log_in, changes):
    browser = log_in(aigul)
    browser.post(reverse("claim_training"), CLAIM)

    answer = browser.post(reverse("claim_training"), {**CLAIM, **changes})

    assert answer.status_code == 422
    assert "Окутуунун жаңы ыкмалары" in answer.content.decode()
    assert TrainingRecord.objects.count() == 1


@pytest.mark.clause("4.4")
def test_a_refused_claim_is_told_with_its_reason(aigul, cholpon, claim):
    transitions.refuse_training(claim, by=cholpon.user, reason="Скан окулбайт")

    letter = Letter.objects.get(person=aigul)
    assert letter.template == "training_refused"
    assert "Скан окулбайт" in letter.body


@pytest.mark.clause("4.5")
def test_the_level_is_set_when_a_claim_is_recognised(cholpon, claim, log_in):
    log_in(cholpon).post(reverse("recognise_training", args=[claim.pk]), {"level": "2"})

    claim.refresh_from_db()
    assert (claim.state, claim.level) == ("recognised", 2)


@pytest.mark.clause("4.4", "4.5")
def test_several_claims_are_recognised_at_once_and_ones_own_is_left(aigul, cholpon, claim, log_in):
    own = TrainingRecordFactory(person=cholpon, state="claimed")
    address = f"{reverse('recognise_trainings')}?pk={claim.pk}&pk={own.pk}"
    browser = log_in(cholpon)

    assert browser.get(address).status_code == 200
    browser.post(address, {"level": "1"})

    claim.refresh_from_db()
    own.refresh_from_db()
    assert (claim.state, claim.level, own.state) == ("recognised", 1, "claimed")


def test_the_officer_is_warned_of_a_document_that_two_people_have(aigul, cholpon, bakyt, log_in):
    facts = {"document_number": "12-А", "provider": "ОшМУ", "state": "claimed"}
    record = TrainingRecordFactory(person=aigul, **facts)
    other = TrainingRecordFactory(person=bakyt, **{**facts, "document_number": "12-а", "provider": "ошму"})
    TrainingRecordFactory(person=bakyt, **{**facts, "provider": "КТУ"})
    page = log_in(cholpon).get(reverse("recognise_training", args=[record.pk]))

    warned_of = [each.url for each in page.context["effects"] if each.is_warning]
    assert reverse("training_detail", args=[other.pk]) in warned_of


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "long"}, 1),
        ({"source": "history"}, 1),
        ({"year": "2024"}, 2),
        ({"year": "2021"}, 1),
        ({"year": "1"}, 3),
        ({"q": "асанова"}, 3),
        ({"state": "claimed"}, 0),
    ],
)
def test_the_ledger_is_filtered(aigul, cholpon, log_in, asked, found):
    TrainingRecordFactory(person=aigul, form="long")
    TrainingRecordFactory(person=aigul, source="history")
    TrainingRecordFactory(person=aigul, ended_on=dt.date(2021, 1, 1))

    page = log_in(cholpon).get(reverse("training_list"), asked)

    assert page.context["list"].count == found


def test_the_ledger_is_filtered_by_unit(aigul, bakyt, cholpon, department, log_in):
    TrainingRecordFactory(person=aigul)
    TrainingRecordFactory(person=cholpon)

    page = log_in(cholpon).get(reverse("training_list"), {"unit": department.pk})

    assert page.context["list"].count == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_claim_sent_twice_at_the_same_time_comes_in_once():
    person = EmploymentFactory().person
    barrier, outcomes = threading.Barrier(2), []

    def send():
        facts = {"title": "Педагогика", "hours": 36, "ended_on": dt.date(2026, 6, 15), "document_kind": "сертификат"}
        record = TrainingRecord(person=person, document_number="1145", **facts)
        try:
            barrier.wait(timeout=10)
            claims.claim_training(record, by=person.user)
            outcomes.append("in")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(outcomes) == ["in", "refused"]
