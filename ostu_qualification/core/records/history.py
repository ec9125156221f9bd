"""One history for everything: who, when, what, why. Lines live in auditlog's table, acts beside changed fields."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from auditlog.diff import model_instance_diff
from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.contrib.contenttypes.models import ContentType
from django.db.models import BooleanField, DateField, DateTimeField, Field, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.encoding import smart_str
from django.utils.functional import Promise
from django.utils.timezone import localtime, make_aware
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from ostu_qualification.core.models import User
from ostu_qualification.core.words.languages import LANGUAGE_CODES

if TYPE_CHECKING:
    from .who import Who

Reason = str | Callable[[], str]  # as somebody wrote it, or how to say it in the language of the moment


def _line(
    record: Model,
    *,
    act: str,
    by: "Who",
    reason: dict[str, Any],
    changes: dict[str, list[str]] | None,
    action: int,
    lenders: "Sequence[User]" = (),
) -> LogEntry:
    on_behalf = {"on_behalf_of": [each.pk for each in lenders]} if lenders else {}
    return LogEntry(
        content_type=ContentType.objects.get_for_model(record, for_concrete_model=False),
        object_pk=str(record.pk),
        object_id=record.pk,
        object_repr=smart_str(f"{record._meta.verbose_name} {record.pk}"),
        action=action,
        changes=changes or {},
        actor=by if isinstance(by, User) and by.pk else None,
        additional_data={"act": act, **reason, **on_behalf},
    )


def _said(reason: Reason) -> dict[str, Any]:
    """A reason as it is kept: what people wrote as it is, our own words in every language, so that each reads their own."""
    if isinstance(reason, str):
        return {"reason": reason}
    words = {}
    for language in LANGUAGE_CODES:
        with override(language):
            words[language] = reason()
    return {"reason": words[LANGUAGE_CODES[0]], "reasons": words}


def reason_of(line: LogEntry) -> str:
    """Why something was done, in the language of the page where it was said in several."""
    data = line.additional_data or {}
    language = (get_language() or LANGUAGE_CODES[0]).split("-")[0]
    return str(data.get("reasons", {}).get(language) or data.get("reason", ""))


def differences(before: Model, after: Model) -> dict[str, list[str]]:
    """What is different in a record, as the history keeps it; what is masked or left out there is so here too."""
    if not auditlog.contains(type(after)):
        return {}
    return {name: list(values) for name, values in (model_instance_diff(before, after) or {}).items()}


def record(
    subject: Model,
    act: str,
    *,
    by: "Who",
    reason: Reason = "",
    changes: dict[str, list[str]] | None = None,
    lenders: "Sequence[User]" = (),
) -> LogEntry:
    """Write one history line: an act upon a record, by whom, on whose behalf, and why."""
    action, said = LogEntry.Action.UPDATE, _said(reason)
    line = _line(subject, act=act, by=by, reason=said, changes=changes, action=action, lenders=lenders)
    line.save(force_insert=True)
    return line


def record_many(
    subjects: Iterable[Model],
    act: str,
    *,
    by: "Who",
    reason: Reason = "",
    changes: dict[Any, dict[str, list[str]]] | None = None,
    created: bool = False,
    lenders: "Sequence[User]" = (),
) -> None:
    """Write the same act upon many records in one statement; `changes` maps primary keys to field differences."""
    action, said = LogEntry.Action.CREATE if created else LogEntry.Action.UPDATE, _said(reason)
    lines = [
        _line(
            subject,
            act=act,
            by=by,
            reason=said,
            changes=(changes or {}).get(subject.pk),
            action=action,
            lenders=lenders,
        )
        for subject in subjects
    ]
    LogEntry.objects.bulk_create(lines, batch_size=2000)


def record_looks(model: type[Model], keys: Iterable[int], *, by: "Who") -> None:
    """Write that somebody looked at records and changed nothing, in one statement."""
    lines = [
        _line(model(pk=key), act="", by=by, reason=_said(""), changes=None, action=LogEntry.Action.ACCESS)
        for key in keys
    ]
    LogEntry.objects.bulk_create(lines, batch_size=2000)


def looked_at_on(model: type[Model], day: dt.date, *, by: "User") -> QuerySet[LogEntry]:
    """What somebody looked at on a day."""
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    start = make_aware(dt.datetime.combine(day, dt.time.min))
    seen = LogEntry.objects.filter(content_type=kind, actor=by, action=LogEntry.Action.ACCESS)
    return seen.filter(timestamp__gte=start, timestamp__lt=start + dt.timedelta(days=1))


def history_of(subject: Model) -> QuerySet[LogEntry]:
    """All that was done to a record and to those merged into it, the newest first, with the actors; not who looked."""
    return _lines_of(subject).exclude(action=LogEntry.Action.ACCESS).select_related("actor")


def with_moment_of(subjects: QuerySet[Any], act: str, *, otherwise: str) -> QuerySet[Any]:
    """The records with the `moment` of the latest such act: since when they are where it brought them.

    Where the act was never taken with a record the moment is that of another column.
    """
    kind = ContentType.objects.get_for_model(subjects.model, for_concrete_model=False)
    lines = LogEntry.objects.filter(content_type=kind, additional_data__act=act, object_id=OuterRef("pk"))
    latest = Subquery(lines.order_by("-timestamp").values("timestamp")[:1])
    return subjects.annotate(moment=Coalesce(latest, otherwise))


def looks_at(subject: Model) -> QuerySet[LogEntry]:
    """Who looked at a record and at those merged into it, the newest first."""
    return _lines_of(subject).filter(action=LogEntry.Action.ACCESS)


def _lines_of(subject: Model) -> QuerySet[LogEntry]:
    keys = getattr(subject, "history_keys", [subject.pk])
    kind = ContentType.objects.get_for_model(subject, for_concrete_model=False)
    return LogEntry.objects.filter(content_type=kind, object_id__in=keys).order_by("-timestamp", "-pk")


def act_label(act: str, action: int) -> str:
    """The name of an act in the page's language; a plain change without a name is said as such."""
    if act:
        return str(_ACTS.get(act, act.replace("_", " ")))
    return str(_ACTIONS.get(action, ""))


def records_named(subject: Model, lines: Iterable[LogEntry]) -> dict[str, dict[str, str]]:
    """What the records are called that the lines mention by their keys: one query for each field that points to others."""
    keys: dict[str, set[str]] = {}
    for line in lines:
        shown = {} if line.action == LogEntry.Action.CREATE else line.changes or {}
        for name, values in shown.items():
            keys.setdefault(name, set()).update(str(each) for each in values if str(each).isdecimal())
    return {
        field.name: {
            str(key): str(found) for key, found in field.related_model._base_manager.in_bulk(keys[field.name]).items()
        }
        for field in subject._meta.fields
        if field.related_model is not None and keys.get(field.name)
    }


def lenders_named(lines: Iterable[LogEntry]) -> dict[int, str]:
    """The names of those on whose behalf deputies did what the lines tell, by their accounts: one query if there is any."""
    keys = {pk for line in lines for pk in (line.additional_data or {}).get("on_behalf_of", ())}
    found = User.objects.filter(pk__in=keys).select_related("person") if keys else []
    return {each.pk: str(getattr(each, "person", each)) for each in found}


def in_words(field: "Field[Any, Any]", value: Any, named: dict[str, str]) -> str:
    """A value before or after a change as the page would show it: a choice, a day, another record by its name."""
    text = str(value)
    if value is None or text in ("None", ""):
        return "–"
    labels = {str(code): str(label) for code, label in field.flatchoices}
    if text in labels or text in named:
        return labels.get(text) or named[text]
    if isinstance(field, BooleanField):
        return gettext("Yes") if text == "True" else gettext("No")
    if isinstance(field, DateTimeField):
        moment = parse_datetime(text)
        return f"{localtime(moment):%d.%m.%Y %H:%M}" if moment and moment.tzinfo else text
    if isinstance(field, DateField):
        day = parse_date(text)
        return f"{day:%d.%m.%Y}" if day else text
    return text


def name_acts(names: dict[str, str | Promise]) -> None:
    """Let an app say how its acts are called in the history."""
    _ACTS.update(names)


_ACTS: dict[str, str | Promise] = {}
_ACTIONS: dict[int, str | Promise] = {
    LogEntry.Action.CREATE: _("created"),
    LogEntry.Action.UPDATE: _("changed"),
    LogEntry.Action.DELETE: _("deleted"),
    LogEntry.Action.ACCESS: _("looked at"),
}
