"""The nouns of the staff app: units, people, their employments, roles, training ledger, cycle and letters."""

from .cycle.extensions.models import Extension, ExtensionPerson, Pause
from .cycle.models import CycleState
from .cycle.policies.models import PolicyDraft, PolicyEffect
from .deputies.models import Delegation
from .imports.models import ImportDecision, PastTrainingImport, RosterImport
from .ledger.models import TrainingRecord
from .letters.models import Letter
from .people.merging.models import NotDuplicate, PersonMerge
from .people.models import Consent, ConsentText, Employment, Person, Role
from .privacy.models import DataRequest, PassportWords
from .units.models import Unit, UnitAct, UnitActPart, UnitHead
from .units.organisations.models import Organisation

__all__ = [
    "Consent",
    "ConsentText",
    "CycleState",
    "DataRequest",
    "Delegation",
    "Employment",
    "Extension",
    "ExtensionPerson",
    "ImportDecision",
    "Letter",
    "NotDuplicate",
    "Organisation",
    "PassportWords",
    "PastTrainingImport",
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
