"""Fill an empty database with invented people, to try the pages at size."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from staff.management import synthetic
from staff.people.models import Person


class Command(BaseCommand):
    """`manage.py make_people [COUNT] [--lines 3] [--seed 1] [--departments 30] [--beside]`."""

    help = "Write invented people with posts, ledger and cycles; the same seed gives the same people."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the sizes."""
        parser.add_argument("count", type=int, nargs="?", default=100_000, help="how many people (100000)")
        parser.add_argument("--lines", type=int, default=3, help="ledger lines a person, on average (3)")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--departments", type=int, default=30)
        parser.add_argument("--beside", action="store_true", help="write them beside people who are there already")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse to mix invented people with others unless told to."""
        if options["count"] < 1 or options["lines"] < 0 or options["departments"] < 1:
            raise CommandError("COUNT and --departments are at least 1, --lines is not negative.")
        if not settings.DEBUG and not options["beside"] and Person.objects.exists():
            raise CommandError("There are people already. Invented ones come beside them only with --beside.")

        def tell(done: int) -> None:
            if options["verbosity"]:
                self.stdout.write(f"{done} people written")

        made = synthetic.make_people(
            options["count"],
            lines=options["lines"],
            seed=options["seed"],
            departments=options["departments"],
            tell=tell,
        )
        if options["verbosity"]:
            self.stdout.write(f"{len(made)} people with their cycles.")
