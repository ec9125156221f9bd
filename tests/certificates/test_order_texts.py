"""Texts of orders: placeholders filled, conditions kept. Clause 5.7."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from certificates import order_texts, queries
from certificates.models import OrderTemplate
from tests.factories import RunFactory


@pytest.mark.django_db
@pytest.mark.clause("5.7")
@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize("kind", ["enrolment", "certificates"])
def test_first_texts_have_no_placeholder_that_nothing_fills(kind, language):
    template = queries.template_of(kind, language, dt.date(2026, 11, 23))
    facts = dict.fromkeys(order_texts.NAMES, "X")

    for text in (template.heading, template.preamble, template.items, template.ground):
        order_texts.check_placeholders(text)
    rendered = order_texts.render(template, facts, frozenset({"full_release", "failed"}))

    assert "{{" not in str(rendered)
    assert "[" not in "".join(rendered["items"])


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["enrolment", "certificates"])
def test_no_russian_sentence_of_an_order_has_two_full_stops(kind):
    facts = dict.fromkeys(order_texts.NAMES, "26 ноября 2026 г.")
    template = queries.template_of(kind, "ru", dt.date(2026, 11, 26))

    rendered = order_texts.render(template, facts, frozenset({"full_release", "failed"}))

    assert ".." not in str(rendered)


@pytest.mark.django_db
def test_an_item_with_a_condition_is_printed_only_then():
    template = OrderTemplate(heading="A", preamble="B", items="Бир.\n\n[full_release] Эки.\n\nҮч.", ground="C")

    assert order_texts.render(template, {}, frozenset())["items"] == ["Бир.", "Үч."]
    assert order_texts.render(template, {}, frozenset({"full_release"}))["items"] == ["Бир.", "Эки.", "Үч."]


def test_an_unknown_placeholder_is_refused_by_name():
    with pytest.raises(ValidationError, match="titel"):
        order_texts.check_placeholders("«{{titel}}» программасы")


@pytest.mark.django_db
def test_facts_of_a_run_are_inflected_dates_and_whole_names():
    run = RunFactory(
        starts_on=dt.date(2026, 10, 12),
        ends_on=dt.date(2026, 10, 30),
        apply_from=dt.date(2026, 9, 1),
        apply_until=dt.date(2026, 9, 30),
    )

    facts = order_texts.run_facts(run, "ky")

    assert facts["period"] == "2026-жылдын 12-октябрынан 30-октябрына чейин"
    assert facts["year"] == "2026-2027-окуу жылы"
