"""The tables of the app, each from its room: here Django and the other apps find them."""

from .dues.models import Due

__all__ = ["Due"]
