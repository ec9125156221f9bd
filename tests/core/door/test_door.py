"""What no page can answer is refused in one place; every answer bears the same headers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import FakePayload
from django.urls import reverse

from tests.factories import PersonFactory


@pytest.fixture
def staff(db):
    """A client of somebody on the staff."""
    client = Client()
    client.force_login(PersonFactory().user)
    return client


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"])
@pytest.mark.parametrize("address", ["/", "/log-in/", "/verify/", "/my/", "/nowhere/"])
def test_other_methods_are_refused(staff, method, address):
    answer = staff.generic(method, address)

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.parametrize(
    "address",
    [
        "/verify/%00/",
        "/verify/%00.json",
        "/verify/abc%00def/",
        "/catalogue/?q=%00",
        "/?%00=1",
        "/people/?sort=%00&page=1",
        "/consents/%00/",
        "/%00",
    ],
)
def test_an_address_with_a_nul_is_not_found(staff, address):
    for client in (Client(), staff):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("save_view", {"page": "/people/\0", "query": "", "name": "x"}),
        ("save_view", {"page": "/people/", "query": "q=\0", "name": "x"}),
        ("set_letter_language", {"language": "ky\0"}),
        ("set_letter_choice", {"choice": "\0"}),
        ("set_language", {"language": "\0", "next": "\0"}),
        ("log_in", {"login": "a\0@example.org", "password": "\0"}),
        ("claim_training", {"title": "\0"}),
        ("claim_training", {"\0": "1"}),
    ],
)
def test_a_form_with_a_nul_is_refused_whatever_reads_it(staff, name, sent):
    assert staff.post(reverse(name), sent).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "django_language", "messages", "device", "other"])
def test_a_cookie_with_a_nul_is_no_cookie(name):
    client = Client(headers={"cookie": f'{name}="abcdefgh\\000ijklmnop"'})

    assert client.get("/log-in/").status_code == 200
    assert client.post("/log-in/", {"login": "a@example.org", "password": "x"}).status_code in (422, 429)


@pytest.mark.django_db
@pytest.mark.parametrize("sent", ["a" * 5000, "'", "%", "\\", "\x7f", "../../", "a.b.c"])
def test_an_odd_session_is_nobody_s(sent):
    client = Client()
    client.cookies["sessionid"] = sent

    assert client.get("/my/").status_code == 302


def _said_to_be(client: Client, megabytes: int):
    return client.generic(
        "POST", "/verify/", b"--x--\r\n", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(megabytes * 1024 * 1024)
    )


def test_strangers_send_no_large_files(staff):
    large = b"%PDF-" + b"0" * 4 * 1024 * 1024
    refused, taken = (
        client.post("/verify/", {"file": SimpleUploadedFile("c.pdf", large)}) for client in (Client(), staff)
    )

    assert (refused.status_code, taken.status_code) == (413, 422)
    assert "кичирээк же азыраак файл" in refused.content.decode()


def test_nobody_sends_more_than_the_web_server_lets_through(staff):
    assert _said_to_be(staff, 61).status_code == 413


def test_a_body_too_large_is_not_read(monkeypatch, db):
    def read(*_args):
        raise AssertionError("read")

    monkeypatch.setattr(FakePayload, "read", read)

    assert _said_to_be(Client(), 4).status_code == 413


@pytest.mark.parametrize("length", ["-1", "x", "", "٣" * 9, "9" * 5000])
def test_a_length_that_is_no_number_breaks_nothing(db, length):
    answer = Client().generic("GET", "/", b"", "text/plain", CONTENT_LENGTH=length)

    assert answer.status_code in (200, 413)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/log-in/", "/nowhere/", "/verify/%00/", "/my/"])
def test_every_answer_bears_the_headers_that_forbid(address):
    headers = Client().get(address).headers

    assert headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_health_is_told_over_plain_http_to_this_machine(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["example.org", "127.0.0.1"]

    health = Client(headers={"host": "127.0.0.1:8000"}).get("/health/")
    other = Client(headers={"host": "127.0.0.1:8000"}).get("/")

    assert (health.status_code, health.content) == (200, b"ok")
    assert (other.status_code, other.headers["Location"]) == (301, "https://127.0.0.1:8000/")


def test_many_files_in_one_form_are_too_many(staff):
    files = {f"file{n}": SimpleUploadedFile("a.pdf", b"%PDF-") for n in range(30)}

    assert staff.post("/verify/", files).status_code == 400
