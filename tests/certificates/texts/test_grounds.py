"""The acts that orders cite: those in force on the day, by kind of order, in each language; kept by the office. Section 2."""

import datetime as dt
import io

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from docx import Document

from certificates.models import LegalGround, OrderKind
from certificates.orders import documents, transitions
from certificates.texts import queries
from ostu_qualification.core.models import today
from ostu_qualification.core.records.history import history_of
from tests.factories import ApplicationFactory

OLD_CODE = dt.date(2025, 1, 31)
NAMED_BY_THE_REGULATION = ["№ 106", "№ 179", "№ 170", "№ 270", "№ 359", "Уставы"]


def cited(on: dt.date, kind: str) -> str:
    """All that orders of a kind cite on a day."""
    return "; ".join(
        f"{ground.title_ky} | {ground.title_ru} | {ground.title_en}" for ground in queries.grounds_on(on, kind)
    )


def text_of(order) -> str:
    """What the order prints, from its Word file."""
    document = Document(io.BytesIO(documents.order_as_docx(order)))
    return "\n".join(paragraph.text for paragraph in document.paragraphs).replace("\xa0", " ")


@pytest.mark.django_db
@pytest.mark.clause("2")
def test_all_acts_that_the_regulation_names_are_entered():
    titles = list(LegalGround.objects.values_list("title_ky", flat=True))

    assert [each for each in NAMED_BY_THE_REGULATION if not any(each in title for title in titles)] == []


@pytest.mark.django_db
@pytest.mark.clause("2")
def test_every_act_has_its_title_with_date_and_number_in_each_language():
    bare = [
        title
        for ground in LegalGround.objects.exclude(title_ky__contains="Устав")
        for title in (ground.title_ky, ground.title_ru, ground.title_en)
        if not any(sign in title for sign in ("№ ", "No. ")) or not any(year in title for year in ("20",))
    ]

    assert bare == []
    assert not LegalGround.objects.filter(title_en="").exists()


@pytest.mark.django_db
@pytest.mark.clause("2")
def test_the_labour_code_of_2004_was_followed_by_that_of_2025_without_a_day_between():
    before, after = cited(OLD_CODE, "enrolment"), cited(OLD_CODE + dt.timedelta(days=1), "enrolment")

    assert ("№ 106" in before, "№ 23" in before) == (True, False)
    assert ("№ 106" in after, "№ 23" in after) == (False, True)


@pytest.mark.clause("2")
def test_an_order_of_each_kind_prints_its_grounds(cholpon, selected_run, closed_attestation):
    ApplicationFactory(run=selected_run, state="confirmed")
    LegalGround.objects.create(
        title_ky="Эски токтом № 1",
        title_ru="Старое постановление № 1",
        valid_from=dt.date(2004, 1, 1),
        valid_to=today() - dt.timedelta(days=1),
        kinds=OrderKind.values,
    )
    LegalGround.objects.create(
        title_ky="Башка токтом № 2", title_ru="Другое постановление № 2", valid_from=today(), kinds=["subsidy"]
    )

    orders = [
        transitions.draft_enrolment_order(selected_run, by=cholpon.user),
        transitions.draft_certificate_order(closed_attestation(80), by=cholpon.user),
    ]

    for order in orders:
        printed = text_of(order)
        in_force = queries.grounds_on(today(), order.kind)
        assert len(in_force) >= 4
        for ground in in_force:
            assert ground.title_ky in printed
            assert ground.title_ru in printed
        assert "токтом № 1" not in printed
        assert "токтом № 2" not in printed


@pytest.mark.django_db
@pytest.mark.clause("2")
def test_an_officer_enters_an_act_and_ends_it(cholpon, log_in):
    browser = log_in(cholpon)
    written = {
        "title_ky": "Кыргыз Республикасынын 2026-жылдын 1-октябрындагы № 5 мыйзамы",
        "title_ru": "Закон Кыргызской Республики от 1 октября 2026 года № 5",
        "title_en": "Law of the Kyrgyz Republic No. 5 of 1 October 2026",
        "valid_from": "01.10.2026",
        "valid_to": "",
        "kinds": ["enrolment"],
        "position": "99",
        "note": "",
    }

    browser.post(reverse("add_ground"), written)
    ground = LegalGround.objects.get(position=99)
    browser.post(reverse("edit_ground", args=[ground.pk]), {**written, "valid_to": "31.10.2026"})

    ground.refresh_from_db()
    assert ground.valid_to == dt.date(2026, 10, 31)
    assert "№ 5" in cited(dt.date(2026, 10, 31), "enrolment")
    assert "№ 5" not in cited(dt.date(2026, 10, 31), "certificates")
    assert "№ 5" not in cited(dt.date(2026, 11, 1), "enrolment")
    acts = [line.additional_data["act"] for line in history_of(ground) if line.additional_data]
    assert acts == ["edit_ground", "add_ground"]
    assert "№ 5 мыйзамы" in browser.get(reverse("ground_list")).content.decode()


@pytest.mark.django_db
def test_an_end_before_the_beginning_is_refused_at_its_field(cholpon, log_in):
    ground = LegalGround.objects.order_by("pk").first()
    written = {"title_ky": "А", "title_ru": "А", "valid_from": "02.10.2026", "valid_to": "01.10.2026", "position": "1"}

    page = log_in(cholpon).post(reverse("edit_ground", args=[ground.pk]), written)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["valid_to"]
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalGround.objects.filter(pk=ground.pk).update(valid_from=dt.date(2026, 10, 2), valid_to=dt.date(2026, 10, 1))


@pytest.mark.clause("2")
def test_a_drafted_order_keeps_the_words_it_was_drafted_with(cholpon, selected_run):
    ApplicationFactory(run=selected_run, state="confirmed")
    order = transitions.draft_enrolment_order(selected_run, by=cholpon.user)
    printed = text_of(order)

    with time_machine.travel(today() + dt.timedelta(days=400)):
        LegalGround.objects.update(kinds=[])
        assert text_of(order) == printed
