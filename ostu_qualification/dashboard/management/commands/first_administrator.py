"""Make the first account: an administrator, who gives everyone else their roles."""

import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from ostu_qualification.core.models import User, today
from staff.models import Person, Role
from staff.people.actions import open_account
from staff.people.models import RoleKind


class Command(BaseCommand):
    """`manage.py first_administrator EMAIL "Family Given Patronymic"`."""

    help = "Make the first administrator; refuses when there is one."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the log-in and the name."""
        parser.add_argument("login", help="e-mail or phone")
        parser.add_argument("name", help="family name, given name, patronymic")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Ask for a password and make the account."""
        if Role.objects.filter(Role.on(today()), kind=RoleKind.ADMINISTRATOR).exists():
            raise CommandError("There is an administrator already: they give roles on the page of a person.")
        if User.objects.with_login(options["login"]) is not None:
            raise CommandError("There is an account with this log-in already.")
        family, *others = options["name"].split()
        if not others:
            raise CommandError("Write family name and given name.")
        password = getpass.getpass("Password: ")
        try:
            validate_password(password)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        email = options["login"] if "@" in options["login"] else None
        person = Person.objects.create(
            family_name=family, given_name=others[0], patronymic=" ".join(others[1:]), email=email
        )
        open_account(person, login=options["login"], password=password)
        Role.objects.create(person=person, kind=RoleKind.ADMINISTRATOR, since=today())
        self.stdout.write(f"{person.full_name} is administrator.")
