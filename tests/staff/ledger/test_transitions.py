"""The acts with a line of the ledger: what each of them does to hours, date, letter and history. Clauses 1.3, 4.1, 4.4."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ostu_qualification.core.models import today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.workflow.steps import WrongState
from staff.cycle import stored
from staff.ledger import effects, transitions
from staff.models import CycleState, Letter, TrainingRecord
from tests.factories import TrainingRecordFactory

pytestmark = pytest.mark.django_db
STATES = list(TrainingRecord.State)
WHERE = {
    "recognise_training": "claimed",
    "refuse_training": "claimed",
    "withdraw_training": "claimed",
    "annul_training": "recognised",
}


def due_on(person):
    """The stored next due date."""
    return CycleState.objects.get(person=person).due_on


@pytest.fixture
def claim(aigul):
    """Her claim of enough hours, the latest of two trainings."""
    TrainingRecordFactory(person=aigul, ended_on=dt.date(2024, 5, 20))
    record = TrainingRecordFactory(person=aigul, state="claimed", title="Жаңы ыкмалар", ended_on=dt.date(2026, 5, 20))
    stored.rebuild([aigul])
    return record


@pytest.mark.clause("1.3", "4.4")
def test_recognise_training_moves_the_date_tells_it_and_leaves_a_line(aigul, cholpon, claim):
    before = due_on(aigul)

    transitions.recognise_training(claim, by=cholpon.user, level=2)

    letter, line = Letter.objects.get(person=aigul), history_of(claim).first()
    assert (claim.state, claim.level) == ("recognised", 2)
    assert (before, due_on(aigul)) == (dt.date(2027, 5, 20), dt.date(2029, 5, 20))
    assert (letter.template, letter.key) == ("training_recognised", f"training_recognised:{claim.pk}")
    assert "2029" in letter.body
    assert (line.additional_data["act"], line.actor) == ("recognise_training", cholpon.user)


@pytest.mark.clause("4.4")
def test_refuse_training_keeps_the_date_tells_why_and_frees_the_claim(aigul, cholpon, claim):
    key = claim.key

    transitions.refuse_training(claim, by=cholpon.user, reason="Документ окулбайт")

    letter = Letter.objects.get(person=aigul)
    assert (claim.state, claim.reason, claim.key == key) == ("refused", "Документ окулбайт", False)
    assert due_on(aigul) == dt.date(2027, 5, 20)
    assert letter.template == "training_refused"
    assert "Документ окулбайт" in letter.body


@pytest.mark.clause("4.4")
def test_withdraw_training_frees_the_claim_and_tells_nobody(aigul, claim):
    key = claim.key

    transitions.withdraw_training(claim, by=aigul.user)

    assert (claim.state, claim.key == key) == ("withdrawn", False)
    assert Letter.objects.count() == 0


@pytest.mark.clause("1.3", "4.4")
def test_annul_training_takes_the_hours_back_and_the_line_stays(aigul, cholpon, claim):
    transitions.recognise_training(claim, by=cholpon.user)

    transitions.annul_training(claim, by=cholpon.user, reason="Документ жалган")

    assert (claim.state, claim.reason) == ("annulled", "Документ жалган")
    assert due_on(aigul) == dt.date(2027, 5, 20)
    assert aigul.training_records.count() == 2


@pytest.mark.parametrize("act", sorted(WHERE))
def test_each_act_begins_in_one_state_alone(aigul, cholpon, act):
    by = aigul.user if act == "withdraw_training" else cholpon.user
    refused = []
    for state in STATES:
        record = TrainingRecordFactory(person=aigul, state=state, reason="–")
        facts = {"reason": "–"} if act in ("refuse_training", "annul_training") else {}
        try:
            getattr(transitions, act)(record, by=by, **facts)
        except WrongState:
            refused.append(state)

    assert [state for state in STATES if state not in refused] == [WHERE[act]]


@pytest.mark.parametrize("act", ["recognise_training", "refuse_training"])
def test_nobody_decides_on_a_claim_of_their_own(cholpon, act):
    record = TrainingRecordFactory(person=cholpon, state="claimed")
    facts = {"reason": "–"} if act == "refuse_training" else {}

    with pytest.raises(PermissionDenied):
        getattr(transitions, act)(record, by=cholpon.user, **facts)


@pytest.mark.clause("1.3")
def test_before_a_claim_is_recognised_the_officer_sees_how_the_date_moves_and_nothing_is_kept(cholpon, aigul, claim):
    told = [str(each.text) for each in effects.of_recognising(claim, cholpon.user)]

    claim.refresh_from_db()
    assert any("20.05.2027" in text and "20.05.2029" in text for text in told)
    assert any("72" in text for text in told)
    assert (claim.state, due_on(aigul), Letter.objects.count()) == ("claimed", dt.date(2027, 5, 20), 0)
    assert history_of(claim).count() == 1  # born


def test_hours_that_are_too_few_leave_the_date_and_the_officer_sees_that(cholpon, aigul):
    TrainingRecordFactory(person=aigul, ended_on=dt.date(2024, 5, 20))
    stored.rebuild([aigul])
    few = TrainingRecordFactory(person=aigul, state="claimed", hours=8, ended_on=dt.date(2026, 5, 20))

    told = [str(each.text) for each in effects.of_recognising(few, cholpon.user)]

    assert any("20.05.2027" in text and "→" not in text for text in told)


@pytest.mark.clause("4.4")
def test_a_claim_that_cannot_be_recognised_warns_before_the_button(cholpon, aigul):
    bare = TrainingRecordFactory(person=aigul, state="claimed", document_kind="", document_number="", evidence="")

    warnings = [str(each.text) for each in effects.of_recognising(bare, cholpon.user) if each.is_warning]

    assert any("4.4" in text for text in warnings)


def test_whoever_has_no_e_mail_is_told_by_a_colleague_and_that_is_a_warning(cholpon, aigul, claim):
    type(aigul).objects.filter(pk=aigul.pk).update(email=None)
    claim.refresh_from_db()

    assert any(each.is_warning for each in effects.of_refusing(claim, cholpon.user))


def test_annulling_our_own_certificate_here_is_a_warning(cholpon, aigul):
    own = TrainingRecordFactory(person=aigul, source="own")

    assert any(each.is_warning for each in effects.of_annulling(own, cholpon.user))


@pytest.mark.clause("4.4")
def test_a_training_to_come_shows_its_reason_in_place_of_the_button(cholpon, aigul, log_in):
    record = TrainingRecordFactory(person=aigul, state="claimed", ended_on=today() + dt.timedelta(days=3))
    client = log_in(cholpon)

    page = client.get(reverse("training_detail", args=[record.pk])).content.decode()
    refused = client.post(reverse("recognise_training", args=[record.pk]))

    record.refresh_from_db()
    assert "али аяктай элек" in page
    assert f'href="{reverse("recognise_training", args=[record.pk])}"' not in page
    assert (refused.status_code, record.state) == (409, "claimed")


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("claimed", ["recognise_training", "refuse_training"]),
        ("recognised", ["annul_training"]),
        ("refused", []),
        ("annulled", []),
        ("withdrawn", []),
    ],
)
def test_the_page_offers_an_officer_what_can_be_decided_now(cholpon, aigul, log_in, state, offered):
    record = TrainingRecordFactory(person=aigul, state=state, reason="–")

    page = log_in(cholpon).get(reverse("training_detail", args=[record.pk])).content.decode()

    assert sorted(name for name in WHERE if f'href="{reverse(name, args=[record.pk])}"' in page) == offered


def test_the_person_withdraws_and_changes_while_it_waits(aigul, claim, log_in):
    page = log_in(aigul).get(reverse("training_detail", args=[claim.pk])).content.decode()

    assert reverse("withdraw_training", args=[claim.pk]) in page
    assert reverse("edit_training", args=[claim.pk]) in page
    assert reverse("recognise_training", args=[claim.pk]) not in page


def test_the_page_says_for_whom_a_claim_waits(aigul, claim, log_in):
    page = log_in(aigul).get(reverse("training_detail", args=[claim.pk])).content.decode()

    assert "ИИжКББ адиси" in page
