"""Views of lists: filters, order and columns that someone keeps under a name."""

from typing import Any

from django.db.models import QuerySet
from django.urls import Resolver404, resolve

from ostu_qualification.core.models import SavedView


def is_list_page(path: str) -> bool:
    """Whether an address is that of a list whose views are kept: its name says so, and nothing in it varies."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return bool(match.url_name and match.url_name.endswith("_list") and not match.kwargs)


def views_of(user: Any) -> QuerySet[SavedView]:
    """The views that someone has kept."""
    return SavedView.objects.filter(user_id=user.pk)


def keep_view(user: Any, page: str, *, name: str, query: str) -> None:
    """Keep a list as it is shown under a name; the same name again replaces it."""
    SavedView.objects.update_or_create(user=user, page=page, name=name, defaults={"query": query})
