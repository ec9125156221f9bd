"""The nouns of the staff app: units, people, their employments, roles, training ledger, cycle and letters."""

from .cycles import CycleState, Extension, ExtensionPerson, Pause
from .ledger import TrainingRecord
from .letters import Letter
from .people import Consent, Employment, Person, Role
from .roster_imports import ImportDecision, RosterImport
from .units import Organisation, Unit, UnitHead

__all__ = [
    "Consent",
    "CycleState",
    "Employment",
    "Extension",
    "ExtensionPerson",
    "ImportDecision",
    "Letter",
    "Organisation",
    "Pause",
    "Person",
    "Role",
    "RosterImport",
    "TrainingRecord",
    "Unit",
    "UnitHead",
]
