"""The derivation of a due date in words: the same sentences on the page, in the letter and in the report."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ostu_qualification.core.words.dates import from_date, long_date, span, to_date

from .rules import Cycle, Reason


def _language() -> str:
    return (get_language() or "ky").split("-")[0]


def _date(day: dt.date) -> str:
    return long_date(day, _language())


def sentences(derivation: Iterable[Reason]) -> list[tuple[str, str]]:
    """The sentences of a derivation in order, each with the number of its clause."""
    return [(sentence(reason), reason.clause) for reason in derivation]


def sentence(reason: Reason) -> str:
    """One reason in the page's language. A day stands in the sentences as it is, `_from` it on, and `_to` it."""
    language = _language()
    facts = dict(reason.facts)
    for name, value in reason.facts.items():
        if isinstance(value, dt.date):
            facts[name] = long_date(value, language)
            facts[f"{name}_from"], facts[f"{name}_to"] = from_date(value, language), to_date(value, language)
    return _WORDS[reason.code](facts)


def _trained(facts: dict[str, Any]) -> str:
    if facts["title"]:
        return _("Training “%(title)s”, %(hours)s hours, ended on %(ended_on)s.") % facts
    return _("A training of %(hours)s hours ended on %(ended_on)s.") % facts


def _hours(facts: dict[str, Any]) -> str:
    if facts["covered"]:
        return _("Hours that count today: %(counted)s. Nothing is open: a training covers you until the date.") % facts
    return _("Hours that count today: %(counted)s of %(minimum)s; still open: %(open)s.") % facts


_WORDS = {
    "not_tracked": lambda facts: _(
        "There is no main post as teaching, support, management or scientific staff on this day, so no date is set."
    ),
    "entry_teaching": lambda facts: (
        _("The main employment began on %(entry_on)s; a newly hired teacher has %(months)s months: until %(due_on)s.")
        % facts
    ),
    "entry_other": lambda facts: (
        _(
            "The main employment began on %(entry_on)s; the first training is due within %(years)s years: until %(due_on)s."
        )
        % facts
    ),
    "became_teacher": lambda facts: (
        _("Work as a teacher began on %(entry_on)s; a new teacher has %(months)s months: until %(due_on)s.") % facts
    ),
    "changed_post": lambda facts: (
        _(
            "The post changed on %(entry_on)s and the cycle began anew; a training is due within %(years)s years: until %(due_on)s."
        )
        % facts
    ),
    "entry_assumed": lambda facts: (
        _("The first day of the main post is not entered: until it is, %(entry_on)s is taken for it.") % facts
    ),
    "trained": _trained,
    "sufficient": lambda facts: (
        _(
            "With it %(total)s hours count, and at least %(minimum)s are needed. A training counts for %(years)s years, so the hours suffice until %(due_on_to)s."
        )
        % facts
    ),
    "early": lambda facts: (
        _(
            "In the 12 months up to the date before (%(previous)s) trainings of %(early)s hours ended, and at least %(minimum)s are needed: the next %(years)s years run from that date, until %(due_on_to)s."
        )
        % facts
    ),
    "year_end": lambda facts: (
        _("The date moves on to the end of the academic year, from %(before)s to %(due_on)s.") % facts
    ),
    "earlier_rules": lambda facts: (
        _("It was set by the rules of that time; the settings in force from %(until_from)s do not change it.") % facts
    ),
    "paused": lambda facts: _("%(days)s days of pause before the date move it from %(before)s to %(due_on)s.") % facts,
    "extended": lambda facts: _("An extension decided on %(decided_on)s gives time until %(until)s.") % facts,
    "mandatory_entry": lambda facts: (
        _("Training is mandatory: newly hired as a teacher on %(since)s, less than %(years)s years ago.") % facts
    ),
    "mandatory_career": lambda facts: (
        _("Training is mandatory: work experience since %(since)s, less than %(years)s years.") % facts
    ),
    "voluntary": lambda facts: _("There is an academic degree, so training is voluntary."),
    "recommended": lambda facts: _("There is no academic degree, so training is recommended once every three years."),
    "hours": _hours,
}


def headline_of(found: Cycle, on: dt.date) -> str:
    """The same about somebody else, for their head and the offices. Clause 1.3."""
    if found.due_on is None:
        return _("No date is set: there is no main post that the three-year cycle covers.")
    facts = {"due": _date(found.due_on)}
    if found.due_on < on:
        return _("The date was %(due)s.") % facts
    return _("The next date: %(due)s.") % facts


def headline(found: Cycle, on: dt.date) -> str:
    """When the next training is due, in one sentence with the obligation. Clause 1.3."""
    if found.due_on is None:
        return _("No date is set for you: you have no main post that the three-year cycle covers.")
    return f"{_when(found.due_on, on)} {_OBLIGATIONS[found.obligation or 'recommended']()}"


def _when(due_on: dt.date, on: dt.date) -> str:
    """The date with how far away it is, in years and months where it is far."""
    facts = {"due": _date(due_on), "span": span(min(due_on, on), max(due_on, on), _language())}
    if due_on < on:
        return _("Your date was %(due)s: %(span)s ago.") % facts
    if due_on == on:
        return _("Today (%(due)s) is the last day of your date.") % facts
    return _("Your next date: %(due)s (%(span)s left).") % facts


_OBLIGATIONS = {
    "mandatory": lambda: _("For you this is mandatory."),
    "voluntary": lambda: _("For you this is voluntary."),
    "recommended": lambda: _("For you this is recommended."),
}
