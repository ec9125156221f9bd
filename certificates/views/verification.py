"""The public pages of verification: one field, one answer; slow for those who guess."""

import hashlib
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from certificates import forms, verification
from certificates.verification import Answer
from ostu_qualification.core import throttle

TRIES, TRIES_SECONDS = 20, 600


def _key(request: HttpRequest) -> str:
    return f"verify:{request.META.get('REMOTE_ADDR', '')}"


def _look_up(request: HttpRequest, look: Any, *values: str) -> Answer | None:
    """The answer, or None when this address has guessed wrongly too often."""
    if throttle.is_blocked(_key(request), limit=TRIES):
        return None
    answer: Answer = look(*values)
    if answer.state == verification.UNKNOWN:
        throttle.count(_key(request), seconds=TRIES_SECONDS)
    return answer


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context.setdefault("form", forms.VerifyForm())
    context.setdefault("file_form", forms.VerifyFileForm())
    response = render(request, "certificates/verify.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _answered(request: HttpRequest, answer: Answer | None, **context: Any) -> HttpResponse:
    if answer is None:
        return _page(request, {"is_blocked": True, **context}, status=429)
    status = 404 if answer.state == verification.UNKNOWN else 200
    return _page(request, {"answer": answer, **context}, status=status)


@login_not_required
def verify(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and request.FILES:
        file_form = forms.VerifyFileForm(request.POST, request.FILES)
        if not file_form.is_valid():
            return _page(request, {"file_form": file_form}, status=422)
        digest = hashlib.sha256()
        for chunk in file_form.cleaned_data["file"].chunks():
            digest.update(chunk)
        return _answered(request, _look_up(request, verification.by_file, digest.hexdigest()), is_file=True)
    if "number" in request.GET:
        form = forms.VerifyForm(request.GET)
        if not form.is_valid():
            return _page(request, {"form": form}, status=422)
        return _answered(request, _look_up(request, verification.by_number, form.cleaned_data["number"]), form=form)
    return _page(request, {})


@login_not_required
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    return _answered(request, _look_up(request, verification.by_code, code))


@login_not_required
def verify_json(request: HttpRequest, code: str) -> JsonResponse:
    answer = _look_up(request, verification.by_code, code)
    if answer is None:
        return JsonResponse({"error": _("Too many wrong numbers. Wait ten minutes and try again.")}, status=429)
    language = (get_language() or "ky")[:2]
    status = 404 if answer.state == verification.UNKNOWN else 200
    return JsonResponse(
        answer.as_json(language),
        status=status,
        json_dumps_params={"ensure_ascii": False},
        headers={"X-Robots-Tag": "noindex"},
    )
