"""What the styleguide shows: every component in every state, in three languages, without touching the database."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from ostu_qualification.core.records.verdicts import YES, no
from ostu_qualification.core.words.inputs import DateField, PhoneField
from ostu_qualification.core.workflow.effects import effect, warning

from .forms import LogInForm, ReasonForm
from .lists import Column, ListPage

TEST_STRING = "Жеңишбек Өмүрбеков – түзүмдүк бөлүмдүн үлгүсү, ңөү ҢӨҮ"


class _DateAndPhoneForm(ReasonForm):
    held_on = DateField(label=_lazy("Date"))
    phone = PhoneField(label=_lazy("Phone"), required=False)


class _FewRecords(list[Any]):
    """A list that a list page can page through."""

    def order_by(self, *names: str) -> "_FewRecords":
        """The styleguide's rows stand as they are."""
        return self


def samples(request: HttpRequest) -> list[tuple[str, str, dict[str, Any]]]:
    """The examples in each language: its code, its name and what the page shows."""
    made = []
    for code, name in settings.LANGUAGES:
        with translation.override(code):
            made.append((code, name, _examples(request, code)))
    return made


def _examples(request: HttpRequest, code: str) -> dict[str, Any]:
    today = localdate()
    bad_form = _DateAndPhoneForm({f"{code}-held_on": "32.13", f"{code}-phone": "12"}, prefix=code)
    bad_form.is_valid()
    pause = SimpleNamespace(started_on=today - dt.timedelta(days=300), ended_on=today - dt.timedelta(days=200))
    return {
        "states": [
            ("draft", _("draft")),
            ("submitted", _("submitted")),
            ("approved", _("approved")),
            ("due_soon", _("due soon")),
            ("overdue", _("overdue")),
        ],
        "form": LogInForm(prefix=code),
        "bad_form": bad_form,
        "on_time": SimpleNamespace(due_on=today + dt.timedelta(days=500)),
        "late": SimpleNamespace(due_on=today - dt.timedelta(days=200)),
        "last_on": today - dt.timedelta(days=595),
        "pauses": [pause],
        "places": {"taken": 7, "capacity": 25, "applied": 31, "own": 12},
        "today": today,
        "tiles": [
            {"figure": "223", "label": _("overdue"), "tone": "red", "url": "#", "note": TEST_STRING},
            {"figure": "64 %", "label": _("State")},
            {"figure": "82", "label": _("Places")},
        ],
        "bars": [(TEST_STRING, 21, "#"), (_("My unit"), 64, "#"), (_("Staff"), 100)],
        "stages": [(_("draft"), "done"), (_("submitted"), "done"), (_("approved"), "here"), (_("Date"), "ahead")],
        "next": [(_("Approve"), TEST_STRING, None), (_("Approve"), "", today)],
        "effects": [effect(TEST_STRING, "#"), effect(_("My unit")), warning(TEST_STRING, "#")],
        "acts": _acts(),
        "allowed": YES,
        "refused": no(_("You may not do this")),
        "tabs": [("#one", _("Summary")), ("#two", _("History"))],
        "steps": [_("Name"), _("Reason"), _("Summary")],
        "rows": [(_("Name"), TEST_STRING, "#"), (_("Phone"), "+996 772 720 582"), (_("Reason"), "")],
        "list": _list(request, today),
        "lines": [
            {"at": localtime(), "who": TEST_STRING, "act": _("changed"), "why": TEST_STRING, "changes": []},
            {"at": localtime(), "who": _("the system"), "act": _("created"), "why": "", "changes": []},
        ],
    }


def _acts() -> dict[str, Any]:
    """One act of each kind, as a record's page offers them."""

    def button(label: str) -> SimpleNamespace:
        return SimpleNamespace(act=SimpleNamespace(label=label), url="#", verdict=no(TEST_STRING))

    return {
        "primary": button(_("Approve")),
        "others": [button(_("Change"))],
        "refused": [button(_("Show"))],
        "dangerous": [button(_("Delete"))],
    }


def _list(request: HttpRequest, today: dt.date) -> ListPage:
    columns = [
        Column("name", _("Name"), lambda row: TEST_STRING, order=("name",)),
        Column("state", _("State"), lambda row: ("due_soon", _("due soon")), badge=True),
        Column("day", _("Date"), lambda row: today, is_number=True),
        Column("hours", _("Hours"), lambda row: row, is_number=True, on_phone=False),
    ]
    return ListPage(request, _FewRecords([16, 72, 108]), columns, title=_("Name"), row_url=lambda row: "#")  # type: ignore[arg-type]
