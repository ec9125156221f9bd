"""One Chromium for the tests of this process, and pages of people who have logged in."""

import os
import threading

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from ostu_qualification.core.frame.views import INSIDE
from tests.browser.browser import PHONE, open_browser

PASSWORD = "Көл-жээгинде-2026"


@pytest.fixture(scope="session")
def browser(live_server):
    """The browser; without one its tests are skipped. The server outlives it, and no answer is left half-way."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with open_browser() as found:
        if found is None:
            pytest.skip("no Chromium")
        yield found
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=10)


@pytest.fixture
def page_of(browser, live_server):
    """A page of a person who has logged in, on a phone unless told otherwise; an error of a script fails the test."""
    contexts = []

    def _page_of(person=None, viewport=PHONE, javascript=True) -> Page:
        context = browser.new_context(viewport=viewport, base_url=live_server.url, java_script_enabled=javascript)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        if person is not None:
            person.user.set_password(PASSWORD)
            person.user.save()
            let_in(context, person, live_server.url)
        return page

    yield _page_of
    for context in contexts:
        context.close()


def let_in(context: BrowserContext, person, site: str) -> None:
    """Log in without the log-in page, which costs two pages a test."""
    client = Client()
    client.force_login(person.user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = {settings.SESSION_COOKIE_NAME: session, INSIDE: "1"}
    context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])


def log_in(page: Page, person) -> None:
    """Fill in the log-in page that is open, and send it."""
    page.fill("#id_login", person.user.login)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Кирүү").first.click()
