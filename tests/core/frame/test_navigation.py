"""The frame of every page: what the menu and the search on top offer."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from ostu_qualification.core.frame import context, navigation


@pytest.fixture
def frame(rf, monkeypatch):
    """The frame for a user who sees the named entries."""

    def _frame(user, *url_names: str):
        monkeypatch.setattr(navigation, "_entries", [])
        for rank, name in enumerate(url_names):
            navigation.register(name, name, "list", "mine" if rank < 3 else "university", rank, lambda user: True)
        request = rf.get("/")
        request.user, request.resolver_match = user, SimpleNamespace(url_name="my_page")
        return context.page_frame(request)

    return _frame


SOMEONE = SimpleNamespace(is_authenticated=True)


def test_page_frame_groups_entries_under_their_headings(frame):
    menu = frame(SOMEONE, "my_page", "my_data", "home", "unit_list", "run_list")["menu"]

    assert [(title, len(entries)) for title, entries in menu["sections"]] == [("Менин иштерим", 3), ("Университет", 2)]
    assert menu["sidebar"].count("<li>") == 5
    assert menu["sidebar"].count('aria-current="page"') == 1
    assert menu["bottombar"].count("<a ") == 4


def test_page_frame_shows_strangers_no_menu(frame):
    menu = frame(AnonymousUser(), "my_page", "person_list")["menu"]

    assert menu["sections"] == []
    assert menu["search"]["url_name"] == "catalogue"


def test_page_frame_searches_people_for_those_who_may_list_them(frame):
    assert frame(SOMEONE, "person_list")["menu"]["search"]["url_name"] == "person_list"
    assert frame(SOMEONE, "my_page")["menu"]["search"]["url_name"] == "catalogue"
