"""Nothing typed is lost: not by a change of language, a reload, the way back, an ended session, nor in a second tab."""

import pytest
from playwright.sync_api import Page, expect

from enrollment.models import Application
from tests.browser.conftest import log_in
from tests.factories import ApplicationFactory, PersonFactory

WORDS = "Сабактарымда колдоном. Экинчи сүйлөм."
FIELD = "#id_motivation"
RESTORED = ".restored"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


@pytest.fixture
def applicant(aigul):
    return aigul


@pytest.fixture
def address(applicant) -> str:
    """The page of the reasons of an application that is not sent yet."""
    application = ApplicationFactory(person=applicant, state=Application.State.DRAFT, motivation="", submitted_at=None)
    return f"/applications/{application.pk}/motivation/"


@pytest.fixture
def typed(page_of, applicant, address) -> Page:
    """The form with two sentences typed and not sent."""
    page = page_of(applicant)
    page.goto(address)
    page.fill(FIELD, WORDS)
    return page


def kept(page: Page) -> list[str]:
    """The drafts that the browser keeps."""
    return page.evaluate("Object.keys(localStorage)")


def test_a_change_of_language_keeps_what_was_typed(typed):
    typed.get_by_role("button", name="Русский").click()

    expect(typed.locator("html")).to_have_attribute("lang", "ru")
    expect(typed.locator(FIELD)).to_have_value(WORDS)
    expect(typed.locator(RESTORED)).to_be_visible()


def test_a_reload_and_the_way_back_keep_what_was_typed(typed, address):
    typed.reload()
    expect(typed.locator(FIELD)).to_have_value(WORDS)

    typed.goto("/my/")
    typed.go_back()
    expect(typed.locator(FIELD)).to_have_value(WORDS)
    typed.goto("/home/")
    typed.goto(address)
    expect(typed.locator(FIELD)).to_have_value(WORDS)


def test_a_second_tab_has_what_was_typed_in_the_first(typed, address):
    second = typed.context.new_page()
    second.goto(address)

    expect(second.locator(FIELD)).to_have_value(WORDS)


def test_an_ended_session_says_so_and_leads_back_to_what_was_typed(typed, applicant, address):
    typed.context.clear_cookies(name="sessionid")
    typed.get_by_role("button", name="Улантуу").click()

    expect(typed.get_by_text("Сессия аяктады")).to_be_visible()
    expect(typed.get_by_text("Толтурганыңыз сакталды")).to_be_visible()
    log_in(typed, applicant)
    typed.wait_for_url(f"**{address}")
    expect(typed.locator(FIELD)).to_have_value(WORDS)


def test_a_log_in_from_another_tab_leads_back_to_what_was_typed(typed, applicant, address):
    typed.context.clear_cookies()
    other = typed.context.new_page()
    other.goto("/log-in/")
    log_in(other, applicant)
    other.wait_for_url("**/home/")
    typed.get_by_role("button", name="Улантуу").click()

    typed.get_by_role("link", name="Формага кайтуу").click()
    typed.wait_for_url(f"**{address}")
    expect(typed.locator(FIELD)).to_have_value(WORDS)


def test_success_forgets_the_draft(typed, address):
    assert len(kept(typed)) == 1
    typed.get_by_role("button", name="Улантуу").click()
    typed.wait_for_url("**/check/")

    assert kept(typed) == []
    typed.goto(address)
    expect(typed.locator(RESTORED)).to_have_count(0)


def test_a_refused_form_keeps_its_draft(typed, address):
    typed.fill(FIELD, "а" * 50)
    typed.evaluate("document.querySelector('#id_motivation').value = ''")  # what is sent is refused
    typed.get_by_role("button", name="Улантуу").click()

    expect(typed.locator(".errors")).to_be_visible()
    typed.goto("/home/")
    typed.goto(address)
    expect(typed.locator(FIELD)).to_have_value("а" * 50)


def test_clear_puts_the_form_back(typed):
    typed.reload()
    typed.get_by_role("button", name="Тазалоо").click()

    expect(typed.locator(FIELD)).to_have_value("")
    expect(typed.locator(RESTORED)).to_have_count(0)
    assert kept(typed) == []


def test_nobody_else_at_the_same_computer_gets_it(typed, address):
    typed.context.clear_cookies()
    colleague = PersonFactory()
    colleague.user.set_password("Көл-жээгинде-2026")
    colleague.user.save()
    typed.goto("/log-in/")
    log_in(typed, colleague)
    typed.wait_for_url("**/home/")

    typed.goto("/my/training/claim/")
    typed.fill("#id_title", "Башка иш")
    assert len(kept(typed)) == 2
    typed.goto("/menu/")
    typed.get_by_role("main").get_by_role("button", name="Чыгуу").click()
    typed.wait_for_url("**/")
    assert kept(typed) == []


def test_passwords_and_secret_fields_are_never_kept(typed):
    typed.evaluate(
        """() => {
             const form = document.querySelector("main form");
             const box = document.createElement("div");
             form.append(box);
             box.innerHTML = '<input type=password name=p1><input name=p2 data-secret><input name=new_pin><input name=p3>';
           }"""
    )
    for name in ("p1", "p2", "new_pin", "p3"):
        typed.fill(f"[name={name}]", "жашыруун")

    fields = typed.evaluate("Object.keys(JSON.parse(Object.values(localStorage)[0]).fields)")
    assert fields == ["motivation", "p3"]


def test_a_stranger_who_never_logged_in_hears_of_no_session(page_of):
    page = page_of()
    page.goto("/home/")

    expect(page.locator("#id_login")).to_be_visible()
    expect(page.get_by_text("Сессия аяктады")).to_have_count(0)
