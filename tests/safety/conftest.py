"""Everybody before everything."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse

from ostu_qualification import urls
from tests.safety.walk import Walk
from tests.world import World, make_cast, make_world


@pytest.fixture
def world(db) -> World:
    """One record of every kind."""
    cache.clear()
    return make_world()


@pytest.fixture
def walk(world, quick) -> Walk:
    """A client for every role."""
    return Walk(world, make_cast(world))


@pytest.fixture
def quick(monkeypatch) -> Iterator[None]:
    """Thousands of refusals: neither logged nor drawn, which would take most of the time."""
    for status in (403, 404):

        def refuse(_request: Any, exception: Any = None, status: int = status) -> HttpResponse:
            return HttpResponse(status=status)

        monkeypatch.setattr(urls, f"handler{status}", refuse)
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
