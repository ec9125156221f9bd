"""Records for tests: each factory gives a valid one; name only what the test is about."""

import datetime as dt
from typing import Any

import factory
from factory.django import DjangoModelFactory

from ostu_qualification.core.models import User
from staff.models import Employment, Organisation, Pause, Person, Role, TrainingRecord, Unit, UnitHead

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
    """A recognised line of the ledger."""

    class Meta:
        model = TrainingRecord

    person = factory.SubFactory(PersonFactory)
    state = "recognised"
    source = "elsewhere"
    title = "Сабактарды окутуунун методикасы"
    hours = 72
    ended_on = dt.date(2024, 5, 20)
    key = factory.Sequence(lambda n: f"test-{n}")


class PauseFactory(DjangoModelFactory):
    """Parental leave."""

    class Meta:
        model = Pause

    person = factory.SubFactory(PersonFactory)
    reason = "parental"
    started_on = dt.date(2025, 1, 1)
    ended_on = dt.date(2025, 12, 31)
