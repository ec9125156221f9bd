"""Acts on units: who goes where, what is kept, what is refused; heads by dates."""

import datetime as dt
import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from ostu_qualification.core.records import history
from staff.cycle import stored
from staff.imports.cells.records import RosterUnit
from staff.imports.staff_list.known import UnitFinder
from staff.models import CycleState, Employment, Unit, UnitAct, UnitHead
from staff.people.models import RoleKind
from staff.units import acts, headships
from staff.units.acts import Order
from tests.factories import EmploymentFactory, PersonFactory, TrainingRecordFactory, UnitFactory

DAY = dt.date(2026, 9, 1)
ORDER = Order(DAY, "145-б", "Окумуштуулар кеңешинин чечими")


@pytest.fixture
def hr(db):
    return PersonFactory(roles=[RoleKind.HR_OFFICER])


@pytest.mark.clause("1.3")
def test_merge_units_moves_everybody_and_no_due_date(hr):
    one, other, stays = UnitFactory(), UnitFactory(), UnitFactory()
    teacher = EmploymentFactory(unit=one, rate="0.75").person
    helper = EmploymentFactory(unit=other, basis="inner", post="methodologist").person
    EmploymentFactory(person=helper, unit=stays)
    TrainingRecordFactory(person=teacher, ended_on=dt.date(2025, 3, 1))
    stored.rebuild([teacher, helper, hr])
    before = dict(CycleState.objects.values_list("person_id", "due_on"))

    acts.merge_units([one, other], new_unit := Unit(kind="department", name_ky="Жаңы кафедра"), order=ORDER, by=hr.user)

    assert dict(CycleState.objects.values_list("person_id", "due_on")) == before
    assert CycleState.objects.get(person=teacher).unit == new_unit
    assert stored.differences() == []
    old, new = teacher.employments.order_by("hired_on")
    assert (old.unit, old.left_on) == (one, dt.date(2026, 8, 31))
    assert (new.unit, new.hired_on, new.left_on) == (new_unit, DAY, None)
    assert (new.post, new.category, new.rate, new.basis) == (old.post, old.category, old.rate, old.basis)
    assert helper.employments.filter(left_on__isnull=True, basis="inner").get().unit == new_unit
    assert helper.employments.filter(left_on__isnull=True, basis="main").get().unit == stays


def test_merge_units_into_one_of_them_leaves_its_people(hr):
    stays, goes = UnitFactory(), UnitFactory(name_ky="Кетүүчү")
    EmploymentFactory(unit=stays)
    EmploymentFactory(unit=goes)
    below = UnitFactory(parent=goes)
    head = UnitHead.objects.create(unit=goes, person=PersonFactory(), since=dt.date(2020, 1, 1))

    outcome = acts.merge_units([stays, goes], stays, order=ORDER, by=hr.user)

    goes.refresh_from_db()
    below.refresh_from_db()
    head.refresh_from_db()
    assert goes.closed_on == DAY
    assert below.parent == stays
    assert head.until == dt.date(2026, 8, 31)
    assert outcome.moved == {stays: 1}
    assert Employment.objects.filter(unit=stays, left_on__isnull=True).count() == 2
    assert any("Кетүүчү" in line for line in outcome.sentences)


def test_merge_units_into_a_unit_deep_below_makes_no_circle(hr):
    top = UnitFactory()
    goes = UnitFactory(parent=top)
    middle = UnitFactory(parent=goes)
    stays = UnitFactory(parent=middle)

    acts.merge_units([goes, stays], stays, order=ORDER, by=hr.user)

    middle.refresh_from_db()
    stays.refresh_from_db()
    assert (stays.parent, middle.parent) == (middle, top)


def test_rename_unit_keeps_the_name_of_before(hr):
    unit = UnitFactory(name_ky="Информатика", name_ru="Информатика")

    acts.rename_unit(unit, {"ky": "Жасалма интеллект", "ru": "ИИ", "en": ""}, order=ORDER, by=hr.user)

    unit.refresh_from_db()
    assert unit.name_ky == "Жасалма интеллект"
    assert acts.name_on(unit, dt.date(2026, 8, 31)) == "Информатика"
    assert acts.name_on(unit, DAY) == "Жасалма интеллект"
    assert [line.additional_data["act"] for line in history.history_of(unit) if line.additional_data] == ["rename_unit"]
    assert "Информатика" in acts.in_words(UnitAct.objects.get())


def test_rename_unit_refuses_a_name_that_is_taken(hr):
    UnitFactory(name_ky="Бар")
    unit = UnitFactory()

    with pytest.raises(ValidationError):
        acts.rename_unit(unit, {"ky": "Бар", "ru": "", "en": ""}, order=ORDER, by=hr.user)

    assert UnitAct.objects.count() == 0


def test_a_staff_list_with_former_names_finds_the_units_of_today(hr):
    unit, other = UnitFactory(name_ky="Информатика"), UnitFactory(name_ky="Кибернетика")
    acts.rename_unit(unit, {"ky": "Жасалма интеллект", "ru": "", "en": ""}, order=ORDER, by=hr.user)
    new = Unit(kind="department", name_ky="Санариптик технологиялар")
    acts.merge_units([unit, other], new, order=Order(dt.date(2026, 10, 1)), by=hr.user)
    finder = UnitFinder()

    found = [finder.find(RosterUnit(name)) for name in ("Информатика", "Кибернетика")]

    assert found == [new, new]
    assert finder.new == []


def test_move_unit_refuses_a_circle(hr):
    top = UnitFactory()
    below = UnitFactory(parent=UnitFactory(parent=top))

    with pytest.raises(ValidationError) as refused:
        acts.move_unit(top, below, order=ORDER, by=hr.user)

    assert "parent" in refused.value.message_dict


def test_split_unit_moves_those_chosen(hr):
    unit = UnitFactory()
    goes, stays = EmploymentFactory(unit=unit).person, EmploymentFactory(unit=unit).person
    new = Unit(kind="department", name_ky="Бөлүнгөн")

    acts.split_unit(unit, [(new, [goes.pk])], is_closed=False, order=ORDER, by=hr.user)

    assert goes.employments.get(left_on__isnull=True).unit == new
    assert stays.employments.get().unit == unit
    assert acts.acts_of(new)[0].kind == "split"


def test_split_unit_that_ceases_to_be_leaves_nobody_behind(hr):
    unit = UnitFactory()
    EmploymentFactory(unit=unit)
    new = Unit(kind="department", name_ky="Бөлүнгөн")

    with pytest.raises(ValidationError) as refused:
        acts.split_unit(unit, [(new, [])], is_closed=True, order=ORDER, by=hr.user)

    assert "is_closed" in refused.value.message_dict
    assert not Unit.objects.filter(name_ky="Бөлүнгөн").exists()


def test_close_unit_refuses_while_people_have_posts_there(hr):
    unit = EmploymentFactory().unit

    with pytest.raises(ValidationError) as refused:
        acts.close_unit(unit, None, order=ORDER, by=hr.user)

    assert "people_to" in refused.value.message_dict


def test_close_unit_sends_people_where_said_and_units_below_too(hr):
    unit, heir = UnitFactory(), UnitFactory()
    person = EmploymentFactory(unit=unit).person
    below = UnitFactory(parent=unit)

    acts.close_unit(unit, heir, order=ORDER, by=hr.user)

    below.refresh_from_db()
    assert below.parent == heir
    assert person.employments.get(left_on__isnull=True).unit == heir


@pytest.mark.parametrize(
    "day", [dt.date(2999, 1, 1), dt.date(2015, 9, 1), dt.date(2000, 1, 1)], ids=["future", "first day", "before"]
)
def test_merge_units_refuses_a_wrong_day(hr, day):
    one, other = EmploymentFactory().unit, UnitFactory()

    with pytest.raises(ValidationError) as refused:
        acts.merge_units([one, other], other, order=Order(day), by=hr.user)

    assert "acted_on" in refused.value.message_dict


def test_acts_on_units_are_for_hr(cholpon):
    with pytest.raises(PermissionDenied):
        acts.close_unit(UnitFactory(), None, order=ORDER, by=cholpon.user)


def test_acts_on_a_closed_unit_are_refused(hr):
    unit = UnitFactory(closed_on=DAY)

    with pytest.raises(ValidationError):
        acts.close_unit(unit, None, order=ORDER, by=hr.user)


def test_the_page_of_an_act_shows_first_and_acts_when_confirmed(hr, log_in):
    one, other = UnitFactory(), UnitFactory()
    person = EmploymentFactory(unit=other).person
    data = {"others": [other.pk], "into": one.pk, "acted_on": "01.09.2026", "order_number": "145-б"}
    client, url = log_in(hr), reverse("merge_unit", args=[one.pk])

    shown = client.post(url, data)
    still = Employment.objects.count()
    done = client.post(url, data | {"confirmed": "1"})

    assert shown.status_code == 200
    assert one.name_ky in shown.content.decode()
    assert still == 1
    assert done.status_code == 302
    assert person.employments.get(left_on__isnull=True).unit == one


@pytest.mark.parametrize("name", ["rename_unit", "move_unit", "merge_unit", "split_unit", "close_unit"])
def test_the_page_of_an_act_refuses_bad_input(hr, log_in, name):
    unit = EmploymentFactory().unit

    answer = log_in(hr).post(reverse(name, args=[unit.pk]), {"acted_on": "31.31.2026", "confirmed": "1"})

    assert answer.status_code == 422
    assert UnitAct.objects.count() == 0


def test_the_page_of_a_unit_tells_its_past(hr, log_in):
    unit = UnitFactory(name_ky="Эски ат", parent=UnitFactory(name_ky="Институт"))
    acts.rename_unit(unit, {"ky": "Жаңы ат", "ru": "", "en": ""}, order=ORDER, by=hr.user)

    page = log_in(hr).get(reverse("unit_detail", args=[unit.pk]), {"on": "01.05.2026"}).content.decode()

    assert "<strong>Эски ат</strong>" in page
    assert "145-б" in page
    assert "Институт" in page


@pytest.mark.parametrize("count", [1, 3])
def test_unit_list_queries(hr, log_in, django_assert_num_queries, count):
    for _n in range(count):
        EmploymentFactory(unit=UnitFactory(parent=UnitFactory()))
    client = log_in(hr)

    with django_assert_num_queries(9):
        answer = client.get(reverse("unit_list"), {"sort": "parent", "state": "open"})

    assert answer.status_code == 200


def test_unit_list_counts_the_units_below(hr, log_in):
    institute = UnitFactory(name_ky="Институт", kind="institute")
    for _n in range(2):
        EmploymentFactory(unit=UnitFactory(parent=institute))

    page = log_in(hr).get(reverse("unit_list"), {"q": "Институт"}).content.decode()

    assert 'data-label="Негизги кызматкерлер, караштуу бөлүмдөрү менен">2</td>' in page


@pytest.mark.clause("5.3")
def test_appoint_head_ends_the_one_before(hr):
    unit = UnitFactory()
    before = UnitHead.objects.create(unit=unit, person=PersonFactory(), since=dt.date(2020, 1, 1))

    headships.appoint_head(UnitHead(unit=unit, person=PersonFactory(), since=dt.date(2030, 1, 1)), by=hr.user)

    before.refresh_from_db()
    assert before.until == dt.date(2029, 12, 31)


@pytest.mark.clause("5.3")
def test_appoint_head_refuses_two_at_once_but_lets_one_act_for_another(hr):
    unit, since = UnitFactory(), dt.date(2024, 1, 1)
    UnitHead.objects.create(unit=unit, person=PersonFactory(), since=since)

    with pytest.raises(ValidationError) as refused:
        headships.appoint_head(UnitHead(unit=unit, person=PersonFactory(), since=dt.date(2023, 1, 1)), by=hr.user)
    acting = UnitHead(unit=unit, person=PersonFactory(), since=since, is_acting=True)
    headships.appoint_head(acting, by=hr.user)

    assert "since" in refused.value.message_dict
    assert acting.pk


def test_end_headship_keeps_who_headed(hr, log_in):
    unit = UnitFactory()
    head = UnitHead.objects.create(unit=unit, person=PersonFactory(), since=dt.date(2020, 1, 1))

    early = log_in(hr).post(reverse("end_headship", args=[head.pk]), {"until": "31.12.2019"})
    right = log_in(hr).post(reverse("end_headship", args=[head.pk]), {"until": "31.08.2026"})

    head.refresh_from_db()
    assert (early.status_code, right.status_code) == (422, 302)
    assert head.until == dt.date(2026, 8, 31)


def test_edit_headship_refuses_days_of_another_head(hr, log_in):
    unit = UnitFactory()
    UnitHead.objects.create(unit=unit, person=PersonFactory(), since=dt.date(2020, 1, 1), until=dt.date(2022, 1, 1))
    head = UnitHead.objects.create(unit=unit, person=PersonFactory(), since=dt.date(2022, 1, 2))

    answer = log_in(hr).post(reverse("edit_headship", args=[head.pk]), {"since": "01.06.2021"})

    assert answer.status_code == 422


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_acts_at_once_move_nobody_twice():
    hr = PersonFactory(roles=[RoleKind.HR_OFFICER])
    unit, one, other = UnitFactory(), UnitFactory(), UnitFactory()
    person = EmploymentFactory(unit=unit).person
    barrier, refused, failures = threading.Barrier(2), [], []

    def act(heir):
        try:
            barrier.wait(timeout=10)
            acts.close_unit(unit, heir, order=ORDER, by=hr.user)
        except ValidationError as problem:
            refused.append(problem)
        except Exception as problem:
            failures.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=[heir]) for heir in (one, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert failures == []
    assert len(refused) == 1
    assert person.employments.filter(left_on__isnull=True).count() == 1
    assert person.employments.count() == 2


def test_split_unit_page_sends_each_where_chosen(hr, log_in):
    unit = UnitFactory()
    goes, stays = EmploymentFactory(unit=unit).person, EmploymentFactory(unit=unit).person
    data = {"acted_on": "01.09.2026", "name_ky1": "Биринчи", f"person{goes.pk}": "1", f"person{stays.pk}": "0"}
    client, url = log_in(hr), reverse("split_unit", args=[unit.pk])

    wrong = client.post(url, data | {f"person{stays.pk}": "2"})
    client.post(url, data | {"confirmed": "1"})

    assert wrong.status_code == 422
    assert goes.employments.get(left_on__isnull=True).unit.name_ky == "Биринчи"
    assert stays.employments.get().unit == unit
