"""A head with ten opinions on a phone, and an officer from closing the window to the approved list. Clauses 5.3, 5.4, 6.1."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from enrollment.models import Application, SelectionList
from staff.cycle import stored
from tests.browser.browser import PHONE, WIDE
from tests.browser.test_main_way import assert_fits
from tests.factories import (
    ApplicationFactory,
    EmploymentFactory,
    PersonFactory,
    ProgrammeFactory,
    RunFactory,
    UnitFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
MOTIVATION = "Жаңы ыкмаларды сабактарымда колдонуп, студенттердин билимин объективдүү баалоону каалайм."


@pytest.fixture
def kafedra(db):
    """A department with its head, and ten of its teachers who applied for one course."""
    unit = UnitFactory(name_ky="Чет тилдер")
    head = EmploymentFactory(unit=unit, post="head_of_department", person=PersonFactory(heads=unit)).person
    run = RunFactory(programme=ProgrammeFactory(title_ky="Онлайн тест жана баалоо куралдары"), capacity=6)
    people = [EmploymentFactory(unit=unit).person for _ in range(10)]
    stored.rebuild([head, *people])
    applications = [ApplicationFactory(run=run, person=each, motivation=MOTIVATION) for each in people]
    return head, run, applications


def picture(page: Page, name: str) -> None:
    """A picture of the whole page, where somebody wants to look at it."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.clause("5.3")
@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_head_gives_ten_opinions_on_one_page_of_a_phone(kafedra, page_of, javascript):
    head, _run, applications = kafedra
    page = page_of(head, javascript=javascript)
    page.goto("/home/")
    page.get_by_role("main").locator(f"a[href='{reverse('give_opinions')}']").first.click()
    assert_fits(page)
    picture(page, "opinions-360")

    *agreed, wrong, later = applications
    for each in agreed:
        page.locator(f"input[name='{each.pk}-opinion'][value=endorsed]").check()
    page.locator(f"input[name='{wrong.pk}-opinion'][value=not_endorsed]").check()
    page.fill(f"[name='{agreed[0].pk}-reason']", "Кафедрага керек")
    page.locator(".acts-of-page button").click()

    expect(page.locator(".errors")).to_be_visible()
    expect(page.locator("article.is-wrong")).to_have_count(1)
    expect(page.locator(f"[name='{agreed[0].pk}-reason']")).to_have_value("Кафедрага керек")
    assert_fits(page)
    picture(page, "opinions-wrong-360")
    assert not Application.objects.exclude(opinion="").exists()

    page.fill(f"[name='{wrong.pk}-reason']", "Сабактары көп")
    page.locator(".acts-of-page button").click()
    expect(page.locator("article.opinion")).to_have_count(1)
    expect(page.get_by_role("link", name=later.person.full_name)).to_be_visible()
    found = dict(Application.objects.values_list("pk", "opinion"))
    assert found == dict.fromkeys((each.pk for each in agreed), "endorsed") | {wrong.pk: "not_endorsed", later.pk: ""}


@pytest.mark.clause("5.4", "6.1")
def test_an_officer_goes_from_closing_the_window_to_the_approved_list(kafedra, page_of):
    _head, run, _applications = kafedra
    officer = PersonFactory(roles=["officer"])
    page = page_of(officer, WIDE)
    page.goto(reverse("run_detail", args=[run.pk]))
    page.locator("a.act-primary").click()
    expect(page.locator("ul.effects li.is-warning").first).to_be_visible()
    page.locator(".acts-of-page button").click()

    selection = SelectionList.objects.get(run=run)
    page.goto(reverse("selection_detail", args=[selection.pk]))
    assert_fits(page)
    expect(page.locator("tbody .tone-green")).to_have_count(0)
    picture(page, "list-draft-1280")
    page.locator("a.act-primary").click()
    expect(page.locator("ul.effects")).to_contain_text("6")
    picture(page, "approve-1280")
    page.locator(".acts-of-page button").click()

    page.wait_for_url(f"**{reverse('selection_detail', args=[selection.pk])}")
    assert_fits(page)
    picture(page, "list-approved-1280")
    states = list(Application.objects.values_list("state", flat=True))
    assert (states.count("allocated"), states.count("waitlisted")) == (6, 4)

    placed = Application.objects.filter(state="allocated").select_related("person").first()
    phone = page_of(placed.person, PHONE)
    phone.goto(reverse("application_detail", args=[placed.pk]))
    assert_fits(phone)
    expect(phone.locator("a.act-primary")).to_be_visible()
    picture(phone, "application-360")
    phone.goto(reverse("application_list"))
    assert_fits(phone)
    picture(phone, "my-applications-360")
