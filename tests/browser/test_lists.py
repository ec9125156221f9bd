"""A list as a hand meets it: one line a row, the bar of acts with the first tick, the head in sight, filters folded on a phone."""

import pytest
from playwright.sync_api import expect

from staff.cycle import stored
from tests.browser.browser import WIDE
from tests.factories import EmploymentFactory, PersonFactory, UnitFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


@pytest.fixture
def people(cholpon):
    """Sixty people of a unit with a long name, and an officer who sees them."""
    unit = UnitFactory(
        name_ky="Компьютердик технологиялардын программалык камсыздоосу жана автоматташтырылган системалар"
    )
    found = [PersonFactory(family_name="Абдыкадырова", given_name="Гүлбарчын") for _ in range(60)]
    for person in found:
        EmploymentFactory(person=person, unit=unit)
    stored.rebuild(found)
    return found


def test_a_list_is_dense_and_its_tools_are_at_hand(people, cholpon, page_of):
    page = page_of(cholpon, WIDE)
    page.goto("/people/")
    heights = page.eval_on_selector_all("table.dense tbody tr", "rows => rows.map((row) => row.offsetHeight)")
    assert len(heights) == 50
    assert max(heights) <= 37

    bar = page.locator(".bulk-bar")
    expect(bar).to_be_hidden()
    page.locator("tbody input[name=pk]").nth(2).check()
    page.locator("tbody input[name=pk]").nth(40).check()
    expect(bar).to_contain_text("Тандалгандар: 2")
    expect(bar).to_be_in_viewport()
    bar.locator("[data-pick-all]").check()
    expect(bar).to_contain_text("Тандалгандар: 50")

    page.mouse.wheel(0, 900)
    expect(page.locator("table.dense thead th").nth(1)).to_be_in_viewport()
    unit = page.locator("table.dense tbody tr").nth(30).locator("td.cut").nth(1)
    unit.hover()
    expect(unit).to_have_attribute("title", people[0].employments.get().unit.name)


def test_a_table_without_room_scrolls_in_its_own_frame(people, cholpon, page_of):
    page = page_of(cholpon, {"width": 760, "height": 800})
    page.goto("/people/")
    names = page.eval_on_selector_all("input[name=column]", "boxes => boxes.map((box) => box.value)")
    page.goto("/people/?" + "&".join(f"column={name}" for name in names))

    wrap = page.locator(".table-wrap")
    expect(wrap).to_have_class("table-wrap scrolls")
    expect(wrap).to_have_attribute("tabindex", "0")
    wrap.evaluate("frame => { frame.scrollLeft = 400; frame.scrollTop = 300; }")
    expect(page.locator("tbody tr").nth(12).locator(".first")).to_be_in_viewport()
    expect(page.locator("thead th.first")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == 760


def test_on_a_phone_filters_wait_behind_a_button_and_more_leads_to_everything(people, cholpon, page_of):
    page = page_of(cholpon)
    page.goto("/people/")
    units = page.locator("form.filters select").first
    expect(units).to_be_hidden()
    page.get_by_role("button", name="Чыпкалар").click()
    expect(units).to_be_visible()

    expect(page.locator(".bottombar a")).to_have_count(5)
    page.get_by_role("link", name="Дагы").click()
    page.wait_for_url("**/menu/")
    expect(page.get_by_role("link", name="Бөлүмдөр")).to_be_visible()
    page.get_by_role("search").get_by_role("searchbox").fill("Абдык")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/?q=*")
