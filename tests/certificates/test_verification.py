"""Public verification: four answers, no name without consent, slow for those who guess. Clause 5.7."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from certificates import verification
from certificates.models import Certificate
from ostu_qualification.core.models import today
from staff.consents import set_consent


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


@pytest.fixture
def certificate(issued):
    """A certificate of Осмонова Эмил Маратович."""
    return issued(80)[0]


@pytest.mark.clause("5.7")
@pytest.mark.parametrize("state", ["valid", "replaced", "revoked"])
def test_the_page_answers_with_the_state(certificate, state):
    Certificate.objects.update(state=state, state_reason="Ката" if state != "valid" else "")

    page = Client().get(reverse("verify_code", args=[certificate.code]))

    assert page.status_code == 200
    assert page.context["answer"].state == state


@pytest.mark.django_db
@pytest.mark.clause("5.7")
def test_an_unknown_certificate_is_not_found():
    page = Client().get(reverse("verify_code", args=["AAAAAAAAAAAAAAAA"]))

    assert page.status_code == 404
    assert page.context["answer"].state == "unknown"


@pytest.mark.clause("5.7")
@pytest.mark.parametrize(
    "written",
    [
        "ОшТУ-КМ № {year}/0001",
        "ОшТУ-КМ №{year}/1",
        "  ОшТУ-КМ   {year}-0001 ",
        "ОшТУ-КМ No. {year} / 0001",
        "ошту-км № {year}/0001",
        "КМ {year}–1",
        "№ {year}/0001",
        "{year}/1",
    ],
)
def test_by_number_reads_every_habit_of_writing(certificate, written):
    assert verification.by_number(written.format(year=today().year)).certificate == certificate


@pytest.mark.clause("5.7")
@pytest.mark.parametrize("written", ["ОшТУ-ТМ № {year}/0001", "{year}/0002", "0001", "№ {year}", "' OR 1=1"])
def test_by_number_does_not_guess(certificate, written):
    assert verification.by_number(written.format(year=today().year)).state == "unknown"


@pytest.mark.clause("5.7")
def test_a_number_without_series_is_unknown_when_two_bear_it(issued):
    issued(80, number="1")
    issued(80, number="2", form="thematic", hours=72, attestation_form="attestation_and_exam")

    assert verification.by_number(f"{today().year}/1").state == "unknown"
    assert verification.by_number(f"ОшТУ-ТМ {today().year}/1").state == "valid"


@pytest.mark.clause("5.7")
@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Осмонов Эмил Маратович", "О•••••• Э. М."),
        ("Асанбек уулу Тилек", "А•••••• Т."),
        ("Бакыт кызы Айгерим", "Б•••••• А."),
        ("Ли", "Л••••••"),
    ],
)
def test_masked_shows_initials_only(name, seen):
    assert verification.masked(name) == seen


@pytest.mark.clause("5.7")
def test_a_name_is_shown_only_with_consent_and_until_it_is_withdrawn(certificate):
    person = certificate.person

    def seen() -> list[bool]:
        page = Client().get(reverse("verify_code", args=[certificate.code])).content.decode()
        answer = Client().get(reverse("verify_json", args=[certificate.code])).json()
        return [certificate.name in page, answer["name"] == certificate.name]

    before = seen()
    set_consent(person, "name_on_verification", is_given=True, by=person.user)
    given = seen()
    set_consent(person, "name_on_verification", is_given=False, by=person.user)

    assert (before, given, seen()) == ([False, False], [True, True], [False, False])


@pytest.mark.clause("5.7")
def test_a_file_is_known_byte_for_byte(certificate):
    with certificate.file.open() as file:
        content = file.read()

    same = Client().post(reverse("verify"), {"file": SimpleUploadedFile("c.pdf", content)})
    changed = Client().post(reverse("verify"), {"file": SimpleUploadedFile("c.pdf", content + b"\n")})

    assert (same.status_code, changed.status_code) == (200, 404)
    assert same.context["answer"].certificate == certificate


@pytest.mark.clause("5.7")
def test_guessing_is_stopped_after_twenty_wrong_numbers(certificate):
    stranger = Client()
    wrong = [stranger.get(reverse("verify"), {"number": f"2026/{n}"}).status_code for n in range(100, 120)]

    blocked = stranger.get(reverse("verify_code", args=[certificate.code]))
    as_json = stranger.get(reverse("verify_json", args=[certificate.code]))

    assert set(wrong) == {404}
    assert (blocked.status_code, as_json.status_code) == (429, 429)
    assert "answer" not in blocked.context


@pytest.mark.clause("5.7")
def test_right_numbers_are_never_counted(certificate):
    stranger = Client()

    answers = {stranger.get(reverse("verify_code", args=[certificate.code])).status_code for _n in range(25)}

    assert answers == {200}


@pytest.mark.clause("5.7")
def test_no_search_engine_keeps_an_answer(certificate):
    for name in ("verify_code", "verify_json"):
        answer = Client().get(reverse(name, args=[certificate.code]))
        assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.clause("5.7")
def test_verify_json_says_what_was_issued(certificate):
    answer = Client().get(reverse("verify_json", args=[certificate.code])).json()

    assert answer == {
        "state": "valid",
        "number": certificate.full_number,
        "name": verification.masked(certificate.name),
        "title": "Окутуунун ыкмалары",
        "hours": 16,
        "from": certificate.started_on.isoformat(),
        "to": certificate.ended_on.isoformat(),
        "issued_on": today().isoformat(),
        "order": "09-04/1",
        "sha256": certificate.sha256,
    }
