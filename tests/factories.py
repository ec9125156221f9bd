"""Records for tests: each factory gives a valid one; name only what the test is about."""

import datetime as dt
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from courses.models import CourseRun, Material, Programme, Protocol, SyllabusTopic
from courses.programmes import full_documents
from enrollment.models import Application
from ostu_qualification.core.models import User, today
from staff.cycle.policies import reckoning
from staff.models import (
    Employment,
    Extension,
    Letter,
    Organisation,
    Pause,
    Person,
    PolicyDraft,
    Role,
    TrainingRecord,
    Unit,
    UnitHead,
)

LONG_AGO = dt.date(2020, 1, 1)


class UserFactory(DjangoModelFactory):
    """An account."""

    class Meta:
        model = User

    login = factory.Sequence(lambda n: f"user{n}@example.org")


class UnitFactory(DjangoModelFactory):
    """A department."""

    class Meta:
        model = Unit

    kind = "department"
    name_ky = factory.Sequence(lambda n: f"{n}-кафедра")


class OrganisationFactory(DjangoModelFactory):
    """An outside organisation."""

    class Meta:
        model = Organisation

    kind = "university"
    name_ky = factory.Sequence(lambda n: f"{n}-уюм")


class PersonFactory(DjangoModelFactory):
    """A person with an account; `roles=[...]`, `heads=unit`, `outside=True` as needed."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    class Params:
        outside = factory.Trait(organisation=factory.SubFactory(OrganisationFactory))

    family_name = factory.Sequence(lambda n: f"Токтосунов{n}")
    given_name = "Бектур"
    patronymic = "Асанович"
    sex = "m"
    birth_on = dt.date(1980, 5, 12)
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    career_start_on = dt.date(2005, 9, 1)
    user = factory.SubFactory(UserFactory)
    confirmed_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def roles(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Give roles held since long ago."""
        for kind in extracted or []:
            Role.objects.create(person=self, kind=kind, since=LONG_AGO)

    @factory.post_generation
    def heads(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Make the person head of a unit since long ago."""
        if extracted:
            UnitHead.objects.create(unit=extracted, person=self, since=LONG_AGO)


class EmploymentFactory(DjangoModelFactory):
    """A main post as a teacher."""

    class Meta:
        model = Employment

    person = factory.SubFactory(PersonFactory)
    unit = factory.SubFactory(UnitFactory)
    post = "teacher"
    category = "teaching"
    rate = 1
    basis = "main"
    hired_on = dt.date(2015, 9, 1)


class TrainingRecordFactory(DjangoModelFactory):
    """A recognised line of the ledger with its document."""

    class Meta:
        model = TrainingRecord

    person = factory.SubFactory(PersonFactory)
    state = "recognised"
    source = "elsewhere"
    title = "Сабактарды окутуунун методикасы"
    hours = 72
    ended_on = dt.date(2024, 5, 20)
    document_kind = "сертификат"
    document_number = factory.Sequence(lambda n: f"Д-{n}")
    key = factory.Sequence(lambda n: f"test-{n}")


class PauseFactory(DjangoModelFactory):
    """Parental leave."""

    class Meta:
        model = Pause

    person = factory.SubFactory(PersonFactory)
    reason = "parental"
    started_on = dt.date(2025, 1, 1)
    ended_on = dt.date(2025, 12, 31)


class ExtensionFactory(DjangoModelFactory):
    """More time for the people given."""

    class Meta:
        model = Extension
        skip_postgeneration_save = True

    until = dt.date(2027, 8, 31)
    decided_on = dt.date(2026, 9, 1)
    ground = "Кафедранын сунушу"
    order_number = factory.Sequence(lambda n: f"{n}-б")

    @factory.post_generation
    def people(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Give the people more time."""
        self.people.set(extracted or [])


class PolicyDraftFactory(DjangoModelFactory):
    """The numbers in force, to be in force anew from a day on."""

    class Meta:
        model = PolicyDraft

    valid_from = dt.date(2026, 12, 1)
    numbers = factory.LazyFunction(
        lambda: {name: getattr(reckoning.copy_of_current(), name) for name in reckoning.NUMBERS}
    )


class ProgrammeFactory(DjangoModelFactory):
    """An approved short programme of 16 hours; `documents=True` gives it those that the council needs."""

    class Meta:
        model = Programme
        skip_postgeneration_save = True

    state = "approved"
    code = factory.Sequence(lambda n: f"П-{n:03d}")
    title_ky = factory.Sequence(lambda n: f"{n}-программа")
    title_ru = factory.Sequence(lambda n: f"Программа {n}")
    form = "short"
    hours = 16
    mode = "alongside"
    attestation_form = "test"
    protocol = factory.SubFactory("tests.factories.ProtocolFactory")

    @factory.post_generation
    def documents(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Give the documents without which the council permits nothing."""
        for kind in full_documents.needed(self.form, self.kind) if extracted else ():
            MaterialFactory(programme=self, kind=kind)


class SyllabusTopicFactory(DjangoModelFactory):
    """A lecture, the next line of the syllabus."""

    class Meta:
        model = SyllabusTopic

    programme = factory.SubFactory(ProgrammeFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = "Кириш"
    session_kind = "lecture"
    hours = 2


class MaterialFactory(DjangoModelFactory):
    """A document of a programme."""

    class Meta:
        model = Material

    programme = factory.SubFactory(ProgrammeFactory)
    kind = "theory"
    title = factory.Sequence(lambda n: f"{n}-лекция")
    file = factory.django.FileField(filename="лекция.pdf", data=b"%PDF-1.4 lecture %%EOF")
    sha256 = "0" * 64


class ProtocolFactory(DjangoModelFactory):
    """A protocol of the council: 7 of its 9 members were there."""

    class Meta:
        model = Protocol

    number = factory.Sequence(str)
    held_on = dt.date(2026, 9, 10)
    members_present = 7
    members_total = 9


class RunFactory(DjangoModelFactory):
    """A run open for applications today, with two places; `over=True`: its last day was yesterday."""

    class Meta:
        model = CourseRun

    class Params:
        over = factory.Trait(
            apply_from=factory.LazyFunction(lambda: today() - dt.timedelta(days=9)),
            apply_until=factory.LazyFunction(lambda: today() - dt.timedelta(days=5)),
            starts_on=factory.LazyFunction(lambda: today() - dt.timedelta(days=3)),
            ends_on=factory.LazyFunction(lambda: today() - dt.timedelta(days=1)),
        )

    programme = factory.SubFactory(ProgrammeFactory)
    state = "open"
    apply_from = factory.LazyFunction(lambda: today() - dt.timedelta(days=5))
    apply_until = factory.LazyFunction(lambda: today() + dt.timedelta(days=5))
    starts_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=10))
    ends_on = factory.LazyFunction(lambda: today() + dt.timedelta(days=12))
    capacity = 2
    mode = "alongside"
    place_ky = "305-аудитория"


class ApplicationFactory(DjangoModelFactory):
    """A submitted application."""

    class Meta:
        model = Application

    person = factory.SubFactory(PersonFactory)
    run = factory.SubFactory(RunFactory)
    state = "submitted"
    motivation = "Сабакта колдоном."
    submitted_at = factory.LazyFunction(timezone.now)


class LetterFactory(DjangoModelFactory):
    """A reminder that waits to be sent."""

    class Meta:
        model = Letter

    key = factory.Sequence(lambda n: f"letter-{n}")
    person = factory.SubFactory(PersonFactory)
    kind = "reminder"
    template = "reminder_6"
    language = "ky"
    address = "someone@example.org"
    subject = "Мөөнөткө 6 ай калды"
    body = "Урматтуу кесиптеш!"
    send_on = factory.LazyFunction(today)
