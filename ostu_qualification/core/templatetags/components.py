"""The small parts that pages are made of."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import Model
from django.forms import BoundField, CheckboxInput, Select
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from ostu_qualification.core.frame.badges import badge, icon
from ostu_qualification.core.frame.complaints import complaints_about, complaints_of
from ostu_qualification.core.frame.record_forms import RecordForm
from ostu_qualification.core.records import history as history_module
from ostu_qualification.core.records.once import FIELD, word_for
from ostu_qualification.core.records.verdicts import Verdict
from ostu_qualification.core.rules import regulation
from ostu_qualification.core.words.dates import long_date
from ostu_qualification.core.words.languages import Trilingual, in_order
from ostu_qualification.core.words.phones import show_phone

register = template.Library()

_LABEL_WIDTH = 27  # per cent of the line that a date takes on the narrowest phone
register.simple_tag(icon)
register.simple_tag(badge)
register.simple_tag(complaints_about)
register.simple_tag(complaints_of)


@register.simple_tag(takes_context=True)
def once(context: dict[str, Any]) -> SafeString:
    """The word that lets a form act once, however often its button is pressed."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, word_for(context["request"]))


@register.simple_tag
def shown(form: Any) -> SafeString:
    """What the page of a form about one record has shown, so that nothing is written over unseen."""
    return form.shown if isinstance(form, RecordForm) else SafeString("")


@register.simple_tag
def state_badge(record: Model) -> SafeString:
    """The state of a record in its tone."""
    return badge(record.state, record.get_state_display())  # type: ignore[attr-defined]


@register.filter
def status_badge(value: tuple[str, str]) -> SafeString | str:
    """A (code, label) pair as a badge; empty for none."""
    return badge(*value) if value else ""


def _select(field: BoundField) -> SafeString:
    """A choice as Django draws it, but not by a template for each option: a list of all units has many."""
    chosen = str(field.value() or "")
    options = (
        (str(value), SafeString(" selected") if str(value) == chosen else "", label)
        for value, label in field.field.widget.choices
    )
    drawn = format_html_join("", '<option value="{}"{}>{}</option>', options)
    return format_html(
        '<select name="{}" id="{}" class="form-select">{}</select>', field.html_name, field.id_for_label, drawn
    )


@register.simple_tag
def filter_field(field: BoundField) -> SafeString:
    """A field of a list's filter with its label, lean because every list has several."""
    if isinstance(field.field.widget, CheckboxInput):
        widget = field.as_widget(attrs={"class": "form-check-input"})
        return format_html('<label class="form-check">{} {}</label>{}', widget, field.label, field.errors)
    if isinstance(field.field.widget, Select):
        widget = _select(field)
    else:
        widget = field.as_widget(attrs={"class": "form-control"})
    return format_html('<label for="{}">{}</label>{}{}', field.id_for_label, field.label, widget, field.errors)


@register.inclusion_tag("components/act_button.html")
def act_button(
    verdict: Verdict, url: str, label: str, style: str = "quiet", show_reason: bool = True
) -> dict[str, Any]:
    """An act as a link to its page: shown when allowed, else disabled with the reason, or hidden without one."""
    return {"verdict": verdict, "url": url, "label": label, "style": style, "reason": show_reason and verdict.reason}


@register.inclusion_tag("components/file_link.html")
def file_link(url: str, name: str, size: int | None = None) -> dict[str, Any]:
    """A file to download with its kind and size, so that nobody on a slow line is surprised."""
    kind = name.rsplit(".", 1)[-1].upper() if "." in name else ""
    return {"url": url, "name": name, "kind": kind, "size": size}


@register.simple_tag
def clause(number: str) -> SafeString:
    """The clause that a page rests on, its text one click behind."""
    found = regulation.clause(number)
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
    lines = list(history_module.history_of(record).select_related("actor__person")[:100])
    named = history_module.records_named(record, lines)
    lenders = history_module.lenders_named(lines)
    return {"lines": [_history_line(record, line, named, lenders) for line in lines]}


def _history_line(
    record: Model, line: Any, named: dict[str, dict[str, str]], lenders: dict[int, str]
) -> dict[str, Any]:
    extra = line.additional_data or {}
    fields = {each.name: each for each in record._meta.fields}
    hidden = {"folded", "sort_key", "key", "sha256", "id", "pin", "created_at"}
    changes = [
        (
            fields[name].verbose_name,
            *(history_module.in_words(fields[name], value, named.get(name, {})) for value in values),
        )
        for name, values in (line.changes or {}).items()
        if name in fields and name not in hidden and isinstance(values, list) and len(values) == 2
    ]
    actor = getattr(line.actor, "person", None) if line.actor_id else None
    who = str(actor or (_("an account") if line.actor_id else _("the system")))
    on_behalf = [lenders[pk] for pk in extra.get("on_behalf_of", ()) if pk in lenders]
    if on_behalf:
        who = _("%(who)s on behalf of %(names)s") % {"who": who, "names": ", ".join(on_behalf)}
    return {
        "at": line.timestamp,
        "who": who,
        "act": history_module.act_label(extra.get("act", ""), line.action),
        "why": history_module.reason_of(line),
        "changes": [] if line.action == line.Action.CREATE else changes,
    }


@register.inclusion_tag("components/bars.html")
def bars(
    rows: Iterable[tuple[Any, ...]], of: float | None = None, unit: str = "", tone: str = "accent"
) -> dict[str, Any]:
    """Bars with their words, one below the other: (label, value) or (label, value, address), in the order of the rows.

    The worst stands first where whoever asks has put it there. `of` is the whole that a full bar stands for, else the
    largest value is.
    """
    found = [(*row, "")[:3] for row in rows]
    whole = of or max((value for _label, value, _url in found), default=0) or 1
    return {
        "bars": [
            {"label": label, "value": value, "url": url, "width": f"{min(max(100 * value / whole, 0), 100):.1f}"}
            for label, value, url in found
        ],
        "unit": unit,
        "tone": tone,
    }


@register.inclusion_tag("components/cycle_line.html")
def cycle_line(
    state: Any, pauses: Iterable[Any] = (), last_on: dt.date | None = None, today: dt.date | None = None
) -> dict[str, Any]:
    """Last training, today, due date and pauses on one line of time; places are per cent of its width."""
    today, due_on = today or localdate(), state.due_on
    if due_on is None:
        return {"due_on": None}
    first, end = min(last_on or today, today, due_on), max(today, due_on)
    days = max((end - first).days, 1)

    def at(day: dt.date) -> float:
        return round(2 + 96 * min(max((day - first).days / days, 0), 1), 1)

    spans = []
    for pause in pauses:
        ended_on = pause.ended_on or today
        if ended_on >= first and pause.started_on <= end:
            spans.append((str(at(pause.started_on)), str(max(round(at(ended_on) - at(pause.started_on), 1), 1))))
    x_due, x_today, is_late = at(due_on), at(today), due_on < today
    x_last = at(last_on) if last_on else None
    is_crowded = x_last is not None and x_due - x_last < _LABEL_WIDTH
    anchor = "end" if x_due > 100 - _LABEL_WIDTH else "start"
    return {
        "due_on": due_on,
        "last_on": last_on,
        "words": _("The next date on a line of time: %(due)s") % {"due": long_date(due_on, in_order()[0])},
        "x_first": "2",
        "x_end": "98",
        "x_last": None if x_last is None else str(x_last),
        "x_past": str(x_due if is_late else x_today),
        "x_today": str(x_today),
        "today_anchor": "start" if x_today < 10 else "end" if x_today > 90 else "middle",
        "x_due": str(x_due),
        "due_y": 13 if is_crowded and x_today - x_due > _LABEL_WIDTH else 58,
        "due_anchor": anchor,
        "due_dx": 8 if anchor == "end" else -8,
        "is_late": is_late,
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
