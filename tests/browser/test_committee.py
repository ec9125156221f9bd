"""A committee at its work: the chair enters thirty marks as in Excel, the officer goes on from there to the certificates."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from certificates.models import Attestation, AttestationResult, Certificate, Order
from ostu_qualification.core.models import today
from tests.browser.browser import WIDE
from tests.certificates.conftest import endorsed
from tests.factories import ApplicationFactory, PersonFactory, RunFactory

PEOPLE = 30
SCAN = {"name": "order.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 scan %%EOF"}
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
    pytest.mark.clause("5.7", "7.5.3"),
]


def attestation_of(count: int, *, form: str) -> Attestation:
    """An open attestation of a course that has ended."""
    run = RunFactory(
        state="attestation",
        capacity=count,
        starts_on=today() - dt.timedelta(days=3),
        ends_on=today() - dt.timedelta(days=1),
        apply_from=today() - dt.timedelta(days=9),
        apply_until=today() - dt.timedelta(days=5),
    )
    made = Attestation.objects.create(
        run=run,
        form=form,
        held_on=today(),
        protocol_number="7",
        pass_points=60,
        chair=PersonFactory(),
        secretary=PersonFactory(),
    )
    for number in range(count):
        person = PersonFactory(family_name=f"Осмонов{'абвгдежз'[number // 8]}{'абвгдежз'[number % 8]}")
        AttestationResult.objects.create(
            attestation=made, application=ApplicationFactory(run=run, person=person, state="enrolled")
        )
    return made


def points(page: Page) -> list[str]:
    """The first column of the grid."""
    column = (
        "[...document.querySelectorAll('[data-grid] tbody tr')].map((row) => row.querySelector('[data-cell]').value)"
    )
    found: list[str] = page.evaluate(column)
    return found


def test_thirty_marks_are_entered_by_keyboard_and_by_a_pasted_column(page_of):
    attestation = attestation_of(PEOPLE, form="test")
    page = page_of(attestation.chair, WIDE)
    page.goto(f"/attestations/{attestation.pk}/")
    page.get_by_role("link", name="Жыйынтыктарды киргизүү").click()
    expect(page.locator(".marks.fits")).to_be_visible()  # the whole grid, without sideways scroll
    page.locator("[data-grid] [data-cell]").first.focus()

    for mark in ("71", "72", "73"):
        page.keyboard.type(mark)
        page.keyboard.press("Enter")
    assert points(page)[:4] == ["71", "72", "73", ""]
    page.keyboard.press("ArrowUp")
    page.keyboard.type("74")
    page.keyboard.press("ArrowDown")
    assert points(page)[2] == "74"

    page.evaluate(PASTE, "\n".join(["120", *[str(50 + number) for number in range(PEOPLE - 4)]]) + "\n")
    assert points(page) == ["71", "72", "74", "120", *[str(50 + number) for number in range(PEOPLE - 4)]]
    expect(page.locator("[data-cell][aria-invalid=true]")).to_have_count(1)

    page.locator("main button[type=submit]").first.click()
    expect(page.locator(".errors")).to_be_focused()
    expect(page.locator(".marks .wrong")).to_have_count(1)
    assert AttestationResult.objects.filter(first_points__isnull=False).count() == 0
    page.locator("[data-cell][aria-invalid=true]").fill("60")
    page.locator("main button[type=submit]").first.click()

    expect(page.get_by_text("Жыйынтыктар сакталды")).to_be_visible()
    kept = AttestationResult.objects.filter(attestation=attestation)
    assert kept.filter(first_points__isnull=True).count() == 0
    assert (kept.filter(outcome="passed").count(), kept.filter(outcome="failed").count()) == (20, 10)


def test_the_officer_goes_from_the_closed_attestation_to_the_certificates(page_of, cholpon):
    attestation = attestation_of(2, form="test")
    attestation.results.update(first_points=80, outcome="passed")
    chair, officer = page_of(attestation.chair, WIDE), page_of(cholpon, WIDE)
    chair.goto(f"/attestations/{attestation.pk}/")
    chair.get_by_role("main").get_by_role("link", name="Аттестацияны жабуу").click()
    expect(chair.locator(".effects")).to_be_visible()
    chair.locator(".acts-of-page button").click()
    expect(chair.locator("[data-done]")).to_have_text("Аттестация жабылды; анын жыйынтыктары биротоло.")

    officer.goto("/home/")
    expect(officer.locator(".tasks a", has_text="Сертификат берүү боюнча")).to_be_visible()
    officer.goto(f"/attestations/{attestation.pk}/")
    officer.locator(".act-primary").click()
    officer.locator(".acts-of-page button").click()  # the draft
    officer.locator(".act-primary").click()
    expect(officer.locator(".effects")).to_be_visible()
    officer.locator(".acts-of-page button").click()  # on its way
    order = endorsed(Order.objects.get())
    officer.reload()
    officer.locator(".act-primary").click()
    officer.fill("[name=number]", "09-04/8")
    officer.fill("[name=signed_on]", f"{today():%d.%m.%Y}")
    officer.fill("[name=signed_by]", "А. А. Ректоров")
    officer.set_input_files("[name=scan]", SCAN)  # type: ignore[arg-type]
    officer.locator(".acts-of-page button").click()

    expect(officer.get_by_text("№ 09-04/8")).to_be_visible()
    assert Certificate.objects.filter(order=order).count() == 2
    officer.goto("/certificates/")
    expect(officer.locator("table.rows tbody tr")).to_have_count(2)
