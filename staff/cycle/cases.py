"""Worked examples of the cycle as JSON: read into inputs, and results written back in the same shape."""

import datetime as dt
from typing import Any

from . import rules

CATEGORIES = {
    "пок": "teaching",
    "окк": "support",
    "жетекчилик": "management",
    "жетекчилик курам": "management",
    "илимий": "scientific",
    "илимий кызматкер": "scientific",
    "башка": "other",
}


def read_case(case: dict[str, Any]) -> tuple[rules.Inputs, dt.date]:
    """Turn one JSON case into the inputs of the cycle and the day it asks about.

    Dates are ISO; a case without policies is judged by the first policy of all. Raises KeyError, TypeError or ValueError with the name or value that is wrong.
    """
    lines = tuple(
        rules.Line(
            _date(each["to"]),
            int(each["hours"]),
            each.get("state", "recognised") == "recognised",
            each.get("title", ""),
        )
        for each in case.get("ledger", ())
    )
    posts = tuple(
        rules.Post(
            _date(each["from"]),
            _date_or_none(each.get("to")),
            _category(each["category"]),
            bool(each.get("main", True)),
        )
        for each in case.get("employments", ())
    )
    pauses = tuple(rules.Away(_date(each["from"]), _date_or_none(each.get("to"))) for each in case.get("pauses", ()))
    written = case.get("policies") or [{"valid_from": "1900-01-01"}]
    policies = sorted((_rules(each) for each in written), key=lambda each: each.valid_from)
    inputs = rules.Inputs(
        lines=lines,
        posts=posts,
        pauses=pauses,
        floors=tuple(_floor(each) for each in case.get("extensions", ())),
        policies=tuple(policies),
        has_degree=bool(case.get("degree", False)),
        career_start_on=_date_or_none(case.get("career_start")),
    )
    return inputs, _date(case["on"])


def result_of(found: rules.Cycle) -> dict[str, Any]:
    """The result as the examples write it."""
    return {
        "obligation": found.obligation,
        "due_on": found.due_on.isoformat() if found.due_on else None,
        "status": found.status,
        "hours_counted": found.hours_counted,
        "hours_open": found.hours_open,
    }


def _date(written: str) -> dt.date:
    return dt.date.fromisoformat(written)


def _date_or_none(written: str | None) -> dt.date | None:
    return _date(written) if written else None


def _category(written: str) -> str:
    return CATEGORIES.get(written.casefold(), written.casefold())


def _floor(extension: dict[str, Any]) -> rules.Floor:
    decided_on = _date(extension["decided_on"])
    return rules.Floor(_date(extension["until"]), decided_on, decided_on if extension.get("revoked") else None)


def _rules(policy: dict[str, Any]) -> rules.Rules:
    month, day = (int(part) for part in policy.get("academic_year_start", "09-01").split("-"))
    numbers = {
        name: policy[name]
        for name in ("years", "min_hours", "newcomer_months", "newcomer_years", "anchor", "due_soon_months")
        if name in policy
    }
    return rules.Rules(_date(policy["valid_from"]), academic_year_start=(month, day), **numbers)
