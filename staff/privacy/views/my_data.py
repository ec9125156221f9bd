"""Pages about one's own data: what is kept, taking it along, consents, the language and way of letters; the passport."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_POST

from ostu_qualification.core.door.addresses import client_address
from ostu_qualification.core.frame.lists import Column, ListPage, label_of
from ostu_qualification.core.frame.pages import act_page
from ostu_qualification.core.records.verdicts import require
from ostu_qualification.core.records.who import acting
from staff.people import actions, consents, queries
from staff.people import permissions as people_permissions
from staff.people.models import ConsentText, LetterChoice
from staff.people.views import me_of
from staff.privacy import forms, my_data, passport, permissions

TEXTS = [
    Column("kind", gettext_lazy("Consent to"), lambda text: label_of(text, "kind")),
    Column("from", gettext_lazy("In force from"), lambda text: text.valid_from, order=("valid_from",)),
    Column("text", gettext_lazy("Text"), lambda text: text.text),
]


def my_data_page(request: HttpRequest) -> HttpResponse:
    person = me_of(request)
    context: dict[str, Any] = {
        "person": person,
        "groups": my_data.groups_of(person),
        "consents": consents.asked_of(person),
        "information": consents.information(),
        "letter_choices": LetterChoice.choices,
    }
    return render(request, "staff/privacy/my_data.html", context)


def my_data_json(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(my_data.as_json(me_of(request)), content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


def my_data_pdf(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(my_data.as_pdf(me_of(request)), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.pdf"'
    return response


@require_POST
def confirm_data(request: HttpRequest) -> HttpResponse:
    actions.confirm_data(me_of(request), by=acting(request))
    messages.success(request, _("You have confirmed your data."))
    return redirect("my_data")


@require_POST
def set_consent(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in consents.EFFECTS:
        raise Http404
    is_given = request.POST.get("given") == "1"
    address = client_address(request) or None
    consents.set_consent(me_of(request), kind, is_given=is_given, by=acting(request), ip_address=address)
    messages.success(request, _("You have given your consent.") if is_given else _("You have withdrawn your consent."))
    return redirect("my_data")


@require_POST
def set_letter_language(request: HttpRequest) -> HttpResponse:
    actions.set_letter_language(me_of(request), request.POST.get("language", ""), by=acting(request))
    messages.success(request, _("From now on letters come in the language that you have chosen."))
    return redirect("my_data")


@require_POST
def set_letter_choice(request: HttpRequest) -> HttpResponse:
    actions.set_letter_choice(me_of(request), request.POST.get("choice", ""), by=acting(request))
    messages.success(request, _("Your choice of letters is kept."))
    return redirect("my_data")


def consent_text_list(request: HttpRequest) -> HttpResponse:
    require(people_permissions.edit_consent_texts(request.user))
    page = ListPage(
        request,
        queries.consent_texts(),
        TEXTS,
        title=_("Consent texts"),
        empty=_("No consent text yet: add the first one."),
    )
    if page.wants_excel:
        return page.as_excel()
    return render(
        request, "staff/privacy/consent_text_list.html", {"list": page, "add_url": reverse("add_consent_text")}
    )


def add_consent_text(request: HttpRequest) -> HttpResponse:
    require(people_permissions.edit_consent_texts(request.user))

    def act(form: Any) -> None:
        consents.add_consent_text(form.instance, form.values, by=acting(request))

    return act_page(
        request,
        act,
        title=_("A new consent text"),
        done=_("The consent text is added."),
        submit_label=_("Save"),
        back_url=reverse("consent_text_list"),
        form_class=forms.ConsentTextForm,
        form_arguments={"instance": ConsentText()},
        effects=[_("From its first day everyone is asked anew; what was agreed to before stays as it was.")],
    )


def passport_page(request: HttpRequest) -> HttpResponse:
    require(permissions.view_passport(request.user))
    context = {"sections": passport.sections(), "may_edit": permissions.edit_passport(request.user)}
    return render(request, "staff/privacy/passport.html", context)


def edit_passport(request: HttpRequest) -> HttpResponse:
    require(permissions.edit_passport(request.user))
    words = passport.words_of()
    proposed: dict[str, str] = {}
    if words.pk is None:
        for language in ("ky", "ru"):
            with override(language):
                proposed[f"terms_{language}"] = passport.proposed_terms()

    def act(form: Any) -> None:
        passport.write_words(form.values, by=acting(request))

    return act_page(
        request, act, title=_("Passport of the array of personal data"), done=_("The passport is filled in anew."),
        submit_label=_("Save"), back_url=reverse("passport_page"),
        form_class=forms.PassportForm, form_arguments={"instance": words, "initial": proposed},
        effects=[_("What is left empty stays an open line on the passport.")],
    )  # fmt: skip


def passport_pdf(request: HttpRequest) -> HttpResponse:
    require(permissions.view_passport(request.user))
    response = HttpResponse(passport.as_pdf(), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="passport.pdf"'
    return response
