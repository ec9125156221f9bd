"""Who comes first: points from little work experience and from time without training. Clause 5.4. Pure.

Obligation comes on top: mandatory and overdue first. Ties go by the time of submission, then by lottery number.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

DAYS_OF_A_YEAR = Decimal("365.25")
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Weights:
    """The numbers of the policy that the points follow from."""

    experience: int = 40
    experience_years_full: int = 20
    untrained: int = 60
    untrained_years_full: int = 6
    mandatory: int = 200
    overdue: int = 100


@dataclass(frozen=True)
class Facts:
    """What the points of one applicant are counted from, as of the day of the ranking."""

    career_start_on: dt.date | None
    last_trained_on: dt.date | None
    entry_on: dt.date | None
    is_mandatory: bool
    is_overdue: bool


@dataclass(frozen=True)
class Candidate:
    """An applicant in the ranking."""

    key: int
    points: Decimal
    submitted_at: dt.datetime
    lottery: int


@dataclass(frozen=True)
class Score:
    """Points with their parts, for the page that says why."""

    points: Decimal
    experience_years: Decimal
    untrained_years: Decimal
    parts: dict[str, Decimal]

    def as_inputs(self, facts: Facts, weights: Weights) -> dict[str, Any]:
        """Everything the points came from, as it is frozen on the list."""
        return {
            "facts": {
                name: value.isoformat() if isinstance(value, dt.date) else value
                for name, value in asdict(facts).items()
            },
            "weights": asdict(weights),
            "experience_years": str(self.experience_years),
            "untrained_years": str(self.untrained_years),
            "parts": {name: str(value) for name, value in self.parts.items()},
        }


def score(facts: Facts, weights: Weights, on: dt.date) -> Score:
    """Count the points of an applicant on a day. Clause 5.4.

    Without a known start of career nobody gains from the gap: the full years of experience are assumed. Someone never
    trained has been without training since the main employment began.
    """
    experience = _years(facts.career_start_on, on) if facts.career_start_on else Decimal(weights.experience_years_full)
    untrained = _years(facts.last_trained_on or facts.entry_on or on, on)
    parts = {
        "experience": _part(weights.experience, 1 - _share(experience, weights.experience_years_full)),
        "untrained": _part(weights.untrained, _share(untrained, weights.untrained_years_full)),
        "mandatory": Decimal(weights.mandatory if facts.is_mandatory else 0),
        "overdue": Decimal(weights.overdue if facts.is_overdue else 0),
    }
    return Score(sum(parts.values(), Decimal(0)), experience, untrained, parts)


def rank(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The order of a list: most points first, then who submitted earlier, then the lottery. Clause 5.4."""
    return sorted(candidates, key=lambda each: (-each.points, each.submitted_at, each.lottery, each.key))


def lottery_number(seed: str, key: int) -> int:
    """The lottery number of an applicant: anybody who knows the published seed can draw it again."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{key}".encode()).digest()[:7], "big")


def _years(since: dt.date, on: dt.date) -> Decimal:
    return max((Decimal((on - since).days) / DAYS_OF_A_YEAR).quantize(HUNDREDTH, ROUND_HALF_UP), Decimal(0))


def _share(years: Decimal, full: int) -> Decimal:
    return min(years / full, Decimal(1)) if full else Decimal(1)


def _part(weight: int, share: Decimal) -> Decimal:
    return (weight * share).quantize(HUNDREDTH, ROUND_HALF_UP)
