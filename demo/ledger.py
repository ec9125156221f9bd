"""The demonstration's ledger: past training from a list, so that dates lie all over the coming years, and what waits for the offices."""

import datetime as dt
import io
from random import Random

from django.core.files.base import ContentFile
from openpyxl import Workbook

from ostu_qualification.core.models import User, today
from ostu_qualification.core.words.calendar import add_months, add_years
from staff.cycle.extensions import actions
from staff.imports.past_training import applying
from staff.imports.past_training import transitions as past_training_transitions
from staff.ledger import claims
from staff.letters import queries
from staff.letters import transitions as letters_transitions
from staff.models import DataRequest, Extension, Pause, Person, TrainingRecord
from staff.people.actions import confirm_data
from staff.people.consents import set_consent
from staff.people.models import ConsentKind, RoleKind
from staff.privacy import data_requests

from .people import Cast, account_of

HEADINGS = ["№", "ПИН", "Аты-жөнү", "Кафедра", "Аталышы", "Уюм", "Формасы", "Саат", "Башталышы", "Аякташы"]
HEADINGS += ["Документ №", "Документтин күнү", "Деңгээли"]
COURSES = [
    ("Сабактарды окутуунун методикасы", "ОшМУ", "кыска мөөнөттүү", 48, 1),
    ("LMSте онлайн-курс түзүү", "КУУ", "тематикалык", 72, 2),
    ("Онлайн тест жана баалоо куралдары", "КМТУ", "кыска мөөнөттүү", 24, 2),
    ("Дистанттык окутуунун технологиялары", "ОшТУ", "тематикалык", 80, 2),
    ("Excel менен маалыматтарды иштетүү", "Өзгөн колледжи", "кыска мөөнөттүү", 40, 2),
    ("Инженердик билим берүүдө долбоордук окутуу", "КМТУ", "тематикалык", 90, 3),
    ("Сертификаттуу окутуучу: заманбап педагогика", "ОшМУ", "узак мөөнөттүү", 120, 3),
]
LATE = [-180, -120, -60, -30]
LONG_OVERDUE = 300  # days: whoever is later gets a past training, so that nobody is late by decades
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def long_overdue() -> list[Person]:
    """Those whose date passed long ago: never trained, or so long ago that nobody remembers."""
    late = Person.objects.filter(cycle__due_on__lt=today() - dt.timedelta(days=LONG_OVERDUE))
    return list(late.select_related("cycle__unit").order_by("pk"))


def bring_in_past_training(people: list[Person], trained_since: set[int], by: User) -> None:
    """A list of past training, as ИИжКББ keeps it, read and applied: one line for each of these people."""
    past = applying.upload_past_training(past_training(people, trained_since), "Мурунку окуулар.xlsx", by=by)
    past_training_transitions.apply_past_training(past, by=by)


def past_training(people: list[Person], trained_since: set[int]) -> bytes:
    """The list as Excel: the dates that result lie between a few months ago and three years ahead.

    Those who have taken part in a course of ours since were to be late by now.
    """
    chance, book = Random(7), Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Окуулар"
    sheet.append(HEADINGS)
    for number, person in enumerate(people, 1):
        due_in = chance.choice(LATE if person.pk in trained_since else [*LATE, *range(40, 1060, 60)])
        due_in += chance.randrange(25)
        ended_on = add_years(today() + dt.timedelta(days=due_in), -3)
        title, provider, form, hours, level = chance.choice(COURSES)
        unit = person.cycle.unit.name_ky if person.cycle.unit else ""
        begun = ended_on - dt.timedelta(days=hours // 8)
        paper = [f"КЖ-{1200 + number}", f"{ended_on:%d.%m.%Y}"] if number % 6 else ["", ""]
        days = [f"{begun:%d.%m.%Y}", f"{ended_on:%d.%m.%Y}"]
        sheet.append(
            [number, person.pin or "", person.full_name, unit, title, provider, form, hours, *days, *paper, level]
        )
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def grant_time(cast: Cast) -> None:
    """A leave that is over, one that lasts, and more time for three people by one order."""
    asked = Person.objects.filter(cycle__category="teaching", cycle__status__in=["overdue", "due"], user__isnull=True)
    mother, ill, *late = asked.order_by("-pk")[:5]
    hr, officer = cast[RoleKind.HR_OFFICER], cast[RoleKind.OFFICER]
    over = Pause(reason="parental", started_on=add_months(today(), -20), ended_on=add_months(today(), -4))
    over.order_number = "45-к"
    actions.enter_pauses(over, (mother.pk,), by=hr)
    actions.enter_pauses(
        Pause(reason="illness", started_on=add_months(today(), -2), order_number="71-к"), (ill.pk,), by=hr
    )
    extension = Extension(
        until=add_months(today(), 4),
        ground="Кафедранын сунушу: окуу жылынын башында сабактар көп",
        order_number="118-б",
        decided_on=today() - dt.timedelta(days=9),
    )
    actions.grant_extension(extension, tuple(person.pk for person in late), by=officer)


def confirm_own_data(cast: Cast) -> None:
    """The offices have looked at what is kept about them; newcomers and guests have not yet."""
    for part, user in cast.users.items():
        if part not in ("newcomer", "teacher", "outside"):
            confirm_data(cast.person(part), by=user)


def tell_by_hand(head: User) -> None:
    """The head has told those of the department who have no e-mail, but for the last letters."""
    for letter in queries.letters_to_tell(head).filter(send_on__lt=today() - dt.timedelta(days=10)):
        letters_transitions.tell_by_hand(letter, by=head)


def ask_the_offices(cast: Cast, people: list[Person]) -> None:
    """Claims of training that wait for ИИжКББ, a journey without its report, a request about data."""
    for number, person in enumerate(people[:3], 1):
        ended_on = today() - dt.timedelta(days=20 + 9 * number)
        claim = TrainingRecord(person=person)
        facts = {
            "title": COURSES[number][0],
            "provider": COURSES[number][1],
            "country": "Кыргызстан",
            "hours": COURSES[number][3],
            "started_on": ended_on - dt.timedelta(days=4),
            "ended_on": ended_on,
            "document_kind": "сертификат",
            "document_number": f"С-{4400 + number}",
            "evidence": ContentFile(PAPER, "certificate.pdf"),
        }
        claims.claim_training(claim, facts, by=account_of(person))
    traveller = people[3]
    set_consent(traveller, ConsentKind.TRANSFER_ABROAD, is_given=True, by=account_of(traveller))
    journey = TrainingRecord(person=traveller)
    facts = {
        "title": "Окутуу боюнча мобилдүүлүк",
        "provider": "Фергана политехникалык институту",
        "country": "Өзбекстан",
        "hours": 72,
        "started_on": today() - dt.timedelta(days=40),
        "ended_on": today() - dt.timedelta(days=26),
        "mobility_programme": "Erasmus+",
    }
    claims.enter_mobility(journey, facts, by=cast[RoleKind.INTERNATIONAL_OFFICER])
    teacher = cast.person("teacher")
    request = DataRequest(
        person=teacher, kind="correction", text="Телефон номерим эскирип калды, жаңыртып коюңуздарчы."
    )
    data_requests.ask_about_data(request, by=cast["teacher"])
