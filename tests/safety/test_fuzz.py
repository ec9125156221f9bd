"""Odd values into every form and behind every link, as every role: nothing breaks. The same seed tries the same again."""

import os
from random import Random

import pytest
from django.db import transaction
from django.urls import reverse

from tests.safety.forms import fill, forms_of, links_of, odd_query
from tests.safety.walk import ROLES, Walk, why
from tests.test_access import ONLY_POST, TABLE
from tests.world import make_cast

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
SEED = int(os.environ.get("FUZZ_SEED", "2026"))  # another seed tries other things
PAGES, SENT_OF_A_FORM = 32, 2
EXPORTS = (
    "/people/",
    "/ledger/",
    "/letters/",
    "/organisations/",
    "/units/",
    "/runs/",
    "/programmes/",
    "/applications/",
)


class Fuzz(Walk):
    """Keeps what went well, so that what one wrote is shown to the others, and takes back what broke."""

    def send(self, role: str, method: str, address: str, data=None) -> tuple[int, str]:
        """The status and the page of an answer; acts that are done are kept half of the time."""
        client = self.clients[role]
        cookies = client.cookies.copy()
        with transaction.atomic():
            answer = getattr(client, method)(address, data)
            if answer.status_code >= 500 or (answer.status_code == 302 and self.random.random() < 0.5):
                transaction.set_rollback(True)
        client.cookies = cookies
        if answer.status_code >= 500:
            self.broken.append(f"{role} {method} {address} {str(data)[:600]}: {why(answer)}")
        self.statuses[answer.status_code] = self.statuses.get(answer.status_code, 0) + 1
        is_page = answer.status_code in (200, 422) and answer.headers.get("Content-Type", "").startswith("text/html")
        page = answer.content.decode() if is_page else ""
        for close in answer._resource_closers:
            close()
        return answer.status_code, page

    def visit(self, role: str) -> None:
        """Some pages of a role, every form on them, some links behind them with odd parameters."""
        names = sorted(TABLE.keys() - ONLY_POST - {"log_out"})
        addresses = [reverse(name, kwargs=self.world.arguments(name)) for name in self.random.sample(names, len(names))]
        seen = 0
        for address in addresses:
            if seen == PAGES:
                return
            status, page = self.send(role, "get", address)
            if not page:
                continue
            seen += status == 200
            for form in forms_of(page):
                for _time in range(SENT_OF_A_FORM):
                    method = form.method.lower()
                    self.send(role, method, form.action or address, fill(form, self.random))
            links = links_of(page, address)
            for link in self.random.sample(links, min(2, len(links))):
                self.send(role, "get", odd_query(link, self.random))


@pytest.fixture
def fuzz(world, quick) -> Fuzz:
    """Everybody, with odd things in hand."""
    made = Fuzz(world, make_cast(world))
    made.random, made.statuses = Random(SEED), {}
    return made


def test_nothing_breaks_by_odd_values(fuzz):
    for role in ROLES:
        fuzz.visit(role)
    for address in EXPORTS:
        fuzz.send("officer", "get", f"{address}?format=xlsx")
        fuzz.send("hr", "get", f"{address}?format=xlsx")

    assert fuzz.broken == []
    assert sum(fuzz.statuses.values()) > 1500, fuzz.statuses
    assert fuzz.statuses[302] > 100, fuzz.statuses
    assert fuzz.statuses[422] > 100, fuzz.statuses
