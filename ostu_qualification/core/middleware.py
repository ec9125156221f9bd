"""What happens to every request before a page sees it: its address, its language."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from .addresses import client_address

Answer = Callable[[HttpRequest], HttpResponse]


class AddressMiddleware:
    """Let everything behind it see one address, the right one, and none that a client made up.

    The history's middleware and others read X-Forwarded-For by themselves and believe its first element.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = client_address(request)
        for name in ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PORT"):
            request.META.pop(name, None)
        return self.get_response(request)


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
