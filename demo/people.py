"""The demonstration's University: units, the staff list as the office keeps it, one account for each role."""

import csv
import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password

from ostu_qualification.core.models import User, today
from ostu_qualification.core.words.calendar import add_months
from staff.imports.staff_list import applying, transitions
from staff.management.commands import import_staff
from staff.models import Employment, ImportDecision, Organisation, Person, Role, Unit, UnitHead
from staff.people.actions import open_account, save_employment, save_person
from staff.people.models import RoleKind
from staff.units import acts
from staff.units.organisations.actions import save_outside_person

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
    ("Ысмайылова", "Гүлнара", "Асылбековна", "f", "Ректорат", "specialist", RoleKind.LAWYER, "Юрист", "Юрист", "Lawyer"),
    ("Маматов", "Данияр", "Сапарович", "m", "Ректорат", "specialist", RoleKind.AUDITOR, "Текшерүүчү", "Проверяющий", "Auditor"),
    ("Исаева", "Фарида", "Кубатовна", "f", "Эл аралык бөлүм", "specialist", RoleKind.INTERNATIONAL_OFFICER, "Эл аралык бөлүмдүн адиси", "Специалист международного отдела", "International officer"),
    ("Сатыбалдиев", "Улан", "Мирланович", "m", "Ректорат", "engineer", RoleKind.ADMINISTRATOR, "Администратор", "Администратор", "Administrator"),
]  # fmt: skip


@dataclass
class Cast:
    """The accounts by role or part, and as the log-in page lists them; all have one password, hashed once."""

    users: dict[str, User] = field(default_factory=dict)
    accounts: list[dict[str, str]] = field(default_factory=list)
    password: str = field(default_factory=lambda: make_password(PASSWORD))

    def __getitem__(self, part: str) -> User:
        return self.users[part]

    def person(self, part: str) -> Person:
        """The person who plays a part."""
        return Person.objects.get(user=self.users[part])

    def add(self, part: str, person: Person, ky: str, ru: str, en: str) -> None:
        """Give someone a part, with an account that the log-in page lists."""
        user = account_of(person)
        User.objects.filter(pk=user.pk).update(password=self.password)
        names = {"name": person.full_name, "role_ky": ky, "role_ru": ru, "role_en": en}
        self.users[part] = user
        self.accounts.append({"login": user.login, "password": PASSWORD, **names})


def account_of(person: Person) -> User:
    """The account of someone, opened if there is none; it is asked for anew, since records were read long before."""
    user = User.objects.filter(person=person.pk).first()
    if user is not None:
        return user
    is_free = person.email and not User.objects.filter(login=person.email).exists()
    login = person.email if is_free and person.email else f"demo{person.pk}@example.org"
    return open_account(person, login=login, password=None)


def read_csv(name: str) -> list[dict[str, str]]:
    """The rows of a table in demo/."""
    with (DEMO_DIR / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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


def bring_in_the_staff(by: User) -> None:
    """The staff list as the HR office keeps it, applied; two of three doubtful cells are settled, the others wait."""
    path = DEMO_DIR / "staff-2026.xlsx"
    roster = applying.upload_roster(path.read_bytes(), path.name, by=by)
    transitions.apply_roster(roster, by=by)
    doubts = ImportDecision.objects.filter(state=ImportDecision.State.OPEN)
    waiting = doubts.order_by("pk").values_list("pk", flat=True)[::3]
    import_staff.accept_proposals(doubts.exclude(pk__in=waiting), by=by)


def settle_units() -> None:
    """Put the offices and the college that came with the list below the University."""
    university = Unit.objects.get(kind="university")
    Unit.objects.filter(parent__isnull=True).exclude(pk=university.pk).update(parent=university)


def make_cast(offices: dict[str, Unit]) -> Cast:
    """One account for each role of the offices."""
    cast, since = Cast(), dt.date(today().year - 2, 9, 1)
    for number, (family, given, patronymic, sex, place, post, role, ky, ru, en) in enumerate(OFFICERS):
        birth = dt.date(1974 + number, number + 1, 2 * number + 3)
        person = Person.objects.create(
            family_name=family,
            given_name=given,
            patronymic=patronymic,
            sex=sex,
            birth_on=birth,
            pin=f"{'1' if sex == 'f' else '2'}{birth:%d%m%Y}99{number:03d}",
            email=f"{role}@example.org",
            career_start_on=dt.date(birth.year + 24, 9, 1),
        )
        category = "management" if post in ("rector", "vice_rector") else "support"
        hired_on = dt.date(max(birth.year + 30, 2012), 9, 1)
        Employment.objects.create(
            person=person, unit=offices[place], post=post, category=category, rate=1, hired_on=hired_on
        )
        Role.objects.create(person=person, kind=role, since=since)
        cast.add(role, person, ky, ru, en)
    UnitHead.objects.create(unit=offices["ИИжКББ"], person=cast.person(RoleKind.OFFICER), since=since)
    return cast


def add_staff_with_a_story(cast: Cast, trained_since: set[int]) -> None:
    """The head of a department, a teacher of it who is late, one newly hired, and a participant from outside."""
    department = Unit.objects.filter(kind="department", heads__isnull=False, employments__isnull=False).order_by("pk")[
        0
    ]
    head = UnitHead.objects.filter(unit=department).select_related("person")[0].person
    cast.add("head", head, "Кафедра башчысы", "Заведующий кафедрой", "Head of department")
    teachers = Person.objects.filter(cycle__unit=department, cycle__category="teaching", user__isnull=True)
    asked = teachers.filter(cycle__status__in=["overdue", "due", "due_soon"]).exclude(pk__in=trained_since)
    late = asked.order_by("cycle__due_on", "pk")[0]
    cast.add("teacher", late, "Окутуучу: мөөнөтү өткөн", "Преподаватель: срок истёк", "Lecturer, overdue")
    cast.add("newcomer", hire(department, cast), "Жаңы окутуучу", "Новый преподаватель", "Newly hired lecturer")
    outside = Person.objects.create(
        family_name="Соколова", given_name="Елена", patronymic="Викторовна", sex="f", email="outside@example.org", language="ru",
        organisation=Organisation.objects.order_by("pk").first(), organisation_post="мугалим",
    )  # fmt: skip
    cast.add("outside", outside, "Сырткы катышуучу", "Внешний участник", "Outside participant")


def hire(department: Unit, cast: Cast) -> Person:
    """A young teacher whom the HR office entered five months ago."""
    hired_on = add_months(today(), -5)
    person = Person(
        family_name="Абдилазиз кызы", given_name="Мээрим", sex="f", birth_on=dt.date(today().year - 25, 3, 14),
        email="newcomer@example.org", career_start_on=hired_on,
    )  # fmt: skip
    save_person(person, by=cast[RoleKind.HR_OFFICER])
    post = Employment(
        person=person, unit=department, post="teacher", category="teaching", rate=1, basis="main", hired_on=hired_on
    )
    save_employment(post, by=cast[RoleKind.HR_OFFICER])
    return person


def rename_department(by: User) -> None:
    """A department that had a narrower name until the order of a year ago."""
    unit = Unit.objects.get(name_ky="Транспорттук логистика жана ташууну уюштуруу")
    now: dict[str, Any] = {"ky": unit.name_ky, "ru": unit.name_ru, "en": unit.name_en}
    unit.name_ky, unit.name_ru, unit.name_en = "Ташууну уюштуруу", "Организация перевозок", "Transport Operations"
    unit.save(update_fields=["name_ky", "name_ru", "name_en"])
    order = acts.Order(add_months(today(), -12), "112-б", "Окумуштуулар кеңешинин чечими")
    acts.rename_unit(unit, now, order=order, by=by)


def add_guest(by: User) -> None:
    """A lecturer of another university, whom the office keeps."""
    organisation = Organisation.objects.filter(kind="university").order_by("-pk").first()
    guest = Person(family_name="Каримов", given_name="Шерзод", sex="m", language="ru", email="karimov@example.org")
    guest.organisation, guest.organisation_post = organisation, "доцент"
    save_outside_person(guest, by=by)
