"""The frame of every page: what the menu and the search on top offer, and where it says that one is."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.urls import resolve

from ostu_qualification.core.frame import context, navigation
from tests.factories import PersonFactory, UserFactory

FEW = ("home", "my_page", "my_data", "unit_list", "run_list")
MANY = {
    "home": "", "my_unit": "unit", "run_list": "courses", "application_list": "courses", "selection_list": "courses",
    "person_list": "people", "unit_list": "people", "order_list": "papers", "due_list": "money", "my_page": "mine", "my_data": "mine",
}  # fmt: skip


@pytest.fixture
def frame(rf, monkeypatch):
    """The frame of a page for a user who sees the named entries, each in its section."""

    def _frame(user, *url_names: str, path: str = "/my/"):
        monkeypatch.setattr(navigation, "_entries", [])
        for rank, name in enumerate(url_names):
            navigation.register(name, name, "list", MANY.get(name, "mine"), rank, lambda user: True)
        request = rf.get(path)
        request.user, request.resolver_match = user, resolve(path)
        return context.page_frame(request)

    return _frame


@pytest.fixture
def someone(db):
    """Somebody with an account."""
    return UserFactory()


def test_few_entries_stand_in_the_menu_by_themselves(frame, someone):
    menu = frame(someone, *FEW)["menu"]

    assert [str(each.label) for each in menu["top"]] == list(FEW)
    assert menu["sidebar"].count("<li>") == 5
    assert menu["sidebar"].count('aria-current="page"') == 1


def test_many_entries_stand_in_sections(frame, someone):
    menu = frame(someone, *MANY, path="/people/40/")["menu"]

    assert [str(each.label) for each in menu["top"]] == [
        "home", "my_unit", "Курстар", "Кадрлар", "order_list", "due_list", "Жеке кабинет",
    ]  # fmt: skip
    assert [each.url for each in menu["top"]][2:4] == ["/sections/courses/", "/sections/people/"]


def test_the_section_of_a_page_is_marked_and_open(frame, someone):
    sidebar = frame(someone, *MANY, path="/people/40/")["menu"]["sidebar"]

    assert '<a href="/sections/people/" aria-current="true">' in sidebar
    assert '<a href="/people/" aria-current="page">person_list</a>' in sidebar
    assert "/units/" in sidebar
    assert "/applications/" not in sidebar


def test_the_bar_on_a_phone_has_four_places_and_one_for_the_rest(frame, someone):
    near = frame(someone, *MANY, path="/people/40/")["menu"]["bottombar"]
    far = frame(someone, *MANY, path="/orders/")["menu"]["bottombar"]

    assert near.count("<a ") == far.count("<a ") == 5
    assert "Дагы" in near
    assert 'href="/sections/people/" aria-current="true"' in near
    assert 'href="/menu/" aria-current="true"' in far
    assert near.count("aria-current") == far.count("aria-current") == 1


def test_a_page_of_no_entry_marks_nothing(frame, someone):
    menu = frame(someone, *MANY, path="/log-in/")["menu"]

    assert "aria-current" not in menu["bottombar"] + menu["sidebar"]


def test_nearest_takes_the_longest_address_that_a_page_stands_under(frame, someone):
    frame(someone, "person_list", "duplicate_list", "unit_list")
    entries = navigation.entries_for(someone)

    assert navigation.nearest(entries, "/people/duplicates/") == "duplicate_list"
    assert navigation.nearest(entries, "/people/40/") == "person_list"
    assert navigation.nearest(entries, "/orders/1/") == ""


def test_page_frame_shows_strangers_no_menu(frame):
    menu = frame(AnonymousUser(), "my_page", "person_list", path="/")["menu"]

    assert menu["top"] == []
    assert menu["search"]["url_name"] == "catalogue"


def test_page_frame_searches_people_for_those_who_may_list_them(frame, someone):
    assert frame(someone, "person_list")["menu"]["search"]["url_name"] == "person_list"
    assert frame(someone, "my_page")["menu"]["search"]["url_name"] == "catalogue"


def test_every_entry_of_the_apps_stands_in_a_section_and_says_what_it_is_for():
    codes = {each.code for each in navigation.SECTIONS} | {""}

    assert [each.url_name for each in navigation._entries if each.section not in codes or not each.about] == []
    assert [each.url_name for each in navigation._entries if each.section == "university"] == []


def test_the_page_of_a_section_lists_its_entries_with_a_sentence_each(cholpon, log_in):
    page = log_in(cholpon).get("/sections/people/").content.decode()

    assert "<h1>Кадрлар" in page
    assert "Институттар, кафедралар жана кызматтар." in page
    assert "Excelдеги кызматкерлердин тизмелери" not in page


@pytest.mark.parametrize("code", ["system", "nothing"])
def test_a_section_without_entries_for_somebody_is_not_there(db, log_in, code):
    assert log_in(PersonFactory()).get(f"/sections/{code}/").status_code == 404


def test_the_page_of_everything_has_the_name_and_the_way_out(cholpon, log_in):
    page = log_in(cholpon).get("/menu/").content.decode()

    assert cholpon.full_name in page
    assert page.count('action="/log-out/"') == 2


def test_an_entry_without_a_sentence_is_drawn_without():
    entry = navigation.Entry("А", "home", "work", "", 1, lambda user: True)

    assert "<p>" not in render_to_string("components/menu_entries.html", {"entries": [entry]})
