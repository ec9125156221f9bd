"""Forms and filters of the staff app."""

from .filters import PersonFilter, TrainingFilter, UnitFilter
from .ledger import ClaimForm
from .people import EmploymentForm, EndRoleForm, PauseForm, PersonForm, RoleForm
from .rosters import DecisionForm, RosterForm, answer_field
from .units import HeadForm, UnitForm

__all__ = [
    "ClaimForm",
    "DecisionForm",
    "EmploymentForm",
    "EndRoleForm",
    "HeadForm",
    "PauseForm",
    "PersonFilter",
    "PersonForm",
    "RoleForm",
    "RosterForm",
    "TrainingFilter",
    "UnitFilter",
    "UnitForm",
    "answer_field",
]
