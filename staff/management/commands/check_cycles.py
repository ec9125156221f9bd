"""Compare every stored cycle with the reckoning, and name everyone without a place in the cycle."""

import json
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from staff.cycle import stored
from staff.cycle.checking import GAPS, Finding, check_cycles
from staff.people.models import Person


class Command(BaseCommand):
    """`manage.py check_cycles [--repair] [--names] [--json]`; the exit code is 1 when anything is found."""

    help = "Check that stored cycles are right and that nobody has fallen out of the cycle."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the ways of reporting."""
        parser.add_argument("--repair", action="store_true", help="reckon anew those whose stored cycle differs")
        parser.add_argument("--names", action="store_true", help="print names beside the keys")
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, repair if told to, report."""
        found = check_cycles()
        wrong = [each.person_id for each in found if each.values]
        if options["repair"] and wrong:
            stored.rebuild(Person.objects.filter(pk__in=wrong))
            found = check_cycles()
            self.stderr.write(f"{len(wrong)} cycles reckoned anew")
        if options["json"]:
            self.stdout.write(json.dumps([_as_json(each) for each in found], ensure_ascii=False, indent=1))
        else:
            self._print(found, with_names=options["names"])
        if found:
            counts = ", ".join(
                f"{kind} {count}" for kind, count in sorted(Counter(each.kind for each in found).items())
            )
            raise CommandError(f"{len(found)} findings: {counts}")
        if not options["json"]:
            self.stdout.write("Every stored cycle is right, and everybody has a place.")

    def _print(self, found: list[Finding], *, with_names: bool) -> None:
        people = Person.objects.in_bulk({each.person_id for each in found}) if with_names else {}
        for each in found:
            name = f" {people[each.person_id].full_name}" if with_names else ""
            if each.values:
                values = "; ".join(
                    f"{column}: {kept} stored, {right} is right" for column, (kept, right) in each.values.items()
                )
                self.stdout.write(f"person {each.person_id}{name}: {values}")
            else:
                self.stdout.write(f"person {each.person_id}{name}: {GAPS[each.kind]}")


def _as_json(found: Finding) -> dict[str, Any]:
    values = {column: [_plain(kept), _plain(right)] for column, (kept, right) in (found.values or {}).items()}
    return {"person": found.person_id, "kind": found.kind, **({"values": values} if values else {})}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
