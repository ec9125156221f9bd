"""The pages of acts, made from the table: what is decided upon, what will happen in numbers, what is asked, one button."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse

from ostu_qualification.core.records.states import Stateful
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.workflow.steps import Act, acts_on, wrong_state_message

from .forms import ReasonForm
from .pages import ConfirmForm, act_page

Records = Callable[[Any], QuerySet[Any]]
_PAGES: dict[type[Model], str] = {}


class ActForm(forms.Form):
    """What an act asks for; knows the record that it is about and who is asked."""

    def __init__(self, *args: Any, record: Any, user: Any, **kwargs: Any) -> None:
        self.record, self.user = record, user
        super().__init__(*args, **kwargs)


def acts_of(
    model: type[Stateful], prefix: str, records: Records, *, page: str, shows: str = "", context: Any = None
) -> list[URLPattern]:
    """The addresses of all acts with records of a kind, those of upper apps included: `runs/7/close/` for `close_run`.

    `records` gives those that a user may see, `page` names the record's own page, `shows` is the template of what is
    decided upon (it gets `record` and what `context(record, user)` gives).
    """
    show_on(model, page)
    return [
        path(f"{prefix}/<int:pk>/{slug_of(each)}/", _view(each, records, page, shows, context), name=each.name)
        for each in acts_on(model)
        if each.label
    ]


def show_on(model: type[Model], page: str) -> None:
    """Name the page on which a record of a kind is shown."""
    _PAGES[model] = page


def page_of(record: Model) -> str:
    """The address of the page on which a record is shown."""
    return reverse(_PAGES[type(record)], args=[record.pk])


def slug_of(act: Act[Any]) -> str:
    """The last part of an act's address: its name without the noun that stands before it already."""
    words = act.name.split("_")
    noun = act.model.__name__.lower()
    kept = words[:-1] if len(words) > 1 and (noun.startswith(words[-1]) or noun.endswith(words[-1])) else words
    return "-".join(kept)


def _view(act: Act[Any], records: Records, page: str, shows: str, context: Any) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        record = get_object_or_404(records(request.user), pk=pk)
        back = reverse(page, args=[record.pk])
        require(act.permission(request.user, record))
        if record.state not in act.sources:
            messages.error(request, wrong_state_message(record))
            return redirect(back)
        shown = {"record": record, "shows": shows, **(context(record, request.user) if context else {})}
        if act.possible is not None and not (verdict := act.possible(record)):
            return render(
                request,
                "core/act_refused.html",
                {"title": act.label, "verdict": verdict, "back_url": back, **shown},
                status=409 if request.method == "POST" else 200,
            )
        return _page(request, act, record, back, shown)

    view.__name__ = act.name
    view.__doc__ = act.function.__doc__
    return view


def _page(request: HttpRequest, act: Act[Any], record: Any, back: str, shown: dict[str, Any]) -> HttpResponse:
    form_class = act.form or (ReasonForm if act.takes_reason else ConfirmForm)
    arguments: dict[str, Any] = {"initial": act.initial(record)} if act.initial else {}
    if issubclass(form_class, ActForm):
        arguments |= {"record": record, "user": request.user}

    def take(form: Any) -> str | None:
        result = cast(Any, act.function)(record, by=request.user, **form.cleaned_data)
        return page_of(result) if isinstance(result, Model) and type(result) in _PAGES else None

    return act_page(
        request,
        take,
        title=act.label,
        submit_label=act.label,
        back_url=back,
        form_class=form_class,
        form_arguments=arguments,
        done=lambda: str(act.done),
        lead=str(record),
        effects=list(act.effects(record, request.user)) if act.effects else [],
        clause_number=act.clause,
        is_dangerous=act.is_dangerous,
        template="core/act.html",
        extra=shown,
    )
