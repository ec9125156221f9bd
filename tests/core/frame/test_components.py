"""The parts that pages are made of: states in five tones, the line of time, the history, clauses, acts, the menu."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.utils import translation

from ostu_qualification.core.frame import badges, navigation
from ostu_qualification.core.frame.styleguide import TEST_STRING
from ostu_qualification.core.records import history
from ostu_qualification.core.records.verdicts import YES, no
from ostu_qualification.core.templatetags import components
from tests.factories import EmploymentFactory, PersonFactory, UnitFactory

DAY = dt.date(2026, 11, 22)
OWN_APPS = {"core", "staff", "courses", "enrollment", "certificates", "finance", "dashboard"}


def _render(source: str, **context) -> str:
    return str(engines["django"].from_string(source).render(context))


def _state_codes() -> set[str]:
    fields = [
        field
        for model in apps.get_models()
        if model._meta.app_label in OWN_APPS
        for field in model._meta.fields
        if field.name in {"state", "status"} and field.choices
    ]
    return {str(code) for field in fields for code, _label in field.flatchoices}


def test_every_state_has_a_tone():
    codes = _state_codes()

    assert {"draft", "recognised", "enrolled", "revoked"} <= codes
    assert {code for code in codes if code not in badges.TONES} == set()


@pytest.mark.parametrize(
    ("code", "tone"),
    [("draft", "grey"), ("submitted", "blue"), ("approved", "green"), ("due_soon", "amber"), ("overdue", "red")],
)
def test_badge_shows_tone_icon_and_word(code, tone):
    shown = badges.badge(code, "<абалы>")

    assert f"tone-{tone}" in shown
    assert f"#{badges.ICONS[tone]}" in shown
    assert "&lt;абалы&gt;" in shown


def test_every_icon_is_drawn(settings):
    sprite = (settings.BASE_DIR / "static/icons.svg").read_text()

    entries = [entry.icon for entry in navigation._entries]
    assert [name for name in [*badges.ICONS.values(), *entries] if f'id="{name}"' not in sprite] == []


def _line(due_on, last_on=None, pauses=(), today=DAY):
    return components.cycle_line(SimpleNamespace(due_on=due_on), pauses, last_on, today)


def test_cycle_line_runs_from_the_last_training_to_the_due_date():
    line = _line(dt.date(2027, 11, 22), last_on=dt.date(2024, 11, 22))

    assert (line["x_last"], line["x_due"]) == ("2.0", "98.0")
    assert 65 < float(line["x_today"]) < 67
    assert not line["is_late"]


def test_cycle_line_of_the_overdue_ends_today():
    line = _line(dt.date(2026, 5, 22), last_on=dt.date(2023, 5, 22))

    assert line["is_late"]
    assert line["x_today"] == "98.0"
    assert line["x_past"] == line["x_due"]


def test_cycle_line_shades_only_pauses_within_it():
    within = SimpleNamespace(started_on=dt.date(2025, 1, 1), ended_on=dt.date(2025, 6, 1))
    before = SimpleNamespace(started_on=dt.date(2020, 1, 1), ended_on=dt.date(2020, 6, 1))
    still_open = SimpleNamespace(started_on=dt.date(2026, 11, 1), ended_on=None)

    line = _line(dt.date(2027, 11, 22), dt.date(2024, 11, 22), [within, before, still_open])

    assert len(line["pauses"]) == 2


def test_cycle_line_keeps_crowded_dates_apart():
    line = _line(dt.date(2024, 2, 1), last_on=dt.date(2024, 1, 1))

    assert line["due_y"] == 13


def test_cycle_line_without_due_date_is_empty():
    state = SimpleNamespace(due_on=None)

    assert _render("{% cycle_line state %}", state=state).strip() == ""


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_cycle_line_writes_numbers_for_machines(language):
    with translation.override(language):
        page = _render("{% cycle_line state p last today %}", state=SimpleNamespace(due_on=dt.date(2027, 3, 4)), p=[],
                       last=dt.date(2024, 1, 1), today=DAY)  # fmt: skip

    assert 'cx="2.0%"' in page
    assert "," not in page.split("<line")[1].split(">")[0]
    assert "style=" not in page


@pytest.mark.parametrize(
    ("language", "label"),
    [("ky", "Жобонун 5.4-пункту"), ("ru", "пункт 5.4 Положения"), ("en", "clause 5.4 of the Regulation")],
)
def test_clause_says_its_text_in_the_language(language, label):
    with translation.override(language):
        page = components.clause("5.4")

    assert label in page
    assert "<details" in page


def test_act_button_links_when_allowed():
    page = _render('{% act_button verdict "/go/" "Бекитүү" "primary" %}', verdict=YES)

    assert '<a class="btn btn-primary" href="/go/">Бекитүү</a>' in page


def test_act_button_says_why_not():
    page = _render('{% act_button verdict "/go/" "Бекитүү" %}', verdict=no("Өзүңүздүкүн бекитпейсиз."))

    assert "/go/" not in page
    assert "Өзүңүздүкүн бекитпейсиз." in page
    assert 'aria-disabled="true"' in page


def test_act_button_hides_without_a_reason_to_show():
    assert _render('{% act_button verdict "/go/" "Бекитүү" "primary" False %}', verdict=no("Жок.")).strip() == ""


def test_summary_offers_to_change_a_row():
    rows = [("Аты-жөнү", TEST_STRING, "/change/"), ("Телефон", "")]

    page = _render('{% include "components/summary.html" with rows=rows only %}', rows=rows)

    assert page.count("<dt>") == 2
    assert '<a class="change" href="/change/">Өзгөртүү<span class="visually-hidden">: Аты-жөнү</span></a>' in page
    assert "–" in page


def test_tabs_mark_the_page_one_is_on():
    tabs = [("/a/", "А"), ("/b/", "Б")]

    page = _render('{% include "components/tabs.html" with tabs=tabs here="/b/" label="x" only %}', tabs=tabs)

    assert page.count("aria-current") == 1
    assert '<a href="/b/" aria-current="page">Б</a>' in page


def test_bars_are_as_long_as_their_share_of_the_whole():
    page = _render('{% bars rows of=200 unit=" %" %}', rows=[("Чет тилдер", 50, "/units/1/"), ("<Экология>", 300)])

    assert 'width="25.0%"' in page
    assert 'width="100.0%"' in page
    assert '<a href="/units/1/">Чет тилдер</a>' in page
    assert "&lt;Экология&gt;" in page
    assert '<span class="bar-value">50 %</span>' in page
    assert page.index("Чет тилдер") < page.index("Экология")


def test_bars_of_nothing_are_empty():
    assert "<li>" not in _render("{% bars rows %}", rows=[])
    assert 'width="0.0%"' in _render("{% bars rows %}", rows=[("А", 0)])


def test_tiles_put_the_main_fact_first():
    tiles = [
        {"figure": 223, "label": "мөөнөтү өткөн", "tone": "red", "url": "/people/"},
        {"figure": 64, "label": "камтуу"},
    ]

    page = _render('{% include "components/tiles.html" with tiles=tiles only %}', tiles=tiles)

    assert page.count("is-main") == 1
    assert page.index("is-main") < page.index("223") < page.index("64")
    assert 'class="tile is-main is-red"' in page


def test_history_tells_who_when_what_and_why(db, cholpon):
    person = PersonFactory()
    history.record(person, "change_person", by=cholpon.user, reason="Паспорт боюнча", changes={"email": ["a@x", "b@x"]})

    page = _render("{% history person %}", person=person)

    assert str(cholpon) in page
    assert "Паспорт боюнча" in page
    assert "a@x → b@x" in page


def test_history_says_choices_days_and_records_in_words(db, cholpon):
    post = EmploymentFactory()
    unit = UnitFactory(name_ky="Экология")
    changes = {"basis": ["main", "outer"], "left_on": ["None", "2026-11-23"], "unit": [str(post.unit_id), str(unit.pk)]}
    history.record(post, "change_employment", by=cholpon.user, changes=changes)

    page = _render("{% history post %}", post=post)

    assert "негизги иш → сырткы айкаш иш" in page
    assert "– → 23.11.2026" in page
    assert f"{post.unit} → Экология" in page


def test_history_takes_the_same_queries_however_long(db, cholpon, django_assert_num_queries):
    person = PersonFactory()
    _render("{% history person %}", person=person)
    for number in range(5):
        history.record(person, "change_person", by=cholpon.user, reason=str(number))

    with django_assert_num_queries(1):
        _render("{% history person %}", person=person)


@pytest.mark.parametrize(
    ("amount", "text"), [(12500, "12\xa0500,00"), (-0.5, "-0,50"), (None, ""), (1234567.891, "1\xa0234\xa0567,89")]
)
def test_som_writes_money_as_the_office(amount, text):
    assert components.som(amount) == text


def test_file_link_names_kind_and_size():
    page = _render('{% file_link "/f/" "протокол.pdf" 184320 %}')

    assert "PDF" in page
    assert "180" in page


def test_entries_for_shows_only_what_a_user_may_see(monkeypatch):
    monkeypatch.setattr(navigation, "_entries", [])
    navigation.register("Б", "b", "list", "mine", 2, lambda user: True)
    navigation.register("А", "a", "list", "mine", 1, lambda user: True)
    navigation.register("В", "c", "list", "mine", 3, lambda user: False)
    navigation.register("А again", "a", "list", "mine", 9, lambda user: True)
    user = SimpleNamespace(is_authenticated=True)

    assert [str(entry.label) for entry in navigation.entries_for(user)] == ["А", "Б"]
    assert navigation.entries_for(AnonymousUser()) == []
