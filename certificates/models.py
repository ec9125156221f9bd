"""The tables of the app, each from its room: here Django and the other apps find them."""

from .attestation.models import Attestation, AttestationResult
from .issuing.models import Certificate
from .orders.models import Order
from .register.models import Inspection, NumberSequence, RegisterLine
from .texts.models import LegalGround, OrderKind, OrderTemplate

__all__ = [
    "Attestation",
    "AttestationResult",
    "Certificate",
    "Inspection",
    "LegalGround",
    "NumberSequence",
    "Order",
    "OrderKind",
    "OrderTemplate",
    "RegisterLine",
]
