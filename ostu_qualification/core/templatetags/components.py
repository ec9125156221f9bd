"""The small parts that pages are made of."""

import datetime as dt
from typing import Any

from django import template
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ostu_qualification.core import history as history_module
from ostu_qualification.core.languages import Trilingual
from ostu_qualification.core.phones import show_phone
from ostu_qualification.core.regulation import CLAUSES

register = template.Library()

_TONES = {
    "grey": ("draft", "planned", "not_tracked", "voluntary", "withdrawn", "archived", "cancelled", "declined", "left", "discarded", "dropped", ""),
    "blue": (
        "submitted", "permitted", "open", "closed", "running", "attestation", "selected", "claimed", "endorsement", "waitlisted",
        "exempt", "preview", "waiting", "ordered", "enrolled",
    ),
    "green": (
        "approved", "completed", "recognised", "confirmed", "executed", "signed", "valid", "sent", "on_time", "passed", "applied",
        "settled", "endorsed", "place", "paid",
    ),
    "amber": ("returned", "due", "due_soon", "allocated", "not_endorsed", "replaced", "partly"),
    "red": ("refused", "overdue", "failed", "annulled", "revoked", "not_selected", "absent", "not_admitted", "objected", "unpaid"),
}  # fmt: skip
TONES = {code: tone for tone, codes in _TONES.items() for code in codes}
ICONS = {"grey": "not_started", "blue": "in_hand", "green": "done", "amber": "attention", "red": "stop"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A picture of the sprite; it says nothing that the word beside it does not."""
    from django.templatetags.static import static

    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("icons.svg"), name)


@register.simple_tag
def badge(code: str, label: str) -> SafeString:
    """A state in its tone, with icon and word."""
    tone = TONES.get(str(code), "grey")
    return format_html('<span class="badge-state tone-{}">{}{}</span>', tone, icon(ICONS[tone]), label)


@register.simple_tag
def state_badge(record: Model) -> SafeString:
    """The state of a record in its tone."""
    return badge(record.state, record.get_state_display())  # type: ignore[attr-defined]


@register.filter
def status_badge(value: tuple[str, str]) -> SafeString | str:
    """A (code, label) pair as a badge; empty for none."""
    return badge(*value) if value else ""


@register.simple_tag
def clause(number: str) -> SafeString:
    """The clause that a page rests on, its text one click behind."""
    found = CLAUSES[number]
    return format_html(
        '<details class="clause-text"><summary class="clause">{}</summary><p class="soft">{}</p></details>',
        found.label,
        found.text,
    )


@register.simple_tag
def marked(record: Any, name: str = "title") -> SafeString:
    """A trilingual text, with a small mark when it is not in the page's language."""
    from django.utils.translation import get_language

    text, language = Trilingual.read(type(record).__dict__[name], record)
    if language == (get_language() or "ky").split("-")[0]:
        return format_html("{}", text)
    return format_html('<span lang="{0}">{1}</span> <small class="soft">{0}</small>', language, text)


@register.filter
def phone(number: str) -> str:
    """A phone in groups of three."""
    return show_phone(number)


@register.filter
def som(amount: Any) -> str:
    """Money as the office writes it: 12 500,00."""
    return f"{amount:,.2f}".replace(",", "\xa0").replace(".", ",") if amount is not None else ""


@register.inclusion_tag("components/history.html")
def history(record: Model) -> dict[str, Any]:
    """Who, when, what, why: the lines of a record."""
    return {"lines": [_history_line(record, line) for line in history_module.history_of(record)[:100]]}


def _history_line(record: Model, line: Any) -> dict[str, Any]:
    extra = line.additional_data or {}
    names = {each.name: each.verbose_name for each in record._meta.fields}
    hidden = {"folded", "sort_key", "key", "sha256", "id", "pin", "created_at"}
    changes = [
        (names[name], *(_without_none(value) for value in values))
        for name, values in (line.changes or {}).items()
        if name in names and name not in hidden and isinstance(values, list) and len(values) == 2
    ]
    actor = getattr(line.actor, "person", None) if line.actor_id else None
    return {
        "at": line.timestamp,
        "who": str(actor or (_("an account") if line.actor_id else _("the system"))),
        "act": history_module.act_label(extra.get("act", ""), line.action),
        "why": extra.get("reason", ""),
        "changes": [] if line.action == line.Action.CREATE else changes,
    }


def _without_none(value: Any) -> str:
    return "–" if value in (None, "None", "") else str(value)


@register.inclusion_tag("components/cycle_line.html")
def cycle_line(
    state: Any, pauses: Any = (), last_on: dt.date | None = None, today: dt.date | None = None
) -> dict[str, Any]:
    """Last training, today, due date and pauses on one line of time."""
    today = today or dt.date.today()
    if state.due_on is None:
        return {"due_on": None}
    first = min(last_on or today, today, state.due_on)
    last = max(today, state.due_on)
    days = max((last - first).days, 1)

    def at(day: dt.date) -> int:
        return 40 + round(720 * min(max((day - first).days / days, 0), 1))

    spans = [
        (at(each.started_on), max(at(each.ended_on or today) - at(each.started_on), 2))
        for each in pauses
        if (each.ended_on or today) >= first and each.started_on <= last
    ]
    return {
        "due_on": state.due_on,
        "today": today,
        "last_on": last_on,
        "x_last": at(last_on) if last_on else None,
        "x_today": at(today),
        "x_due": at(state.due_on),
        "is_late": state.due_on < today,
        "pauses": spans,
    }


@register.simple_tag
def verdict_for(permission: Any, user: Any, record: Any = None) -> Any:
    """The verdict of a permission, for pages that show an act only to those who may take it."""
    return permission(user, record) if record is not None else permission(user)


@register.filter
def at_index(mapping: Any, key: Any) -> Any:
    """The value of a mapping under a key that is itself a variable."""
    return mapping.get(key)
