"""Verify the register of issued documents and name the first line that is not as it was entered."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from certificates.register.inspections import inspect
from certificates.register.models import Inspection, RegisterLine


class Command(BaseCommand):
    """`manage.py verify_register [--json]`; the exit code is 1 when anything is found."""

    help = "Verify that the register of certificates is whole, and that its lines say what the certificates say."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the way of reporting."""
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify and report; the offices see the same result."""
        found = inspect(Inspection.Kind.REGISTER)
        if options["json"]:
            facts = [{"kind": each.kind, **each.facts} for each in found]
            self.stdout.write(json.dumps(facts, ensure_ascii=False, indent=1))
        else:
            with translation.override("en"):
                self.stdout.writelines(f"{each}\n" for each in found)
        if found:
            first = next((each.facts["position"] for each in found if "position" in each.facts), None)
            raise CommandError(f"{len(found)} findings" + (f"; the first at line {first}" if first else ""))
        if not options["json"]:
            self.stdout.write(f"All {RegisterLine.objects.count()} lines are as they were entered.")
