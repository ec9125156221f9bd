"""Make the demonstration's data: the office's own Excel list, real steps by real roles, nothing written past the rules."""

import csv
import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from certificates import actions as paper_actions
from certificates import transitions as paper_steps
from certificates.models import Attestation, Order
from certificates.order_documents import order_as_pdf
from courses import actions as course_actions
from courses import transitions as course_steps
from courses.models import CourseRun, Programme
from enrollment import actions as enrolment_actions
from enrollment import transitions as enrolment_steps
from enrollment.models import Application, SelectionList
from ostu_qualification.core.calendar import add_months
from ostu_qualification.core.demo import write_demo_accounts
from ostu_qualification.core.models import User, today
from ostu_qualification.dashboard.demo_documents import documents_of
from staff import cycles, reminders, unit_acts
from staff.actions import open_account
from staff.consents import set_consent
from staff.models import Employment, Organisation, Person, Role, Unit, UnitHead
from staff.models.people import ConsentKind, RoleKind
from staff.organisations import save_outside_person

PASSWORD = "demo-2026-osh"  # noqa: S105 - printed on the log-in page of the demonstration
DEMO_DIR = Path(settings.BASE_DIR) / "demo"

OFFICES = [
    ("Ректорат", "Ректорат", "Rector's Office", "Ректорат"),
    (
        "Илим, инновация жана кошумча билим берүү бөлүмү",
        "Отдел науки, инноваций и дополнительного образования",
        "Department of Science, Innovation and Additional Education",
        "ИИжКББ",
    ),
    ("Усулдук кеңеш", "Методический совет", "Methodological Council", ""),
    ("Эл аралык бөлүм", "Международный отдел", "International Relations Office", ""),
    ("Бухгалтерия", "Бухгалтерия", "Accounting Office", ""),
    ("Кадрлар бөлүмү", "Отдел кадров", "Human Resources Department", ""),
    ("План-финансылык бөлүм", "Планово-финансовый отдел", "Planning and Finance Department", ""),
    ("Илимий китепкана", "Научная библиотека", "Research Library", ""),
]
# family, given, patronymic, sex, office, post, role, what the log-in page says in ky, ru, en
OFFICERS: list[tuple[str, str, str, str, str, str, str, str, str, str]] = [
    ("Жусупова", "Чолпон", "Эмилбековна", "f", "ИИжКББ", "specialist", RoleKind.OFFICER, "ИИжКББ адиси", "Специалист ОНИДО", "Officer of ИИжКББ"),
    ("Момунова", "Айнура", "Талантовна", "f", "Кадрлар бөлүмү", "specialist", RoleKind.HR_OFFICER, "Кадрлар бөлүмүнүн адиси", "Специалист отдела кадров", "HR officer"),
    ("Эргешов", "Марат", "Алымбекович", "m", "Усулдук кеңеш", "methodist", RoleKind.COUNCIL_SECRETARY, "Усулдук кеңештин катчысы", "Секретарь методического совета", "Council secretary"),
    ("Асанов", "Таалайбек", "Кадырович", "m", "Ректорат", "vice_rector", RoleKind.VICE_RECTOR, "ИжИ боюнча проректор", "Проректор по науке и инновациям", "Vice-rector"),
    ("Турсунов", "Жаныбек", "Осмонович", "m", "Ректорат", "rector", RoleKind.RECTOR, "Ректор", "Ректор", "Rector"),
    ("Калыкова", "Назгүл", "Бакытовна", "f", "План-финансылык бөлүм", "specialist", RoleKind.FINANCE_OFFICER, "План-финансылык бөлүмдүн адиси", "Специалист ПФО", "Planning and finance officer"),
    ("Маматов", "Данияр", "Сапарович", "m", "Ректорат", "specialist", RoleKind.AUDITOR, "Текшерүүчү", "Проверяющий", "Auditor"),
    ("Исаева", "Фарида", "Кубатовна", "f", "Эл аралык бөлүм", "specialist", RoleKind.INTERNATIONAL_OFFICER, "Эл аралык бөлүмдүн адиси", "Специалист международного отдела", "International officer"),
    ("Сатыбалдиев", "Улан", "Мирланович", "m", "Ректорат", "engineer", RoleKind.ADMINISTRATOR, "Администратор", "Администратор", "Administrator"),
]  # fmt: skip
MOTIVATION = "Сабактарымда жаңы ыкмаларды колдонуп, студенттер менен ишти жакшыртууну каалайм."


class Command(BaseCommand):
    """Fill an empty database; refuses to touch one that has people."""

    help = "Make the demonstration's data in an empty database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, appoint, and walk several runs through all that can happen to them."""
        if Person.objects.exists():
            raise CommandError("There are people in this database: the demonstration's data is made in an empty one.")
        with translation.override("ky"), transaction.atomic():
            self.say("units and offices")
            offices = make_units()
            self.say("the staff list")
            call_command(
                "import_staff", str(DEMO_DIR / "staff-2026.xlsx"), "--accept-proposals", verbosity=0, stdout=self.stdout
            )
            settle_units()
            self.say("roles and accounts")
            cast, accounts = make_cast(offices)
            rename_department(cast[RoleKind.HR_OFFICER])
            add_guest(cast[RoleKind.OFFICER])
            self.say("programmes")
            make_programmes(cast)
            self.say("course runs")
            make_runs(cast)
            cycles.rebuild(Person.objects.all())
            reminders.plan_reminders()
        write_demo_accounts(accounts)

    def say(self, words: str) -> None:
        """One line of progress."""
        self.stdout.write(f"  {words}")


def make_units() -> dict[str, Unit]:
    """The University, its institutes and offices; departments come with the staff list."""
    university = Unit.objects.create(
        kind="university",
        code="ОшТУ",
        name_ky="М. М. Адышев атындагы Ош технологиялык университети",
        name_ru="Ошский технологический университет имени М. М. Адышева",
        name_en="Osh Technological University named after M. M. Adyshev",
    )
    for row in read_csv("institutes.csv"):
        Unit.objects.create(kind="institute", parent=university, **row)
    institutes = {unit.code: unit for unit in Unit.objects.filter(kind="institute")}
    for row in read_csv("departments.csv"):
        Unit.objects.create(kind="department", parent=institutes[row.pop("institute")], **row)
    for ky, ru, en, code in OFFICES:
        Unit.objects.create(kind="office", parent=university, name_ky=ky, name_ru=ru, name_en=en, code=code)
    for row in read_csv("organisations.csv"):
        Organisation.objects.create(country="Кыргызстан" if row["city"] in ("Ош", "Баткен") else "Өзбекстан", **row)
    return {unit.code or unit.name_ky: unit for unit in Unit.objects.filter(kind="office")}


def read_csv(name: str) -> list[dict[str, str]]:
    """The rows of a table in demo/."""
    with (DEMO_DIR / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def settle_units() -> None:
    """Put the offices and the college that came with the list below the University."""
    university = Unit.objects.get(kind="university")
    Unit.objects.filter(parent__isnull=True).exclude(pk=university.pk).update(parent=university)


def make_cast(offices: dict[str, Unit]) -> tuple[dict[str, User], list[dict[str, str]]]:
    """One account for each role, and for staff with a story to tell."""
    cast: dict[str, User] = {}
    accounts: list[dict[str, str]] = []
    for family, given, patronymic, sex, place, post, role, ky, ru, en in OFFICERS:
        person = Person.objects.create(
            family_name=family,
            given_name=given,
            patronymic=patronymic,
            sex=sex,
            email=f"{role}@example.org",
            career_start_on=dt.date(2005, 9, 1),
        )
        unit = offices[place]
        category = "management" if post in ("rector", "vice_rector") else "support"
        Employment.objects.create(
            person=person, unit=unit, post=post, category=category, rate=1, hired_on=dt.date(2012, 9, 1)
        )
        Role.objects.create(person=person, kind=role, since=dt.date(2024, 9, 1))
        cast[role] = add_account(person, accounts, ky, ru, en)
    office = offices["ИИжКББ"]
    UnitHead.objects.create(unit=office, person=cast[RoleKind.OFFICER].person, since=dt.date(2024, 9, 1))
    department = Unit.objects.filter(kind="department", employments__isnull=False).order_by("pk").first()
    assert department is not None
    head = UnitHead.objects.filter(unit=department).select_related("person").first()
    if head is not None:
        cast["head"] = add_account(
            head.person, accounts, "Кафедра башчысы", "Заведующий кафедрой", "Head of department"
        )
    teachers = Person.objects.filter(
        employments__unit=department,
        employments__category="teaching",
        employments__left_on__isnull=True,
        user__isnull=True,
    )
    overdue = teachers.filter(cycle__status="overdue").first()
    newcomer = teachers.filter(cycle__obligation="mandatory").first()
    if overdue is not None:
        cast["teacher"] = add_account(
            overdue, accounts, "Окутуучу: мөөнөтү өткөн", "Преподаватель: срок истёк", "Lecturer, overdue"
        )
    if newcomer is not None and newcomer != overdue:
        cast["newcomer"] = add_account(
            newcomer, accounts, "Жаңы окутуучу", "Новый преподаватель", "Newly hired lecturer"
        )
    outside = Person.objects.create(
        family_name="Соколова", given_name="Елена", patronymic="Викторовна", sex="f", email="outside@example.org", language="ru",
        organisation=Organisation.objects.order_by("pk").first(), organisation_post="мугалим",
    )  # fmt: skip
    cast["outside"] = add_account(outside, accounts, "Сырткы катышуучу", "Внешний участник", "Outside participant")
    return cast, accounts


def rename_department(by: User) -> None:
    """A department that had a narrower name until the order of a year ago."""
    unit = Unit.objects.get(name_ky="Транспорттук логистика жана ташууну уюштуруу")
    now = {"ky": unit.name_ky, "ru": unit.name_ru, "en": unit.name_en}
    unit.name_ky, unit.name_ru, unit.name_en = "Ташууну уюштуруу", "Организация перевозок", "Transport Operations"
    unit.save(update_fields=["name_ky", "name_ru", "name_en"])
    order = unit_acts.Order(add_months(today(), -12), "112-б", "Окумуштуулар кеңешинин чечими")
    unit_acts.rename_unit(unit, now, order=order, by=by)


def add_guest(by: User) -> None:
    """A lecturer of another university, whom the office keeps."""
    organisation = Organisation.objects.filter(kind="university").order_by("-pk").first()
    guest = Person(family_name="Каримов", given_name="Шерзод", sex="m", language="ru", email="karimov@example.org")
    guest.organisation, guest.organisation_post = organisation, "доцент"
    save_outside_person(guest, by=by)


def add_account(person: Person, accounts: list[dict[str, str]], ky: str, ru: str, en: str) -> User:
    """An account that the log-in page of the demonstration lists."""
    login = person.email or person.phone or f"demo{person.pk}@example.org"
    user = open_account(person, login=login, password=PASSWORD)
    accounts.append(
        {
            "login": user.login,
            "password": PASSWORD,
            "name": person.full_name,
            "role_ky": ky,
            "role_ru": ru,
            "role_en": en,
        }
    )
    return user


def make_programmes(cast: dict[str, User]) -> None:
    """The list of programmes, through the council and the vice-rector."""
    course_actions.import_programmes((DEMO_DIR / "programmes.xlsx").read_bytes(), by=cast[RoleKind.OFFICER])
    drafts = Programme.objects.order_by("code").prefetch_related("topics")
    for programme in drafts:
        course_actions.add_materials(programme, dict(documents_of(programme)), by=cast[RoleKind.OFFICER])
    course_actions.submit_programmes(drafts, by=cast[RoleKind.OFFICER])
    permitted = list(Programme.objects.filter(state="submitted").order_by("code"))[:-2]
    course_actions.permit_programmes(
        permitted, by=cast[RoleKind.COUNCIL_SECRETARY], number="3", held_on=add_months(today(), -1), members_present=9,
        members_total=11,
    )  # fmt: skip
    course_actions.approve_programmes(permitted[:-1], by=cast[RoleKind.VICE_RECTOR])


def make_runs(cast: dict[str, User]) -> None:
    """Runs in every stage: one open, one with a draft list, one over with its certificates."""
    officer, day = cast[RoleKind.OFFICER], today()
    teachers = list(
        Person.objects.filter(cycle__status__in=["overdue", "due", "due_soon"], cycle__category="teaching").order_by(
            "pk"
        )[:60]
    )
    soon, later, after = day + dt.timedelta(days=14), day + dt.timedelta(days=21), day + dt.timedelta(days=35)
    trainers = list(Person.objects.filter(degree_level="doctor").order_by("pk")[:4])
    first = plan_run("ИИжКББ-10", officer, trainers[:1], apply_until=soon, starts_on=later, ends_on=after, capacity=25)
    for person in teachers[:18]:
        apply(person, first)
    plan_run("ИИжКББ-18", officer, trainers[1:2], apply_until=soon, starts_on=later, ends_on=after, capacity=20)
    plan_run(
        "ИИжКББ-09",
        officer,
        trainers[2:3],
        apply_until=later,
        starts_on=after,
        ends_on=after + dt.timedelta(days=20),
        capacity=15,
    )
    ranked = plan_run(
        "ИИжКББ-12",
        officer,
        trainers[3:4],
        apply_until=day,
        starts_on=later,
        ends_on=later + dt.timedelta(days=4),
        capacity=10,
    )
    for person in teachers[18:32]:
        apply(person, ranked)
    course_steps.close_run(ranked, by=officer)
    over = plan_run("ИИжКББ-03", officer, trainers[:1], apply_until=day, starts_on=day, ends_on=day, capacity=12)
    for person in teachers[32:45]:
        apply(person, over)
    finish_run(over, cast)


def plan_run(code: str, officer: User, trainers: list[Person], **dates: Any) -> CourseRun:
    """A run of a programme, open for applications."""
    programme = Programme.objects.get(code=code)
    apply_from = today() - dt.timedelta(days=10)
    facts = {
        "programme": programme,
        "mode": programme.mode,
        "place_ky": "Башкы корпус, 305-аудитория",
        "place_ru": "Главный корпус, аудитория 305",
        "place_en": "Main building, room 305",
        "minimum": 5,
        "apply_from": apply_from,
        "trainers": trainers,
        **dates,
    }
    run = course_actions.save_run(CourseRun(), facts, by=officer)
    return course_steps.open_run(run, by=officer)


def apply(person: Person, run: CourseRun) -> Application:
    """An application as the person submits it."""
    user = person.user or open_account(person, login=person.email or f"demo{person.pk}@example.org", password=None)
    application = enrolment_actions.start_application(person, run, by=user)
    enrolment_actions.write_motivation(application, MOTIVATION, by=user)
    return enrolment_steps.submit_application(application, by=user)


def finish_run(run: CourseRun, cast: dict[str, User]) -> None:
    """List, order, attestation, order, certificates."""
    officer = cast[RoleKind.OFFICER]
    course_steps.close_run(run, by=officer)
    enrolment_steps.approve_selection(SelectionList.objects.get(run=run), by=officer)
    for application in Application.objects.filter(run=run, state="allocated").select_related("person__user"):
        enrolment_steps.confirm_place(application, by=application.person.user)
    sign(paper_actions.draft_enrolment_order(run, by=officer), "09-04/511", cast)
    chair, expert = Person.objects.filter(degree_level="doctor").order_by("-pk")[:2]
    secretary = cast[RoleKind.COUNCIL_SECRETARY].person
    chair_user = chair.user or open_account(chair, login=chair.email or f"demo{chair.pk}@example.org", password=None)
    attestation = Attestation(
        run=run,
        protocol_number="7",
        held_on=today(),
        chair=chair,
        secretary=secretary,
        resit_until=today() + dt.timedelta(days=30),
    )
    of_the_unit = cast[RoleKind.OFFICER].person
    paper_actions.open_attestation(attestation, experts=[expert], members=[of_the_unit], by=officer)
    results = list(attestation.results.order_by("pk"))
    rows = {
        result.pk: {
            "first_points": 55 if index == 0 else 70 + index * 2,
            "exam_points": None,
            "absence": "",
            "remark": "",
        }
        for index, result in enumerate(results)
    }
    paper_actions.enter_results(attestation, rows, by=chair_user)
    paper_steps.close_attestation(attestation, by=chair_user)
    for result in results[1:4]:
        set_consent(
            result.application.person,
            ConsentKind.NAME_ON_VERIFICATION,
            is_given=True,
            by=result.application.person.user,
        )
    sign(paper_actions.draft_certificate_order(attestation, by=officer), "09-04/518", cast)


def sign(order: Order, number: str, cast: dict[str, User]) -> None:
    """All visas, then the rector's signature recorded."""
    paper_steps.send_order(order, by=cast[RoleKind.OFFICER])
    for visa in order.visas.all():
        paper_actions.give_visa(visa, answer="endorsed", remark="", by=cast[visa.role])
    rector = cast[RoleKind.RECTOR].person
    paper_steps.record_signature(
        order,
        by=cast[RoleKind.OFFICER],
        number=number,
        signed_on=today(),
        signed_by=rector.short_name,
        scan=ContentFile(order_as_pdf(order), "order.pdf"),
    )
