"""New numbers of the rules: their effect on all staff, adopting, discarding and withdrawing them."""

import datetime as dt
import threading

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from ostu_qualification.core.models import Policy
from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.workflow.steps import WrongState
from ostu_qualification.core.workflow.waits import tasks_for
from staff.cycle import stored
from staff.cycle import tasks as cycle_tasks
from staff.cycle.policies import reckoning, tasks, transitions
from staff.models import CycleState, Person, PolicyDraft
from tests.factories import EmploymentFactory, PersonFactory, PolicyDraftFactory, TrainingRecordFactory

TODAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
State = PolicyDraft.State


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def staff(cholpon):
    """Two teachers and an officer: one trained of late, one hired long ago and never trained."""
    trained, never = PersonFactory(family_name="Асанова"), PersonFactory(family_name="Сыдыков")
    EmploymentFactory(person=trained)
    EmploymentFactory(person=never, hired_on=dt.date(2025, 9, 1))
    TrainingRecordFactory(person=trained, hours=16, ended_on=dt.date(2026, 5, 20))
    stored.rebuild(Person.objects.all())
    return trained, never


def a_draft(by, *, valid_from=TODAY, **numbers):
    policy = reckoning.copy_of_current()
    policy.valid_from, policy.note = valid_from, "Окумуштуулар кеңешинин чечими № 5"
    for name, value in numbers.items():
        setattr(policy, name, value)
    return reckoning.draft_policy(policy, by=by.user)


def reckoned(by, **numbers):
    draft = a_draft(by, **numbers)
    tasks.reckon_policy_draft(draft.pk)
    draft.refresh_from_db()
    return draft


@pytest.mark.clause("1.3")
def test_draft_policy_reckons_effect_in_the_background(cholpon, staff, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        draft = a_draft(cholpon, years=5)

    draft.refresh_from_db()
    assert draft.state == (State.RECKONED if settings.CELERY_TASK_ALWAYS_EAGER else State.WAITING)


@pytest.mark.clause("1.3")
def test_draft_policy_refuses_a_day_that_has_passed(cholpon):
    with pytest.raises(ValidationError, match="valid_from"):
        a_draft(cholpon, valid_from=TODAY - dt.timedelta(days=1))


def test_draft_policy_refuses_a_second_version_of_a_day(cholpon):
    Policy.objects.create(valid_from=TODAY)

    with pytest.raises(ValidationError):
        a_draft(cholpon)


def test_draft_policy_is_for_officers(aigul):
    with pytest.raises(PermissionDenied):
        a_draft(aigul)


@pytest.mark.clause("1.3")
def test_reckon_draft_finds_no_one_when_the_numbers_stay(cholpon, staff):
    draft = reckoned(cholpon)

    assert draft.effects.count() == 0
    assert draft.counts["before"] == draft.counts["after"]
    assert sum(draft.counts["after"].values()) == Person.objects.count()


@pytest.mark.clause("1.3")
def test_reckon_draft_says_what_adopting_then_brings(cholpon, staff):
    draft = reckoned(cholpon, due_soon_months=36)
    expected = {effect.person_id: (effect.status_after, effect.due_after) for effect in draft.effects.all()}

    transitions.adopt_policy_draft(draft, by=cholpon.user)
    cycle_tasks.rebuild_every_cycle()

    assert expected
    for person_id, found in expected.items():
        state = CycleState.objects.get(person=person_id)
        assert (state.status, state.due_on) == found
    assert stored.differences() == []


@pytest.mark.clause("1.3")
def test_a_stricter_number_calls_back_nobody_who_had_fulfilled_the_old_one(cholpon, staff):
    trained, _never = staff
    before = CycleState.objects.get(person=trained)

    draft = reckoned(cholpon, min_hours=72, years=1)
    transitions.adopt_policy_draft(draft, by=cholpon.user)
    cycle_tasks.rebuild_every_cycle()

    after = CycleState.objects.get(person=trained)
    assert not draft.effects.filter(person=trained, due_after__lt=before.due_on).exists()
    assert (after.due_on, after.status) == (before.due_on, before.status)


@pytest.mark.clause("1.3")
def test_adopt_for_a_later_day_moves_nothing_before_and_all_on_the_day(cholpon, staff):
    first_day = dt.date(2026, 12, 23)
    draft = reckoned(cholpon, valid_from=first_day, due_soon_months=36)
    expected = {each.person_id: each.status_after for each in draft.effects.all()}
    before = dict(CycleState.objects.values_list("person", "status"))

    transitions.adopt_policy_draft(draft, by=cholpon.user)
    cycle_tasks.rebuild_every_cycle()
    assert dict(CycleState.objects.values_list("person", "status")) == before

    stored.rebuild_stale(first_day - dt.timedelta(days=1))
    assert dict(CycleState.objects.values_list("person", "status")) == before
    stored.rebuild_stale(first_day)

    assert expected
    now = dict(CycleState.objects.values_list("person", "status"))
    assert {person_id: now[person_id] for person_id in expected} == expected
    assert stored.differences(first_day) == []


@pytest.mark.clause("1.3")
def test_adopt_policy_draft_refuses_before_the_effect_is_known(cholpon, staff):
    draft = PolicyDraftFactory()

    with pytest.raises(WrongState):
        transitions.adopt_policy_draft(draft, by=cholpon.user)

    assert Policy.objects.count() == 1


@pytest.mark.clause("1.3")
def test_adopt_policy_draft_refuses_an_old_effect(cholpon, staff):
    draft = reckoned(cholpon, valid_from=dt.date(2026, 12, 23), years=4)

    with time_machine.travel(NOON + dt.timedelta(days=2), tick=False), pytest.raises(ValidationError):
        transitions.adopt_policy_draft(draft, by=cholpon.user)

    draft.refresh_from_db()
    assert draft.state == State.RECKONED


def test_adopt_policy_draft_refuses_an_effect_upon_other_numbers(cholpon, staff):
    first = reckoned(cholpon, valid_from=dt.date(2026, 12, 1), years=4)
    second = reckoned(cholpon, valid_from=dt.date(2026, 12, 2), years=5)
    transitions.adopt_policy_draft(first, by=cholpon.user)

    with pytest.raises(ValidationError):
        transitions.adopt_policy_draft(second, by=cholpon.user)


def test_an_old_effect_is_not_adopted_but_reckoned_anew(client, cholpon, staff):
    draft = reckoned(cholpon, valid_from=dt.date(2026, 12, 23), years=4)
    client.force_login(cholpon.user)
    Policy.objects.create(valid_from=dt.date(2026, 12, 1))

    refused = client.post(reverse("adopt_policy_draft", args=[draft.pk]))
    client.post(reverse("reckon_draft_anew", args=[draft.pk]))

    draft.refresh_from_db()
    assert (refused.status_code, draft.state) == (409, State.WAITING)
    assert Policy.objects.filter(valid_from=draft.valid_from).count() == 0


@pytest.mark.clause("1.3")
def test_adopt_policy_draft_writes_history(cholpon, staff):
    draft = reckoned(cholpon, years=4)

    transitions.adopt_policy_draft(draft, by=cholpon.user)

    lines = [(line.additional_data["act"], line.actor) for line in history_of(draft)]
    assert lines == [("adopt_policy_draft", cholpon.user), ("reckon_draft", None), ("draft_policy", cholpon.user)]
    assert history_of(draft.policy).count() == 1


def test_withdraw_policy_takes_back_what_is_not_in_force(cholpon, staff):
    draft = reckoned(cholpon, valid_from=dt.date(2026, 12, 23), years=4)
    transitions.adopt_policy_draft(draft, by=cholpon.user)

    transitions.withdraw_policy(draft, by=cholpon.user, reason="Ката")

    assert (draft.state, Policy.objects.count()) == (State.DISCARDED, 1)


def test_withdraw_policy_refuses_numbers_in_force(cholpon, staff):
    draft = reckoned(cholpon, years=4)
    transitions.adopt_policy_draft(draft, by=cholpon.user)

    with pytest.raises(ValidationError):
        transitions.withdraw_policy(draft, by=cholpon.user, reason="Ката")


def test_discarded_draft_is_not_reckoned(cholpon, staff):
    draft = PolicyDraftFactory()
    transitions.discard_policy_draft(draft, by=cholpon.user)

    tasks.reckon_policy_draft(draft.pk)

    draft.refresh_from_db()
    assert (draft.state, draft.counts) == (State.DISCARDED, {})


def filled(**changes):
    current = reckoning.copy_of_current()
    form = {name: getattr(current, name) for name in reckoning.NUMBERS}
    form |= {"valid_from": "01.01.2027", "note": "Чечим № 5", "reminder_offsets": "1, 6, 12, 0"}
    return form | changes


def test_draft_policy_page_keeps_all_numbers(client, cholpon, staff):
    client.force_login(cholpon.user)

    answer = client.post(reverse("draft_policy"), filled(years=4))

    draft = PolicyDraft.objects.get()
    assert answer.headers["Location"] == reverse("policy_draft_detail", args=[draft.pk])
    assert (draft.valid_from, draft.numbers["years"]) == (dt.date(2027, 1, 1), 4)
    assert draft.numbers["reminder_offsets"] == [12, 6, 1, 0]


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_from": "01.01.2020"},
        {"valid_from": ""},
        {"years": "0"},
        {"years": "үч"},
        {"min_hours": "-5"},
        {"min_hours": "99999999999"},
        {"anchor": "never"},
        {"academic_year_start": "13-45"},
        {"reminder_offsets": "12, x"},
        {"reminder_offsets": "99"},
        {"note": ""},
    ],
)
def test_draft_policy_page_refuses_bad_numbers(client, cholpon, changes):
    client.force_login(cholpon.user)

    answer = client.post(reverse("draft_policy"), filled(**changes))

    assert answer.status_code == 422
    assert PolicyDraft.objects.count() == 0


def test_waiting_draft_looks_again_by_itself(client, cholpon):
    client.force_login(cholpon.user)
    draft = PolicyDraftFactory()

    answer = client.get(reverse("policy_draft_detail", args=[draft.pk]))

    assert answer.headers["Refresh"] == "5"


@pytest.mark.parametrize("count", [1, 3])
def test_policy_draft_detail_reads_the_same_number_of_times(client, cholpon, count, django_assert_num_queries):
    for _ in range(count):
        person = PersonFactory()
        EmploymentFactory(person=person)
        TrainingRecordFactory(person=person, hours=16, ended_on=dt.date(2026, 5, 20))
    stored.rebuild(Person.objects.all())
    draft = reckoned(cholpon, due_soon_months=36)
    client.force_login(cholpon.user)

    with django_assert_num_queries(12):
        answer = client.get(reverse("policy_draft_detail", args=[draft.pk]))

    assert answer.context["list"].count == count


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_officers_adopting_at_once_bring_one_policy():
    officer = PersonFactory(roles=["officer"])
    EmploymentFactory()
    drafts = [reckoned(officer, valid_from=dt.date(2026, 12, day), years=4) for day in (1, 2)]
    barrier, failures = threading.Barrier(2), []

    def adopt(draft):
        try:
            barrier.wait(timeout=10)
            transitions.adopt_policy_draft(draft, by=SYSTEM)
        except ValidationError as problem:
            failures.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=adopt, args=[draft]) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert len(failures) == 1
    assert Policy.objects.count() == 2


def test_reckoned_draft_waits_for_the_officer(cholpon, staff):
    draft = reckoned(cholpon, years=4)
    page = reverse("policy_draft_detail", args=[draft.pk])

    assert [task.url for task in tasks_for(cholpon.user) if "polic" in task.url] == [page]
    assert [task for task in tasks_for(staff[0].user) if "polic" in task.url] == []
