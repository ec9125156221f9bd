"""List pages: order, paging and filters in the address, cells escaped, the same rows as Excel."""

import datetime as dt
import io
from decimal import Decimal

import django_filters
import pytest
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from openpyxl import load_workbook

from ostu_qualification.core.frame import lists
from ostu_qualification.core.frame.lists import Bulk, Column, ListPage, chosen, shown
from ostu_qualification.core.sheets.excel import excel
from staff.models import Person
from tests.factories import PersonFactory

COLUMNS = [
    Column("name", "Аты-жөнү", lambda person: person.family_name, order=("family_name",)),
    Column("born", "Туулган күнү", lambda person: person.birth_on, order=("birth_on",), is_number=True),
    Column("state", "Абалы", lambda person: ("overdue", "мөөнөтү өттү"), badge=True),
    Column("mail", "Дарек", lambda person: person.email, on_phone=False),
]


class PersonFilter(django_filters.FilterSet):
    class Meta:
        model = Person
        fields = ["family_name"]


def _page(address: str = "/", **options):
    records = Person.objects.order_by("pk")
    return ListPage(RequestFactory().get(address), records, COLUMNS, title="Кызматкерлер", **options)


@pytest.fixture
def three(db):
    return [
        PersonFactory(family_name=name, birth_on=dt.date(year, 5, 12))
        for name, year in [("Абдыев", 1990), ("Жороев", 1970), ("Эсенов", 1980)]
    ]


def _names(page: ListPage) -> list[str]:
    return [person.family_name for person in page.page.object_list]


def test_sort_orders_by_the_column_in_the_address(three):
    assert _names(_page("/?sort=born")) == ["Жороев", "Эсенов", "Абдыев"]
    assert _names(_page("/?sort=-born")) == ["Абдыев", "Эсенов", "Жороев"]


@pytest.mark.parametrize("sort", ["password", "mail", "-", "state"])
def test_sort_ignores_what_is_no_sortable_column(three, sort):
    assert _names(_page(f"/?sort={sort}")) == ["Абдыев", "Жороев", "Эсенов"]


def test_heads_turn_the_order_round_and_keep_the_filter(three):
    head = _page("/?sort=name&family_name=Абдыев&page=2", filters=PersonFilter).heads[0]

    assert head["direction"] == "ascending"
    assert "sort=-name" in head["url"]
    assert "family_name=" in head["url"]
    assert "page=" not in head["url"]


@pytest.mark.parametrize(("asked", "number"), [("2", 2), ("99", 2), ("0", 2), ("x", 1), ("-3", 2)])
def test_page_takes_any_number(three, asked, number):
    assert _page(f"/?page={asked}", per_page=2).page.number == number


def test_neighbouring_pages_have_addresses(three):
    first, last = _page("/?sort=name", per_page=2), _page("/?page=2&sort=name", per_page=2)

    assert (first.previous_url, last.next_url) == ("", "")
    assert "page=2" in first.next_url
    assert "sort=name" in first.next_url
    assert "page=1" in last.previous_url


def test_filters_narrow_the_list(three):
    page = _page("/?family_name=Жороев", filters=PersonFilter)

    assert page.count == 1
    assert _names(page) == ["Жороев"]


def test_body_escapes_every_value(db):
    PersonFactory(family_name="<script>alert(1)</script>", email="a&b@example.kg")

    body = _page(row_url=lambda person: '/people/1/?a="b').body

    assert "<script>" not in body
    assert "&lt;script&gt;" in body
    assert 'href="/people/1/?a=&quot;b"' in body
    assert "a&amp;b@example.kg" in body


def test_body_marks_cells_for_the_phone(three):
    row = _page().body.splitlines()[0]

    assert '<td class="first">Абдыев</td>' in row
    assert '<td class="number" data-label="Туулган күнү">12.05.1990</td>' in row
    assert "badge-state tone-red" in row
    assert '<td class="off-phone cut">' in row


def test_long_texts_share_the_width_that_is_left(db):
    PersonFactory(family_name="А" * 30, email=f"{'b' * 20}@example.kg")

    page = _page()

    assert page.widths == [66, 0, 0, 34]
    assert '<td class="first cut">' in page.body
    assert '<td class="off-phone cut">' in page.body


def test_of_a_moment_nothing_is_cut_off(three):
    moments = [
        Column("name", "Аты-жөнү", lambda person: "А" * 20),
        Column("at", "Качан", lambda person: "26.11.2026 10:00:00"),
    ]

    assert ListPage(RequestFactory().get("/"), Person.objects.all(), moments, title="Кызматкерлер").widths == [100, 0]


def test_short_texts_take_what_they_need(three):
    assert _page().widths[0] == 0


def test_is_filtered_by_what_narrows_and_not_by_order_or_page(three):
    assert _page("/?family_name=А", filters=PersonFilter).is_filtered
    assert not _page("/?sort=born&page=2&column=born", filters=PersonFilter).is_filtered


def test_columns_are_those_chosen_and_always_the_first(three):
    page = _page("/?column=born&column=nothing")

    assert [column.name for column in page.columns] == ["name", "born"]
    assert page.column_choices[0][1]
    assert "column=born" in page.heads[0]["url"]


def test_columns_without_a_choice_are_the_usual_ones(three):
    rare = Column("rare", "Сейрек", lambda person: "x", is_default=False)
    page = ListPage(RequestFactory().get("/"), Person.objects.all(), [*COLUMNS, rare], title="Кызматкерлер")

    assert page.columns == COLUMNS
    assert "<td>x</td>" not in page.body


def test_rows_can_be_ticked_where_there_is_an_act_on_many(three):
    page = _page("/", bulk=[Bulk("Кат жөнөтүү", "/many/")])

    assert page.body.count('type="checkbox"') == 3
    assert f'value="{three[0].pk}"' in page.body
    assert 'type="checkbox"' not in _page("/").body


def test_a_long_list_is_counted_so_far_and_no_further(three, monkeypatch):
    whole = _page("/", per_page=1)
    assert (whole.count, whole.shown_count) == (3, "3")

    monkeypatch.setattr(lists, "COUNTED", 2)
    capped = _page("/?page=2", per_page=1)

    assert (capped.count, capped.shown_count, capped.next_url) == (2, "2+", "")
    assert _names(capped) == ["Жороев"]


def test_chosen_rows_are_those_ticked_or_all_that_the_filter_leaves(three):
    people = Person.objects.all()

    def names(address):
        return {each.family_name for each in chosen(RequestFactory().get(address), people, PersonFilter)}

    assert names(f"/?pk={three[0].pk}&pk={three[2].pk}&pk=x") == {"Абдыев", "Эсенов"}
    assert names("/?all=1&family_name=Жороев") == {"Жороев"}
    assert names("/") == set()


def test_a_view_is_kept_under_its_name_shown_and_dropped(cholpon, log_in):
    client = log_in(cholpon)

    kept = client.post("/views/save/", {"page": "/people/", "query": "q=асан&column=due", "name": "Асандар"})
    again = client.post("/views/save/", {"page": "/people/", "query": "q=үсөн", "name": "Асандар"})

    view = cholpon.user.saved_views.get()
    assert (kept.status_code, again.status_code) == (302, 302)
    assert view.query == "q=үсөн"
    assert "Асандар" in client.get("/people/").content.decode()
    client.post(f"/views/{view.pk}/drop/")
    assert "Асандар" not in client.get("/people/").content.decode()


def test_a_view_needs_a_name_and_a_page_of_ours(cholpon, log_in):
    client = log_in(cholpon)

    nameless = client.post("/views/save/", {"page": "/people/", "query": "", "name": " "}, follow=True)
    elsewhere = client.post("/views/save/", {"page": "//example.org/", "query": "", "name": "x"})

    assert "error" in {message.level_tag for message in nameless.context["messages"]}
    assert elsewhere.status_code == 404
    assert not cholpon.user.saved_views.exists()


@pytest.mark.parametrize(
    "page",
    [
        "/verify/",
        "/verify/" + "a" * 500,
        "/people/1/",
        "/log-out/",
        "/home/",
        "/people/?q=1",
        "people/",
        "",
        "/people/\n",
    ],
)
def test_a_view_is_kept_of_a_list_alone(cholpon, log_in, page):
    answer = log_in(cholpon).post("/views/save/", {"page": page, "query": "", "name": "x"})

    assert answer.status_code == 404
    assert not cholpon.user.saved_views.exists()


@pytest.mark.parametrize("query", ["a" * 1001, "q=" + "ү" * 2000])
def test_a_view_too_long_to_keep_is_said_so(cholpon, log_in, query):
    log_in(cholpon).post("/views/save/", {"page": "/people/", "query": query, "name": "x"})

    assert not cholpon.user.saved_views.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_two_queries(db, django_assert_num_queries, count):
    PersonFactory.create_batch(count)

    with django_assert_num_queries(2):
        page = _page()
        assert page.count == len(page.body.splitlines()) == count


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (0, "0"),
        (Decimal("12500.00"), "12\xa0500,00"),
        (Decimal("-0.50"), "-0,50"),
        (dt.date(2026, 10, 5), "05.10.2026"),
        (dt.datetime(2026, 10, 5, 20, 30, tzinfo=dt.UTC), "06.10.2026 02:30"),
        (mark_safe("<b>5</b>"), "<b>5</b>"),
    ],
)
def test_shown_prints_values_as_the_office_does(value, text):
    assert shown(value) == text


def test_as_excel_holds_all_filtered_rows_and_no_formulas(three):
    PersonFactory(family_name='=HYPERLINK("http://evil.example")', birth_on=None)

    response = _page("/?format=xlsx", per_page=1).as_excel()
    sheet = load_workbook(io.BytesIO(response.content)).active

    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows[0] == ("№", "Аты-жөнү", "Туулган күнү", "Абалы", "Дарек")
    assert [row[0] for row in rows[1:]] == [1, 2, 3, 4]
    assert rows[1][1:4] == ("Абдыев", dt.datetime(1990, 5, 12), "мөөнөтү өттү")
    assert (sheet["B7"].data_type, sheet["B7"].quotePrefix) == ("s", True)
    assert rows[4][1].startswith("=")
    assert "A1:E1" in [str(each) for each in sheet.merged_cells.ranges]
    assert response.headers["Content-Disposition"].endswith(".xlsx")


def test_excel_keeps_money_as_numbers_and_takes_many_columns():
    content = excel("Баалар: 2026/2027 [долбоор]", [f"Баа {n}" for n in range(40)], [[Decimal("12500.50")] * 40])

    sheet = load_workbook(io.BytesIO(content)).active

    assert sheet["AO4"].value == 12500.5
    assert sheet.title == "Баалар 20262027 долбоор"
