"""What the courses ask of the apps above them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ostu_qualification.core.workflow.effects import Effect
from ostu_qualification.core.workflow.ports import Port
from staff.people.models import Person

from .runs.models import CourseRun


@dataclass(frozen=True)
class Places:
    """How full a run is: how many applied, how many places are taken, how many are enrolled."""

    applied: int = 0
    taken: int = 0
    enrolled: int = 0


@Port
def places_of_runs(runs: Collection[int]) -> Mapping[int, Places]:
    """How full are these runs, by their keys?"""
    return {}


@Port
def participants_of_run(run: CourseRun) -> Sequence[Person]:
    """Who takes part in this run?"""
    return ()


@Port
def figures_of_run(run: CourseRun, user: Any) -> Sequence[Effect]:
    """What is there to count about a run, each number with the page of what it counts?"""
    return ()


@Port
def effects_of_act(act: str, run: CourseRun, user: Any) -> Sequence[Effect]:
    """What will this act with a run do in the apps above?"""
    return ()


@Port
def pages_about_run(run: CourseRun, user: Any) -> Sequence[tuple[str, str]]:
    """Which pages of the apps above are about a run: address and name of each?"""
    return ()
