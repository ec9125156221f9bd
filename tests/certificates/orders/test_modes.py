"""The four modes of the Regulation: a programme and a course have one, everybody sees which, an order says it. Clause 4.2."""

import pytest
from django.urls import reverse
from django.utils import translation

from certificates.orders import transitions
from staff.ledger.models import TrainingMode
from staff.models import TrainingRecord
from tests.factories import ApplicationFactory, ProgrammeFactory, RunFactory

pytestmark = pytest.mark.django_db

WORDS = {
    "full_release": "жумуштан толук бошотуп",
    "partial_release": "жарым-жартылай",
    "alongside": "негизги жумушунан тоскоолдук жаратпастан",
    "distance": "дистанттык технологияларды колдонуу менен",
}


@pytest.mark.clause("4.2")
def test_the_modes_are_those_of_the_regulation():
    assert set(TrainingMode.values) == set(WORDS)


@pytest.mark.clause("4.2")
@pytest.mark.parametrize("mode", TrainingMode.values)
def test_a_course_has_each_mode_and_its_page_says_which(client, mode):
    run = RunFactory(mode=mode, programme=ProgrammeFactory(mode=mode))

    page = client.get(reverse("programme_page", args=[run.programme_id])).content.decode()

    assert WORDS[mode] in page


@pytest.mark.clause("4.2")
@pytest.mark.parametrize("mode", TrainingMode.values)
def test_training_done_elsewhere_is_kept_with_each_mode(aigul, log_in, mode):
    claim = {
        "title": "Окутуу", "provider": "ОшМУ", "country": "Кыргызстан", "form": "short", "mode": mode, "hours": 36,
        "ended_on": "15.06.2026", "document_kind": "сертификат", "document_number": "1145",
    }  # fmt: skip

    log_in(aigul).post(reverse("claim_training"), claim)

    assert TrainingRecord.objects.get().mode == mode


@pytest.mark.clause("4.2")
@pytest.mark.parametrize("mode", TrainingMode.values)
def test_the_order_says_the_mode_and_keeps_post_and_pay_of_those_released_from_work(selected_run, cholpon, mode):
    type(selected_run).objects.update(mode=mode)
    ApplicationFactory(run=selected_run, state="confirmed")

    order = transitions.draft_enrolment_order(selected_run, by=cholpon.user)

    with translation.override("ky"):
        assert str(TrainingMode(mode).label) in " ".join(order.content["ky"]["items"])
    keeps_pay = any("орточо айлык акысы сакталсын" in item for item in order.content["ky"]["items"])
    assert keeps_pay is (mode == "full_release")
