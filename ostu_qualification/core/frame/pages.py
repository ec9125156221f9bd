"""The page of an act: a form or a plain confirmation, what will happen, one button. One way for all apps."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ostu_qualification.core.records import once
from ostu_qualification.core.workflow.effects import Effect, effect
from ostu_qualification.core.workflow.steps import WrongState

from .forms import helper

AT_ONCE = 500
NAMED = 10


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the answer."""

    helper = helper()


def act_page(
    request: HttpRequest,
    act: Callable[[Any], Any],
    *,
    title: str | Promise,
    submit_label: str | Promise,
    back_url: str,
    done: str | Promise | Callable[[], str],
    form_class: type[forms.BaseForm] = ConfirmForm,
    form_arguments: dict[str, Any] | None = None,
    lead: str = "",
    effects: Sequence[str | Effect] = (),
    clause_number: str = "",
    is_dangerous: bool = False,
    template: str = "components/form_page.html",
    extra: dict[str, Any] | None = None,
    is_one_act: bool = True,
) -> HttpResponse:
    """Show the form; when it is sent and valid, act and go on; what the rules refuse comes back beside the fields.

    `act` takes the valid form and may return the address to go on to, or a page of its own that asks once more; else the
    page goes back to `back_url`. `done` says what was done. An invalid form answers 422 with all that was typed. One act is all or nothing, and taken
    once however often its button is pressed; without `is_one_act` each record of several stands for itself.
    """
    is_sent = request.method == "POST"
    form = form_class(request.POST if is_sent else None, request.FILES if is_sent else None, **(form_arguments or {}))
    if is_sent and form.is_valid():
        try:
            done_now = _taken(request, lambda: act(form), back_url, done, is_one_act=is_one_act)
        except WrongState as problem:
            messages.error(request, str(problem))
            return redirect(back_url)
        except ValidationError as problem:
            _show(form, problem)
        else:
            return done_now
    context = {
        "title": title,
        "form": form,
        "submit_label": submit_label,
        "back_url": back_url,
        "lead": lead,
        "effects": [each if isinstance(each, Effect) else effect(each) for each in effects],
        "clause_number": clause_number,
        "is_dangerous": is_dangerous,
        "multipart": form.is_multipart(),
        **(extra or {}),
    }
    return render(request, template, context, status=422 if is_sent else 200)


def _taken(
    request: HttpRequest,
    act: Callable[[], Any],
    back_url: str,
    done: str | Promise | Callable[[], str],
    *,
    is_one_act: bool,
) -> HttpResponse:
    """Take an act and lead on to where it leads, with the words for it."""

    def take() -> once.Done | HttpResponse:
        target = act()
        if isinstance(target, HttpResponse):
            return target
        return once.Done(str(target or back_url), str(done() if callable(done) else done))

    return once.follow(request, once.take_once(request, take) if is_one_act else take())


def bulk_page(
    request: HttpRequest,
    records: QuerySet[Any],
    act: Callable[[Any, Any], Any],
    *,
    name: Callable[[Any], str],
    back_url: str,
    **page: Any,
) -> HttpResponse:
    """The page of one act on many chosen records: who they are, what the act needs, one button.

    `act` takes a record and the valid form. Each record is acted upon by itself, so that one that the rules refuse keeps
    none of the others back; what was refused is listed with its reason.
    """
    count = records.count()
    if not 0 < count <= AT_ONCE:
        few = _("Choose at least one line.")
        many = _("At most %(limit)s lines at once: narrow the filter.") % {"limit": AT_ONCE}
        messages.error(request, many if count else few)
        return redirect(back_url)
    names = [name(record) for record in records[:NAMED]]
    if count > NAMED:
        names.append(ngettext("and %(n)s more", "and %(n)s more", count - NAMED) % {"n": count - NAMED})
    done: list[Any] = []

    def act_on_each(form: Any) -> None:
        for record in list(records):
            try:
                act(record, form)
            except (WrongState, PermissionDenied, ValidationError) as problem:
                why = "; ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem)
                messages.error(request, f"{name(record)}: {why}")
            else:
                done.append(record)

    def report() -> str:
        return _("Done: %(done)s of %(count)s") % {"done": len(done), "count": count}

    lead = ngettext("%(n)s line is chosen.", "%(n)s lines are chosen.", count) % {"n": count}
    return act_page(
        request, act_on_each, back_url=back_url, done=report, lead=lead, effects=names, is_one_act=False, **page
    )


def _show(form: forms.BaseForm, problem: ValidationError) -> None:
    """Put the messages of a refused record beside the fields they belong to."""
    if not hasattr(problem, "error_dict"):
        form.add_error(None, problem)
        return
    for name, errors in problem.error_dict.items():
        form.add_error(name if name in form.fields else None, ValidationError(errors))
