"""Extensions and pauses for many people: who is meant, the effect shown first, one act, revoked as one act."""

import datetime as dt
import threading

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from ostu_qualification.core.records.history import history_of
from ostu_qualification.core.workflow.steps import WrongState
from staff.cycle import stored
from staff.cycle.extensions import actions, choosing, effects, transitions
from staff.models import CycleState, Extension, Pause, Person
from tests.factories import EmploymentFactory, ExtensionFactory, PauseFactory, PersonFactory, UnitFactory

TODAY = dt.date(2026, 11, 23)
UNTIL = dt.date(2027, 8, 31)


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def late(department):
    """Three teachers who are overdue, two of them in the department."""
    people = [PersonFactory(family_name=name) for name in ("Асанова", "Бакиров", "Сыдыков")]
    for person, unit in zip(people, (department, department, UnitFactory()), strict=True):
        EmploymentFactory(person=person, unit=unit)
    stored.rebuild(people)
    return people


@pytest.fixture
def hr(db):
    """An officer of Human Resources."""
    return PersonFactory(family_name="Кадырова", roles=["hr_officer"])


def an_extension(**changes):
    return Extension(**{"until": UNTIL, "decided_on": TODAY, "ground": "Ремонт", "order_number": "12-б", **changes})


def keys(*people):
    return tuple(sorted(person.pk for person in people))


def wrong_among(*people):
    return {key for key, _ in stored.differences()} & set(keys(*people))


def due(person):
    return CycleState.objects.get(person=person).due_on


def test_choose_named_reads_a_pasted_list(late):
    text = f"1. {late[0].full_name}\n{late[1].email}\n\n{late[2].family_name} (№{late[2].pk})"

    assert choosing.choose_named(text) == (keys(*late), (), ())


def test_choose_named_says_who_is_not_found_and_who_is_several(late):
    twins = [PersonFactory(family_name="Токтогулова", given_name="Анара", patronymic="") for _ in range(2)]

    found = choosing.choose_named("Жок Киши\nТоктогулова Анара\n5")

    assert found.person_ids == ()
    assert found.missing == ("Жок Киши", "5")
    assert found.several == (("Токтогулова Анара", tuple(map(choosing.written_name, twins))),)


@pytest.mark.clause("6.1")
def test_choose_group_takes_units_below_as_of_the_day(late, department):
    below = UnitFactory(parent=department)
    there = EmploymentFactory(unit=below).person
    EmploymentFactory(unit=department, left_on=dt.date(2026, 11, 1))
    EmploymentFactory(unit=department, category="support")

    assert choosing.choose_group(department, "teaching", TODAY).person_ids == keys(late[0], late[1], there)


@pytest.mark.clause("6.1")
def test_preview_extension_says_what_granting_then_brings(cholpon, late):
    preview = effects.preview_extension(an_extension(), keys(*late))

    actions.grant_extension(an_extension(), keys(*late), by=cholpon.user)

    assert (preview.count, preview.moved_count) == (3, 3)
    assert {after for _name, _before, after, _days in preview.rows} == {due(person) for person in late} == {UNTIL}


@pytest.mark.clause("6.1")
def test_grant_extension_is_one_act_in_each_history(cholpon, late):
    extension = actions.grant_extension(an_extension(), keys(*late[:2]), by=cholpon.user)

    for person in late[:2]:
        line = history_of(person).first()
        assert (line.additional_data["act"], line.actor) == ("grant_extension", cholpon.user)
        assert "12-б" in line.additional_data["reason"]
    assert history_of(extension).count() == 1
    assert due(late[2]) < TODAY
    assert wrong_among(*Person.objects.filter(cycle__isnull=False)) == set()


def test_grant_extension_keeps_the_same_order_once(cholpon, late):
    actions.grant_extension(an_extension(), keys(*late), by=cholpon.user)

    with pytest.raises(ValidationError):
        actions.grant_extension(an_extension(), keys(*late), by=cholpon.user)

    assert Extension.objects.count() == 1


def test_grant_extension_is_for_officers(hr, late):
    with pytest.raises(PermissionDenied):
        actions.grant_extension(an_extension(), keys(*late), by=hr.user)


@pytest.mark.clause("6.1")
def test_revoke_extension_puts_every_date_back(cholpon, late):
    before = [due(person) for person in late]
    extension = actions.grant_extension(an_extension(), keys(*late), by=cholpon.user)

    transitions.revoke_extension(extension, by=cholpon.user, reason="Буйрук жокко чыгарылды")

    assert [due(person) for person in late] == before
    assert history_of(late[0]).first().additional_data["act"] == "revoke_extension"
    assert wrong_among(*Person.objects.filter(cycle__isnull=False)) == set()
    with pytest.raises(WrongState):
        transitions.revoke_extension(extension, by=cholpon.user, reason="Дагы")


@pytest.mark.clause("1.3")
def test_enter_pauses_moves_the_dates_of_all(hr, late):
    person = EmploymentFactory(hired_on=dt.date(2025, 9, 1)).person
    stored.rebuild([person])
    before = due(person)
    pause = Pause(reason="study", started_on=dt.date(2026, 1, 1), ended_on=dt.date(2026, 1, 31), order_number="7-к")
    preview = effects.preview_pauses(pause, keys(person))

    assert actions.enter_pauses(pause, keys(person, late[0]), by=hr.user) == 2

    assert due(person) == preview.rows[0][2] == before + dt.timedelta(days=31)
    assert history_of(person).first().additional_data["act"] == "enter_pause"
    assert wrong_among(*Person.objects.filter(cycle__isnull=False)) == set()


def test_enter_pauses_leaves_out_who_has_the_same_pause(hr, late):
    PauseFactory(person=late[0])
    pause = Pause(reason="parental", started_on=dt.date(2025, 1, 1), ended_on=dt.date(2025, 12, 31))

    assert actions.enter_pauses(pause, keys(*late[:2]), by=hr.user) == 1


def test_preview_pauses_warns_of_overlaps(late):
    PauseFactory(person=late[0])
    PauseFactory(person=late[1], state="revoked")
    pause = Pause(reason="study", started_on=dt.date(2025, 12, 31), ended_on=None)

    (warning,) = effects.preview_pauses(pause, keys(*late)).warnings

    assert late[0].full_name in warning
    assert late[1].full_name not in warning


def test_enter_pauses_refuses_oneself(hr):
    pause = Pause(reason="study", started_on=TODAY, ended_on=None)

    with pytest.raises(ValidationError):
        actions.enter_pauses(pause, keys(hr), by=hr.user)


@pytest.mark.clause("1.3")
def test_end_pause_sets_the_last_day_of_an_open_pause(hr, late):
    pause = PauseFactory(person=late[0], ended_on=None)
    stored.rebuild_person(late[0].pk)

    transitions.end_pause(pause, by=hr.user, ended_on=dt.date(2025, 6, 1))

    pause.refresh_from_db()
    assert pause.ended_on == dt.date(2025, 6, 1)
    assert wrong_among(*Person.objects.filter(cycle__isnull=False)) == set()
    with pytest.raises(ValidationError):
        transitions.end_pause(pause, by=hr.user, ended_on=TODAY)


def test_end_pause_refuses_a_day_before_it_began(hr, late):
    pause = PauseFactory(person=late[0], ended_on=None)

    with pytest.raises(ValidationError):
        transitions.end_pause(pause, by=hr.user, ended_on=dt.date(2024, 6, 1))


@pytest.mark.clause("1.3")
def test_revoke_pause_puts_the_date_back(hr):
    person = EmploymentFactory(hired_on=dt.date(2025, 9, 1)).person
    stored.rebuild([person])
    before = due(person)
    pause = Pause(reason="study", started_on=dt.date(2026, 1, 1), ended_on=dt.date(2026, 1, 31))
    actions.enter_pauses(pause, keys(person), by=hr.user)

    transitions.revoke_pause(person.pauses.get(), by=hr.user, reason="Ката киргизилген")

    assert due(person) == before
    assert history_of(person).first().additional_data["act"] == "revoke_pause"


def test_revoke_pauses_page_revokes_those_of_one_order(client, hr, late):
    for person in late[:2]:
        PauseFactory(person=person, order_number="7-к")
    other = PauseFactory(person=late[2])
    client.force_login(hr.user)

    client.post(reverse("revoke_pauses") + "?all=1&order=7-к", {"reason": "Ката"})

    assert list(Pause.objects.filter(state="in_force")) == [other]


def filled(person, **changes):
    return {
        "names": person.full_name,
        "decided_on": "23.11.2026",
        "until": "31.08.2027",
        "ground": "Ремонт",
        "order_number": "12-б",
        **changes,
    }


@pytest.mark.clause("6.1")
def test_grant_extension_page_keeps_only_what_was_seen(client, cholpon, late):
    client.force_login(cholpon.user)
    url = reverse("grant_extension")

    shown = client.post(url, filled(late[0]))
    assert Extension.objects.count() == 0
    seen = shown.context["preview"].digest
    changed = client.post(url, filled(late[0], until="31.08.2028", seen=seen))
    assert Extension.objects.count() == 0
    kept = client.post(url, filled(late[0], seen=seen))

    assert changed.status_code == 200
    assert list(Extension.objects.get().people.all()) == [late[0]]
    assert kept.status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"names": ""},
        {"names": "Жок Киши"},
        {"category": "teaching"},
        {"names": "", "category": "scientific"},
        {"names": "", "unit": "999999"},
        {"names": "а\n" * 301},
        {"until": "01.01.2020"},
        {"until": "31.08.2090"},
        {"until": "эртең"},
        {"decided_on": "24.11.2026"},
        {"decided_on": ""},
        {"ground": ""},
        {"order_number": ""},
    ],
)
def test_grant_extension_page_refuses_bad_input(client, cholpon, late, changes):
    client.force_login(cholpon.user)

    answer = client.post(reverse("grant_extension"), filled(late[0], **changes))

    assert answer.status_code == 422
    assert Extension.objects.count() == 0


def test_enter_pauses_page_begins_with_the_person_one_comes_from(client, hr, late):
    client.force_login(hr.user)

    answer = client.get(reverse("enter_pauses"), {"person": late[0].pk})

    assert choosing.written_name(late[0]) in answer.content.decode()
    assert client.get(reverse("enter_pauses"), {"person": "x"}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_extension_list_reads_the_same_number_of_times(client, cholpon, late, count, django_assert_num_queries):
    for _ in range(count):
        ExtensionFactory(people=late)
    client.force_login(cholpon.user)

    with django_assert_num_queries(7):
        client.get(reverse("extension_list"))


@pytest.mark.parametrize("count", [1, 3])
def test_extension_detail_reads_the_same_number_of_times(client, cholpon, late, count, django_assert_num_queries):
    extension = ExtensionFactory(people=late[:count])
    client.force_login(cholpon.user)

    with django_assert_num_queries(14):
        answer = client.get(reverse("extension_detail", args=[extension.pk]))

    assert {row.after for row in answer.context["list"].page} == {UNTIL}


@pytest.mark.parametrize("count", [1, 3])
def test_pause_list_reads_the_same_number_of_times(client, hr, late, count, django_assert_num_queries):
    for person in late[:count]:
        PauseFactory(person=person)
    client.force_login(hr.user)

    with django_assert_num_queries(7):
        client.get(reverse("pause_list"))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_extension_granted_twice_at_once_is_kept_once():
    person = EmploymentFactory().person
    barrier, failures = threading.Barrier(2), []
    officer = PersonFactory(roles=["officer"])

    def grant():
        try:
            barrier.wait(timeout=10)
            actions.grant_extension(an_extension(), keys(person), by=Person.objects.get(pk=officer.pk).user)
        except ValidationError as problem:
            failures.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=grant) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert (Extension.objects.count(), len(failures)) == (1, 1)


def test_person_page_offers_what_may_be_done_with_pauses(client, hr, late):
    open_one, revoked = PauseFactory(person=late[0], ended_on=None), PauseFactory(person=late[0], state="revoked")
    client.force_login(hr.user)

    page = client.get(reverse("person_detail", args=[late[0].pk])).content.decode()

    assert reverse("end_pause", args=[open_one.pk]) in page
    assert reverse("revoke_pause", args=[open_one.pk]) in page
    assert reverse("revoke_pause", args=[revoked.pk]) not in page


def test_people_ticked_in_the_list_are_named_in_the_form(cholpon, aigul, bakyt, log_in):
    client = log_in(cholpon)

    people = client.get(reverse("person_list")).content.decode()
    form = client.get(f"{reverse('grant_extension')}?pk={aigul.pk}&pk={bakyt.pk}").context["form"]

    assert f'formaction="{reverse("grant_extension")}"' in people
    assert reverse("enter_pauses") not in people
    assert form.initial["names"].splitlines() == [
        f"{aigul.full_name} (№{aigul.pk})",
        f"{bakyt.full_name} (№{bakyt.pk})",
    ]
