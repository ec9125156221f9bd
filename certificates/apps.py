"""The app's registration with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """Register the app, what it answers and its menu."""

    name = "certificates"

    def ready(self) -> None:
        """Register what is answered and what the menu offers."""
        from ostu_qualification.core.frame import navigation
        from staff.actors import actor

        from . import checks, permissions, receivers

        assert checks
        assert receivers

        def has_person(user: object) -> bool:
            return actor(user).person is not None

        navigation.register(_("Certificates"), "certificate_list", "certificate", "mine", 40, has_person)
        navigation.register(_("Attestations"), "attestation_list", "done", "mine", 45, lambda user: _on_committee(user))
        navigation.register(
            _("Orders"), "order_list", "order", "university", 26, lambda user: bool(permissions.view_orders(user))
        )
        navigation.register(
            _("Register of certificates"),
            "register_list",
            "certificate",
            "university",
            28,
            lambda user: bool(permissions.view_register(user)),
        )


def _on_committee(user: object) -> bool:
    from staff.actors import actor

    from .permissions import READS_ORDERS
    from .queries import attestations_for

    return actor(user).holds(*READS_ORDERS) or attestations_for(user).exists()
