"""Extensions and pauses for many people: one act with a line in each history. Clauses 1.3, 6.1."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostu_qualification.core.records import history
from ostu_qualification.core.records.who import Who, user_of
from ostu_qualification.core.words.dates import short_date
from staff.cycle import stored
from staff.people.actors import actor
from staff.people.models import Person

from . import permissions
from .models import Extension, ExtensionPerson, Pause
from .queries import people_of


@transaction.atomic
def grant_extension(extension: Extension, person_ids: tuple[int, ...], *, by: Who) -> Extension:
    """Give people time until a day: one act, a line in each history; entered twice at once it is kept once. Clause 6.1."""
    permissions.grant_extension(by).require()
    people = _locked(person_ids)
    extension.full_clean()
    same = {"until": extension.until, "decided_on": extension.decided_on, "order_number": extension.order_number}
    if Extension.objects.filter(**same, state=Extension.State.IN_FORCE, people__in=person_ids).exists():
        raise ValidationError(_("This order has given some of these people time until this day already."))
    extension.save(force_insert=True)
    ExtensionPerson.objects.bulk_create(
        [ExtensionPerson(extension=extension, person=person) for person in people], batch_size=1000
    )
    history.record_many(people, "grant_extension", by=by, reason=in_words(extension))
    stored.rebuild(people_of(extension))
    return extension


def in_words(extension: Extension) -> str:
    """An extension in one line, for histories."""
    return f"{short_date(extension.until)} – {extension.order_number}: {extension.ground}"[:300]


def follow_revoked(extension: Extension, *, by: Who) -> None:
    """Note in each history that an extension holds no longer, and reckon the dates anew. Clause 6.1."""
    people = people_of(extension)
    history.record_many(people, "revoke_extension", by=by, reason=extension.revoke_reason)
    stored.rebuild(people)


@transaction.atomic
def enter_pauses(pause: Pause, person_ids: tuple[int, ...], *, by: Who) -> int:
    """Enter one pause for many people, never for oneself; who has the same pause keeps it. Clause 1.3."""
    permissions.edit_pause(by).require()
    if actor(user_of(by)).person_id in person_ids:
        raise ValidationError(_("Nobody enters a pause for themselves: ask a colleague."))
    people = _locked(person_ids)
    pause.full_clean(exclude=["person"])
    same = Pause.objects.filter(
        person__in=person_ids, started_on=pause.started_on, reason=pause.reason, state=Pause.State.IN_FORCE
    )
    known = set(same.values_list("person", flat=True))
    new = [person for person in people if person.pk not in known]
    Pause.objects.bulk_create([_pause_of(pause, person) for person in new], batch_size=1000)
    history.record_many(new, "enter_pause", by=by, reason=partial(pause_in_words, pause))
    stored.rebuild(Person.objects.filter(pk__in=[person.pk for person in new]))
    return len(new)


def _pause_of(pause: Pause, person: Person) -> Pause:
    return Pause(
        person=person,
        reason=pause.reason,
        started_on=pause.started_on,
        ended_on=pause.ended_on,
        order_number=pause.order_number,
    )


def _locked(person_ids: tuple[int, ...]) -> list[Person]:
    """The people, theirs alone until the end of the transaction, so that nothing is entered twice."""
    found = Person.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=person_ids).order_by("pk")
    if not (people := list(found)):
        raise ValidationError(_("There is nobody for whom this holds."))
    return people


def pause_in_words(pause: Pause) -> str:
    """A pause in one line, for histories."""
    until = short_date(pause.ended_on) if pause.ended_on else "…"
    return f"{pause.get_reason_display()}: {short_date(pause.started_on)} – {until} {pause.order_number}".strip()


def follow_ended_pause(pause: Pause, *, by: Who) -> None:
    """Note the last day in the person's history, and reckon the date anew. Clause 1.3."""
    history.record(pause.person, "end_pause", by=by, reason=partial(pause_in_words, pause))
    stored.rebuild_person(pause.person_id)


def follow_revoked_pause(pause: Pause, *, by: Who) -> None:
    """Note in the person's history that a pause does not hold, and reckon the date anew. Clause 1.3."""
    history.record(
        pause.person, "revoke_pause", by=by, reason=lambda: f"{pause_in_words(pause)}; {pause.revoke_reason}"[:300]
    )
    stored.rebuild_person(pause.person_id)


history.name_acts(
    {
        "grant_extension": gettext_lazy("due date extended"),
        "enter_pause": gettext_lazy("pause entered"),
    }
)
