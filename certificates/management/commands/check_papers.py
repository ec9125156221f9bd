"""Compare records and their files: certificates by their hash, scans, evidence and lists by their presence."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from certificates.register.inspections import inspect
from certificates.register.models import Inspection
from ostu_qualification.core.records.file_check import remove


class Command(BaseCommand):
    """`manage.py check_papers [--remove-orphans] [--json]`; the exit code is 1 when anything is found."""

    help = "Find files that are missing, were changed, or belong to no record."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the ways of reporting and the wish to tidy up."""
        parser.add_argument("--json", action="store_true", help="report as JSON")
        parser.add_argument(
            "--remove-orphans",
            action="store_true",
            help="delete files that belong to no record; never after restoring an older database",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, tidy up if told to, report; the offices see the same result."""
        found = inspect(Inspection.Kind.PAPERS)
        if options["remove_orphans"]:
            self.stderr.write(f"{remove(found)} files deleted that belonged to no record")
            found = inspect(Inspection.Kind.PAPERS)
        if options["json"]:
            facts = [{"kind": each.kind, **each.facts} for each in found]
            self.stdout.write(json.dumps(facts, ensure_ascii=False, indent=1))
        else:
            with translation.override("en"):
                self.stdout.writelines(f"{each}\n" for each in found)
        if found:
            raise CommandError(f"{len(found)} findings")
        if not options["json"]:
            self.stdout.write("Every file is in its place.")
