"""Whoever asks is known by the right address, whatever the request says of itself."""

import pytest
from auditlog.models import LogEntry
from django.test import Client, RequestFactory
from django.urls import reverse

from ostu_qualification.core.door.addresses import client_address, network_of
from staff.models import Consent, DataRequest

PROXY = "127.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "6.6.6.6", PROXY),
        (0, "", PROXY),
        (1, "", PROXY),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (1, "6.6.6.6,unknown", PROXY),
        (1, "unknown", PROXY),
        (1, "203.0.113.7:50123", "203.0.113.7"),
        (1, "[2001:db8::7]:50123", "2001:db8::7"),
        (1, "[2001:db8::7]", "2001:db8::7"),
        (1, "2001:DB8:0::7", "2001:db8::7"),
        (1, "fe80::7%eth0", "fe80::7"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
        (1, "203.0.113.7:50123:1", PROXY),
        (1, "999.0.113.7", PROXY),
        (1, "٢٠٣.0.113.7", PROXY),
        (1, "203.0.113.7,", PROXY),
        (1, "x" * 5000, PROXY),
        (2, "6.6.6.6, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (2, "203.0.113.7", PROXY),
        (-1, "6.6.6.6", PROXY),
    ],
)
def test_client_address_believes_only_the_web_servers_in_front(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}

    assert client_address(RequestFactory(REMOTE_ADDR=PROXY, **headers).get("/")) == expected


@pytest.mark.parametrize("connected", ["", "unix:"])
def test_client_address_is_empty_behind_a_socket_that_tells_none(connected):
    assert client_address(RequestFactory(REMOTE_ADDR=connected).get("/")) == ""


def test_network_of_takes_the_addresses_of_one_household_together():
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff:1") != network_of("2001:db8:0:1::1")
    assert network_of("203.0.113.7") == "203.0.113.7"
    assert network_of("") == ""


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_X_FORWARDED_FOR": "unknown"},
        {"HTTP_X_FORWARDED_FOR": "6.6.6.6"},
        {"HTTP_X_FORWARDED_FOR": "6.6.6.6, not-an-ip"},
        {"HTTP_X_FORWARDED_FOR": "[2001:db8::7]:50123, fe80::1%eth0"},
        {"HTTP_X_FORWARDED_FOR": "x" * 5000},
        {"HTTP_X_FORWARDED_PORT": "99999999999999999999"},
        {"HTTP_X_CORRELATION_ID": "x" * 5000},
    ],
)
def test_no_header_enters_the_history_or_breaks_an_act(log_in, aigul, headers):
    answer = log_in(aigul).post(
        reverse("ask_about_data"), {"kind": "correction", "text": "Туулган күнүм туура эмес"}, **headers
    )

    assert answer.status_code == 302
    line = LogEntry.objects.get_for_object(DataRequest.objects.get()).latest("pk")
    assert (line.remote_addr, line.remote_port, line.cid) == (PROXY, None, None)


def test_the_history_keeps_the_address_that_the_web_server_saw(settings, log_in, aigul):
    settings.TRUSTED_PROXIES = 1

    log_in(aigul).post(
        reverse("ask_about_data"),
        {"kind": "correction", "text": "Туулган күнүм туура эмес"},
        HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.7",
    )

    assert LogEntry.objects.get_for_object(DataRequest.objects.get()).latest("pk").remote_addr == "203.0.113.7"


def test_a_consent_keeps_the_address_that_the_web_server_saw(settings, log_in, aigul):
    settings.TRUSTED_PROXIES = 1

    log_in(aigul).post(
        reverse("set_consent", args=["name_on_verification"]),
        {"given": "1"},
        HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.7:4711",
    )

    assert Consent.objects.get().ip_address == "203.0.113.7"


def test_an_act_behind_a_socket_has_no_address(aigul):
    client = Client(REMOTE_ADDR="")
    client.force_login(aigul.user)

    client.post(reverse("ask_about_data"), {"kind": "correction", "text": "Туулган күнүм туура эмес"})

    assert LogEntry.objects.get_for_object(DataRequest.objects.get()).latest("pk").remote_addr is None
