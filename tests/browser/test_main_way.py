"""The main way in a real browser: apply on a phone, endorse, approve, confirm, verify; nothing wider than the screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from courses.runs.transitions import close_run
from enrollment.models import Application, SelectionList
from ostu_qualification.core.records.who import SYSTEM
from staff.cycle import stored
from tests.browser.browser import WIDE
from tests.factories import EmploymentFactory, PersonFactory, ProgrammeFactory, RunFactory, UnitFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


def assert_fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


@pytest.fixture
def world(db) -> Iterator[dict]:
    """A department with a head and a teacher, an officer, and an open run."""
    unit = UnitFactory(name_ky="Чет тилдер")
    teacher, head = PersonFactory(family_name="Асанова", given_name="Айгүл"), PersonFactory(heads=unit)
    EmploymentFactory(person=teacher, unit=unit)
    EmploymentFactory(person=head, unit=unit, post="head_of_department")
    stored.rebuild([teacher, head])
    run = RunFactory(programme=ProgrammeFactory(title_ky="Онлайн тест жана баалоо куралдары"))
    return {"teacher": teacher, "head": head, "officer": PersonFactory(roles=["officer"]), "run": run}


@pytest.mark.clause("5.2", "5.3", "5.4", "6.1")
@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_apply_on_a_phone_and_get_a_place(world, page_of, javascript):
    page = page_of(world["teacher"], javascript=javascript)
    page.goto("/")
    assert_fits(page)
    page.get_by_role("link", name="Арыз берүү").first.click()
    page.get_by_role("button", name="Улантуу").click()
    page.fill("#id_motivation", "Сабактарымда колдоном.")
    page.get_by_role("button", name="Улантуу").click()
    assert_fits(page)
    page.locator("form button.btn-primary").last.click()
    application = Application.objects.get()
    page.wait_for_url(f"**/applications/{application.pk}/")
    expect(page.get_by_text("Эмне үчүн?")).to_be_visible()
    assert_fits(page)

    head = page_of(world["head"])
    head.goto("/home/")
    head.get_by_role("link", name="пикир берүү").click()
    head.locator("input[value=endorsed]").check()
    head.get_by_role("button", name="Сактоо").click()
    head.wait_for_url("**/applications/opinions/")

    close_run(world["run"], by=SYSTEM)
    officer = page_of(world["officer"], WIDE)
    officer.goto(f"/lists/{SelectionList.objects.get().pk}/approve/")
    officer.locator("form button.btn-primary").last.click()
    officer.wait_for_url("**/lists/*/")
    assert_fits(officer)

    page.goto(f"/applications/{application.pk}/confirm-place/")
    page.locator("form button.btn-primary").last.click()
    page.wait_for_url(f"**/applications/{application.pk}/")
    application.refresh_from_db()
    assert application.state == Application.State.CONFIRMED
    assert application.opinion == "endorsed"


def test_the_language_switch_keeps_the_page(world, page_of):
    page = page_of()
    page.goto("/verify/?number=ОшТУ-КМ № 2026/0001")
    page.get_by_role("button", name="Русский").click()

    expect(page.locator("html")).to_have_attribute("lang", "ru")
    assert "/verify/" in page.url


def test_errors_lead_to_their_fields(world, page_of):
    page = page_of(world["teacher"])
    page.goto("/my/training/claim/")
    page.locator("form button.btn-primary").last.click()

    expect(page.locator(".errors")).to_be_visible()
    expect(page.locator(".errors a").first).to_have_attribute("href", "#id_title")
    assert page.title().startswith("Ката:")
