"""The roof's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardConfig(AppConfig):
    """Register the app and its menu."""

    name = "ostu_qualification.dashboard"

    def ready(self) -> None:
        """Register what the menu offers."""
        from ostu_qualification.core.frame import navigation

        navigation.register(
            _("To do"), "home", "work", "", 10, lambda user: True, about=_("What waits for you."), short=_("Tasks")
        )
