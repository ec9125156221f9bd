"""The tables of the app, each from its room: here Django and the other apps find them."""

from .applications.models import STANDINGS, Application, ApplicationState, Campaign, Choice, Standing, states_of
from .selection.models import SelectionEntry, SelectionList

__all__ = [
    "STANDINGS",
    "Application",
    "ApplicationState",
    "Campaign",
    "Choice",
    "SelectionEntry",
    "SelectionList",
    "Standing",
    "states_of",
]
