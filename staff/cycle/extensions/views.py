"""Extensions and pauses: lists, giving them to many people with the effect shown first, revoking them."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.frame.forms import ReasonForm
from ostu_qualification.core.frame.lists import Bulk, Column, ListPage, address_of, chosen, label_of
from ostu_qualification.core.frame.pages import bulk_page
from ostu_qualification.core.records import once
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting
from staff.cycle import forms as cycle_forms
from staff.people import queries as people_queries
from staff.people.looks import behind, exported, shows

from . import actions, choosing, effects, forms, permissions, queries, transitions
from .models import Extension, Pause


def for_whom(extension: Extension) -> str:
    """Those of a unit, of a category, or people named one by one."""
    parts = [str(extension.unit) if extension.unit else "", label_of(extension, "category")]
    return ", ".join(filter(None, parts)) or _("named people")


EXTENSIONS = [
    Column(
        "order", gettext_lazy("number of the order"), lambda each: each.order_number or "–", order=("order_number",)
    ),
    Column("ground", gettext_lazy("ground"), lambda each: each.ground),
    Column("for_whom", gettext_lazy("For whom"), for_whom, on_phone=False),
    Column("people", gettext_lazy("People"), lambda each: each.people_count, is_number=True),
    Column("decided", gettext_lazy("decided on"), lambda each: each.decided_on, order=("decided_on",), on_phone=False),
    Column("until", gettext_lazy("until"), lambda each: each.until, order=("until",)),
    Column("state", gettext_lazy("State"), lambda each: (each.state, label_of(each, "state")), badge=True),
]
MOVED_DATES = [
    Column("name", gettext_lazy("Name"), lambda row: row.name),
    Column("before", gettext_lazy("Due without it"), lambda row: row.before),
    Column("after", gettext_lazy("Due with it"), lambda row: row.after),
]
PAUSES = [
    Column("name", gettext_lazy("Name"), lambda pause: pause.person.full_name, order=("person__sort_key",)),
    Column("reason", gettext_lazy("reason"), lambda pause: label_of(pause, "reason")),
    Column("from", gettext_lazy("from"), lambda pause: pause.started_on, order=("started_on",)),
    Column("to", gettext_lazy("to"), lambda pause: pause.ended_on, order=("ended_on",)),
    Column("order", gettext_lazy("number of the order"), lambda pause: pause.order_number, on_phone=False),
    Column("state", gettext_lazy("State"), lambda pause: (pause.state, label_of(pause, "state")), badge=True),
]


def extension_list(request: HttpRequest) -> HttpResponse:
    require(permissions.view_extensions(request.user))
    page = ListPage(
        request,
        queries.extensions_for(request.user),
        EXTENSIONS,
        title=_("Extensions"),
        row_url=address_of("extension_detail"),
        filters=forms.ExtensionFilter,
        empty=_("Nobody’s due date has been extended."),
    )
    if page.wants_excel:
        return page.as_excel()
    add_url = reverse("grant_extension") if permissions.grant_extension(request.user) else ""
    return render(request, "staff/cycle/extensions/extension_list.html", {"list": page, "add_url": add_url})


def _preview_page(
    request: HttpRequest,
    form: Any,
    preview: Callable[[], effects.Preview],
    save: Callable[[], str],
    done: str,
    **page: Any,
) -> HttpResponse:
    """The form; once it is valid its effect; and only what was seen is kept."""
    found = None
    if request.method == "POST" and form.is_valid():
        found = preview()
        if form.cleaned_data["seen"] == found.digest:
            try:
                outcome = once.take_once(request, lambda: once.Done(save(), done))
            except ValidationError as problem:
                form.add_error(None, problem.messages)
            else:
                return once.follow(request, outcome)
    context = {"form": form, "preview": found, "say": effects.count_in_words(found.count) if found else "", **page}
    return render(request, "staff/cycle/extensions/extension_form.html", context, status=422 if form.errors else 200)


def _first_names(request: HttpRequest) -> dict[str, str]:
    """The person from whose page one comes, or those ticked in the list, as the field of names understands them."""
    people = people_queries.people_for(request.user)
    key = request.GET.get("person", "")
    if key.isdecimal() and len(key) < 10:
        named = people.filter(pk=key)
    else:
        named = chosen(request, people, cycle_forms.PersonFilter)[: choosing.MOST_NAMES]
    lines = [choosing.written_name(person) for person in named]
    return {"names": "\n".join(lines)} if lines else {}


def grant_extension(request: HttpRequest) -> HttpResponse:
    require(permissions.grant_extension(request.user))
    form = forms.ExtensionForm(request.POST or None, initial=_first_names(request))

    def save() -> str:
        made = actions.grant_extension(form.record(), form.chosen.person_ids, by=acting(request))
        return reverse("extension_detail", args=[made.pk])

    return _preview_page(
        request,
        form,
        lambda: effects.preview_extension(form.record(), form.chosen.person_ids),
        save,
        _("The due dates are extended."),
        title=_("Extend due dates"),
        back_url=reverse("extension_list"),
        clause_number="6.1",
    )


def extension_detail(request: HttpRequest, pk: int) -> HttpResponse:
    extension = get_object_or_404(queries.extensions_for(request.user), pk=pk)
    page = ListPage(
        request,
        queries.people_of(extension).order_by("sort_key", "pk"),
        MOVED_DATES,
        title=_("People"),
        empty=_("The extension names nobody."),
        row_url=address_of("person_detail"),
        fields=("pk",),
        load=effects.moved_dates(extension),
    )
    if page.wants_excel:
        return exported(page, "pk")
    context = {"extension": extension, "for_whom": for_whom(extension), "list": page}
    return render(request, "staff/cycle/extensions/extension_detail.html", context)


def pause_list(request: HttpRequest) -> HttpResponse:
    require(permissions.view_extensions(request.user))
    may_enter = permissions.edit_pause(request.user)
    page = ListPage(
        request,
        queries.pauses_for(request.user),
        PAUSES,
        title=_("Pauses"),
        empty=_("No pause yet: leaves come in with the staff list, or are entered here."),
        row_url=address_of("pause_detail"),
        filters=forms.PauseFilter,
        bulk=[Bulk(_("Revoke"), reverse("revoke_pauses"))] if may_enter else [],
    )
    if page.wants_excel:
        return exported(page)
    add_url = reverse("enter_pauses") if may_enter else ""
    return render(request, "staff/cycle/extensions/pause_list.html", {"list": page, "add_url": add_url})


def enter_pauses(request: HttpRequest) -> HttpResponse:
    require(permissions.edit_pause(request.user))
    form = forms.PausesForm(request.POST or None, initial=_first_names(request))

    def save() -> str:
        actions.enter_pauses(form.record(), form.chosen.person_ids, by=acting(request))
        return reverse("pause_list")

    return _preview_page(
        request,
        form,
        lambda: effects.preview_pauses(form.record(), form.chosen.person_ids),
        save,
        _("The pause is entered."),
        title=_("Enter a pause"),
        back_url=reverse("pause_list"),
        clause_number="1.3",
    )


@shows(behind(Pause, "person_id"))
def pause_detail(request: HttpRequest, pk: int) -> HttpResponse:
    pause = get_object_or_404(queries.pauses_for(request.user), pk=pk)
    return render(request, "staff/cycle/extensions/pause_detail.html", {"pause": pause})


def revoke_pauses(request: HttpRequest) -> HttpResponse:
    require(permissions.edit_pause(request.user))

    def act(pause: Pause, form: Any) -> None:
        transitions.revoke_pause(pause, by=acting(request), reason=form.cleaned_data["reason"])

    return bulk_page(
        request,
        chosen(request, queries.pauses_for(request.user), forms.PauseFilter),
        act,
        name=lambda pause: f"{pause.person.full_name}: {pause.get_reason_display()}",
        title=_("Revoke pauses"),
        submit_label=_("Revoke"),
        back_url=reverse("pause_list"),
        form_class=ReasonForm,
        clause_number="1.3",
        is_dangerous=True,
    )
