"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    """Register the app, what it answers and its menu."""

    name = "finance"

    def ready(self) -> None:
        """Register what is answered and what the menu offers."""
        from ostu_qualification.core.frame import navigation

        from . import permissions, receivers

        assert receivers
        navigation.register(
            _("Amounts due"), "due_list", "money", "university", 70, lambda user: bool(permissions.view_dues(user))
        )
