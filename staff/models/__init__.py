"""The nouns of the staff app: units, people, their employments, roles, training ledger, cycle and letters."""

from .cycles import CycleState, Extension, ExtensionPerson, Pause
from .ledger import TrainingRecord
from .letters import Letter
from .merging import NotDuplicate, PersonMerge
from .people import Consent, Employment, Person, Role
from .policy_drafts import PolicyDraft, PolicyEffect
from .privacy import ConsentText, DataRequest, PassportWords
from .roster_imports import HistoryImport, ImportDecision, RosterImport
from .units import Organisation, Unit, UnitAct, UnitActPart, UnitHead

__all__ = [
    "Consent",
    "ConsentText",
    "CycleState",
    "DataRequest",
    "Employment",
    "Extension",
    "ExtensionPerson",
    "HistoryImport",
    "ImportDecision",
    "Letter",
    "NotDuplicate",
    "Organisation",
    "PassportWords",
    "Pause",
    "Person",
    "PersonMerge",
    "PolicyDraft",
    "PolicyEffect",
    "Role",
    "RosterImport",
    "TrainingRecord",
    "Unit",
    "UnitAct",
    "UnitActPart",
    "UnitHead",
]
