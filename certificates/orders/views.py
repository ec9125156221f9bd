"""Orders: drafting, visas, the recorded signature, and the papers."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certificates import offices
from certificates.attestation import queries as attestation_queries
from certificates.attestation.models import AttestationResult
from certificates.texts.models import OrderKind
from courses.runs.queries import runs_for
from enrollment.models import Application
from ostu_qualification.core.frame.forms import ReasonForm
from ostu_qualification.core.frame.lists import Column, ListPage, label_of
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.workflow.steps import Transition
from staff.people.looks import shows

from . import actions, documents, forms, permissions, queries, transitions
from .differences import differences
from .models import Order

COLUMNS = [
    Column(
        "kind",
        gettext_lazy("Order"),
        lambda order: f"{capfirst(label_of(order, 'kind'))}: {order.run.programme.title}",
    ),
    Column("number", gettext_lazy("Number"), lambda order: order.number, order=("number",)),
    Column("signed", gettext_lazy("Signed on"), lambda order: order.signed_on, order=("signed_on",)),
    Column("state", gettext_lazy("State"), lambda order: (order.state, label_of(order, "state")), badge=True),
]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def order_list(request: HttpRequest) -> HttpResponse:
    require(offices.view_orders(request.user))
    page = ListPage(
        request,
        queries.orders_for(request.user),
        COLUMNS,
        title=_("Orders"),
        row_url=lambda order: reverse("order_detail", args=[order.pk]),
    )
    return (
        page.as_excel() if page.wants_excel else render(request, "certificates/orders/order_list.html", {"list": page})
    )


@shows(queries.people_on_order)
def order_detail(request: HttpRequest, pk: int) -> HttpResponse:
    order = get_object_or_404(queries.orders_for(request.user), pk=pk)
    visas = list(order.visas.select_related("person", "order"))
    steps: list[Transition[Any, Any]] = [
        transitions.send_order,
        transitions.record_signature,
        transitions.take_back_order,
        transitions.annul_order,
    ]
    found = differences(order) if order.state in transitions.annul_order.step.sources else []
    acts = [each.step.name for each in steps if each.step.may(request.user, order)]
    if order.state == Order.State.DRAFT and permissions.draft_order(request.user, order):
        # nothing is sent round that is no longer true: drafting anew comes first then
        acts = ["redraft_order", "edit_order", *acts[1:]] if found else [*acts, "edit_order", "redraft_order"]
    context = {
        "order": order,
        "bodies": [(language, order.content[language]) for language in order.languages],
        "visas": [
            (visa, order.state == Order.State.ENDORSEMENT and permissions.give_visa(request.user, visa))
            for visa in visas
        ],
        "acts": [(reverse(name, args=[order.pk]), ACT_LABELS[name]) for name in acts],
        "differences": found,
    }
    return render(request, "certificates/orders/order_detail.html", context)


ACT_LABELS = {
    "redraft_order": gettext_lazy("Draft anew"),
    "edit_order": gettext_lazy("Change"),
    "send_order": gettext_lazy("Send for endorsement"),
    "record_signature": gettext_lazy("Record the signature"),
    "take_back_order": gettext_lazy("Take back for changes"),
    "annul_order": gettext_lazy("Annul the order"),
}


@shows(queries.people_on_order)
def order_paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    order = get_object_or_404(queries.orders_for(request.user), pk=pk)
    if kind == "docx":
        response = HttpResponse(documents.order_as_docx(order), content_type=DOCX)
        response.headers["Content-Disposition"] = f'attachment; filename="order-{order.pk}.docx"'
        return response
    response = HttpResponse(documents.order_as_pdf(order), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="order-{order.pk}.pdf"'
    return response


@shows(queries.people_on_order)
def order_scan(request: HttpRequest, pk: int) -> FileResponse:
    order = get_object_or_404(queries.orders_for(request.user), pk=pk)
    if not order.scan:
        raise Http404
    return FileResponse(order.scan.open(), as_attachment=True)


def draft_enrolment_order(request: HttpRequest, pk: int) -> HttpResponse:
    require(permissions.draft_order(request.user))
    run = get_object_or_404(runs_for(request.user), pk=pk)

    def act(form: Any) -> str:
        return reverse("order_detail", args=[actions.draft_enrolment_order(run, by=request.user).pk])

    confirmed = run.places.filter(state=Application.State.CONFIRMED).count()
    effects = [
        ngettext("%(n)s participant is on the order.", "%(n)s participants are on the order.", confirmed)
        % {"n": confirmed}
    ]
    if not run.place_ru:
        effects.append(_("The place is not written in Russian: the Russian text will show it as it is in Kyrgyz."))
    return act_page(
        request, act, title=_("Draft the order of enrolment"), lead=str(run), submit_label=_("Draft the order"), back_url=reverse("run_detail", args=[pk]),
        clause_number="6.1", effects=effects,
    )  # fmt: skip


def draft_certificate_order(request: HttpRequest, pk: int) -> HttpResponse:
    require(permissions.draft_order(request.user))
    attestation = get_object_or_404(attestation_queries.attestations_for(request.user), pk=pk)

    def act(form: Any) -> str:
        return reverse("order_detail", args=[actions.draft_certificate_order(attestation, by=request.user).pk])

    passed = attestation.results.filter(outcome=AttestationResult.Outcome.PASSED).count()
    return act_page(
        request, act, title=_("Draft the order to issue certificates"), lead=str(attestation.run), submit_label=_("Draft the order"),
        back_url=reverse("attestation_detail", args=[pk]), clause_number="5.7",
        effects=[ngettext("%(n)s certificate will be issued.", "%(n)s certificates will be issued.", passed) % {"n": passed}],
    )  # fmt: skip


@shows(queries.people_on_order)
def edit_order(request: HttpRequest, pk: int) -> HttpResponse:
    order = get_object_or_404(queries.orders_for(request.user), pk=pk)
    require(permissions.draft_order(request.user, order))

    def act(form: Any) -> None:
        actions.edit_order(order, content=form.content(), by=request.user)

    return act_page(
        request, act, title=_("Text of the order"), lead=str(order.run), submit_label=_("Save"), back_url=reverse("order_detail", args=[pk]),
        form_class=forms.OrderTextForm, form_arguments={"order": order},
    )  # fmt: skip


@shows(queries.people_on_order)
def redraft_order(request: HttpRequest, pk: int) -> HttpResponse:
    order = get_object_or_404(queries.orders_for(request.user), pk=pk)
    require(permissions.draft_order(request.user, order))

    def act(form: Any) -> None:
        actions.redraft_order(order, by=request.user)

    return act_page(
        request,
        act,
        title=ACT_LABELS["redraft_order"],
        lead=str(order.run),
        submit_label=ACT_LABELS["redraft_order"],
        back_url=reverse("order_detail", args=[pk]),
        effects=[
            *differences(order),
            _("The list of people and the text are written anew; what was changed in the text by hand is lost."),
        ],
    )


def give_visa(request: HttpRequest, pk: int) -> HttpResponse:
    visa = get_object_or_404(queries.visas_for(request.user), pk=pk)
    require(permissions.give_visa(request.user, visa))

    def act(form: Any) -> None:
        actions.give_visa(visa, **form.cleaned_data, by=request.user)

    return act_page(
        request, act, title=_("Visa on an order"), lead=f"{visa.post}. {visa.order.run}", submit_label=_("Save"), form_class=forms.VisaForm,
        back_url=reverse("order_detail", args=[visa.order_id]),
    )  # fmt: skip


def _simple(request: HttpRequest, pk: int, transition: Any, **page: Any) -> HttpResponse:
    order = get_object_or_404(queries.orders_for(request.user), pk=pk)
    require(transition.step.permission(request.user, order))

    def act(form: Any) -> None:
        reason = {"reason": form.cleaned_data["reason"]} if "reason" in form.cleaned_data else {}
        transition(order, by=request.user, **reason)

    label = ACT_LABELS[transition.step.name]
    return act_page(
        request,
        act,
        title=label,
        lead=str(order.run),
        submit_label=label,
        back_url=reverse("order_detail", args=[pk]),
        **page,
    )


def send_order(request: HttpRequest, pk: int) -> HttpResponse:
    return _simple(
        request, pk, transitions.send_order, effects=[_("The offices named below the order are asked for their visas.")]
    )


def take_back_order(request: HttpRequest, pk: int) -> HttpResponse:
    return _simple(
        request,
        pk,
        transitions.take_back_order,
        form_class=ReasonForm,
        effects=[_("Visas given so far are asked for anew.")],
    )


def annul_order(request: HttpRequest, pk: int) -> HttpResponse:
    return _simple(request, pk, transitions.annul_order, form_class=ReasonForm, is_dangerous=True)


def record_signature(request: HttpRequest, pk: int) -> HttpResponse:
    order = get_object_or_404(queries.orders_for(request.user), pk=pk)
    require(permissions.record_signature(request.user, order))
    rector = offices.rector()

    def act(form: Any) -> None:
        transitions.record_signature(order, by=request.user, **form.cleaned_data)

    return act_page(
        request, act, title=_("Record the signature"), lead=str(order.run), submit_label=_("Record the signature"), form_class=forms.SignatureForm,
        form_arguments={"initial": {"signed_by": rector.short_name if rector else ""}}, back_url=reverse("order_detail", args=[pk]),
        effects=_effects(order), clause_number="5.7", done=_("Executed"),
    )  # fmt: skip


def _effects(order: Order) -> list[str]:
    """What the signature will do, in numbers."""
    passed = sum(1 for each in order.participants if each.get("passed", True))
    if order.kind == OrderKind.ENROLMENT:
        first = ngettext("%(n)s participant is enrolled.", "%(n)s participants are enrolled.", passed) % {"n": passed}
    else:
        first = ngettext("%(n)s certificate will be issued.", "%(n)s certificates will be issued.", passed) % {
            "n": passed
        }
    return [
        first,
        ngettext("%(n)s letter goes out.", "%(n)s letters go out.", passed) % {"n": passed},
        _("This cannot be undone."),
    ]
