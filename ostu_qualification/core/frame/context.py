"""What every page's frame needs."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import navigation

SECTIONS = ("mine", "unit", "university")


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Menu, drafts, languages, the office's contacts and whether this is the demonstration."""
    return {
        "menu": SimpleLazyObject(lambda: _menu(request)),
        "draft_owner": SimpleLazyObject(lambda: _draft_owner(request)),
        "languages": settings.LANGUAGES,
        "is_demo": settings.DEMO,
        "office_phone": settings.OFFICE_PHONE,
        "office_email": settings.OFFICE_EMAIL,
    }


def _draft_owner(request: HttpRequest) -> str:
    """Under what name this browser keeps what its user types: their own, for others log in at the same computer."""
    user = getattr(request, "user", None)
    return salted_hmac("drafts", str(user.pk)).hexdigest()[:12] if user is not None and user.is_authenticated else ""


def _menu(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    entries = navigation.entries_for(user) if user is not None else []
    here = (request.resolver_match.url_name or "") if request.resolver_match else ""
    names = tuple(each.url_name for each in entries)
    language = get_language() or ""
    return {
        "sidebar": _drawn("components/sidebar.html", names, here, language),
        "bottombar": _drawn("components/bottombar.html", names[:4], here, language),
        "sections": sections_of(entries),
        "search": _search(entries),
    }


@lru_cache(maxsize=2000)
def _drawn(template: str, names: tuple[str, ...], here: str, language: str) -> str:
    """The menu as a page shows it, drawn once for the same entries, page and language: it stands on every page."""
    entries = navigation.entries_named(names)
    return render_to_string(template, {"sections": sections_of(entries), "entries": entries, "here": here})


def sections_of(entries: list[navigation.Entry]) -> list[tuple[str, list[navigation.Entry]]]:
    """The entries under the titles of their sections, without empty ones."""
    titles = {"mine": _("What I do"), "unit": _("My unit"), "university": _("The University")}
    sections = [(titles[name], [each for each in entries if each.section == name]) for name in SECTIONS]
    return [section for section in sections if section[1]]


def _search(entries: list[navigation.Entry]) -> dict[str, str]:
    """What the box on top looks for: people for those whose menu has them, courses for all others."""
    if any(entry.url_name == "person_list" for entry in entries):
        return {"url_name": "person_list", "label": _("Find a person")}
    return {"url_name": "catalogue", "label": _("Find a course")}
