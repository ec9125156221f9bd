"""Write docs/regulation.md, the table of clauses, code and tests."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ostu_qualification.core.rules import traceability


class Command(BaseCommand):
    """`manage.py regulation_table [--check]`."""

    help = "Write docs/regulation.md; with --check, fail when it is not current."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the wish to check only."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or compare."""
        root = Path(settings.BASE_DIR)
        target, text = root / "docs" / "regulation.md", traceability.table(root)
        if not options["check"]:
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, encoding="utf-8")
        elif not target.exists() or target.read_text(encoding="utf-8") != text:
            raise CommandError("docs/regulation.md is not current: run manage.py regulation_table.")
