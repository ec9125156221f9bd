"""What every page needs."""

from typing import Any

from django.http import HttpRequest


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """The frame of every page."""
    return {}
