"""What becomes of a letter, told before it is settled. Clause 6.1."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ostu_qualification.core.workflow.effects import Effect, effect, warning

from .models import Letter


def of_trying_again(letter: Letter, user: Any) -> Sequence[Effect]:
    """The letter goes out at once; how often it was tried before."""
    tried = ngettext("It was tried %(n)s time.", "It was tried %(n)s times.", letter.attempts) % {"n": letter.attempts}
    return [effect(_("The letter goes out at once, if the mail server takes it.")), effect(tried)]


def of_sending_again(letter: Letter, user: Any) -> Sequence[Effect]:
    """The person may get the letter twice."""
    return [
        warning(_("If the first one did arrive, the person gets the letter twice; mail programs know both as one."))
    ]


def of_counting(letter: Letter, user: Any) -> Sequence[Effect]:
    """Nothing goes out any more."""
    return [
        effect(_("Nothing goes out. Do this when the mail server's log or the person says that the letter arrived."))
    ]


def of_cancelling(letter: Letter, user: Any) -> Sequence[Effect]:
    """The person is not told; how many letters still wait for them."""
    others = letter.person.letters.filter(state__in=[Letter.State.PLANNED, Letter.State.FAILED]).exclude(pk=letter.pk)
    count = others.count()
    more = ngettext("%(n)s other letter to this person waits.", "%(n)s other letters to this person wait.", count) % {
        "n": count
    }
    return [effect(_("The letter does not go out.")), effect(more)]


def of_telling(letter: Letter, user: Any) -> Sequence[Effect]:
    """The letter counts as sent and goes out by no other way."""
    return [effect(_("The letter counts as sent today, in your name."))]
