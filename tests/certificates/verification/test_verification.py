"""Public verification: four answers, no name without consent, slow for those who guess. Clause 5.7."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from certificates.models import Certificate
from certificates.verification import answers as verification
from certificates.verification import views
from ostu_qualification.core.models import today
from staff.people.consents import set_consent


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


@pytest.fixture
def certificate(issued):
    """A certificate of Осмонов Эмил Маратович."""
    made = issued(80)[0]
    Certificate.objects.update(name="Осмонов Эмил Маратович")
    made.refresh_from_db()
    return made


@pytest.mark.parametrize("state", ["valid", "replaced", "revoked"])
def test_the_page_answers_with_the_state(certificate, state):
    Certificate.objects.update(state=state, state_reason="Ката" if state != "valid" else "")

    page = Client().get(reverse("verify_code", args=[certificate.code]))

    assert page.status_code == 200
    assert page.context["answer"].state == state


@pytest.mark.django_db
def test_an_unknown_certificate_is_not_found():
    page = Client().get(reverse("verify_code", args=["AAAAAAAAAAAAAAAA"]))

    assert page.status_code == 404
    assert page.context["answer"].state == "unknown"


def ask(written: str, name: str = "Осмонов", client: Client | None = None, **more):
    """What the page answers to a number and a name."""
    year = today().year
    facts = {"number": written.format(year=year), "family_name": name, **more}
    return (client or Client()).post(reverse("verify"), facts)


HABITS = [
    "ОшТУ-КМ № {year}/0001",
    "ОшТУ-КМ №{year}/1",
    "  ОшТУ-КМ   {year}-0001 ",
    "ОшТУ-КМ No. {year} / 0001",
    "ошту-км № {year}/0001",
    "КМ {year}–1",
    "№ {year}/0001",
    "{year}/1",
    "ОшТУ-KM № {year}/0001",  # K and M from a Latin keyboard
    "OшTУ-KM № {year}/0001",
    "OshTU-KM {year}/1",
    "OSHTU-KM N{year}/0001",
    "ОшТУ–КМ {year}/0001",
    "ОшТУ\u2011КМ\u00a0№\u00a0{year}/0001",
    "ОшТУ—КМ Nº {year}/0001",
    "ОшТУ КМ n° {year}/01",
    "№ ОшТУ-КМ {year}/0001",
    "Номер ОшТУ-КМ {year}/0001",
    "номери: ОшТУ-КМ {year}/0001",
    "km {year}/1",
    "OwTY-KM {year}\\1",
]


def test_a_number_is_understood_in_every_habit_of_writing(certificate):
    understood = {written: verification.number_in(written.format(year=today().year)) for written in HABITS}

    found = {written: number and verification.by_number(number, "Осмонов") for written, number in understood.items()}

    assert {written for written, answer in found.items() if not answer or answer.certificate != certificate} == set()


def test_what_was_found_has_an_address_without_a_name(certificate):
    answer = ask("ОшТУ-KM № {year}/0001")

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("verify_code", args=[certificate.code]))


def test_a_number_that_is_not_this_one_is_unknown(certificate):
    others = ["ОшТУ-ТМ № {year}/0001", "М {year}/0001", "У-КМ {year}/1", "{year}/0002", "Б {year}/1"]

    answers = [ask(written) for written in others]

    assert {(each.status_code, each.context["answer"].state) for each in answers} == {(404, "unknown")}


def test_what_is_no_number_is_said_at_its_field_and_not_counted_as_a_guess(certificate):
    stranger = Client()
    none = ["0001", "№ {year}", "' OR 1=1", "", "{year}/", "ABCDEFGH", "{year}/1234567", "a" * 201]

    answers = [ask(written, client=stranger) for written in none * 3]

    assert {(each.status_code, *each.context["form"].errors) for each in answers} == {(422, "number")}
    assert ask("{year}/1", client=stranger).status_code == 302


def test_the_printed_code_is_understood_in_the_field(certificate):
    code = certificate.code
    spaced = "-".join(code[n : n + 4] for n in range(0, 16, 4))
    cyrillic = code.translate(str.maketrans("ABCEHKMOPTXYI", "АВСЕНКМОРТХУІ")).replace("О", "0")
    address = f"https://example.org/verify/{code}"
    habits = [code, f" {code.lower()} ", spaced, cyrillic, address, f"{address}/", f"{address}.json", address[8:]]

    answers = [ask(written, name="") for written in habits]

    assert {(each.status_code, each.headers.get("Location")) for each in answers} == {
        (302, reverse("verify_code", args=[code]))
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["verify_code", "verify_json"])
@pytest.mark.parametrize(
    "code", ["\0", "abc\0def", "ABCDEFGHJKLMNPQ", "A" * 3000, "ABCDEFGHJKLMNP11", "АВСDEFGH JKLMNPQR'"]
)
def test_a_code_that_cannot_be_one_is_unknown(name, code):
    assert Client().get(reverse(name, args=["X"]).replace("X", quote(code))).status_code == 404


def test_the_name_is_compared_as_people_write_it(certificate):
    same = ["Осмонов", "осмонов", "ОСМОНОВ ЭМИЛ", "Осмонов Э. М.", "Эмил Осмонов", "Осмонов Эмил Маратович", "Өсмөнов"]
    others = ["Асанов", "Эмил", "Э.", "О", "Осмонова", "Осмонов Бакыт", "%", "•"]

    assert [name for name in same if not verification.bears_name(certificate, name)] == []
    assert [name for name in others if verification.bears_name(certificate, name)] == []


def test_a_name_of_several_words_is_known_by_its_family_name(certificate):
    Certificate.objects.update(name="Кошмамат уулу Калысбек")

    answers = [
        ask("{year}/1", name=each).status_code
        for each in ("Кошмамат", "Кошмамат у.", "Кошмамат уулу", "уулу", "Калысбек")
    ]

    assert answers == [302, 302, 302, 404, 404]


def test_a_number_with_another_name_is_as_unknown_as_no_number(certificate):
    """Numbers run from 1 on: whoever counts them through learns nothing, not even which there are."""
    other, none = ask("{year}/1", name="Асанов"), ask("{year}/2", name="Асанов")

    assert (other.status_code, none.status_code) == (404, 404)
    assert other.context["answer"] == none.context["answer"]


def test_a_number_alone_asks_for_the_name(certificate):
    answer = ask("{year}/1", name="")

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["family_name"])
    assert certificate.title_ky not in answer.content.decode()


def test_no_number_or_name_stands_in_an_address(certificate):
    """Addresses are kept in logs: the form is sent by POST, and an old address with a number only fills the field."""
    page = Client().get(reverse("verify"), {"number": f"{today().year}/1"})

    assert page.status_code == 200
    assert "answer" not in page.context
    assert f'value="{today().year}/1"' in page.content.decode()


def test_a_number_without_series_is_unknown_when_two_of_one_name_bear_it(issued):
    issued(80, number="1")
    issued(80, number="2", form="thematic", hours=72, attestation_form="attestation_and_exam")
    Certificate.objects.update(name="Осмонов Эмил Маратович")

    assert ask("{year}/1").status_code == 404
    assert ask("ОшТУ-ТМ {year}/1").status_code == 302


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Осмонов Эмил Маратович", "О•••••• Э. М."),
        ("Асанбек уулу Тилек", "А•••••• Т."),
        ("Бакыт кызы Айгерим", "Б•••••• А."),
        ("Ли", "Л••••••"),
        ("Мамат к. Нурзада", "М•••••• Н."),
        ("Кошмамат у. Калысбек", "К•••••• К."),
        ("Осмонов Бакыт Маматов уулу", "О•••••• Б. М."),
        ("Сыдыков К. М.", "С•••••• К. М."),
    ],
)
def test_masked_shows_initials_only(name, seen):
    assert verification.masked(name) == seen


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


def test_a_file_is_known_byte_for_byte(certificate):
    with certificate.file.open() as file:
        content = file.read()

    same = Client().post(reverse("verify"), {"file": SimpleUploadedFile("c.pdf", content)})
    changed = Client().post(reverse("verify"), {"file": SimpleUploadedFile("c.pdf", content + b"\n")})

    assert (same.status_code, changed.status_code) == (200, 404)
    assert same.context["answer"].certificate == certificate


def test_a_file_too_large_to_be_a_certificate_is_refused_unread(certificate):
    large = SimpleUploadedFile("c.pdf", b"%PDF-" + b"0" * 2 * 1024 * 1024)

    answer = Client().post(reverse("verify"), {"file": large})

    assert answer.status_code == 422
    assert "Файл 2 МБдан чоң" in answer.content.decode()


def test_no_file_is_said_at_its_field(db):
    answer = Client().post(reverse("verify"), {})

    assert (answer.status_code, list(answer.context["file_form"].errors)) == (422, ["file"])


def test_guessing_is_stopped_after_twenty_wrong_numbers_for_this_network_alone(certificate):
    stranger = Client(REMOTE_ADDR="203.0.113.7")
    wrong = [ask(f"{today().year}/{n}", client=stranger).status_code for n in range(100, 120)]

    blocked = ask("{year}/1", client=stranger)

    assert set(wrong) == {404}
    assert blocked.status_code == 429
    assert "10 мүнөттөн кийин" in blocked.content.decode()
    assert "answer" not in blocked.context
    assert ask("{year}/1", client=Client(REMOTE_ADDR="203.0.113.8")).status_code == 302


def test_a_stranger_behind_the_web_server_stops_nobody_else(certificate, settings):
    settings.TRUSTED_PROXIES = 1
    for n in range(100, 125):
        ask(f"{today().year}/{n}", HTTP_X_FORWARDED_FOR="203.0.113.7")
    client = Client(headers={"x-forwarded-for": "203.0.113.7"})
    other = Client(headers={"x-forwarded-for": "203.0.113.7, 203.0.113.8"})
    for n in range(100, 125):
        ask(f"{today().year}/{n}", client=client)

    assert ask("{year}/1", client=client).status_code == 429
    assert ask("{year}/1", client=other).status_code == 302


def test_whoever_guessed_too_often_still_verifies_by_code(certificate):
    stranger = Client()
    for n in range(100, 125):
        ask(f"{today().year}/{n}", client=stranger)

    by_code = stranger.get(reverse("verify_code", args=[certificate.code]))
    as_json = stranger.get(reverse("verify_json", args=[certificate.code]))

    assert (by_code.status_code, as_json.status_code) == (200, 200)


def test_what_was_found_is_no_guess_but_has_a_limit_of_its_own(certificate):
    stranger = Client()

    codes = [ask("{year}/1", client=stranger).status_code for _n in range(101)]

    assert codes == [302] * 100 + [429]


def test_of_many_guesses_at_once_each_is_counted(certificate):
    request = RequestFactory(REMOTE_ADDR="203.0.113.7").post("/verify/")
    unknown = verification.Answer(verification.UNKNOWN)

    with ThreadPoolExecutor(40) as hands:
        answers = list(hands.map(lambda _n: views._look_up(request, lambda: unknown), range(40)))

    assert sum(answer is not None for answer, _wait in answers) == 20


def test_no_search_engine_keeps_an_answer(certificate):
    for name in ("verify_code", "verify_json"):
        answer = Client().get(reverse(name, args=[certificate.code]))
        assert answer.headers["X-Robots-Tag"] == "noindex"


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
