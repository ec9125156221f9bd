"""Logging in by e-mail or phone, and out; languages; what goes wrong is said."""

import json

import pytest
from django.conf import settings
from django.core.cache import cache
from django.shortcuts import resolve_url
from django.test import Client

from tests.factories import UserFactory

PASSWORD = "Жалал-Абад 2026"


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


@pytest.fixture
def user(db):
    user = UserFactory(login="aigul@example.kg")
    user.set_password(PASSWORD)
    user.save()
    return user


def _log_in(client: Client, login: str, password: str = PASSWORD, **more: str):
    return client.post("/log-in/", {"login": login, "password": password, **more})


def _is_logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_log_in_by_email_in_any_case(client, user):
    response = _log_in(client, " Aigul@Example.KG ")

    assert response.status_code == 302
    assert _is_logged_in(client)


@pytest.mark.parametrize("written", ["0772 72-05-82", "+996 772 720 582", "996772720582"])
def test_log_in_by_phone_in_any_writing(client, user, written):
    user.login = "+996772720582"
    user.save()

    _log_in(client, written)

    assert _is_logged_in(client)


def test_log_in_refuses_wrong_password_with_422(client, user):
    response = _log_in(client, user.login, "wrong")

    assert response.status_code == 422
    assert "сырсөз туура эмес" in response.content.decode()
    assert "<title>Ката:" in response.content.decode()
    assert not _is_logged_in(client)


def test_log_in_names_the_empty_fields(client, db):
    response = client.post("/log-in/", {})

    page = response.content.decode()
    assert response.status_code == 422
    assert page.count('href="#id_login"') == page.count('href="#id_password"') == 1
    assert 'id="id_login_error"' in page


def test_log_in_refuses_inactive(client, user):
    user.is_active = False
    user.save()

    assert _log_in(client, user.login).status_code == 422


def test_log_in_goes_on_to_next(client, user):
    response = _log_in(client, user.login, next="/language/?a=1")

    assert response.url == "/language/?a=1"


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_log_in_never_goes_on_to_another_site(client, user, away):
    response = _log_in(client, user.login, next=away)

    assert response.url == resolve_url(settings.LOGIN_REDIRECT_URL)


def test_log_in_says_that_the_session_has_ended_to_whoever_had_one(client, user):
    _log_in(client, user.login)
    client.cookies.pop("sessionid")

    page = client.get("/home/", follow=True).content.decode()

    assert "Сессия аяктады" in page
    assert 'data-kept-for="/home/"' in page


@pytest.mark.parametrize("leave", ["log out", "never in"])
def test_log_in_speaks_of_no_session_to_others(client, user, leave):
    if leave == "log out":
        _log_in(client, user.login)
        client.post("/log-out/")

    assert "Сессия аяктады" not in client.get("/home/", follow=True).content.decode()


@pytest.mark.parametrize(
    ("sender", "wanted"),
    [
        ("http://testserver/people/?q=а#x", "/people/%3Fq%3D%D0%B0"),
        ("http://evil.example/people/", "/views/save/"),
        ("", "/views/save/"),
    ],
)
def test_a_form_sent_after_the_session_leads_back_to_its_page(client, db, sender, wanted):
    response = client.post("/views/save/", {}, headers={"referer": sender} if sender else None)

    assert response.url == f"/log-in/?next={wanted}"


def test_a_page_open_too_long_leads_back_to_its_form(user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)

    response = client.post("/views/save/", {}, headers={"referer": "http://testserver/people/?q=1"})

    assert response.status_code == 403
    assert 'href="/people/?q=1"' in response.content.decode()


def test_log_out_ends_the_session(client, user):
    client.force_login(user)

    response = client.post("/log-out/")

    assert response.status_code == 302
    assert not _is_logged_in(client)


def test_log_out_needs_post(client, user):
    client.force_login(user)

    assert client.get("/log-out/").status_code == 405


def test_demo_accounts_are_listed_in_demo_mode_only(client, db, settings, tmp_path):
    account = {"login": "o@example.kg", "password": "demo", "name": "Чолпон", "role_ky": "ИИжКББ адиси"}
    (tmp_path / "demo-accounts.json").write_text(json.dumps([account]))
    settings.VAR_DIR = tmp_path

    settings.DEMO = True
    shown = client.get("/log-in/").content.decode()
    settings.DEMO = False
    hidden = client.get("/log-in/").content.decode()

    assert "ИИжКББ адиси" in shown
    assert 'value="o@example.kg"' in shown
    assert "ИИжКББ адиси" not in hidden


@pytest.mark.parametrize(("language", "word"), [("ky", "Сырсөз"), ("ru", "Пароль"), ("en", "Password")])
def test_set_language_changes_the_page(client, db, language, word):
    response = client.post("/language/", {"language": language, "next": "/log-in/"})

    page = client.get(response.url).content.decode()
    assert word in page
    assert f'<html lang="{language}">' in page


def test_set_language_stays_with_the_user(client, user):
    client.force_login(user)

    client.post("/language/", {"language": "ru", "next": "/"})

    user.refresh_from_db()
    assert user.language == "ru"


def test_set_language_ignores_unknown_ones(client, db):
    response = client.post("/language/", {"language": "xx", "next": "/log-in/"})

    assert response.cookies == {}


def test_browser_language_does_not_beat_kyrgyz(client, db):
    page = client.get("/log-in/", headers={"accept-language": "ru,en;q=0.8"}).content.decode()

    assert '<html lang="ky">' in page


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_page_not_found_speaks_the_language(client, user, language):
    client.force_login(user)
    client.cookies["django_language"] = language

    response = client.get("/there-is-no-such-page/")

    assert response.status_code == 404
    assert f'<html lang="{language}">' in response.content.decode()


def test_pages_forbid_inline_scripts_and_styles(client, db):
    response = client.get("/log-in/")

    page = response.content.decode()
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]
    assert " style=" not in page
    assert "<style" not in page
    assert "<script>" not in page
