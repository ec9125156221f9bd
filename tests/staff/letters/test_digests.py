"""Digests once a month: to heads, to ИИжКББ, to the rector, and to those who chose one for themselves."""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from ostu_qualification.core.models import today
from ostu_qualification.core.words.calendar import add_months
from staff.cycle import stored
from staff.letters import tasks
from staff.letters.digests import plan_digests
from staff.letters.reminders import plan_reminders
from staff.models import Letter, Person, UnitHead
from staff.people.models import RoleKind
from tests.factories import (
    EmploymentFactory,
    LetterFactory,
    PersonFactory,
    TrainingRecordFactory,
    UnitFactory,
)

NOW = dt.datetime(2026, 11, 23, 4, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _on_a_day():
    with time_machine.travel(NOW, tick=False):
        yield


def teacher(unit, months, **facts):
    """A teacher whose date lies so many months ahead; behind when negative."""
    person = PersonFactory(**facts)
    EmploymentFactory(person=person, unit=unit)
    TrainingRecordFactory(person=person, ended_on=add_months(today(), months - 36))
    stored.rebuild([person])
    return person


@pytest.fixture
def department(db):
    """A department with its head."""
    unit = UnitFactory()
    unit.head = PersonFactory(heads=unit, family_name="Башчыев")
    return unit


def _digests():
    return {letter.person: letter for letter in Letter.objects.filter(kind="digest").select_related("person")}


@pytest.mark.clause("5.3", "6.1")
def test_the_head_is_told_once_a_month_who_is_due(department):
    teacher(department, -2, family_name="Өткөнов")
    teacher(department, 4, family_name="Быйылов", email=None)
    teacher(department, 30, family_name="Кийинкиев")

    assert plan_digests() == 1
    assert plan_digests() == 0
    with time_machine.travel(NOW + dt.timedelta(days=5), tick=False):
        assert plan_digests() == 0
    with time_machine.travel(NOW + dt.timedelta(days=9), tick=False):
        assert plan_digests() == 1

    letter = Letter.objects.filter(kind="digest").earliest("pk")
    assert letter.person == department.head
    assert "– Өткөнов Бектур Асанович, 23.09.2026\n" in letter.body
    assert "– Быйылов Бектур Асанович, 23.03.2027 *\n" in letter.body
    assert "электрондук дареги жок: 1" in letter.body
    assert "Кийинкиев" not in letter.body


@pytest.mark.clause("5.3")
def test_the_acting_head_is_told_in_the_head_s_stead(department):
    acting = PersonFactory()
    UnitHead.objects.create(unit=department, person=acting, is_acting=True, since=today())
    teacher(department, -2)

    plan_digests()

    assert set(_digests()) == {acting}


@pytest.mark.clause("5.3")
def test_units_without_a_head_are_told_to_the_head_above(department):
    teacher(UnitFactory(parent=department), -2, family_name="Төмөнов")
    own = UnitFactory(parent=department)
    other = PersonFactory(heads=own)
    teacher(own, -2, family_name="Башкаев")

    plan_digests()

    letters = _digests()
    assert "Төмөнов" in letters[department.head].body
    assert "Башкаев" not in letters[department.head].body
    assert "Башкаев" in letters[other].body


def test_nobody_gets_an_empty_digest(department, cholpon):
    teacher(department, 30)

    assert plan_digests() == 0


@pytest.mark.clause("6.1")
def test_the_office_gets_the_figures_and_what_the_outbox_asks(department, cholpon):
    late = teacher(department, -4)
    teacher(department, -1)
    LetterFactory(state="doubtful", person=late)
    TrainingRecordFactory(person=late, state="claimed", ended_on=today())

    plan_digests()

    body = _digests()[cholpon].body
    assert "Мөөнөтү өткөндөр: 2, анын ичинде 3 айдан ашык: 1" in body
    assert f"– {department.name_ky}: 2" in body
    assert "күмөндүү каттар: 1" in body
    assert "Кароону күткөн окуулар: 1" in body


@pytest.mark.clause("6.1")
def test_the_rector_gets_those_long_overdue_alone(department):
    rector = PersonFactory(roles=[RoleKind.RECTOR], language="ru")
    teacher(department, -7, family_name="Узаков")
    teacher(department, -5, family_name="Жаңыев")

    plan_digests()

    letter = _digests()[rector]
    assert letter.subject == "Срок истёк более 6 мес. назад: 1"
    assert "Узаков" in letter.body
    assert department.name_ky in letter.body
    assert "Жаңыев" not in letter.body


def test_long_lists_are_cut_and_say_so(department):
    for number in range(43):
        teacher(department, -2, family_name=f"Асанов{number}")

    plan_digests()

    body = _digests()[department.head].body
    assert body.count("– Асанов") == 40
    assert "жана дагы 3" in body


def test_planning_digests_takes_a_constant_number_of_queries(department, cholpon, django_assert_num_queries):
    rector = PersonFactory(roles=[RoleKind.RECTOR])
    teacher(department, -7)
    with django_assert_num_queries(16):
        plan_digests()
    Letter.objects.all().delete()
    for _ in range(5):
        teacher(UnitFactory(parent=department), -7)

    with django_assert_num_queries(16):
        plan_digests()

    assert rector in _digests()


def test_who_chose_a_digest_gets_one_on_the_first_of_the_month(department):
    person = teacher(department, 3, letter_choice="digest")

    plan_reminders()
    assert tasks.send_reminders() == 0
    with time_machine.travel(dt.datetime(2026, 12, 1, 4, tzinfo=dt.UTC), tick=False):
        plan_reminders()
        assert tasks.send_reminders() == 1
        assert tasks.send_reminders() == 0

    letter = Letter.objects.get(person=person)
    assert (letter.send_on, letter.template, letter.state) == (dt.date(2026, 12, 1), "digest_own", "sent")
    assert mail.outbox[0].subject == "Айлык жыйынды: квалификацияңызды жогорулатуу"
    assert "2027-жылдын 23-февралы" in letter.body


def test_a_digest_is_dropped_when_training_was_recorded_meanwhile(department):
    person = teacher(department, 3, letter_choice="digest")
    plan_reminders()
    TrainingRecordFactory(person=person, ended_on=today())
    stored.rebuild([person])

    with time_machine.travel(dt.datetime(2026, 12, 1, 4, tzinfo=dt.UTC), tick=False):
        assert tasks.send_reminders() == 0

    assert Letter.objects.get(person=person).state == "cancelled"


def test_everyone_chooses_how_to_be_reminded(aigul, log_in):
    client = log_in(aigul)

    client.post("/my/data/letter-choice/", {"choice": "digest"})
    client.post("/my/data/letter-choice/", {"choice": "pigeons"})

    assert Person.objects.get(pk=aigul.pk).letter_choice == "digest"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "name"), [("ky", "Чет тилдер"), ("ru", "Иностранные языки"), ("en", "Чет тилдер")]
)
def test_the_digest_of_the_office_names_units_as_its_reader_knows_them(language, name):
    teacher(UnitFactory(name_ky="Чет тилдер", name_ru="Иностранные языки"), -5)
    PersonFactory(roles=[RoleKind.OFFICER], language=language)

    plan_digests()

    assert f"{name}: 1" in Letter.objects.get(template="digest_office").body
