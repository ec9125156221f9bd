"""What happens to every request before a page sees it: from whom it comes, its language, what no page can answer."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import translation

from ostu_qualification.core.workflow import jobs

from .addresses import client_address

Answer = Callable[[HttpRequest], HttpResponse]
METHODS = ["GET", "HEAD", "POST"]


class ClientMiddleware:
    """Let everything behind it see one address, the right one, and none that a client made up; no cookie with a NUL.

    The history's middleware and others read X-Forwarded-For by themselves and believe its first element. A cookie may
    hold a NUL (in quotes, as \\000), which PostgreSQL refuses as the key of a session.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = client_address(request)
        for name in ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PORT"):
            request.META.pop(name, None)
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]
        return self.get_response(request)


class LogInMiddleware(LoginRequiredMiddleware):
    """Lead whoever sends a form after their session has ended back to the page of the form, where it is filled in again.

    The address that a form is sent to may take nothing but forms.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        """Ask for the log-in, and say where to go on."""
        return redirect_to_login(page_of_form(request) or request.get_full_path())


def page_of_form(request: HttpRequest) -> str:
    """The page from which a form was sent, if it is one of ours."""
    if request.method != "POST":
        return ""
    sender = urlsplit(request.headers.get("Referer", ""))
    return sender._replace(scheme="", netloc="", fragment="").geturl() if sender.netloc == request.get_host() else ""


class LanguageMiddleware:
    """Speak the language chosen by cookie, else the person's own, else Kyrgyz.

    Django's own middleware lets the browser's Accept-Language win over the default, and most browsers in Osh are set
    to Russian or English although the office works in Kyrgyz.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = self.choose(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    def choose(self, request: HttpRequest) -> str:
        """The language of this request."""
        known = dict(settings.LANGUAGES)
        cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if cookie in known:
            return cookie
        language = getattr(request.user, "language", "")
        return language if language in known else settings.LANGUAGE_CODE


class DoorMiddleware:
    """Refuse in one place what no page can answer: other methods, bodies too large to read, addresses and forms with a NUL.

    After the log-in and the language, so that the refusal speaks the language of the page, but before the first that
    reads the body.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.refusal(request) or self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response

    def refusal(self, request: HttpRequest) -> HttpResponse | None:
        """The answer to a request that no page could answer, if it is one."""
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if "\0" in request.path or _has_nul(request.GET):
            return render(request, "404.html", status=404)
        return render(request, "413.html", status=413) if _is_too_large(request) else None

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Refuse a form with a NUL, which no keyboard writes and no database keeps."""
        if request.method == "POST" and _has_nul(request.POST):
            return render(request, "400.html", status=422)
        return None


def _has_nul(sent: QueryDict) -> bool:
    return any("\0" in name or "\0" in "".join(values) for name, values in sent.lists())


def _is_too_large(request: HttpRequest) -> bool:
    """Whether the request says that it is longer than it may be; what it does not say is not read anyway."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    size = int(said[:20]) if said.isdecimal() else 0
    if size <= settings.REQUEST_MAX_BYTES_OF_STRANGERS:
        return False
    return size > settings.REQUEST_MAX_BYTES or not request.user.is_authenticated


class JobsMiddleware:
    """Queue what a request gives rise to once, at its end: one round of letters, however many it wrote."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with jobs.each_once():
            return self.get_response(request)
