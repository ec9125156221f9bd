"""Forms and filters of the staff app."""

from .boards import DayForm, ForecastForm, WhatIfForm
from .filters import MobilityFilter, PersonFilter, TrainingFilter, UnitFilter
from .histories import HistoryForm
from .ledger import ClaimForm, MobilityForm, RecogniseForm
from .merging import FindPersonForm, MergeForm
from .people import EmploymentForm, EndRoleForm, PauseForm, PersonForm, RoleForm
from .policies import PolicyEffectFilter, PolicyForm
from .rosters import DecisionForm, RosterForm, answer_field
from .units import (
    CloseUnitForm,
    EndHeadshipForm,
    HeadForm,
    HeadshipForm,
    MergeUnitForm,
    MoveUnitForm,
    NewUnitForm,
    RenameUnitForm,
    SplitUnitForm,
    UnitForm,
)

__all__ = [
    "ClaimForm",
    "CloseUnitForm",
    "DayForm",
    "DecisionForm",
    "EmploymentForm",
    "EndHeadshipForm",
    "EndRoleForm",
    "FindPersonForm",
    "ForecastForm",
    "HeadForm",
    "HeadshipForm",
    "HistoryForm",
    "MergeForm",
    "MergeUnitForm",
    "MobilityFilter",
    "MobilityForm",
    "MoveUnitForm",
    "NewUnitForm",
    "PauseForm",
    "PersonFilter",
    "PersonForm",
    "PolicyEffectFilter",
    "PolicyForm",
    "RecogniseForm",
    "RenameUnitForm",
    "RoleForm",
    "RosterForm",
    "SplitUnitForm",
    "TrainingFilter",
    "UnitFilter",
    "UnitForm",
    "WhatIfForm",
    "answer_field",
]
