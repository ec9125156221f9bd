"""Forms and filters of the staff app."""

from .boards import DayForm, ForecastForm, WhatIfForm
from .filters import MobilityFilter, PersonFilter, TrainingFilter, UnitFilter
from .histories import HistoryForm
from .ledger import ClaimForm, MobilityForm, RecogniseForm
from .merging import FindPersonForm, MergeForm
from .people import EmploymentForm, EndRoleForm, PauseForm, PersonForm, RoleForm
from .rosters import DecisionForm, RosterForm, answer_field
from .units import HeadForm, UnitForm

__all__ = [
    "ClaimForm",
    "DayForm",
    "DecisionForm",
    "EmploymentForm",
    "EndRoleForm",
    "FindPersonForm",
    "ForecastForm",
    "HeadForm",
    "HistoryForm",
    "MergeForm",
    "MobilityFilter",
    "MobilityForm",
    "PauseForm",
    "PersonFilter",
    "PersonForm",
    "RecogniseForm",
    "RoleForm",
    "RosterForm",
    "TrainingFilter",
    "UnitFilter",
    "UnitForm",
    "WhatIfForm",
    "answer_field",
]
