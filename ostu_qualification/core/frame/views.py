"""Log-in, languages, the styleguide and the pages that say what went wrong."""

import sys

from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ostu_qualification.core.door import log_in_limits, throttle
from ostu_qualification.core.door.middleware import page_of_form
from ostu_qualification.core.models import User
from ostu_qualification.core.records import files

from . import demo, navigation, saved_views, styleguide
from .forms import LogInForm, SavedViewForm

INSIDE = "inside"  # the cookie of a browser in which somebody has logged in and not out
INSIDE_FOR = 60 * 60 * 24 * 30


def _next(request: HttpRequest, fallback: str) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_safe else fallback


@login_not_required
def log_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(_next(request, resolve_url(settings.LOGIN_REDIRECT_URL)))
    form = LogInForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        attempt = log_in_limits.begin(request, form.cleaned_data["login"])
        user = None if attempt.wait else _authenticate(request, form)
        if user is not None:
            auth.login(request, user)
            response = HttpResponseRedirect(_next(request, resolve_url(settings.LOGIN_REDIRECT_URL)))
            response.set_cookie(INSIDE, "1", max_age=INSIDE_FOR, samesite="Lax", secure=settings.SECURE, httponly=True)
            attempt.succeed(response)
            return response
        if attempt.wait:
            form.add_error(None, throttle.please_wait(attempt.wait))
            status = 429
    wanted = _next(request, "")
    context = {
        "form": form,
        "next": wanted,
        "has_ended": bool(wanted and request.COOKIES.get(INSIDE)),
        "demo_accounts": demo.demo_accounts(),
    }
    return render(request, "core/log_in.html", context, status=status)


def _authenticate(request: HttpRequest, form: LogInForm) -> User | None:
    """The user, or None with the reason on the form."""
    login, password = form.cleaned_data["login"], form.cleaned_data["password"]
    user = auth.authenticate(request, username=login, password=password)
    if not isinstance(user, User):
        form.add_error(None, _("E-mail, phone or password is wrong. Check the language of the keyboard."))
        return None
    return user


@require_POST
@login_not_required
def log_out(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    response = redirect("public_home")
    response.delete_cookie(INSIDE, samesite="Lax")
    return response


@require_POST
@login_not_required
def set_language(request: HttpRequest) -> HttpResponse:
    language = request.POST.get("language", "")
    response = HttpResponseRedirect(_next(request, "/"))
    if check_for_language(language) and language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=31_536_000,
            samesite="Lax",
            secure=settings.SECURE,
            httponly=True,
        )
        if request.user.is_authenticated and request.user.language != language:
            request.user.language = language
            request.user.save(update_fields=["language"])
    return response


def section_page(request: HttpRequest, code: str) -> HttpResponse:
    """A section of the menu: its entries, each with a sentence on what it is for."""
    found = next(
        (each for each in navigation.sections_of(navigation.entries_for(request.user)) if each[0].code == code), None
    )
    if found is None:
        raise Http404
    return render(request, "core/section.html", {"section": found[0], "entries": found[1]})


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep a list as it is shown under a name; the same name again replaces it."""
    page, query = request.POST.get("page", ""), request.POST.get("query", "")
    form = SavedViewForm({"name": request.POST.get("name", ""), "query": query})
    if not saved_views.is_list_page(page):
        raise Http404
    if form.is_valid():
        saved_views.keep_view(request.user, page, **form.cleaned_data)
        messages.success(request, _("The view is kept under “%(name)s”.") % {"name": form.cleaned_data["name"]})
    else:
        messages.error(request, _("Write a name of up to 80 letters for the view."))
    return redirect(f"{page}?{query}")


@require_POST
def drop_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a view of one's own."""
    view = get_object_or_404(saved_views.views_of(request.user), pk=pk)
    view.delete()
    messages.success(request, _("Deleted"))
    return redirect(view.page)


@login_not_required
def styleguide_page(request: HttpRequest) -> HttpResponse:
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    context = {"samples": styleguide.samples(request), "test_string": styleguide.TEST_STRING}
    return render(request, "core/styleguide.html", context)


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    auth.get_user_model().objects.exists()
    return HttpResponse("ok", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", {"is_file": isinstance(exception, files.FileMissing)}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    is_full = files.is_full(sys.exc_info()[1])
    return render(request, "500.html", {"no_room": files.NO_ROOM if is_full else ""}, status=507 if is_full else 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(
        request,
        "403.html",
        {
            "reason": _("The page was open too long. Go back to the form and send it again."),
            "form_url": page_of_form(request),
        },
        status=403,
    )
