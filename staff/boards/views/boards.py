"""The boards: one's unit, the University, the forecast and the summary forms."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ostu_qualification.core.models import today
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.sheets.excel import excel_answer
from ostu_qualification.core.words.dates import short_date
from staff.boards import board as boards_board
from staff.boards import charts, permissions, queries, summary_forms
from staff.boards.forecast import Forecast
from staff.boards.forms import ForecastForm
from staff.boards.my_page import asked_of
from staff.boards.unit_people import UnitBoard
from staff.letters import queries as letters_queries
from staff.people.actors import actor
from staff.people.forms import DayForm
from staff.people.looks import note_looks
from staff.units import queries as units_queries
from staff.units.models import Unit
from staff.units.tree import UnitTree


def university_board(request: HttpRequest) -> HttpResponse:
    require(permissions.view_boards(request.user))
    written = request.GET.get("within", "")
    board = boards_board.Board(int(written) if written.isdecimal() else None, today())
    if request.GET.get("format") == "xlsx":
        table = board.table(request.GET.get("table", "")) or board.by_unit()
        title = f"{table.title}: {board.tree.units[board.within].name}" if board.within else table.title
        return excel_answer(title, [table.title, *table.heads], table.rows(), table.total_row)
    context = {
        "board": board,
        "path": board.tree.above(board.within) if board.within else [],
        "today": today(),
        "unit_url": reverse("unit_board", args=[board.within]) if board.within else "",
    }
    return render(request, "staff/boards/board_university.html", context)


def my_unit(request: HttpRequest) -> HttpResponse:
    require(permissions.view_unit_board(request.user))
    return _unit_page(request, set(actor(request.user).headed_unit_ids), _("My unit"))


def unit_board(request: HttpRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(units_queries.units_for(request.user), pk=pk)
    require(permissions.view_unit_board(request.user, unit))
    return _unit_page(request, UnitTree().below(unit.pk), unit.name, unit)


def _unit_page(request: HttpRequest, unit_ids: set[int], title: str, unit: Unit | None = None) -> HttpResponse:
    form = DayForm(request.GET if "on" in request.GET else None)
    board = UnitBoard(unit_ids, asked_of(form).get("on") or today(), today())
    if request.GET.get("format") == "xlsx":
        note_looks((row.person.pk for row in board.rows()), by=request.user)
        return excel_answer(f"{title}, {short_date(board.on)}", *board.table())
    page = board.page(request.GET.get("page", "1"))
    day = f"on={board.on:%d.%m.%Y}&" if form.is_bound else ""
    context = {
        "board": board,
        "title": title,
        "unit": unit,
        "page": page,
        "groups": board.groups_on(page),
        "previous_url": f"?{day}page={page.number - 1}" if page.has_previous() else "",
        "next_url": f"?{day}page={page.number + 1}" if page.has_next() else "",
        "form": form,
        "has_links": board.is_today or permissions.view_boards(request.user),
        "letters": letters_queries.letters_to_tell(request.user).count(),
        "forecast_url": f"{reverse('forecast')}?within={unit.pk}" if unit else reverse("forecast"),
        "excel_url": f"?on={board.on:%d.%m.%Y}&format=xlsx",
    }
    return render(request, "staff/boards/board_unit.html", context)


def forecast(request: HttpRequest) -> HttpResponse:
    require(permissions.view_forecast(request.user))
    mine = None if permissions.view_boards(request.user) else set(actor(request.user).headed_unit_ids)
    form = ForecastForm(request.GET or None, units=queries.units_to_forecast(request.user))
    asked = asked_of(form)
    unit = asked.get("within")
    found = Forecast(today(), unit_ids=mine, within=unit.pk if unit else None, category=asked.get("category", ""))
    if request.GET.get("format") == "xlsx":
        title, heads, rows = found.table(request.GET.get("table", ""))
        return excel_answer(f"{title}: {unit.name}" if unit else title, heads, rows)
    bars = [
        charts.Bar(
            label=due.quarter.roman,
            parts=[("mandatory", due.mandatory), ("recommended", due.recommended)],
            mark=(due.places or None) if found.is_whole else None,
            group=str(due.quarter.year)
            if due.quarter.number == 1 or (due is found.dues[1] and due.quarter.number < 4)
            else "",
        )
        for due in found.dues[1:]
    ]
    context = {
        "found": found,
        "form": form,
        "chart": charts.stacked(bars),
        "unit": unit,
        "filters": _filters(request),
    }
    return render(request, "staff/boards/forecast.html", context)


def _filters(request: HttpRequest) -> str:
    """The filters of the address, for links that ask for Excel."""
    chosen = {name: request.GET[name] for name in ("within", "category") if request.GET.get(name)}
    return urlencode(chosen)


def summary_teaching(request: HttpRequest) -> HttpResponse:
    return _summary(request, summary_forms.teaching)


def summary_support(request: HttpRequest) -> HttpResponse:
    return _summary(request, summary_forms.support)


def _summary(request: HttpRequest, make: Any) -> HttpResponse:
    require(permissions.view_boards(request.user))
    form = make(today())
    if request.GET.get("format") == "xlsx":
        return excel_answer(form.title, form.heads, form.excel_rows(), [_("In all"), *form.total])
    tabs = [
        (reverse("summary_teaching"), _("Teaching staff by department")),
        (reverse("summary_support"), _("Support staff by post")),
    ]
    return render(request, "staff/boards/summary_form.html", {"form": form, "tabs": tabs, "today": today()})
