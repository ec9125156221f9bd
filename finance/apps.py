"""The app's registration with Django."""

from importlib import import_module

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """Register the app, what it answers and its menu."""

    name = "finance"

    def ready(self) -> None:
        """Register what is answered and what the menu offers."""
        from .dues import menu

        for name in ("dues.receivers",):
            import_module(f"{self.name}.{name}")
        menu.register_entries()
