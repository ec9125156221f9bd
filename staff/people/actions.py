"""Writes about people, their posts and roles that have a rule or an effect but change no state."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.models import User
from ostu_qualification.core.records import history
from ostu_qualification.core.records.locks import locked
from ostu_qualification.core.records.verdicts import Verdict
from ostu_qualification.core.records.who import SYSTEM, Who
from ostu_qualification.core.records.writes import NO_FIELDS, keep
from staff.people.signals import announce_change
from staff.units.models import Unit

from . import permissions, queries
from .lock import lock_people
from .models import Employment, LetterChoice, Person, Role


@transaction.atomic
def save_person(person: Person, fields: Mapping[str, Any] = NO_FIELDS, *, by: Who) -> Person:
    """Keep a person's record; the cycle follows, since degree and start of career bear on it. Clause 1.3."""
    lock_people()
    kept = keep(person, fields, by=by, permission=permissions.edit_person, check=partial(check_person, changed=fields))
    announce_change(kept.pk)
    return kept


def check_person(person: Person, *, changed: Collection[str]) -> None:
    """Refuse a new e-mail that is another's, and a new person who is there already by name and day of birth."""
    is_asked = person.pk is None or "email" in changed
    holder = queries.holder_of_email(person.email, but=person) if person.email and is_asked else None
    if holder is not None:
        message = _("This e-mail belongs to %(name)s. Write another one, or leave it empty.")
        raise ValidationError({"email": message % {"name": holder.full_name}})
    person.fill_search()
    twins = Person.objects.filter(folded=person.folded, birth_on=person.birth_on, merged_into__isnull=True)
    twin = twins.first() if person.pk is None and person.birth_on else None
    if twin is not None:
        link = format_html('<a href="{}">{}</a>', reverse("person_detail", args=[twin.pk]), twin.full_name)
        raise ValidationError({"family_name": format_html(_("This person is there already: {}."), link)})


@transaction.atomic
def save_employment(employment: Employment, fields: Mapping[str, Any] = NO_FIELDS, *, by: Who) -> Employment:
    """Keep a post, in a closed unit only a past one; the three-year cycle follows. Clause 1.3."""
    lock_people()
    unit = fields.get("unit") or Unit.objects.filter(pk=employment.unit_id).first()
    is_closed = unit is not None and locked(unit).closed_on is not None
    locked(employment.person)

    def check(post: Employment) -> None:
        if is_closed and post.left_on is None:
            raise ValidationError({"unit": _("This unit is closed: %(unit)s.") % {"unit": post.unit.name}})

    kept = keep(employment, fields, by=by, permission=_of_person(permissions.edit_person), check=check)
    history.record(kept.person, "save_employment", by=by, reason=lambda: str(kept))
    announce_change(kept.person_id)
    return kept


def _of_person(permission: Callable[[Any, Person], Verdict]) -> Callable[[Any, Any], Verdict]:
    """A permission about a person, asked of what belongs to the person."""
    return lambda user, record: permission(user, record.person)


@transaction.atomic
def give_role(role: Role, fields: Mapping[str, Any] = NO_FIELDS, *, by: Who) -> Role:
    """Give someone a role from a day on."""
    kept = keep(role, fields, by=by, permission=_of_person(permissions.edit_role))
    history.record(kept.person, "give_role", by=by, reason=lambda: f"{kept.get_kind_display()}: {kept.since:%d.%m.%Y}")
    return kept


@transaction.atomic
def end_role(role: Role, *, by: Who, until: dt.date) -> Role:
    """End a role on a day; that it was held stays known."""
    kept = keep(role, {"until": until}, by=by, permission=_of_person(permissions.edit_role))
    history.record(kept.person, "end_role", by=by, reason=lambda: f"{kept.get_kind_display()}: {until:%d.%m.%Y}")
    return kept


@transaction.atomic
def confirm_data(person: Person, *, by: Who) -> None:
    """Say once that what is kept about oneself is right."""
    if Person.objects.filter(pk=person.pk, confirmed_at__isnull=True).update(confirmed_at=timezone.now()):
        history.record(person, "confirm_data", by=by)


@transaction.atomic
def open_account(person: Person, *, login: str, password: str | None, by: Who = SYSTEM) -> User:
    """Give a person an account by e-mail or phone."""
    user = User.objects.create_user(
        login, password, language=person.language if person.language in dict(settings.LANGUAGES) else "ky"
    )
    person.user = user
    person.save(update_fields=["user"])
    history.record(person, "open_account", by=by)
    return user


@transaction.atomic
def set_letter_choice(person: Person, choice: str, *, by: Who) -> None:
    """Choose single reminders or one digest a month; an unknown choice changes nothing. Clause 6.1."""
    if choice in LetterChoice.values and choice != person.letter_choice:
        before, person.letter_choice = person.letter_choice, choice
        person.save(update_fields=["letter_choice"])
        history.record(person, "set_letter_choice", by=by, changes={"letter_choice": [before, choice]})


@transaction.atomic
def set_letter_language(person: Person, language: str, *, by: Who) -> None:
    """Choose the language of one's letters; an unknown one changes nothing."""
    if language in dict(settings.LANGUAGES):
        person.language = language
        person.save(update_fields=["language"])


history.name_acts(
    {
        "set_letter_choice": gettext_lazy("way of reminding chosen"),
        "save_employment": gettext_lazy("post changed"),
        "give_role": gettext_lazy("role given"),
        "end_role": gettext_lazy("role ended"),
        "confirm_data": gettext_lazy("confirmed the data as right"),
        "open_account": gettext_lazy("account opened"),
    }
)
