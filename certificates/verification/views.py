"""The public pages of verification: one form, one answer; slow for those who guess."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from ostu_qualification.core.door import throttle
from ostu_qualification.core.door.addresses import client_address, network_of
from ostu_qualification.core.door.throttle import Limit

from . import answers, forms
from .answers import Answer

GUESSES = Limit("wrong certificates", free=20, first_wait=600, longest_wait=600, memory=600)
LOOKS = Limit("certificates", free=100, first_wait=60, longest_wait=600, memory=3600)


def _look_up(request: HttpRequest, look: Callable[[], Answer]) -> tuple[Answer | None, int]:
    """The answer, or none and the seconds to wait for a network that guessed wrongly or asked too often.

    A look counts as a guess before it is taken, and no longer once it has found a certificate.
    """
    network = network_of(client_address(request))
    guess, asked = throttle.begin(GUESSES, network), throttle.begin(LOOKS, network)
    wait = max(guess.wait, asked.wait)
    if wait:
        guess.take_back()
        asked.take_back()
        return None, wait
    answer = look()
    if answer.state != answers.UNKNOWN:
        guess.take_back()
    return answer, 0


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context.setdefault("form", forms.VerifyForm(initial={"number": request.GET.get("number", "")[:200]}))
    context.setdefault("file_form", forms.VerifyFileForm())
    response = render(request, "certificates/verification/verify.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _answered(request: HttpRequest, answer: Answer | None, wait: int = 0, **context: Any) -> HttpResponse:
    if answer is None:
        return _page(request, {"please_wait": throttle.please_wait(wait), **context}, status=429)
    return _page(request, {"answer": answer, **context}, status=_status(answer))


def _status(answer: Answer) -> int:
    return 404 if answer.state == answers.UNKNOWN else 200


@login_not_required
def verify(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, {})
    return _verify_file(request) if "number" not in request.POST else _verify_number(request)


def _verify_number(request: HttpRequest) -> HttpResponse:
    """A number or code; what was found has an address of its own, in which no name stands."""
    form = forms.VerifyForm(request.POST)
    if not form.is_valid():
        return _page(request, {"form": form}, status=422)
    if form.code:
        return redirect("verify_code", code=form.code)
    printed, name = form.printed, form.cleaned_data["family_name"]
    assert printed is not None
    answer, wait = _look_up(request, lambda: answers.by_number(printed, name))
    if answer and answer.certificate:
        return redirect("verify_code", code=answer.certificate.code)
    return _answered(request, answer, wait, form=form, is_number=True)


def _verify_file(request: HttpRequest) -> HttpResponse:
    file_form = forms.VerifyFileForm(request.POST, request.FILES)
    if not file_form.is_valid():
        return _page(request, {"file_form": file_form}, status=422)
    digest = hashlib.sha256(file_form.cleaned_data["file"].read()).hexdigest()
    return _answered(request, *_look_up(request, lambda: answers.by_file(digest)), is_file=True)


@login_not_required
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    return _answered(request, answers.by_code(code))


@login_not_required
def verify_json(request: HttpRequest, code: str) -> JsonResponse:
    answer = answers.by_code(code)
    return JsonResponse(
        answer.as_json((get_language() or "ky")[:2]),
        status=_status(answer),
        json_dumps_params={"ensure_ascii": False},
        headers={"X-Robots-Tag": "noindex"},
    )
