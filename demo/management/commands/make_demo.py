"""Make the demonstration's data: the office's own Excel list, real steps by real roles, nothing written past the rules."""

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from demo import ledger, past, programmes, runs
from demo import people as staff_of
from ostu_qualification.core.frame.demo import demo_accounts, write_demo_accounts
from ostu_qualification.core.models import User, today
from ostu_qualification.core.workflow.jobs import each_once
from staff.cycle import stored
from staff.letters import digests, reminders
from staff.models import Person
from staff.people.models import RoleKind

LIST_IS_OF = dt.date(2026, 11, 23)
NIGHTS = (62, 31, 1)


class Command(BaseCommand):
    """Fill an empty database; refuses to touch one that has people, and finds its own data again."""

    help = "Make the demonstration's data in an empty database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, appoint, and walk the courses through all that can happen to them."""
        if is_made():
            self.say("the demonstration's data is there already")
            return
        if Person.objects.exists():
            raise CommandError("There are people in this database: the demonstration's data is made in an empty one.")
        with translation.override("ky"), each_once(), transaction.atomic():
            write_demo_accounts(self.make())

    def make(self) -> list[dict[str, str]]:
        """All of it; returns the accounts for the log-in page."""
        self.say("units, offices and the staff list")
        cast = staff_of.make_cast(staff_of.make_units())
        with past.at(min(max(LIST_IS_OF, past.days_ago(75)), today())):
            staff_of.bring_in_the_staff(cast[RoleKind.HR_OFFICER])
            staff_of.settle_units()
            staff_of.rename_department(cast[RoleKind.HR_OFFICER])
            staff_of.add_guest(cast[RoleKind.OFFICER])
        stored.rebuild(Person.objects.all())
        self.say("past training")
        late = ledger.long_overdue()
        then = [each for each in late if each.cycle.category == "teaching" and each.cycle.status == "overdue"][::2][:33]
        trained_since = {each.pk for each in then}
        ledger.bring_in_past_training(late, trained_since, cast[RoleKind.OFFICER])
        staff_of.add_staff_with_a_story(cast, trained_since)
        ledger.confirm_own_data(cast)
        self.say("programmes")
        programmes.make_programmes(cast)
        self.say("courses")
        now = applicants(cast)
        runs.walk(
            [*runs.courses_of_the_past(iter(then), cast.person("outside")), *runs.courses_of_today(now, cast)], cast
        )
        runs.cancel_one(now, cast)
        runs.suspend_one(now, cast)
        runs.begin_application(cast.person("newcomer"), "ИИжКББ-18", cast["newcomer"])
        self.say("letters")
        stored.rebuild(Person.objects.all())
        ledger.grant_time(cast)
        with past.at(past.days_ago(4)):
            ledger.ask_the_offices(cast, list(now)[:4])
        for days in NIGHTS:
            with past.at(past.days_ago(days), hour=6):
                night()
                ledger.tell_by_hand(cast["head"])
        night()
        return cast.accounts

    def say(self, words: str) -> None:
        """One line of progress."""
        self.stdout.write(f"  {words}")


def is_made() -> bool:
    """Whether the database holds the demonstration's data already."""
    logins = [each["login"] for each in demo_accounts()]
    return settings.DEMO and bool(logins) and User.objects.filter(login__in=logins).count() == len(logins)


def applicants(cast: staff_of.Cast) -> Iterator[Person]:
    """Those who have reason to apply now, in an order that is the same for every demonstration."""
    taken = {user.pk for user in cast.users.values()}
    asked = Person.objects.filter(cycle__status__in=["overdue", "due", "due_soon"], cycle__category="teaching")
    elsewhere = asked.exclude(cycle__unit__heads__person=cast.person("head"))
    found = list(elsewhere.exclude(user__in=taken).order_by("pk"))
    Random(11).shuffle(found)
    return iter(found)


def night() -> None:
    """What the schedule does at night."""
    stored.rebuild(Person.objects.filter(merged_into__isnull=True))
    reminders.plan_reminders()
    digests.plan_digests()
