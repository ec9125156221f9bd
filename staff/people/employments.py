"""Leaving the University and coming back to it: one act each; the ledger and the account stay. Clause 1.3."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.models import today
from ostu_qualification.core.records import history
from ostu_qualification.core.records.locks import locked
from ostu_qualification.core.records.who import Who
from ostu_qualification.core.records.writes import NO_FIELDS
from ostu_qualification.core.words.dates import short_date
from staff.people.signals import announce_change
from staff.units.models import UnitHead

from . import actions, permissions
from .lock import lock_people
from .models import Employment, Person, Role


def what_leaving_ends(person: Person) -> list[str]:
    """What ends with the day of leaving, in words: posts, headships and roles, and what stays."""
    posts, heads, roles = _open(person)
    lines = [_("Post ends: %(post)s") % {"post": each} for each in posts]
    lines += [_("Headship ends: %(unit)s") % {"unit": each.unit.name} for each in heads]
    lines += [_("Role ends: %(role)s") % {"role": each.get_kind_display()} for each in roles]
    stays = _(
        "The account stays, so that certificates can still be downloaded; the training ledger is kept for a return."
    )
    return [*lines, stays]


def _open(person: Person) -> tuple[list[Employment], list[UnitHead], list[Role]]:
    """The posts, headships and roles that have not ended."""
    day = today()
    ahead = Q(until__isnull=True) | Q(until__gt=day)
    posts = person.employments.filter(Q(left_on__isnull=True) | Q(left_on__gt=day)).select_related("unit")
    return list(posts), list(person.headships.filter(ahead).select_related("unit")), list(person.roles.filter(ahead))


@transaction.atomic
def leave_person(person: Person, *, left_on: dt.date, by: Who) -> None:
    """End all posts, headships and roles of a person on one day. Clause 1.3.

    The account stays for downloads; what would only begin after the day is not kept.
    """
    permissions.edit_person(by, person).require()
    lock_people()
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    posts, heads, roles = _open(person)
    if not posts:
        raise ValidationError(_("This person holds no post now."))
    if left_on > today():
        raise ValidationError({"left_on": _("The day has not come yet: enter the leaving on the day or later.")})
    late = next((each for each in posts if each.hired_on and each.hired_on > left_on), None)
    if late is not None and late.hired_on is not None:
        known = {"day": short_date(late.hired_on), "post": late}
        raise ValidationError({"left_on": _("A post begins after that day, on %(day)s: %(post)s.") % known})
    for post in posts:
        post.left_on = left_on
        post.save(update_fields=["left_on"])
    held: list[UnitHead | Role] = [*heads, *roles]
    for each in held:
        if each.since > left_on:
            each.delete()
        else:
            each.until = left_on
            each.save(update_fields=["until"])
    history.record_many([each.unit for each in heads], "end_headship", by=by, reason=str(person))
    history.record(person, "leave_person", by=by, reason=f"{left_on:%d.%m.%Y}")
    announce_change(person.pk)


def what_counts_again(person: Person) -> list[str]:
    """What a returning person brings along: the ledger of before goes on, with the due date it leads to. Clause 1.3."""
    lines = person.training_records.filter(state="recognised").order_by("-ended_on")
    last = lines.first()
    found = [_("The training ledger of before counts on.")]
    if last is not None:
        known = {"title": last.title, "hours": last.hours, "day": short_date(last.ended_on)}
        found.append(_("Last training: %(title)s, %(hours)s hours, %(day)s") % known)
    left = person.employments.filter(left_on__isnull=False).order_by("-left_on").first()
    if left is not None and left.left_on is not None:
        found.append(_("Left on: %(day)s") % {"day": short_date(left.left_on)})
    return found


@transaction.atomic
def return_person(employment: Employment, fields: Mapping[str, Any] = NO_FIELDS, *, by: Who) -> Employment:
    """Give a post to someone who left before: the ledger goes on where it stopped. Clause 1.3."""
    lock_people()
    unit = fields.get("unit", employment.unit if employment.unit_id else None)
    if unit is not None:
        locked(unit)
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=employment.person_id)
    if _open(person)[0]:
        raise ValidationError(_("This person holds a post: add a secondary post instead."))
    kept = actions.save_employment(employment, fields, by=by)
    history.record(person, "return_person", by=by, reason=lambda: str(kept))
    return kept


history.name_acts(
    {"leave_person": gettext_lazy("left the University"), "return_person": gettext_lazy("came back to the University")}
)
