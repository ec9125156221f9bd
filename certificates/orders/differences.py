"""Whether an order still says what would be carried out: the people, their names, the course. Clauses 5.7, 6.1."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certificates.attestation import queries
from certificates.texts import filling
from certificates.texts.models import OrderKind
from enrollment.applications import queries as enrolment
from enrollment.models import Application

from .models import Order

GONE = {
    OrderKind.ENROLMENT: gettext_lazy("%(name)s is on the order, but has no confirmed place any more."),
    OrderKind.CERTIFICATES: gettext_lazy("%(name)s is on the order, but is not a participant who has passed."),
}
NEW = {
    OrderKind.ENROLMENT: gettext_lazy("%(name)s has confirmed a place, but is not on the order."),
    OrderKind.CERTIFICATES: gettext_lazy("%(name)s has passed, but is not on the order."),
}


def differences(order: Order) -> list[str]:
    """In words, what an order says otherwise than it would be carried out now; empty when the two agree. Clauses 5.7, 6.1."""
    kind = OrderKind(order.kind)
    printed = {each["application"]: each["name"] for each in order.participants if each.get("passed", True)}
    now = {each.pk: each.person.full_name for each in _people_of(order)}
    found = [str(GONE[kind]) % {"name": name} for key, name in printed.items() if key not in now]
    found += [str(NEW[kind]) % {"name": name} for key, name in now.items() if key not in printed]
    found += [
        _("The order prints “%(printed)s”, but the person is now called “%(name)s”.")
        % {"printed": name, "name": now[key]}
        for key, name in printed.items()
        if key in now and now[key] != name
    ]
    return [*found, *_of_run(order), *_open_offers(order)]


def _people_of(order: Order) -> list[Application]:
    """Whom the order would act upon now: those who confirmed, or the participants who passed."""
    if order.kind == OrderKind.ENROLMENT:
        return list(enrolment.confirmed_of(order.run))
    assert order.attestation is not None
    return [each.application for each in queries.passed(order.attestation)]


def _of_run(order: Order) -> list[str]:
    """What the order prints about the course and what the course now has, in each language of the order."""
    sentence = _("The order says “%(printed)s”, but the course now has “%(now)s”.")
    found: list[str] = []
    for language in order.languages:
        printed: dict[str, Any] = order.facts.get(language, {})
        now = filling.lasting_facts(order.run, language)
        found += [
            sentence % {"printed": said, "now": now[name]}
            for name, said in printed.items()
            if str(now[name]) != str(said)
        ]
    return found


def _open_offers(order: Order) -> list[str]:
    """An offer that still holds is no refusal: whoever has one may yet confirm, and would be left out by the order. Clause 5.4."""
    if order.kind != OrderKind.ENROLMENT:
        return []
    n = enrolment.offered_of(order.run).count()
    return (
        [ngettext("%(n)s person has not confirmed yet.", "%(n)s people have not confirmed yet.", n) % {"n": n}]
        if n
        else []
    )
