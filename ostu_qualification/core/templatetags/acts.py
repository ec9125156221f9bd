"""What can be done with a record, where it stands, and what comes next: drawn from the table of acts on every page of one."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.timezone import localdate

from ostu_qualification.core.records.states import Stateful
from ostu_qualification.core.records.verdicts import Verdict
from ostu_qualification.core.workflow.steps import Act, acts_from, acts_on

register = template.Library()


@dataclass(frozen=True)
class Button:
    """An act as a page offers it: where its own page is, and why not now."""

    act: Act[Any]
    url: str
    verdict: Verdict


def buttons_for(user: Any, record: Stateful) -> list[Button]:
    """The acts with this record that this user may take, and those that they may not take yet, with the reason."""
    found = []
    for each in acts_from(record):
        if each.label:
            verdict = each.may(user, record)
            if verdict or verdict.is_shown:
                found.append(Button(each, reverse(each.name, args=[record.pk]), verdict))
    return found


@register.inclusion_tag("components/act_bar.html", takes_context=True)
def act_bar(context: template.Context, record: Stateful, pages: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
    """The acts with a record: one that leads on, others beside it, refused ones with their reason, dangerous ones apart.

    Where no act of its own leads on, the work goes on at the last of the `pages` about it, until its way is at an end.
    """
    buttons = buttons_for(context["request"].user, record)
    safe = [each for each in buttons if not each.act.is_dangerous and each.verdict]
    leading = next((each for each in safe if each.act in leading_acts(record)), None)
    return {
        "primary": leading,
        "goes_on": pages[-1] if pages and leading is None and record.state in list(record.MAIN_WAY)[:-1] else None,
        "others": [each for each in safe if each is not leading],
        "refused": [each for each in buttons if not each.verdict],
        "dangerous": [each for each in buttons if each.act.is_dangerous and each.verdict],
    }


def leading_acts(record: Stateful) -> list[Act[Any]]:
    """The acts that lead on from where the record stands: to the next state of its main way, or to what has to be there before."""
    return [each for each in acts_from(record) if each.label and not each.is_dangerous and _leads_on(each, record)]


def _leads_on(act: Act[Any], record: Stateful) -> bool:
    way: list[str] = list(record.MAIN_WAY)
    if record.state not in way:
        return True
    if act.target is None or act.target not in way:
        return act.target is None
    return way.index(act.target) > way.index(record.state)


@register.inclusion_tag("components/stages.html")
def stages(record: Stateful) -> dict[str, Any]:
    """The main way of a record as a line: what is behind, where it stands, what is to come."""
    way: list[str] = list(record.MAIN_WAY)
    labels = dict(type(record).State.choices) if way else {}
    at = way.index(record.state) if record.state in way else -1
    return {"stages": [(labels[each], _place(number, at)) for number, each in enumerate(way)] if at >= 0 else []}


def _place(number: int, at: int) -> str:
    return "done" if number < at else "here" if number == at else "ahead"


@register.inclusion_tag("components/what_next.html")
def what_next(record: Stateful) -> dict[str, Any]:
    """What happens next with a record: the act, for whom it waits, and when the system does it by itself."""
    found = [each for each in acts_from(record) if each.due is not None or each.waits_for is not None]
    lines = [
        (each.label or each.past, each.waits_for and each.waits_for.who, _day(each, record))
        for each in found
        if _leads_on(each, record)
    ]
    return {"lines": [(label, who, day) for label, who, day in lines if who or day]}


def _day(act: Act[Any], record: Stateful) -> dt.date | None:
    moment = act.due.moment(record) if act.due is not None else None
    return localdate(moment) if moment else None


def known_acts(model: type[Stateful]) -> list[Act[Any]]:
    """All acts of a kind of record, for the diagrams of states."""
    return acts_on(model)
