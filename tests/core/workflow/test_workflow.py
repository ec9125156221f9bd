"""Every step of every app: from no wrong state, by nobody without a role, and with all or nothing of its effects."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, TextField
from django.utils import timezone

from certificates.models import Order
from ostu_qualification.core.models import Approval, today
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.workflow.steps import ACTS, WrongState, acts_from, step
from staff.ledger import permissions, transitions
from staff.models import DataRequest, TrainingRecord
from tests.factories import PersonFactory, TrainingRecordFactory, UserFactory
from tests.world import make_world

pytestmark = pytest.mark.django_db
BY_NAME = [pytest.param(each, id=name) for name, each in sorted(ACTS.items())]


def record_for(each):
    """A record of the step's kind."""
    found = [record for record in make_world().records.values() if type(record) is each.model]
    assert found, f"make_world() makes no {each.model.__name__}"
    return found[0]


def put_into(record, state):
    """Set a state behind the back of the steps, with the reasons and days that the database asks for in some states."""
    reasons = {
        field.name: "Себеп"
        for field in record._meta.fields
        if isinstance(field, CharField | TextField) and field.name.endswith("reason") and not field.choices
    }
    numbers = {"number": "09-04/1"} if isinstance(record, Order) else {}
    if isinstance(record, DataRequest):
        numbers = {"answer": "Жооп"}
    if isinstance(record, Approval) and state in ("endorsed", "objected"):
        numbers = {"remark": "Жооп", "answered_at": timezone.now(), "answered_by": PersonFactory().user}
    days = {"revoked_on": today() if state == "revoked" else None} if hasattr(record, "revoked_on") else {}
    type(record)._base_manager.filter(pk=record.pk).update(state=state, **reasons, **days, **numbers)


def row_of(record):
    """All columns of a record as the database has them."""
    return type(record)._base_manager.filter(pk=record.pk).values().get()


@pytest.mark.parametrize("each", BY_NAME)
def test_every_step_refuses_every_wrong_state_and_leaves_the_record_as_it_is(each):
    record = record_for(each)
    wrong = [state for state in type(record).State.values if state not in each.sources]

    for state in wrong:
        put_into(record, state)
        before, lines = row_of(record), history_of(record).count()

        with pytest.raises(WrongState):
            each.function(record, by=SYSTEM)

        assert row_of(record) == before
        assert history_of(record).count() == lines


@pytest.mark.parametrize("each", BY_NAME)
def test_every_step_refuses_an_account_without_a_person_and_leaves_the_record_as_it_is(each):
    record, nobody = record_for(each), UserFactory()

    for state in each.sources:
        put_into(record, state)
        before = row_of(record)

        with pytest.raises(PermissionDenied) as refusal:
            each.function(record, by=nobody)

        assert str(refusal.value)
        assert row_of(record) == before


@pytest.mark.parametrize("each", BY_NAME)
def test_every_step_says_beforehand_what_it_would_refuse(each):
    record, nobody = record_for(each), UserFactory()

    for state in type(record).State.values:
        record.state = state

        assert not each.may(nobody, record)
        assert each.may(nobody, record).reason
        assert (each in acts_from(record)) == (state in each.sources)


def test_step_asks_the_state_of_the_row_not_of_the_object_in_hand():
    record = TrainingRecordFactory(state="claimed")
    stale = TrainingRecord.objects.get(pk=record.pk)
    transitions.recognise_training(record, by=SYSTEM)

    with pytest.raises(WrongState):
        transitions.refuse_training(stale, by=SYSTEM, reason="Документ жок")

    record.refresh_from_db()
    assert (record.state, record.reason) == ("recognised", "")


def test_step_writes_state_reason_actor_and_change_into_the_history():
    officer, record = PersonFactory(roles=["officer"]), TrainingRecordFactory(state="claimed")

    transitions.refuse_training(record, by=officer.user, reason="Документ жок")

    line = history_of(record).first()
    assert line.actor == officer.user
    assert line.changes == {"reason": ["", "Документ жок"], "state": ["claimed", "refused"]}
    assert line.additional_data == {"act": "refuse_training", "reason": "Документ жок"}
    assert record.state == "refused"


def test_step_whose_effects_fail_changes_nothing():
    record = TrainingRecordFactory(state="claimed")
    lines = history_of(record).count()

    def fails():
        raise RuntimeError("no")

    @step(TrainingRecord, sources=["claimed"], target="recognised", permission=permissions.decide_training)
    def recognise_and_fail(record, *, by):
        """Fail once the record is saved."""
        record.title = "Башка"
        return fails

    del ACTS["recognise_and_fail"]
    with pytest.raises(RuntimeError):
        recognise_and_fail(record, by=SYSTEM)

    record.refresh_from_db()
    assert (record.state, record.title) == ("claimed", "Сабактарды окутуунун методикасы")
    assert history_of(record).count() == lines


def test_step_name_stands_for_one_step_only():
    with pytest.raises(ValueError, match="two acts"):

        @step(TrainingRecord, sources=["claimed"], target="recognised", permission=permissions.decide_training)
        def recognise_training(record, *, by):
            """The same name again."""


def test_every_step_has_sources_and_a_target_among_the_states_of_its_model():
    for each in ACTS.values():
        states = set(each.model.State.values)
        assert set(each.sources) <= states, each.name
        assert each.target is None or each.target in states, each.name


@pytest.mark.parametrize("nobody", [None, "officer", 7])
def test_an_act_is_taken_by_a_user_or_the_system_never_by_nobody(nobody, aigul):
    record = TrainingRecordFactory(person=aigul, state="claimed")

    with pytest.raises(TypeError, match="user or SYSTEM"):
        transitions.recognise_training(record, by=nobody)
    with pytest.raises(TypeError, match="user or SYSTEM"):
        transitions.recognise_training.many([record], by=nobody)

    record.refresh_from_db()
    assert record.state == "claimed"
