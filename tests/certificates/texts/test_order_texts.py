"""Texts of orders: placeholders filled, conditions kept. Clause 5.7."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from certificates.models import Attestation, Order, OrderTemplate
from certificates.orders import transitions
from certificates.texts import filling, queries
from certificates.texts.checks import check_order_texts
from certificates.texts.models import PLACEHOLDERS
from tests.factories import ApplicationFactory, RunFactory


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ky", "ru"])
@pytest.mark.parametrize("kind", ["enrolment", "certificates"])
def test_first_texts_have_no_placeholder_that_nothing_fills(kind, language):
    template = queries.template_of(kind, language, dt.date(2026, 11, 23))
    facts = dict.fromkeys(PLACEHOLDERS[kind], "X")

    assert template.problems() == {}
    rendered = filling.render(template, facts, frozenset({"full_release", "failed"}))

    assert "{{" not in str(rendered)
    assert "[" not in "".join(rendered["items"])


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["enrolment", "certificates"])
def test_no_russian_sentence_of_an_order_has_two_full_stops(kind):
    facts = dict.fromkeys(PLACEHOLDERS[kind], "26 ноября 2026 г.")
    template = queries.template_of(kind, "ru", dt.date(2026, 11, 26))

    rendered = filling.render(template, facts, frozenset({"full_release", "failed"}))

    assert ".." not in str(rendered)


@pytest.mark.django_db
def test_an_item_with_a_condition_is_printed_only_then():
    template = text_of_an_order("Бир.\n\n[full_release] Эки.\n\nҮч.")

    assert filling.render(template, {}, frozenset())["items"] == ["Бир.", "Үч."]
    assert filling.render(template, {}, frozenset({"full_release"}))["items"] == ["Бир.", "Эки.", "Үч."]


def text_of_an_order(items: str, **parts) -> OrderTemplate:
    """A text of an order of enrolment with these items."""
    values = {"kind": "enrolment", "language": "ky", "valid_from": dt.date(2026, 1, 1)} | parts
    return OrderTemplate(**{"heading": "A", "preamble": "B", "ground": "C", **values, "items": items})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("parts", "field", "name"),
    [
        ({"heading": "«{{titel}}» программасы"}, "heading", "titel"),
        ({"preamble": "{{ titel }}"}, "preamble", "titel"),
        ({"items": "Бир {{titel}}."}, "items", "titel"),
        ({"ground": "{{titel}}"}, "ground", "titel"),
        ({"items": "{{resit_dat}} чейин."}, "items", "resit_dat"),  # a fact of certificates, not of enrolment
        ({"kind": "certificates", "items": "{{list_day}}"}, "items", "list_day"),
        ({"kind": "subsidy", "items": "{{title}}"}, "items", "title"),
        ({"items": "[full_relaese] Сакталсын."}, "items", "full_relaese"),
        ({"kind": "certificates", "items": "[full_release] Сакталсын."}, "items", "full_release"),
    ],
)
def test_a_text_that_would_print_a_hole_is_refused_where_it_is_kept_and_where_it_is_used(parts, field, name):
    template = text_of_an_order(**{"items": "Бир.", **parts})

    with pytest.raises(ValidationError) as refused:
        template.full_clean()
    with pytest.raises(ValidationError, match=name):
        filling.render(template, {}, frozenset())

    assert list(refused.value.message_dict) == [field]
    assert name in refused.value.message_dict[field][0]


@pytest.mark.django_db
def test_every_placeholder_is_filled_by_the_order_that_may_use_it(selected_run, closed_attestation, cholpon):
    """A text that uses all of them is drafted without a hole."""
    for kind, names in PLACEHOLDERS.items():
        everything = "\n\n".join("{{" + name + "}}" for name in sorted(names))
        OrderTemplate.objects.filter(kind=kind).update(items=everything)
    ApplicationFactory(run=selected_run, state="confirmed")

    orders = [
        transitions.draft_enrolment_order(selected_run, by=cholpon.user),
        transitions.draft_certificate_order(closed_attestation(80, 30), by=cholpon.user),
    ]

    for order in orders:
        for language in order.languages:
            items = order.content[language]["items"]
            assert len(items) == len(PLACEHOLDERS[order.kind])
            assert all(items), items


@pytest.mark.django_db
def test_a_hole_is_said_when_the_order_is_drafted(selected_run, cholpon, log_in):
    OrderTemplate.objects.filter(kind="enrolment", language="ru").update(ground="{{list_nr}}")
    ApplicationFactory(run=selected_run, state="confirmed")

    answer = log_in(cholpon).post(reverse("draft_enrolment_order", args=[selected_run.pk]))

    assert answer.status_code == 422
    assert "list_nr" in str(answer.context["form"].non_field_errors())
    assert not Order.objects.exists()


@pytest.mark.django_db
def test_a_missing_text_is_said_when_the_order_is_drafted(selected_run, cholpon, log_in):
    OrderTemplate.objects.filter(kind="enrolment", language="ru").delete()
    ApplicationFactory(run=selected_run, state="confirmed")

    answer = log_in(cholpon).post(reverse("draft_enrolment_order", args=[selected_run.pk]))

    assert answer.status_code == 422
    assert "«ru»" in str(answer.context["form"].non_field_errors())


@pytest.mark.django_db
def test_the_check_of_the_system_names_texts_with_holes():
    before = check_order_texts(databases=["default"])
    OrderTemplate.objects.filter(kind="certificates", language="ky").update(heading="{{titel}}")

    (found,) = check_order_texts(databases=["default"])

    assert before == []
    assert (found.id, found.obj.language, "titel" in found.msg) == ("certificates.W001", "ky", True)
    assert check_order_texts(databases=None) == []


@pytest.mark.django_db
def test_no_resit_is_promised_on_the_day_of_the_attestation_itself(closed_attestation, cholpon):
    """An attestation closed before its day of the resit was asked for."""
    attestation = closed_attestation(80, 30)
    Attestation.objects.filter(pk=attestation.pk).update(resit_until=None)

    with pytest.raises(ValidationError, match="кайра тапшыруу"):
        transitions.draft_certificate_order(attestation, by=cholpon.user)


@pytest.mark.django_db
def test_facts_of_a_run_are_inflected_dates_and_whole_names():
    run = RunFactory(
        starts_on=dt.date(2026, 10, 12),
        ends_on=dt.date(2026, 10, 30),
        apply_from=dt.date(2026, 9, 1),
        apply_until=dt.date(2026, 9, 30),
    )

    facts = filling.run_facts(run, "ky")

    assert facts["period"] == "2026-жылдын 12-октябрынан 30-октябрына чейин"
    assert facts["year"] == "2026-2027-окуу жылы"
