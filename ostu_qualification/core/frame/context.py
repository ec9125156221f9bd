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

BAR = 4  # places of the bar on a phone, beside the one for all the rest


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
    here = navigation.nearest(entries, request.path)
    names = tuple(each.url_name for each in entries)
    language = get_language() or ""
    match = request.resolver_match
    section = match.kwargs.get("code", "") if match and match.url_name == "section" else ""
    is_at_menu = bool(match and match.url_name == "menu")
    return {
        "sidebar": _drawn("components/sidebar.html", names, here, section, language),
        "bottombar": _drawn("components/bottombar.html", names, here, section or is_at_menu, language),
        "top": navigation.top_of(entries),
        "search": _search(entries),
    }


@lru_cache(maxsize=2000)
def _drawn(template: str, names: tuple[str, ...], here: str, section: str | bool, language: str) -> str:
    """The menu as a page shows it, drawn once for the same entries, place and language: it stands on every page."""
    top = navigation.top_of(navigation.entries_named(names))
    marked = [(each, _holds(each, here, section)) for each in top]
    bar = marked[:BAR]
    context = {"top": marked, "bar": bar, "here": here, "section": section}
    is_beyond = bool(here or section) and not any(is_here for _each, is_here in bar)
    return render_to_string(template, {**context, "is_beyond": is_beyond})


def _holds(top: navigation.Top, here: str, section: str | bool) -> bool:
    """Whether the page that is shown belongs to this part of the menu."""
    if section:
        return top.section is not None and top.section.code == section
    return any(each.url_name == here for each in top.entries)


def _search(entries: list[navigation.Entry]) -> dict[str, str]:
    """What the box on top looks for: people for those whose menu has them, courses for all others."""
    if any(entry.url_name == "person_list" for entry in entries):
        return {"url_name": "person_list", "label": _("Find a person")}
    return {"url_name": "catalogue", "label": _("Find a course")}
