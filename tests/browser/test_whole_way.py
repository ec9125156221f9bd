"""The same main way as tests/journeys/test_main_way.py, every form filled in and sent in a real browser."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, expect

from courses.programmes.full_documents import COURSE
from tests.browser.browser import WIDE
from tests.journeys.test_main_way import DEMO, PASSWORD, PDF, Cast, cast, walk

assert cast  # the fixture, found by name below
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


class BrowserCast(Cast):
    """Acts through pages of a browser, one context a person; looks things up by the test client as before."""

    def __init__(self, browser: Browser, site: str, others: Cast) -> None:
        super().__init__()
        self.browser, self.site = browser, site
        self.people = others.people
        self.pages: dict[str, Page] = {}

    def forget_sessions(self) -> None:
        """Close all contexts too."""
        super().forget_sessions()
        for page in self.pages.values():
            page.context.close()
        self.pages.clear()

    def page(self, name: str) -> Page:
        """The page of a person who has logged in."""
        if name not in self.pages:
            page = self.browser.new_context(viewport=WIDE, base_url=self.site).new_page()
            page.on("pageerror", lambda error: pytest.fail(str(error)))
            page.goto("/log-in/")
            page.fill("#id_login", self.people[name].user.login)
            page.fill("#id_password", PASSWORD)
            page.press("#id_password", "Enter")
            page.wait_for_url("**/home/")
            self.pages[name] = page
        return self.pages[name]

    def post(self, name: str, url: str, **data: Any) -> None:
        """Open the page of an act, fill in its form, send it, and come to another page without complaints."""
        page = self.page(name)
        answer = page.goto(url)
        assert answer is not None
        assert answer.status == 200, (url, answer.status)
        form = page.locator("main form[method=post]").last
        for field, value in data.items():
            if value != "":
                fill(form, field, value)
        with page.expect_navigation():
            form.locator("button[type=submit]").first.click()
        expect(page.locator(".errors, .tone-red[role=status]")).to_have_count(0)

    def consent(self, name: str) -> None:
        """Press the button beside the text."""
        page = self.page(name)
        page.goto(reverse("my_data"))
        page.locator(f"form[action='{reverse('set_consent', args=['name_on_verification'])}'] button").click()
        page.wait_for_load_state()

    def upload_staff_list(self) -> None:
        """Choose the file and send it."""
        self.post("hr", reverse("upload_roster"), file=str(DEMO / "staff-2026.xlsx"))

    def import_programmes(self) -> None:
        """Choose the file and send it."""
        self.post("officer", reverse("import_programmes"), file=str(DEMO / "programmes.xlsx"))
        expect(self.page("officer").locator("tbody tr")).to_have_count(3)

    def add_documents(self, programme: int) -> None:
        """Choose a file for each kind."""
        files = {kind: {"name": f"{kind}.pdf", "mimeType": "application/pdf", "buffer": PDF} for kind in COURSE}
        self.post("officer", reverse("add_materials", args=[programme]), **files)


def fill(form: Locator, field: str, value: Any) -> None:
    """Fill in one field of whatever kind."""
    found = form.locator(f"[name='{field}']")
    kind = found.first.evaluate("element => element.type")
    if kind == "checkbox":
        for each in found.all():
            each.set_checked(each.get_attribute("value") in {str(one) for one in value})
    elif kind == "radio":
        form.locator(f"[name='{field}'][value='{value}']").check()
    elif kind.startswith("select"):
        found.select_option([str(one) for one in value] if isinstance(value, list) else str(value))
    elif kind == "file":
        is_made = hasattr(value, "read")
        found.set_input_files(
            {"name": value.name, "mimeType": "application/pdf", "buffer": value.read()} if is_made else value
        )
    else:
        found.fill(str(value))


@pytest.mark.clause("1.3", "1.6", "5.1", "5.3", "5.4", "5.7", "6.1")
def test_the_whole_way_in_a_browser(cast, live_server, browser):
    walk(BrowserCast(browser, live_server.url, cast))
