"""What an officer's answer to a doubtful cell does: the value is entered, or the row held back comes in."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import cycles
from .models import Employment, ImportDecision, Person, TrainingRecord
from .models.people import Basis
from .roster.persons import RosterPerson
from .roster.records import ReadRow
from .roster_apply import row_person
from .roster_plan import PERSON_FIELDS, UnitFinder, career_start, set_key, training_record

PERSON_ANSWERS = ("pin", "birth_on", "degree_level", "degree_field", "phone", "email", "title", "career_start_on")
POST_ANSWERS = ("rate", "hired_on", "post", "category", "basis")
DATES = ("birth_on", "hired_on", "career_start_on", "ended_on", "started_on")


def is_complete(decision: ImportDecision, answer: dict[str, Any]) -> bool:
    """Whether an answer can be taken as it is: a training needs title, hours and end."""
    if decision.kind == "training_not_understood":
        return bool(answer.get("title") and answer.get("hours") and answer.get("ended_on"))
    return bool(answer)


def typed(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer with its dates and numbers as such."""
    values = dict(answer)
    for name in DATES:
        if isinstance(values.get(name), str) and values[name]:
            values[name] = dt.date.fromisoformat(values[name])
    if values.get("rate") not in (None, ""):
        values["rate"] = Decimal(str(values["rate"]))
    return values


def carry_out(decision: ImportDecision, answer: dict[str, Any], *, by: Any) -> Person | None:
    """Do what the answer says; returns the person whose cycle it bears on."""
    values = typed(answer)
    if decision.kind == "possible_duplicate_person":
        return _settle_duplicate(decision, is_same=bool(values.get("same_person")))
    if decision.kind == "duplicate_pin":
        return _settle_pin(decision, pin=str(values.get("pin") or ""))
    if decision.kind == "training_not_understood":
        return _settle_training(decision, values)
    return _settle_value(decision, values)


def _settle_value(decision: ImportDecision, values: dict[str, Any]) -> Person | None:
    person = decision.person
    if person is None:
        raise ValidationError(_("The row of this cell has not come in."))
    own = {name: value for name, value in values.items() if name in PERSON_ANSWERS}
    if "pin" in own:
        own["pin"] = own["pin"] or None
        if own["pin"] and Person.objects.filter(pin=own["pin"]).exclude(pk=person.pk).exists():
            raise ValidationError(_("Another person has this personal number."))
    for name, value in own.items():
        setattr(person, name, value)
    if own:
        person.save()
    post = Employment.objects.filter(pk=decision.held_back.get("employment")).first()
    of_post = {name: value for name, value in values.items() if name in POST_ANSWERS}
    if post is not None and of_post:
        for name, value in of_post.items():
            setattr(post, name, value)
        post.full_clean()
        post.save()
    return person


def _settle_training(decision: ImportDecision, values: dict[str, Any]) -> Person:
    person = decision.person
    if person is None:
        raise ValidationError(_("The row of this cell has not come in."))
    if not is_complete(decision, values):
        raise ValidationError(_("A training needs a title, hours and the day it ended."))
    record = TrainingRecord(
        person=person,
        state=TrainingRecord.State.RECOGNISED,
        source="roster",
        title=values["title"],
        hours=int(values["hours"]),
        ended_on=values["ended_on"],
        provider=values.get("provider") or "",
        document_number=values.get("document_number") or "",
    )
    TrainingRecord.objects.bulk_create([set_key(record)], ignore_conflicts=True)
    return person


def _settle_duplicate(decision: ImportDecision, *, is_same: bool) -> Person:
    """The same person: the row's post and training go to them. Another one: they come in of their own."""
    row, each = row_person(decision.roster, decision)
    person = _known(row, each.main) if is_same else None
    if is_same and person is None:
        raise ValidationError(_("The other row's person is not to be found any more."))
    return _bring_in(row, person)


def _known(row: ReadRow, main: ReadRow) -> Person | None:
    """The person of the row that this one may double."""
    if main.pin:
        found = Person.objects.filter(pin=main.pin).first()
        if found is not None:
            return found
    named = Person.objects.filter(family_name=main.family, given_name=main.given, patronymic=main.patronymic)
    return named.filter(birth_on=main.birth_on).first() or named.first()


def _settle_pin(decision: ImportDecision, *, pin: str) -> Person:
    if pin and Person.objects.filter(pin=pin).exists():
        raise ValidationError(_("Another person has this personal number."))
    row, _each = row_person(decision.roster, decision)
    row.pin = pin
    return _bring_in(row, None)


def _bring_in(row: ReadRow, person: Person | None) -> Person:
    """Enter one row: person unless known, post, training, pauses."""
    source = RosterPerson([row])
    if person is None:
        values = {name: getattr(row, attribute) for name, attribute in PERSON_FIELDS.items()}
        person = Person(
            **{name: value for name, value in values.items() if value}, career_start_on=career_start(source)
        )
        person.save()
    has_main = Employment.objects.filter(person=person, basis=Basis.MAIN, left_on__isnull=True).exists()
    basis = Basis.INNER if has_main else row.basis or Basis.MAIN
    unit = UnitFinder().find(row.unit)
    if unit.pk is None:
        unit.save()
    Employment.objects.create(
        person=person,
        unit=unit,
        post=row.post or "other",
        category=row.category or "other",
        rate=row.rate,
        basis=basis,
        hired_on=row.hired_on,
    )
    lines = [set_key(training_record(person, line)) for line in row.trainings]
    TrainingRecord.objects.bulk_create(lines, ignore_conflicts=True)
    for span in row.pauses:
        person.pauses.get_or_create(
            reason=span.reason, started_on=span.started_on, defaults={"ended_on": span.ended_on}
        )
    return person


def rebuild(person: Person | None) -> None:
    """Reckon the person's cycle anew."""
    if person is not None:
        cycles.rebuild_person(person.pk)
