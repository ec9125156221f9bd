"""Guessing passwords is slow: at one account, from one place, at all accounts; its owner comes in all the same."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client, RequestFactory

from ostu_qualification.core.door import log_in_limits
from tests.factories import UserFactory

PASSWORD = "Жалал-Абад 2026"


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()


@pytest.fixture
def clock():
    with time_machine.travel(dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC), tick=False) as clock:
        yield clock


@pytest.fixture
def user(db):
    """Whoever is guessed at."""
    user = UserFactory(login="rector@example.kg")
    user.set_password(PASSWORD)
    user.save()
    return user


def _log_in(client: Client, login: str, password: str = PASSWORD) -> int:
    return client.post("/log-in/", {"login": login, "password": password}).status_code


def _from(address: str) -> Client:
    return Client(REMOTE_ADDR=address)


def test_the_sixth_wrong_try_has_to_wait_longer_each_time(clock, user):
    client = _from("203.0.113.1")
    codes = [_log_in(client, user.login, "wrong") for _try in range(6)]
    clock.shift(10)
    codes += [_log_in(client, user.login, "wrong"), _log_in(client, user.login)]
    page = client.post("/log-in/", {"login": user.login, "password": PASSWORD}).content.decode()
    clock.shift(20)

    assert codes == [422] * 5 + [429, 422, 429]
    assert "20 секунддан кийин" in page
    assert _log_in(client, user.login) == 302


def test_a_right_password_is_not_looked_at_while_one_has_to_wait(clock, user):
    client = _from("203.0.113.1")
    for _try in range(5):
        _log_in(client, user.login, "wrong")

    assert _log_in(client, user.login) == 429


def test_forty_tries_at_once_are_all_counted(user):
    """Only begin() is tried here: the password is looked at after it, and the view does nothing else before."""
    request = RequestFactory(REMOTE_ADDR="203.0.113.1").post("/log-in/")

    with ThreadPoolExecutor(40) as hands:
        attempts = list(hands.map(lambda _n: log_in_limits.begin(request, user.login), range(40)))

    assert sum(each.wait == 0 for each in attempts) == 5


def test_a_stranger_never_keeps_the_owner_out(clock, user):
    device = _from("203.0.113.9")
    _log_in(device, user.login)
    device.post("/log-out/")
    for last in range(1, 60):  # from many addresses, the owner's own among them
        for _try in range(6):
            _log_in(_from(f"203.0.113.{last}"), user.login, "wrong")

    assert _log_in(device, user.login) == 302, "a device that was here before counts by itself"
    assert _log_in(_from("198.51.100.1"), user.login) == 302, "a new device comes in at the first try"


def test_an_account_guessed_at_from_everywhere_is_guarded_from_the_first_wrong_try_of_a_network(clock, user):
    for last in range(1, 6):
        for _try in range(5):
            _log_in(_from(f"203.0.113.{last}"), user.login, "wrong")

    assert [_log_in(_from("198.51.100.1"), user.login, "wrong") for _try in range(2)] == [422, 429]


def test_one_password_tried_on_many_accounts_has_to_wait(clock, db):
    client = _from("203.0.113.1")

    codes = [_log_in(client, f"user{n}@example.kg", "Password2026") for n in range(70)]

    assert codes == [422] * 60 + [429] * 10


def test_many_addresses_of_one_ipv6_network_are_one(clock, user):
    codes = [_log_in(_from(f"2001:db8::{n:x}"), user.login, "wrong") for n in range(1, 8)]

    assert codes == [422] * 5 + [429] * 2


def test_success_takes_back_only_its_own_try(clock, user):
    own = UserFactory(login="own@example.kg")
    own.set_password(PASSWORD)
    own.save()
    for n in range(59):
        _log_in(_from("203.0.113.1"), f"user{n}@example.kg", "wrong")
        if n % 10 == 0:
            assert _log_in(_from("203.0.113.1"), own.login) == 302

    assert _log_in(_from("203.0.113.1"), own.login) == 302
    assert [_log_in(_from("203.0.113.1"), f"more{n}@example.kg", "wrong") for n in range(2)] == [422, 429]


def test_the_same_phone_is_counted_once_however_written(clock, user):
    user.login = "+996772720582"
    user.save()
    client = _from("203.0.113.1")
    for written in ["0772720582", "+996772720582", "0772 720582", "772720582", "996772720582"]:
        _log_in(client, written, "wrong")

    assert _log_in(client, "0772 72 05 82") == 429


def test_a_device_is_known_only_for_accounts_that_it_logged_in_to(clock, user):
    own = UserFactory(login="own@example.kg")
    own.set_password(PASSWORD)
    own.save()
    device = _from("203.0.113.1")
    _log_in(device, own.login)
    device.post("/log-out/")

    codes = [_log_in(device, user.login, "wrong") for _try in range(6)]

    assert codes == [422] * 5 + [429]


def test_a_known_device_is_slowed_by_its_own_tries(clock, user):
    device = _from("203.0.113.1")
    _log_in(device, user.login)
    device.post("/log-out/")

    codes = [_log_in(device, user.login, "wrong") for _try in range(6)]

    assert codes == [422] * 5 + [429]


@pytest.mark.parametrize("forged", ["", "x", '{"id": "a", "accounts": []}', "x" * 5000, "\0"])
def test_a_cookie_that_we_did_not_write_is_no_known_device(user, forged):
    request = RequestFactory(REMOTE_ADDR="203.0.113.1").post("/log-in/")
    request.COOKIES["device"] = forged

    assert log_in_limits.begin(request, user.login).device["accounts"] == []


def test_the_device_cookie_is_for_us_alone_and_names_nobody(user):
    client = _from("203.0.113.1")
    _log_in(client, user.login)

    cookie = client.cookies["device"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert "rector" not in cookie.value


def test_a_device_remembers_the_last_ten_accounts(db):
    request = RequestFactory(REMOTE_ADDR="203.0.113.1").post("/log-in/")
    for n in range(12):
        client = Client()
        user = UserFactory(login=f"u{n}@example.kg")
        user.set_password(PASSWORD)
        user.save()
        client.cookies["device"] = request.COOKIES.get("device", "")
        _log_in(client, user.login)
        request.COOKIES["device"] = client.cookies["device"].value

    assert len(log_in_limits.begin(request, "x@example.kg").device["accounts"]) == 10
