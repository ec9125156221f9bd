"""The trainings that people have already, and those that stand in the ledger twice. Read in portions. Clauses 4.1, 4.4."""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from ostu_qualification.core.words.folding import fold
from staff.imports.models import PastTrainingImport, RosterImport
from staff.people.portions import portions

from .models import TrainingRecord, TrainingSource
from .same_training import Line, Sign, is_same_training, signs

FROM_LISTS = (TrainingSource.ROSTER, TrainingSource.HISTORY)


class KnownTraining:
    """The trainings that people have already, whatever became of them: what an officer annulled does not come back."""

    def __init__(self, person_ids: Iterable[int] = ()) -> None:
        self._lines: dict[tuple[int, str], list[Sign]] = defaultdict(list)
        for some in portions(sorted(person_ids)):
            kept = TrainingRecord.objects.filter(person_id__in=some).exclude(state=TrainingRecord.State.WITHDRAWN)
            facts = kept.values_list(
                "person_id", "title", "hours", "ended_on", "document_number", "ended_within", named=True
            )
            for line in facts:
                self.add(line.person_id, line)

    def has(self, person_id: int, line: Line) -> bool:
        """Whether the person has this training."""
        return any(
            sign.agrees_with(kept) for sign in signs(line) for kept in self._lines.get((person_id, sign.word), ())
        )

    def add(self, person_id: int, line: Line) -> None:
        """Note that the person has this training now."""
        for sign in signs(line):
            self._lines[person_id, sign.word].append(sign)


def twins_of(record: TrainingRecord) -> list[TrainingRecord]:
    """Lines that seem to be this training once more, for an officer to annul one of them. Clause 4.4."""
    if record.state != TrainingRecord.State.RECOGNISED:
        return []
    others = _recognised().filter(person_id=record.person_id, hours=record.hours).exclude(pk=record.pk)
    days = _days_of_reading()
    return [each for each in others if _are_twins(record, each, days)]


def entered_twice() -> Iterator[TrainingRecord]:
    """Every line that a later line of the same person seems to repeat: counted twice, it would fulfil a cycle. Clause 1.3.

    Once a line «2026-ж.» took the day of reading as its day, so that each reading made another training.
    """
    days = _days_of_reading()
    other = _recognised().filter(
        person_id=OuterRef("person_id"), hours=OuterRef("hours"), ended_on__year=OuterRef("ended_on__year")
    )
    doubtful = _recognised().filter(~Q(ended_within="") | Q(source__in=FROM_LISTS, ended_on__in=days))
    repeated = doubtful.filter(Exists(other.exclude(pk=OuterRef("pk"))))
    by_person: dict[int, list[TrainingRecord]] = defaultdict(list)
    for some in portions(sorted(set(repeated.values_list("person_id", flat=True)))):
        for line in _recognised().filter(person_id__in=some).order_by("pk"):
            by_person[line.person_id].append(line)
    for lines in by_person.values():
        for number, line in enumerate(lines):
            if any(_are_twins(line, later, days) for later in lines[number + 1 :]):
                yield line


def _recognised() -> QuerySet[TrainingRecord]:
    return TrainingRecord.objects.filter(state=TrainingRecord.State.RECOGNISED)


def _days_of_reading() -> set[dt.date]:
    """The days on which lists were read."""
    return {
        localdate(moment)
        for model in (RosterImport, PastTrainingImport)
        for moment in model._default_manager.values_list("uploaded_at", flat=True)
    }


def _are_twins(one: TrainingRecord, other: TrainingRecord, days: set[dt.date]) -> bool:
    if one.hours != other.hours:
        return False
    if is_same_training(one, other):
        return True
    return (
        fold(one.title) == fold(other.title)
        and one.ended_on.year == other.ended_on.year
        and not one.ended_within + other.ended_within
        and not {one.ended_on, other.ended_on}.isdisjoint(days)
        and all(each.source in FROM_LISTS and _may_be_rounded(each.ended_on, days) for each in (one, other))
    )


def _may_be_rounded(day: dt.date, days: set[dt.date]) -> bool:
    """Whether a day is one that stood for a whole month or year: its last one, or that of reading."""
    return day in days or day.day == calendar.monthrange(day.year, day.month)[1]
