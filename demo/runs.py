"""The demonstration's courses: one for each thing that can happen, walked day by day as it was lived."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from certificates.attestation import transitions as attestation_transitions
from certificates.models import Attestation, Order
from certificates.orders import transitions as orders_transitions
from courses.models import CourseRun, Programme
from courses.runs import actions as course_actions
from courses.runs import transitions as course_steps
from enrollment.applications import actions as enrolment_actions
from enrollment.applications import transitions as applications_transitions
from enrollment.models import Application, SelectionList
from enrollment.selection import transitions as selection_transitions
from ostu_qualification.core.approvals import queries as approvals
from ostu_qualification.core.approvals.models import Approval
from ostu_qualification.core.approvals.transitions import endorse_approval
from ostu_qualification.core.models import User, today
from ostu_qualification.core.records.who import SYSTEM
from staff.models import Person
from staff.people.consents import set_consent
from staff.people.models import ConsentKind, RoleKind
from staff.units.queries import heads_of_person

from . import past
from .documents import scan_of
from .people import Cast, account_of

MOTIVATION = "Сабактарымда жаңы ыкмаларды колдонуп, студенттер менен ишти жакшыртууну каалайм."
STAGES = ["planned", "open", "closed", "offered", "confirmed", "endorsement", "endorsed", "enrolled", "running", "attestation", "attested", "completed"]  # fmt: skip


@dataclass
class Course:
    """A run to be walked: its programme, first and last day from today, how many take part, and how far it has come."""

    code: str
    begins: int
    lasts: int
    people: list[Person]
    reaches: str
    capacity: int = 15
    place: int = 305
    orders: tuple[str, str] = ("", "")
    failed: int = 0
    run: CourseRun = field(default_factory=CourseRun)
    now: dt.date = field(default_factory=today)  # kept, for while the past is walked today is another day

    @property
    def starts_on(self) -> dt.date:
        """The first day of the classes, a working day."""
        return _working_day(self.now + dt.timedelta(days=self.begins), 1 if self.begins > 0 else -1)

    @property
    def ends_on(self) -> dt.date:
        """Their last day, a working day too."""
        return _working_day(self.starts_on + dt.timedelta(days=self.lasts), -1)

    def day(self, stage: str) -> dt.date:
        """When the run came to a stage; the window of applications closes three weeks before the classes."""
        before = {"planned": 45, "open": 42, "closed": 20, "offered": 19, "confirmed": 16, "endorsement": 13}
        before |= {"endorsed": 11, "enrolled": 9, "running": 0}
        after = {"attestation": 0, "attested": 1, "completed": 5}
        if stage in before:
            return self.starts_on - dt.timedelta(days=before[stage])
        return self.ends_on + dt.timedelta(days=after[stage])


def _working_day(day: dt.date, step: int) -> dt.date:
    """The day, or the working day after or before it at a weekend."""
    while day.weekday() >= 5:
        day += dt.timedelta(days=step)
    return day


def walk(courses: list[Course], cast: Cast) -> None:
    """Take all courses through their stages, the earliest day first: the register is written in the order of the days."""
    steps = [
        (course.day(stage), number, course)
        for course in courses
        for number, stage in enumerate(STAGES)
        if number <= STAGES.index(course.reaches)
    ]
    for day, number, course in sorted(steps, key=lambda step: step[:2]):
        with past.at(min(day, course.now)):
            ACTS[STAGES[number]](course, cast)


def plan(course: Course, cast: Cast) -> None:
    """The run as ИИжКББ plans it."""
    programme = Programme.objects.get(code=course.code)
    doctors = Person.objects.filter(degree_level__in=["doctor", "candidate"]).order_by("pk")
    facts: dict[str, Any] = {
        "programme": programme,
        "mode": programme.mode,
        "place_ky": f"Башкы корпус, {course.place}-аудитория",
        "place_ru": f"Главный корпус, аудитория {course.place}",
        "place_en": f"Main building, room {course.place}",
        "minimum": 3,
        "capacity": course.capacity,
        "apply_from": course.day("open"),
        "apply_until": course.day("closed") - dt.timedelta(days=1),
        "starts_on": course.starts_on,
        "ends_on": course.ends_on,
        "trainers": [doctors[course.place % 20]],
    }
    course.run = course_actions.save_run(course.run, facts, by=cast[RoleKind.OFFICER])


def open_and_apply(course: Course, cast: Cast) -> None:
    """The window opens; people apply, and of every second the head says what he thinks of it."""
    course_steps.open_run(course.run, by=cast[RoleKind.OFFICER])
    for number, person in enumerate(course.people):
        application = apply(person, course.run)
        if number % 2:
            endorse(application)


def apply(person: Person, run: CourseRun) -> Application:
    """An application as the person submits it."""
    user = account_of(person)
    application = enrolment_actions.start_application(person, run, by=user)
    enrolment_actions.write_motivation(application, MOTIVATION, by=user)
    return applications_transitions.submit_application(application, by=user)


def endorse(application: Application) -> None:
    """The head of the unit is for it; an applicant from outside, or who heads the unit, has nobody to ask."""
    head = next((each for each in heads_of_person(application.person) if each.pk != application.person_id), None)
    if head is not None:
        applications_transitions.give_opinion(application, opinion="endorsed", reason="", by=account_of(head))


def close(course: Course, cast: Cast) -> None:
    """The window closes, the list is ranked."""
    course_steps.close_run(course.run, by=cast[RoleKind.OFFICER])


def offer(course: Course, cast: Cast) -> None:
    """ИИжКББ approves the list; places are offered."""
    selection_transitions.approve_selection(SelectionList.objects.get(run=course.run), by=cast[RoleKind.OFFICER])


def confirm(course: Course, cast: Cast) -> None:
    """Those who were offered a place confirm it."""
    for application in Application.objects.filter(run=course.run, state="allocated").select_related("person__user"):
        applications_transitions.confirm_place(application, by=account_of(application.person))


def send_round(course: Course, cast: Cast) -> None:
    """The order of enrolment goes to the offices; the first of them has seen it."""
    orders_transitions.draft_enrolment_order(course.run, by=cast[RoleKind.OFFICER])
    order = course.run.orders.get()
    orders_transitions.send_order(order, by=cast[RoleKind.OFFICER])
    give_visas(order, cast, most=1)


def endorse_order(course: Course, cast: Cast) -> None:
    """All offices have endorsed the order: it waits for the rector."""
    give_visas(course.run.orders.get(), cast)


def give_visas(order: Order, cast: Cast, most: int = 9) -> None:
    """The visas of the offices that have not given theirs."""
    waiting = approvals.asked_about(order).filter(state=Approval.State.WAITING)
    for approval in list(waiting.order_by("position"))[:most]:
        endorse_approval(approval, by=cast[approval.office])


def enrol(course: Course, cast: Cast) -> None:
    """The rector has signed: the participants are enrolled."""
    sign(course.run.orders.get(), course.orders[0], cast)


def sign(order: Order, number: str, cast: Cast) -> None:
    """Record the rector's signature with the chancellery's number and the scan."""
    orders_transitions.record_signature(
        order,
        by=cast[RoleKind.OFFICER],
        number=number,
        signed_on=today(),
        signed_by=cast.person(RoleKind.RECTOR).short_name,
        scan=scan_of(number),
    )


def start(course: Course, cast: Cast) -> None:
    """The night before the first day of the classes begins them."""
    selection_transitions.start_if_due(course.run, by=SYSTEM)


def open_attestation(course: Course, cast: Cast) -> None:
    """The classes have ended; the committee is named, the head of the demonstration's department presides."""
    experts = list(
        Person.objects.filter(degree_level="candidate", roles__isnull=True).order_by("pk")[course.place % 9 :][:2]
    )
    attestation_transitions.open_attestation(
        course.run,
        by=cast[RoleKind.OFFICER],
        protocol_number=str(course.place % 90),
        held_on=today(),
        chair=cast.person("head"),
        secretary=cast.person(RoleKind.COUNCIL_SECRETARY),
        experts=experts,
        members=[cast.person(RoleKind.OFFICER)],
    )


def attest(course: Course, cast: Cast) -> None:
    """The committee enters the results and closes the attestation; some have not passed."""
    attestation, chair = Attestation.objects.get(run=course.run), cast["head"]
    results = list(attestation.results.order_by("pk"))
    rows = {
        result.pk: {
            "first_points": 52 if index < course.failed else 66 + index * 7 % 33,
            "exam_points": 64 + index * 5 % 35,
            "absence": "",
            "remark": "",
        }
        for index, result in enumerate(results)
    }
    attestation_transitions.enter_results(attestation, rows=rows, by=chair)
    attestation_transitions.close_attestation(attestation, by=chair, resit_until=today() + dt.timedelta(days=30))
    for result in results[1:4]:
        person = result.application.person
        set_consent(person, ConsentKind.NAME_ON_VERIFICATION, is_given=True, by=account_of(person))


def issue(course: Course, cast: Cast) -> None:
    """The order to issue certificates goes round, is signed and carried out."""
    attestation = Attestation.objects.get(run=course.run)
    orders_transitions.draft_certificate_order(attestation, by=cast[RoleKind.OFFICER])
    order = attestation.orders.get()
    orders_transitions.send_order(order, by=cast[RoleKind.OFFICER])
    give_visas(order, cast)
    sign(order, course.orders[1], cast)


ACTS: dict[str, Callable[[Course, Cast], None]] = {
    "planned": plan,
    "open": open_and_apply,
    "closed": close,
    "offered": offer,
    "confirmed": confirm,
    "endorsement": send_round,
    "endorsed": endorse_order,
    "enrolled": enrol,
    "running": start,
    "attestation": open_attestation,
    "attested": attest,
    "completed": issue,
}


def courses_of_the_past(people: Iterator[Person], outside: Person) -> list[Course]:
    """Three courses that are over, with their certificates; somebody from outside took part."""
    return [
        Course("ИИжКББ-03", -230, 2, [outside, *islice(people, 11)], "completed", place=201, orders=("09-04/118", "09-04/131"), failed=1),
        Course("ИИжКББ-09", -150, 14, [*islice(people, 10)], "completed", place=305, orders=("09-04/246", "09-04/289")),
        Course("ИИжКББ-12", -55, 4, [*islice(people, 12)], "completed", place=118, orders=("09-04/402", "09-04/427"), failed=2),
    ]  # fmt: skip


def courses_of_today(people: Iterator[Person], cast: Cast) -> list[Course]:
    """One course in every state in which it may wait for somebody; of the open one the demonstration's head has to read."""
    teacher = cast.person("teacher")
    own = list(
        Person.objects.filter(cycle__unit__heads__person=cast.person("head"), cycle__category="teaching", user=None)[:3]
    )
    waiting = [*islice(people, 12)]
    for place, person in zip((0, 2, 6), own, strict=False):
        waiting.insert(place, person)
    return [
        Course("ИИжКББ-02", -13, 4, [*islice(people, 7)], "attested", place=107, orders=("09-04/455", "")),
        Course("ИИжКББ-08", -9, 8, [*islice(people, 8)], "attestation", place=214, orders=("09-04/461", "")),
        Course("ИИжКББ-10", -4, 11, [*islice(people, 10)], "running", place=305, orders=("09-04/470", "")),
        Course("ИИжКББ-13", 10, 6, [*islice(people, 7)], "endorsed", place=310),
        Course("ИИжКББ-05", 12, 9, [*islice(people, 7)], "endorsement", place=202),
        Course("ИИжКББ-24", 15, 5, [*islice(people, 7)], "confirmed", place=115),
        Course("ИИжКББ-14", 17, 4, [teacher, *islice(people, 13)], "offered", place=220, capacity=11),
        Course("ИИжКББ-11", 20, 14, [*islice(people, 13)], "closed", place=217, capacity=10),
        Course("ИИжКББ-18", 34, 12, waiting, "open", place=312, capacity=25),
        Course("ИИжКББ-16", 38, 14, [*islice(people, 5)], "open", place=404, capacity=20),
        Course("ИИжКББ-17", 75, 25, [], "planned", place=405),
    ]  # fmt: skip


def cancel_one(people: Iterator[Person], cast: Cast) -> None:
    """A course for which too few had applied."""
    course = Course("ИИжКББ-07", 5, 6, [*islice(people, 2)], "open", place=108, capacity=20)
    walk([course], cast)
    with past.at(past.days_ago(14)):
        course_steps.cancel_run(course.run, by=cast[RoleKind.OFFICER], reason="Арыз бергендердин саны жетишсиз.")


def suspend_one(people: Iterator[Person], cast: Cast) -> None:
    """A course that rests for some days."""
    course = Course("ИИжКББ-20", -6, 12, [*islice(people, 6)], "running", place=210, orders=("09-04/468", ""))
    walk([course], cast)
    with past.at(past.days_ago(2)):
        reason = "Окуу корпусунда жылуулук өчүрүлдү."
        course_steps.suspend_run(course.run, by=cast[RoleKind.OFFICER], reason=reason)


def begin_application(person: Person, code: str, user: User) -> None:
    """An application that somebody has begun and not finished."""
    run = CourseRun.objects.get(programme__code=code)
    enrolment_actions.start_application(person, run, by=user)
