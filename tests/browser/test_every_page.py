"""Every address that somebody can open: no wider than the screen at any width, and nothing that axe finds at fault.

One browser, one log-in a role, one visit an address. What a page of an app still fails at stands in KNOWN with its reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from staff.models import Person
from tests.test_access import ONLY_POST, TABLE
from tests.world import World, make_cast, make_world

WIDTHS = (360, 768, 1100, 1152, 1280, 1600)
ROLES = (
    "officer", "hr", "head", "administrator", "vice_rector", "council", "finance", "international", "rector", "auditor", "owner", "staff",
    "nobody",
)  # fmt: skip
PUBLIC = {"log_in", "public_home", "catalogue", "programme_page", "verify", "verify_code", "styleguide"}
AWAY = {"log_out", "health", "person_choices"}
# how wide a page is once its tables have found out whether they fit
SETTLED_WIDTH = """new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(
    () => done(document.documentElement.scrollWidth))))"""
# (address, what fails): why it is not mended yet; empty in the end
KNOWN: dict[tuple[str, str], str] = {}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


@dataclass
class Visit:
    """An address, and in whose browser it is opened."""

    name: str
    url: str
    role: str


@pytest.fixture
def clients(transactional_db) -> tuple[World, dict[str, Client]]:
    """Records of every kind, and a log-in of every role."""
    world = make_world()
    cast = make_cast(world)
    found = {}
    for role in ROLES:
        client = found[role] = Client()
        if role != "nobody":
            person: Person = cast[role]
            person.user.language = "ky"
            client.force_login(person.user)
    return world, found


@pytest.fixture
def visits(clients, settings) -> list[Visit]:
    """Each address once, with the first role that gets a page there."""
    settings.DEMO = True  # shows the styleguide
    world, logged_in = clients
    found = []
    for name in sorted(TABLE.keys() - ONLY_POST - AWAY):
        url = reverse(name, kwargs=world.arguments(name))
        roles = ("nobody", *ROLES[:1]) if name in PUBLIC else ROLES[:-1]
        role = next((each for each in roles if is_page(logged_in[each], url)), None)
        if role is not None:
            found.append(Visit(name, url, role))
    return found


def is_page(client: Client, url: str) -> bool:
    """Whether a client gets a page under an address, and no file."""
    answer = client.get(url)
    for close in answer._resource_closers:
        close()
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


@pytest.fixture
def pages(browser: Browser, live_server, clients) -> Iterator[dict[str, Page]]:
    """A page of each role, logged in."""
    contexts: list[BrowserContext] = []
    found = {}
    for role, client in clients[1].items():
        context = browser.new_context(base_url=live_server.url, reduced_motion="reduce")
        contexts.append(context)
        if role != "nobody":
            value = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        found[role] = context.new_page()
    yield found
    for context in contexts:
        context.close()


def unknown(found: list[tuple[str, str, str]]) -> str:
    """What was found at fault and is not known already, a line each."""
    return "\n".join(": ".join(each) for each in found if each[:2] not in KNOWN)


def test_no_address_is_wider_than_the_screen(visits, pages):
    found = []
    for visit in visits:
        page = pages[visit.role]
        page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
        page.goto(visit.url)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate(SETTLED_WIDTH)
            if wide > width:
                found.append((visit.name, f"wide at {width}", f"{wide} as {visit.role}"))

    assert len(visits) > 110
    assert unknown(found) == ""


AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
ALL_RULES = "{resultTypes: ['violations']}"
COLOURS = "{resultTypes: ['violations'], runOnly: ['color-contrast']}"


def faults(page: Page, options: str) -> list[tuple[str, str]]:
    """What axe finds on the page that is open: the rule, and where."""
    result = page.evaluate(
        f"""async () => (await axe.run(document, {options})).violations.map(
                (each) => [each.id, each.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')])"""
    )
    return [(rule, where) for rule, where in result]


def test_axe_finds_nothing_at_fault_in_light_and_dark_on_any_width(visits, pages):
    found = []
    for visit in visits:
        page = pages[visit.role]
        page.emulate_media(color_scheme="light")
        page.goto(visit.url)
        page.evaluate(AXE)
        for width, scheme, options in (
            (1280, "light", ALL_RULES),
            (360, "light", ALL_RULES),
            (360, "dark", COLOURS),
            (1280, "dark", COLOURS),
        ):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            for rule, where in faults(page, options):
                found.append((visit.name, rule, f"{width} {scheme} as {visit.role}: {where}"))

    assert unknown(found) == ""


# forms of every kind, sent as they are: (address, role); a list, a file, days, choices, a person picked, lines, marks, an answer
WITH_ERRORS = [
    ("add_person", "hr"), ("add_unit", "hr"), ("add_employment", "hr"), ("appoint_head", "hr"), ("upload_roster", "hr"),
    ("add_run", "officer"), ("add_organisation", "officer"), ("grant_extension", "officer"), ("enter_pauses", "hr"),
    ("add_ground", "officer"), ("claim_training", "owner"), ("log_in", "nobody"), ("set_route", "administrator"),
]  # fmt: skip


def test_axe_finds_nothing_at_fault_on_pages_that_name_errors(clients, pages):
    world = clients[0]
    found, sent = [], 0
    for name, role in WITH_ERRORS:
        page = pages[role]
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(reverse(name, kwargs=world.arguments(name)))
        with page.expect_navigation() as answer:
            page.evaluate("""() => { const form = [...document.querySelectorAll("main form[method=post]")][0];
                for (const field of form.querySelectorAll("input:not([type=hidden], [type=checkbox], [type=radio]), textarea"))
                    field.value = ""; form.noValidate = true; form.submit(); }""")
        sent += answer.value.status == 422
        page.evaluate(AXE)
        for width, scheme, options in ((1280, "light", ALL_RULES), (360, "light", ALL_RULES), (1280, "dark", COLOURS)):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            for rule, where in faults(page, options):
                found.append((name, rule, f"{width} {scheme} as {role}: {where}"))

    assert sent == len(WITH_ERRORS)
    assert unknown(found) == ""
