"""Phone numbers: any habit of writing is understood, E.164 is stored, groups of three are shown."""

import re

_MOBILE = re.compile(r"^[1-9]\d{8}$")
KNOWN_PREFIXES = re.compile(r"^\+996(22|50|55|70|75|77|880|990|99[5-8]|3222)")


def normalise_phone(written: str) -> str | None:
    """Turn a phone as people write it into E.164, or None when it is no phone.

    >>> normalise_phone("0772 72 05 82"), normalise_phone("+996 (772) 72-05-82"), normalise_phone("772720582")
    ('+996772720582', '+996772720582', '+996772720582')
    """
    has_plus = written.strip().startswith("+")
    digits = re.sub(r"\D", "", written)
    if re.search(r"[^\d\s()+\-./‐‑‒–—−]", written):
        return None
    if has_plus and not digits.startswith("996"):
        return f"+{digits}" if 8 <= len(digits) <= 15 else None
    if digits.startswith("996") and len(digits) == 12:
        return f"+{digits}"
    if digits.startswith("0") and len(digits) == 10:
        return f"+996{digits[1:]}"
    if _MOBILE.match(digits):
        return f"+996{digits}"
    return None


def show_phone(number: str) -> str:
    """A stored number in groups of three: +996 772 720 582."""
    if number.startswith("+996") and len(number) == 13:
        return f"{number[:4]} {number[4:7]} {number[7:10]} {number[10:]}"
    return number
