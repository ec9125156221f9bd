"""Attacks that failed once and have to keep failing."""

import io
from urllib.parse import quote, urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from staff.letters.tasks import send_reminders
from staff.models import TrainingRecord
from tests.core.records.test_uploads import CLAIM
from tests.factories import EmploymentFactory, LetterFactory, PersonFactory, TrainingRecordFactory

PASSWORD = "Жалал-Абад 2026"
AWAY = [
    "https://evil.example/",
    "http://evil.example",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "https:///evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "/\r\nLocation: https://evil.example/",
    "https://testserver@evil.example/",
    "//testserver.evil.example/",
]
MARKUP = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{ 7*7 }}{% now %}",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "&lt;b&gt;",
]
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("https://evil.example")', "＝1+1", "=cmd|' /C calc'!A0"]


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()


@pytest.fixture
def user(aigul):
    """An account with a password."""
    aigul.user.set_password(PASSWORD)
    aigul.user.save()
    return aigul.user


def _stays(location: str) -> bool:
    parts = urlsplit(location)
    return not parts.scheme and not parts.netloc and location.startswith("/") and "\n" not in location


@pytest.mark.parametrize("away", AWAY)
def test_no_address_leads_away(user, away):
    client = Client()

    answers = [
        client.post("/log-in/", {"login": user.login, "password": PASSWORD, "next": away}),
        client.get("/log-in/", {"next": away}),  # logged in by now
        client.post("/language/", {"language": "ru", "next": away}),
        client.post("/views/save/", {"page": away, "query": away, "name": "x"}),
    ]

    locations = [each.headers["Location"] for each in answers if each.status_code == 302]
    assert len(locations) >= 3
    assert [each for each in locations if not _stays(each)] == []


@pytest.mark.parametrize("name", ["log_in", "log_out", "set_language", "verify", "claim_training", "ask_about_data"])
def test_a_form_from_elsewhere_is_refused(user, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)

    answer = client.post(reverse(name), {"language": "ru", "number": "1", "text": "x"})

    assert answer.status_code == 403
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "testserver:80@evil.example", "evil.example:80", "[::1]"]
)
def test_another_host_is_refused(host):
    assert Client().get("/", headers={"host": host}).status_code == 400


@pytest.mark.django_db
def test_a_forwarded_host_is_ignored():
    page = Client().get("/", headers={"x-forwarded-host": "evil.example", "x-host": "evil.example"})

    assert page.status_code == 200
    assert "evil.example" not in page.content.decode()


def test_letters_name_our_own_site_alone(user, aigul):
    Client(headers={"x-forwarded-host": "evil.example"}).post("/log-in/", {"login": user.login, "password": PASSWORD})
    LetterFactory(person=aigul, address="aigul@example.org")

    send_reminders()

    assert mail.outbox
    assert "evil.example" not in "".join(str(each.message()) for each in mail.outbox)


def test_a_session_begins_anew_with_the_log_in_and_ends_with_the_log_out(user):
    client = Client()
    client.cookies["sessionid"] = "a" * 32
    client.get("/log-in/")
    client.post("/log-in/", {"login": user.login, "password": PASSWORD})
    logged_in = client.cookies["sessionid"].value
    client.post("/log-out/")
    stolen = Client()
    stolen.cookies["sessionid"] = logged_in

    assert logged_in != "a" * 32
    assert stolen.get("/my/").status_code == 302


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(user):
    client = Client()
    client.post("/log-in/", {"login": user.login, "password": PASSWORD})

    for name in ("sessionid", "device"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/media/",
        "/media/evidence/2026/scan.pdf",
        "/admin/",
        "/.git/config",
        "/.env",
        "/var/secret-key",
        "/static/../ostu_qualification/settings.py",
        "/static/%2e%2e/manage.py",
        "/static/..%2fmanage.py",
        "/static/....//manage.py",
        "/static//etc/passwd",
        "/styleguide/",
    ],
)
def test_nothing_lies_beside_the_pages(address):
    assert Client().get(address).status_code == 404


@pytest.fixture
def claimed(aigul, cholpon, log_in):
    """Claims whose every text is somebody's attempt, in the ledger of a member of staff."""

    def _claimed(texts: list[str]):
        return [
            TrainingRecordFactory(
                person=aigul, state="claimed", title=text, provider=text, country=text[:100], document_number=text[:100]
            )
            for text in texts
        ]

    return _claimed


def test_markup_is_shown_as_text_everywhere(claimed, aigul, cholpon, log_in):
    records = claimed(MARKUP)
    officer, own = log_in(cholpon), log_in(aigul)

    pages = [
        officer.get("/ledger/"),
        officer.get("/ledger/", {"q": MARKUP[0]}),
        own.get("/my/"),
        own.get("/my/data/"),
        *(client.get(reverse("training_detail", args=[each.pk])) for each in records for client in (officer, own)),
        *(officer.get("/people/", {"q": text, "family_name": text}) for text in MARKUP),
        *(Client().get("/catalogue/", {"q": text}) for text in MARKUP),
        *(Client().get(f"/verify/{quote(text, safe='')}/") for text in MARKUP),
        *(Client().get("/verify/", {"number": text}) for text in MARKUP),
        *(Client().post("/verify/", {"number": text, "family_name": text}) for text in MARKUP),
        *(Client().post("/log-in/", {"login": text, "password": text}) for text in MARKUP),
        Client().get("/log-in/", {"next": '"><script>alert(1)</script>'}),
    ]

    shown = "".join(each.content.decode() for each in pages)
    assert "alert(1)" in shown
    for raw in ("<script>alert", "<img src=x", "<svg/onload", 'href="javascript:'):
        assert raw not in shown
    assert {each.status_code for each in pages} <= {200, 302, 404, 422, 429}


def test_no_text_is_a_formula_in_excel(claimed, cholpon, log_in):
    claimed(FORMULAS)

    answer = log_in(cholpon).get("/ledger/", {"format": "xlsx"})

    cells = [cell for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
    assert sum(text in str(cell.value) for text in FORMULAS for cell in cells) >= len(FORMULAS)


def test_a_claim_says_nothing_of_what_it_may_not(aigul, log_in):
    more = {
        "state": "recognised",
        "source": "own",
        "person": "1",
        "key": "x",
        "level": "3",
        "id": "1",
        "decided_by": "1",
    }

    answer = log_in(aigul).post(reverse("claim_training"), {**CLAIM, **more})

    record = TrainingRecord.objects.get()
    assert answer.status_code == 302
    assert (record.state, record.person, record.level) == ("claimed", aigul, None)
    assert record.source != "own"
    assert record.key != "x"


@pytest.mark.parametrize(
    "name",
    [
        "../../../../tmp/pwn.pdf",
        "a\0b.pdf",
        "ү" * 400 + ".pdf",
        "\u202efdp.exe.pdf",
        'a"; filename="b.exe.pdf',
        "a\r\nX-Evil: 1.pdf",
        "scan.pdf.exe",
        ".htaccess",
        "scan.svg",
        "scan.html",
        "CON.pdf",
    ],
)
def test_a_file_lies_where_it_belongs_under_a_harmless_name_or_is_refused(aigul, log_in, settings, name):
    scan = SimpleUploadedFile("x.pdf", b"%PDF-1.4 %%EOF")
    scan._name = name

    answer = log_in(aigul).post(reverse("claim_training"), {**CLAIM, "evidence": scan})

    record = TrainingRecord.objects.first()
    assert answer.status_code == (302 if record else 422)
    if record:
        kept = settings.MEDIA_ROOT / record.evidence.name
        assert kept.resolve().is_relative_to((settings.MEDIA_ROOT / "evidence").resolve())
        assert kept.suffix in (".pdf",)
        assert not set(kept.name) & set('"\r\n\0/\\\u202e')


def test_evidence_is_for_its_owner_head_and_the_offices(aigul, bakyt, cholpon, daniyar, elena, log_in):
    record = TrainingRecordFactory(
        person=aigul, state="claimed", evidence=SimpleUploadedFile("scan.pdf", b"%PDF-1.4 <script> %%EOF")
    )
    colleague = EmploymentFactory(unit=aigul.employments.get().unit).person
    may = [aigul, bakyt, cholpon, daniyar, PersonFactory(roles=["hr_officer"])]
    may_not = [
        colleague,
        elena,
        *(PersonFactory(roles=[role]) for role in ("finance_officer", "council_secretary", "international_officer")),
    ]
    address = reverse("training_evidence", args=[record.pk])

    answers = [log_in(person).get(address) for person in may]
    refused = {log_in(person).get(address).status_code for person in may_not}

    assert ({each.status_code for each in answers}, refused) == ({200}, {404})
    for answer in answers:
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        for close in answer._resource_closers:
            close()
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize(
    "query",
    [
        "page=1000000000",
        "page=-5",
        f"page={10**20}",
        "page=٣",
        "sort=password",
        "sort=-user__password",
        "sort=--name",
        "column=x&column=x&column=name",
        f"within={10**20}",
        "within=" + "9" * 3900,
        "on=01.01.0001",
        "on=31.12.9999",
        f"pk={10**20}&pk=-1&pk=x",
        "format=pdf",
        "state=none&state=claimed",
        "q=%FF%FE",
        "q=" + "a" * 5000,
        "all=1&more=1&q=%27",
    ],
)
def test_an_odd_address_breaks_no_list(cholpon, log_in, query):
    client = log_in(cholpon)
    lists = [
        "/people/",
        "/ledger/",
        "/units/",
        "/letters/",
        "/runs/",
        "/applications/",
        "/organisations/",
        "/university/",
    ]

    codes = {client.get(f"{each}?{query}").status_code for each in [*lists, "/ledger/recognise/", "/letters/retry/"]}

    assert max(codes) < 500


@pytest.mark.parametrize(
    ("name", "arguments", "field"),
    [
        ("set_letter_language", {}, "language"),
        ("set_letter_choice", {}, "choice"),
        ("set_language", {}, "language"),
        ("set_consent", {"kind": "name_on_verification"}, "given"),
        ("set_consent", {"kind": "x" * 300}, "given"),
        ("save_view", {}, "page"),
        ("confirm_data", {}, "x"),
    ],
)
def test_values_that_no_form_reads_are_known_or_refused(aigul, log_in, name, arguments, field):
    client = log_in(aigul)

    for value in ("x" * 5000, "", "ky\n", "None", str(10**20)):
        answer = client.post(reverse(name, kwargs=arguments), {field: value, "name": "x", "query": "x" * 5000})
        assert answer.status_code in (302, 404, 422)

    aigul.refresh_from_db()
    assert (aigul.language, aigul.letter_choice) == ("ky", "single")
