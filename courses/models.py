"""The tables of the app, each from its room: here Django and the other apps find them."""

from .council.models import Protocol
from .programmes.models import AttestationForm, Material, Programme, ProgrammeKind, SessionKind, SyllabusTopic
from .runs.models import CourseRun

__all__ = [
    "AttestationForm",
    "CourseRun",
    "Material",
    "Programme",
    "ProgrammeKind",
    "Protocol",
    "SessionKind",
    "SyllabusTopic",
]
