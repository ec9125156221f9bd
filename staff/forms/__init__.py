"""Forms and filters of the staff app."""

from .boards import DayForm, ForecastForm, WhatIfForm
from .filters import MobilityFilter, PersonFilter, TrainingFilter, UnitFilter
from .histories import HistoryForm
from .ledger import ClaimForm, MobilityForm, RecogniseForm
from .letters import LetterFilter
from .merging import FindPersonForm, MergeForm
from .organisations import OrganisationFilter, OrganisationForm, OrganisationListForm, SignedRowsForm
from .people import EmploymentForm, EndRoleForm, LeavingForm, OutsidePersonForm, PersonForm, RoleForm
from .policies import PolicyEffectFilter, PolicyForm
from .privacy import AnswerForm, ConsentTextForm, DataRequestForm, PassportForm
from .reliefs import EndPauseForm, ExtensionFilter, ExtensionForm, PauseFilter, PausesForm
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
    "AnswerForm",
    "ClaimForm",
    "CloseUnitForm",
    "ConsentTextForm",
    "DataRequestForm",
    "DayForm",
    "DecisionForm",
    "EmploymentForm",
    "EndHeadshipForm",
    "EndPauseForm",
    "EndRoleForm",
    "ExtensionFilter",
    "ExtensionForm",
    "FindPersonForm",
    "ForecastForm",
    "HeadForm",
    "HeadshipForm",
    "HistoryForm",
    "LeavingForm",
    "LetterFilter",
    "MergeForm",
    "MergeUnitForm",
    "MobilityFilter",
    "MobilityForm",
    "MoveUnitForm",
    "NewUnitForm",
    "OrganisationFilter",
    "OrganisationForm",
    "OrganisationListForm",
    "OutsidePersonForm",
    "PassportForm",
    "PauseFilter",
    "PausesForm",
    "PersonFilter",
    "PersonForm",
    "PolicyEffectFilter",
    "PolicyForm",
    "RecogniseForm",
    "RenameUnitForm",
    "RoleForm",
    "RosterForm",
    "SignedRowsForm",
    "SplitUnitForm",
    "TrainingFilter",
    "UnitFilter",
    "UnitForm",
    "WhatIfForm",
    "answer_field",
]
