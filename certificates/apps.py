"""The app's registration with Django."""

from importlib import import_module

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Register the app, what it answers and its menu."""

    name = "certificates"

    def ready(self) -> None:
        """Register what is answered and what the menu offers."""
        from .attestation import menu as attestation_menu
        from .issuing import menu as issuing_menu
        from .orders import approval
        from .orders import menu as orders_menu
        from .orders import worklist as orders_worklist
        from .register import menu as register_menu

        for name in (
            "texts.checks",
            "attestation.transitions",
            "attestation.receivers",
            "issuing.receivers",
            "orders.receivers",
            "register.worklist",
        ):
            import_module(f"{self.name}.{name}")
        for menu in (attestation_menu, register_menu, issuing_menu, orders_menu):
            menu.register_entries()
        for worklist in (orders_worklist,):
            worklist.register_lines()
        approval.register_kinds()
