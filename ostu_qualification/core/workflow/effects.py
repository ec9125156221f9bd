"""What an act will do, told before it is done: sentences with numbers, counts that lead to what they count, warnings."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Effect:
    """One line before the button; a warning stands out; an address leads to what the line is about."""

    text: str | Promise
    url: str = ""
    is_warning: bool = False


def effect(text: str | Promise, url: str = "") -> Effect:
    """Tell what will happen."""
    return Effect(text, url)


def warning(text: str | Promise, url: str = "") -> Effect:
    """Warn of what whoever decides should know before."""
    return Effect(text, url, is_warning=True)
