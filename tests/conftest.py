"""The fixed cast, and what every test needs."""

import datetime as dt
import importlib
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from ostu_qualification.core.models import Policy
from staff.people.models import RoleKind

from .factories import EmploymentFactory, PersonFactory, UnitFactory


def pytest_configure(config: pytest.Config) -> None:
    """Compile the message catalogues, which are not kept in the repository."""
    import django

    django.setup()
    call_command("compile_locale", verbosity=0)


@pytest.fixture(autouse=True)
def _kyrgyz_and_own_media(tmp_path, settings) -> Iterator[None]:
    """Every test begins in Kyrgyz, keeps its files to itself and hashes passwords cheaply."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with translation.override("ky"):
        yield


@pytest.fixture(autouse=True)
def _first_data(request: pytest.FixtureRequest) -> None:
    """Put back what the data migrations enter: a test with real transactions empties every table behind itself."""
    if not touches_database(request.node):
        return
    for name in ("transactional_db", "db"):
        if name in request.fixturenames:
            request.getfixturevalue(name)
    enter_first_data()


def enter_first_data() -> None:
    """What the data migrations enter, where it is not there."""
    if not Policy.objects.exists():
        for module, function in (
            ("ostu_qualification.core.migrations.0002_first_policy", "enter_first_policy"),
            ("certificates.migrations.0002_first_texts", "enter_texts"),
            ("certificates.migrations.0004_first_routes", "enter_routes"),
            ("staff.migrations.0003_consent_texts", "enter"),
        ):
            getattr(importlib.import_module(module), function)(apps, None)


@pytest.fixture
def department(db):
    """A department of an institute."""
    return UnitFactory(name_ky="Маалыматтык системалар жана технологиялар")


@pytest.fixture
def aigul(department):
    """She teaches."""
    person = PersonFactory(family_name="Асанова", given_name="Айгүл", patronymic="Бакытовна", sex="f")
    EmploymentFactory(person=person, unit=department, post="teacher", hired_on=dt.date(2015, 9, 1))
    return person


@pytest.fixture
def bakyt(department):
    """He heads her unit."""
    person = PersonFactory(family_name="Сыдыков", given_name="Бакыт", patronymic="Маматович", sex="m", heads=department)
    EmploymentFactory(person=person, unit=department, post="head_of_department", hired_on=dt.date(2010, 9, 1))
    return person


@pytest.fixture
def cholpon(db):
    """She is an officer of ИИжКББ."""
    return PersonFactory(family_name="Жусупова", given_name="Чолпон", sex="f", roles=[RoleKind.OFFICER])


@pytest.fixture
def daniyar(db):
    """He audits."""
    return PersonFactory(family_name="Маматов", given_name="Данияр", sex="m", roles=[RoleKind.AUDITOR])


@pytest.fixture
def elena(db):
    """She comes from outside."""
    return PersonFactory(family_name="Соколова", given_name="Елена", sex="f", outside=True)


@pytest.fixture
def log_in():
    """A client logged in as a person."""

    def _log_in(person) -> Client:
        client = Client()
        client.force_login(person.user)
        return client

    return _log_in


@pytest.fixture
def on_postgres() -> bool:
    """Whether the tests run on PostgreSQL."""
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]


def pytest_addoption(parser):
    """What touches no database runs once: `python -m tests.run` leaves it out of its second round."""
    parser.addoption("--with-database-only", action="store_true", help="leave out what touches no database")


def touches_database(item) -> bool:
    """Whether a test reads or writes the database, by its marker or its fixtures."""
    return item.get_closest_marker("django_db") is not None or not {"db", "transactional_db"}.isdisjoint(
        item.fixturenames
    )


def pytest_collection_modifyitems(config, items):
    """Races and locks are tried where there are locks: on PostgreSQL alone."""
    if config.getoption("--with-database-only"):
        items[:], left_out = (
            [each for each in items if touches_database(each)],
            [each for each in items if not touches_database(each)],
        )
        config.hook.pytest_deselected(items=left_out)
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        return
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL"))
