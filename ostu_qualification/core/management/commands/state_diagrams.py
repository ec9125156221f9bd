"""Write docs/states.md: the ways of each kind of record; with --check, fail when it is not up to date."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ostu_qualification.core.workflow import diagrams


class Command(BaseCommand):
    """`state_diagrams` after a change of acts, `state_diagrams --check` before a commit."""

    help = "Writes the diagrams of states from the table of acts."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the wish only to look."""
        parser.add_argument("--check", action="store_true", help="fail when docs/states.md is not up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the page, or compare it."""
        path, page = settings.BASE_DIR / "docs" / "states.md", diagrams.pages()
        if options["check"]:
            if not path.exists() or path.read_text(encoding="utf-8") != page:
                raise CommandError("docs/states.md is not up to date: run manage.py state_diagrams.")
            return
        path.write_text(page, encoding="utf-8")
