"""What an officer's answer to a doubtful cell does: the value is entered, or the row held back comes in."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from ostu_qualification.core.models import today
from ostu_qualification.core.records.locks import locked
from ostu_qualification.core.words.dates import short_date
from staff.cycle import stored
from staff.cycle.extensions.models import Pause
from staff.imports.cells.records import ReadRow
from staff.imports.models import ImportDecision
from staff.ledger.known_training import KnownTraining
from staff.ledger.models import TrainingRecord, TrainingSource
from staff.people import pin
from staff.people.lock import lock_people
from staff.people.models import Basis, Employment, Person

from .applying import row_person
from .known import KnownPeople, UnitFinder
from .messages import message_for
from .persons import RosterPerson
from .plan import PERSON_FIELDS, career_start, headship, set_key, training_record

PERSON_ANSWERS = ("pin", "birth_on", "degree_level", "degree_field", "phone", "email", "title", "career_start_on")
POST_ANSWERS = ("rate", "hired_on", "post", "category", "basis")
MAY_BE_NONE = ("degree_level", "degree_field", "title")
DATES = ("birth_on", "hired_on", "career_start_on", "ended_on", "started_on")
_DEGREE = ("degree_level", "degree_field", "title")
ASKED_BY_FIELD = {
    "birth": ("birth_on",),
    "hired": ("hired_on",),
    "career_start": ("career_start_on",),
    "pin": ("pin",),
    "phone": ("phone",),
    "email": ("email",),
    "rate": ("rate",),
    "post": ("post", "category"),
    "basis": ("basis",),
    "degree": _DEGREE,
    "title": _DEGREE,
}
ASKED_BY_KIND = {
    "possible_duplicate_person": ("same_person",),
    "pin_birth_mismatch": ("pin", "birth_on"),
    "training_not_understood": ("title", "hours", "started_on", "ended_on", "provider", "document_number"),
    "pause_not_understood": ("reason", "started_on", "ended_on"),
    "pause_end_differs": ("ended_on",),
}
REQUIRED = {
    "training_not_understood": ("title", "hours", "ended_on"),
    "pause_not_understood": ("reason", "started_on"),
    "pause_end_differs": ("ended_on",),
}


def asked(decision: ImportDecision) -> tuple[str, ...]:
    """What an officer is asked for: whatever the cell's column holds, also when nothing could be proposed."""
    return ASKED_BY_KIND.get(decision.kind) or ASKED_BY_FIELD.get(decision.held_back.get("field", ""), ())


def proposals(decision: ImportDecision) -> list[dict[str, Any]]:
    """The likely answers, the likeliest first; none at all as one that is empty."""
    found: list[dict[str, Any]] = decision.proposal.get("proposals") or [{}]
    return found


def explained(decision: ImportDecision) -> list[str]:
    """What an officer must know to answer: whose row it is, the doubt, and whom else it is about."""
    lines = [str(decision.held_back.get("row", "")), str(message_for(decision.kind))]
    if "other" in decision.held_back:
        sheet, row, name = decision.held_back["other"]
        lines.append(_("The other row: %(sheet)s, %(row)s – %(name)s") % {"sheet": sheet, "row": row, "name": name})
    elif decision.kind == "duplicate_pin":
        number = pin.clean(decision.written, today())
        lines += [
            _("The number belongs here to: %(name)s") % {"name": holder.full_name}
            for holder in Person.objects.filter(pin=number or "")
        ]
    return [line for line in lines if line]


def is_complete(decision: ImportDecision, answer: dict[str, Any]) -> bool:
    """Whether an answer can be taken as it is: a training needs title, hours and end, a pause its first day."""
    return bool(answer) and all(answer.get(name) for name in REQUIRED.get(decision.kind, ()))


def typed(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer with its dates and numbers as such."""
    values = dict(answer)
    for name in DATES:
        if isinstance(values.get(name), str) and values[name]:
            values[name] = dt.date.fromisoformat(values[name])
    if values.get("rate") not in (None, ""):
        values["rate"] = Decimal(str(values["rate"]))
    return values


def said(answer: dict[str, Any]) -> dict[str, Any]:
    """What an answer says: a field left empty says nothing, but that there is no degree or title."""
    return {name: value for name, value in answer.items() if value not in (None, "") or name in MAY_BE_NONE}


def carry_out(decision: ImportDecision, answer: dict[str, Any]) -> Person | None:
    """Do what the answer says; returns the person whose cycle it bears on. Raises ValidationError."""
    if decision.kind == "column_unread":  # the officer has seen to it in the list itself
        return None
    lock_people()
    values = said(typed(answer))
    if decision.kind == "possible_duplicate_person":
        return _settle_duplicate(decision, is_same=bool(values.get("same_person")))
    if "pin" in values:
        values["pin"] = _checked_pin(str(values["pin"]), decision.person)
    if decision.kind == "duplicate_pin" and decision.person is None:
        return _settle_pin(decision, number=values.get("pin", ""))
    person = decision.person
    if person is None:
        raise ValidationError(_("The row of this cell has not come in: settle first whose row it is."))
    if not is_complete(decision, answer):
        raise ValidationError(_("Something is missing for this to be entered."))
    person = locked(person)
    if decision.kind == "training_not_understood":
        _add_training(person, values)
    elif decision.kind == "pause_not_understood":
        pause = Pause(person=person, **{name: values.get(name) for name in ASKED_BY_KIND[decision.kind]})
        pause.full_clean()
        pause.save(force_insert=True)
    elif decision.kind == "pause_end_differs":
        _enter_end_of_pause(decision, person, values["ended_on"])
    else:
        _enter_values(decision, person, values)
    return person


def _checked_pin(written: str, person: Person | None) -> str:
    number = pin.clean(written, today())
    if number is None:
        message = _("The ПИН has 14 digits: 1 or 2, the date of birth (DDMMYYYY), five more digits.")
        raise ValidationError({"pin": message})
    holder = Person.objects.filter(pin=number).first()
    if holder is not None and holder != person:
        raise ValidationError({"pin": _("Another person has this personal number.")})
    return number


def _enter_values(decision: ImportDecision, person: Person, values: dict[str, Any]) -> None:
    """Into the person's record and the row's post, both checked as by hand."""
    own = {name: value for name, value in values.items() if name in PERSON_ANSWERS}
    for name, value in own.items():
        setattr(person, name, value)
    if own:
        person.clean_fields(exclude=[field.name for field in Person._meta.fields if field.name not in own])
        person.save(update_fields=own)
    of_post = {name: value for name, value in values.items() if name in POST_ANSWERS}
    posts = Employment.objects.select_for_update(of=("self",), no_key=True)
    post = posts.filter(pk=decision.held_back.get("employment")).first() if of_post else None
    if post is None:
        return
    if decision.kind == "main_post_moved" and of_post.get("basis") == Basis.MAIN:
        _end_main_post(post)
    for name, value in of_post.items():
        setattr(post, name, value)
    if decision.kind != "main_post_moved":
        post.full_clean()
    post.save(update_fields=of_post)


def _enter_end_of_pause(decision: ImportDecision, person: Person, ended_on: dt.date) -> None:
    """Give the kept pause that the remark is about its right end."""
    row, _each = row_person(decision.roster, decision)
    for span in row.pauses:
        kept = person.pauses.filter(reason=span.reason, started_on=span.started_on, state=Pause.State.IN_FORCE)
        for pause in kept.exclude(ended_on=span.ended_on).select_for_update(of=("self",)):
            pause.ended_on = ended_on
            pause.full_clean()
            pause.save(update_fields=["ended_on"])


def _end_main_post(new: Employment) -> None:
    """The main post before ends on the day before the new one; today when the list does not say since when."""
    for before in Employment.objects.filter(person_id=new.person_id, basis=Basis.MAIN, left_on__isnull=True):
        eve = new.hired_on - dt.timedelta(days=1) if new.hired_on else today()
        before.left_on = eve if before.hired_on is None or eve >= before.hired_on else today()
        if before.hired_on is not None and before.left_on < before.hired_on:
            raise ValidationError(
                _("The main post kept here begins only on %(day)s. Change or delete it first, then settle this cell.")
                % {"day": short_date(before.hired_on)}
            )
        before.save(update_fields=["left_on"])


def _add_training(person: Person, values: dict[str, Any]) -> None:
    """Enter a training, unless the person has it already: then the officer is told, and may leave the cell aside."""
    record = TrainingRecord(
        person=person,
        state=TrainingRecord.State.RECOGNISED,
        source=TrainingSource.ROSTER,
        title=values["title"],
        hours=int(values["hours"]),
        started_on=values.get("started_on"),
        ended_on=values["ended_on"],
        provider=values.get("provider", ""),
        document_number=values.get("document_number", ""),
    )
    set_key(record).full_clean(validate_unique=False)
    if KnownTraining([person.pk]).has(person.pk, record):
        raise ValidationError(
            _("This training is in the ledger already. Leave the cell aside, or correct what is written here.")
        )
    TrainingRecord.objects.bulk_create([record], ignore_conflicts=True)


def _settle_duplicate(decision: ImportDecision, *, is_same: bool) -> Person:
    """The same person: the row's post and training go to them. Another one: they come in of their own."""
    row, each = row_person(decision.roster, decision)
    person = _kept_main(each.main) if is_same else None
    if is_same and person is None:
        raise ValidationError(_("The other row's person is not to be found any more."))
    return _bring_in(decision, row, person)


def _kept_main(main: ReadRow) -> Person | None:
    """The person of the row that this one may double."""
    if main.pin:
        found = Person.objects.filter(pin=main.pin).first()
        if found is not None:
            return found.merged_into or found
    named = Person.objects.filter(family_name=main.family, given_name=main.given, patronymic=main.patronymic)
    found = named.filter(birth_on=main.birth_on).first() or named.first()
    return found and (found.merged_into or found)


def _settle_pin(decision: ImportDecision, *, number: str) -> Person:
    """Whoever had another's ПИН comes in with the right one or without any; a second row joins the first."""
    row, each = row_person(decision.roster, decision)
    row.pin = number
    others = Q()
    for place in each.rows:
        others |= Q(sheet=place.sheet, row=place.row)
    joined = ImportDecision.objects.filter(others, roster=decision.roster, kind=decision.kind, person__isnull=False)
    known = joined.select_related("person").first()
    person = known.person if known else KnownPeople([RosterPerson([row])]).named(RosterPerson([row]))
    if person is not None and number:
        person = locked(person)
        person.pin = number
        person.save(update_fields=["pin"])
    return _bring_in(decision, row, person)


def _bring_in(decision: ImportDecision, row: ReadRow, person: Person | None) -> Person:
    """Enter one row: person unless known, post, training, pauses; the other doubts of the row then concern them."""
    source = RosterPerson([row])
    if person is None:
        values = {name: getattr(row, attribute) for name, attribute in PERSON_FIELDS.items()}
        person = Person(
            **{name: value for name, value in values.items() if value}, career_start_on=career_start(source)
        )
        person.save(force_insert=True)
    post = _bring_in_post(decision, row, person)
    known = KnownTraining([person.pk])
    lines = [set_key(training_record(person, line)) for line in source.trainings if not known.has(person.pk, line)]
    TrainingRecord.objects.bulk_create(lines, ignore_conflicts=True)
    for span in row.pauses:
        person.pauses.get_or_create(
            reason=span.reason,
            started_on=span.started_on,
            defaults={"ended_on": span.ended_on, "order_number": span.order_number},
        )
    siblings = ImportDecision.objects.filter(roster=decision.roster, sheet=row.sheet, row=row.row, person__isnull=True)
    for each in siblings.exclude(pk=decision.pk):
        each.person, each.held_back = person, {**each.held_back, "employment": post.pk}
        each.save(update_fields=["person", "held_back"])
    return person


def _bring_in_post(decision: ImportDecision, row: ReadRow, person: Person) -> Employment:
    """The row's post, unless the person is known by it already; it heads the unit as in any other row."""
    unit = UnitFinder().find(row.unit)
    if unit.pk is None:
        unit.save(force_insert=True)
    current = Employment.objects.filter(person=person, left_on__isnull=True)
    known = current.filter(unit=unit, basis=row.basis or Basis.MAIN).first()
    if known is not None and decision.kind == "duplicate_pin":
        return known
    post = Employment.objects.create(
        person=person,
        unit=unit,
        post=row.post or "other",
        category=row.category or "other",
        rate=row.rate,
        basis=Basis.INNER if current.filter(basis=Basis.MAIN).exists() else row.basis or Basis.MAIN,
        hired_on=row.hired_on,
    )
    if row.post == "head_of_department" and not unit.heads.filter(until__isnull=True).exists():
        headship(row, post).save(force_insert=True)
    return post


def rebuild(person: Person | None) -> None:
    """Reckon the person's cycle anew."""
    if person is not None:
        stored.rebuild_person(person.pk)
