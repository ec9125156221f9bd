"""What the styleguide shows: every component in its states."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from .forms import LogInForm, ReasonForm

TEST_STRING = "Жеңишбек Өмүрбеков – түзүмдүк бөлүмдүн үлгүсү, ңөү ҢӨҮ"


def examples(request: HttpRequest) -> dict[str, Any]:
    """Examples for the page; nothing here touches the database."""
    today = dt.date.today()
    messages.success(request, _("Saved"))
    bad_form = ReasonForm({})
    bad_form.is_valid()
    return {
        "test_string": TEST_STRING,
        "states": [
            ("draft", _("draft")),
            ("submitted", _("submitted")),
            ("approved", _("approved")),
            ("due_soon", _("due soon")),
            ("overdue", _("overdue")),
        ],
        "form": LogInForm(),
        "bad_form": bad_form,
        "on_time": SimpleNamespace(due_on=today + dt.timedelta(days=500)),
        "late": SimpleNamespace(due_on=today - dt.timedelta(days=200)),
        "last_on": today - dt.timedelta(days=595),
        "pauses": [SimpleNamespace(started_on=today - dt.timedelta(days=300), ended_on=today - dt.timedelta(days=200))],
        "places": {"taken": 7, "capacity": 25, "applied": 31, "own": 12},
        "today": today,
    }
