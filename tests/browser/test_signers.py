"""Those who sign: every office endorses the order on the visa's page, the rector reads it on a phone, the officer records it."""

import pytest
from playwright.sync_api import Page, expect

from certificates.models import Order
from certificates.orders import transitions
from ostu_qualification.core.approvals import queries as approvals
from ostu_qualification.core.models import today
from tests.browser.browser import PHONE, WIDE
from tests.certificates.conftest import endorsed, selected_run
from tests.factories import ApplicationFactory, PersonFactory

assert selected_run  # the fixture, found by name below
OFFICES = ["vice_rector", "finance_officer", "hr_officer", "lawyer"]
SCAN = {"name": "order.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 scan %%EOF"}
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
    pytest.mark.clause("6.1"),
]


@pytest.fixture
def officer(cholpon):
    return cholpon


@pytest.fixture
def order(selected_run, officer) -> Order:
    """An order that enrols two, on its way."""
    ApplicationFactory.create_batch(2, run=selected_run, state="confirmed")
    return transitions.send_order(transitions.draft_enrolment_order(selected_run, by=officer.user), by=officer.user)


def follow_task(page: Page, words: str) -> None:
    """Open the page to which a line of one's tasks leads."""
    page.goto("/home/")
    page.locator(".tasks a", has_text=words).click()


def reads_as_printed(page: Page, order: Order) -> None:
    """The page holds the order in the reader's language, word for word, with its people folded."""
    paper = page.locator("#order-ky")
    expect(paper.get_by_role("heading", name=order.content["ky"]["heading"])).to_be_visible()
    expect(paper.locator("ol > li")).to_have_count(len(order.content["ky"]["items"]))
    expect(page.locator(".appendix")).not_to_have_attribute("open", "")


def test_every_office_reads_the_order_and_endorses_it_on_one_page(order, page_of):
    for number, office in enumerate(OFFICES):
        page = page_of(PersonFactory(roles=[office]), WIDE if number else PHONE)
        follow_task(page, "документке жооп")
        page.wait_for_url("**/approvals/*/")

        reads_as_printed(page, order)
        expect(page.locator(".approval.is-endorsed")).to_have_count(number)
        answer = page.get_by_role("button", name="Макулдашуу", exact=True)
        expect(page.locator(".acts-of-page").get_by_role("link")).to_have_count(1)  # the objection stands beside it
        expect(answer).to_be_in_viewport()
        answer.click()
        expect(page.get_by_text("Документти макулдаштыңыз.")).to_be_visible()

    assert {each.state for each in approvals.last_round(order)} == {"endorsed"}


def test_the_rector_reads_the_order_on_a_phone_in_one_language(order, page_of):
    endorsed(order)
    page = page_of(PersonFactory(roles=["rector"]), PHONE)
    follow_task(page, "кол тамгаңызды")
    if "/orders/?" in page.url or page.url.endswith("/orders/"):
        page.locator("table.rows a").first.click()
    page.wait_for_url(f"**/orders/{order.pk}/")

    reads_as_printed(page, order)
    expect(page.locator("#order-ru")).to_be_hidden()
    expect(page.locator(".approval.is-endorsed")).to_have_count(len(OFFICES))
    page.locator(".paper-languages nav").get_by_role("link", name="Русский").click()
    expect(page.locator("#order-ru")).to_be_visible()
    expect(page.locator("#order-ky")).to_be_hidden()
    page.locator(".appendix summary").click()
    expect(page.locator(".appendix tbody tr")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_the_officer_records_the_signature_and_the_order_is_carried_out(order, officer, page_of):
    page = page_of(officer, WIDE)
    page.goto(f"/orders/{order.pk}/")
    expect(page.get_by_role("link", name="Кол коюлганын каттоо")).to_have_count(0)  # refused, with its reason
    expect(page.locator(".refusals")).to_contain_text("Кол коюлганын каттоо")
    endorsed(order)
    page.reload()
    page.get_by_role("link", name="Кол коюлганын каттоо").click()

    page.fill("[name=number]", "09-04/7")
    page.fill("[name=signed_by]", "А. А. Ректоров")
    page.set_input_files("[name=scan]", SCAN)  # type: ignore[arg-type]
    page.fill("[name=signed_on]", f"{today():%d.%m.%Y}")
    page.locator(".acts-of-page button").click()

    expect(page.get_by_text("№ 09-04/7")).to_be_visible()
    order.refresh_from_db()
    assert order.state == Order.State.EXECUTED
