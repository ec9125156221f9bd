"""From where a request comes: one answer for throttles, consents and the history."""

import ipaddress
import re

from django.conf import settings
from django.http import HttpRequest

_WITH_PORT = re.compile(r"\[(?P<six>[^\]]+)\](:\d+)?|(?P<four>\d+(\.\d+){3}):\d+")


def client_address(request: HttpRequest) -> str:
    """The address of whoever asks, or empty where the server tells none.

    Each web server in front of ours adds the address that it saw at the right of X-Forwarded-For; what stands further
    left was written by the client and may be anything. So as many elements from the right are believed as there are web
    servers in front (TRUSTED_PROXIES); where that one is no address, the connection itself is what is known.
    """
    connected = _as_address(request.META.get("REMOTE_ADDR", ""))
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    trusted: int = settings.TRUSTED_PROXIES
    if not 0 < trusted <= len(hops):
        return connected
    return _as_address(hops[-trusted]) or connected


def network_of(address: str) -> str:
    """What one guest can vary at will counts as one: of IPv6 the first 64 bits, which a household or office is given.

    >>> network_of("2001:db8:1:2:3:4:5:6"), network_of("192.0.2.7")
    ('2001:db8:1:2::/64', '192.0.2.7')
    """
    if ":" not in address:
        return address
    return str(ipaddress.IPv6Network((address, 64), strict=False))


def _as_address(written: str) -> str:
    """An address without port, brackets and zone, IPv4 in its own form; empty when it is none."""
    text = written.strip()
    with_port = _WITH_PORT.fullmatch(text)
    if with_port:
        text = with_port["six"] or with_port["four"]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)
