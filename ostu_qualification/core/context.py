"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from . import navigation

SECTIONS = ("mine", "unit", "university")


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Menu, languages, the office's contacts and whether this is the demonstration."""
    return {
        "menu": SimpleLazyObject(lambda: _menu(request)),
        "languages": settings.LANGUAGES,
        "is_demo": settings.DEMO,
        "office_phone": settings.OFFICE_PHONE,
        "office_email": settings.OFFICE_EMAIL,
    }


def _menu(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    entries = navigation.entries_for(user) if user is not None else []
    titles = {"mine": _("What I do"), "unit": _("My unit"), "university": _("The University")}
    here = request.resolver_match.url_name if request.resolver_match else ""
    sections = [(titles[name], [each for each in entries if each.section == name]) for name in SECTIONS]
    return {
        "sections": [section for section in sections if section[1]],
        "first_four": entries[:4],
        "here": here,
        "search": _search(entries),
    }


def _search(entries: list[navigation.Entry]) -> dict[str, str]:
    """What the box on top looks for: people for those whose menu has them, courses for all others."""
    if any(entry.url_name == "person_list" for entry in entries):
        return {"url_name": "person_list", "label": _("Find a person")}
    return {"url_name": "catalogue", "label": _("Find a course")}
