"""A form that is sent twice acts once: the second click waits for the first and leads to what it did.

Each form bears a word that was made for it (`{% once %}`). The word is kept in the transaction of the act, together with
what was written and by whom: the same form with other words is another act, and one that was refused can be sent again.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from ostu_qualification.core.models import SentForm

from .files import all_or_nothing

FIELD = "once"
LONGEST = 40
KNOWN_FOR = dt.timedelta(days=2)


class Done(NamedTuple):
    """What a form did: the address to go on to, and the words for whoever sent it."""

    target: str
    said: str


def word_for(request: HttpRequest) -> str:
    """The word for a form on this page; a form that comes back for mending keeps its own."""
    return _sent_word(request) or secrets.token_urlsafe(16)


def _sent_word(request: HttpRequest) -> str:
    word = request.POST.get(FIELD, "") if request.method == "POST" else ""
    return word if len(word) <= LONGEST else ""


def take_once(request: HttpRequest, act: Callable[[], Done | HttpResponse]) -> Done | HttpResponse:
    """Act upon a form that was sent, all or nothing, unless it was sent and taken before: then say what that did.

    An act that answers with a page of its own has done nothing yet, and may be asked again.
    """
    key = _key(request)
    with all_or_nothing():
        if not key:
            return act()
        try:
            with transaction.atomic():  # whoever sends the same form waits here until the first is taken or refused
                sent = SentForm.objects.create(key=key)
        except IntegrityError:
            earlier = SentForm.objects.get(key=key)
            return Done(earlier.target, earlier.said)
        done = act()
        if isinstance(done, HttpResponse):
            sent.delete()
        else:
            sent.target, sent.said = done
            sent.save(update_fields=["target", "said"])
        return done


def follow(request: HttpRequest, done: Done | HttpResponse) -> HttpResponse:
    """Lead on to where a form has led, with the words for what it did."""
    if isinstance(done, HttpResponse):
        return done
    messages.success(request, done.said)
    return redirect(done.target)


def _key(request: HttpRequest) -> str:
    """What makes a form the same one: its word, who sent it where, and all that was written; empty without a word."""
    word = _sent_word(request)
    if not word:
        return ""
    written = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    files = sorted((name, [(file.name, file.size) for file in some]) for name, some in request.FILES.lists())
    whole = (request.user.pk, request.get_full_path(), written, files)
    return hashlib.sha256(repr(whole).encode()).hexdigest()


def forget_old() -> int:
    """Forget the forms that nobody sends once more; returns how many."""
    return SentForm.objects.filter(sent_at__lt=timezone.now() - KNOWN_FOR).delete()[0]
