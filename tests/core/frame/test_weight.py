"""A first visit on a slow line: everything that a stranger's browser loads for the first page."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.factories import RunFactory

LIMIT = 25_000


@pytest.fixture
def _courses(db):
    for _number in range(12):
        RunFactory()


@pytest.mark.usefixtures("_courses")
def test_a_first_visit_is_light(client):
    page = client.get("/", headers={"accept-encoding": "gzip"})

    text = gzip.decompress(page.content).decode()
    wanted = set(re.findall(r'(?:href|src)="/static/([^"#]+)', text)) | {"ornament.svg"}
    sizes = {name: len(gzip.compress(Path(finders.find(name)).read_bytes(), 9)) for name in sorted(wanted)}
    assert "app.css" in sizes
    assert len(page.content) + sum(sizes.values()) <= LIMIT, (len(page.content), sizes)


@pytest.mark.parametrize("address", ["/log-in/", "/verify/"])
def test_nothing_is_loaded_from_elsewhere(client, db, address):
    text = client.get(address).content.decode()

    assert re.findall(r'(?:src|href)="(?:https?:)?//', text) == []
