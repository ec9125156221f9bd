"""Bring in a list of programmes from the command line."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from courses.programmes.actions import import_programmes
from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.sheets.spreadsheets import NotASpreadsheet


class Command(BaseCommand):
    """`manage.py import_programmes FILE [--dry-run] [--json]`."""

    help = "Import programmes with their syllabi; rows that break clause 4.3 or 5.7 are refused with the reason."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file and the ways of reporting."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only read and report")
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, apply unless it is a dry run, report."""
        try:
            read, counts = import_programmes(options["file"].read_bytes(), by=SYSTEM, dry_run=options["dry_run"])
        except (OSError, NotASpreadsheet) as problem:
            raise CommandError(str(problem)) from problem
        refused = [
            {"sheet": each.sheet, "row": each.row, "kind": each.kind, "clause": each.clause} for each in read.refused
        ]
        if options["json"]:
            report = {"rows": read.rows, "accepted": len(read.accepted), "refused": refused, **counts}
            report |= {"unread_sheets": read.unread_sheets, "unknown_columns": read.unknown_columns}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"{read.rows} rows, {len(read.accepted)} accepted, {len(read.refused)} refused, {counts}")
        for each in read.refused:
            self.stdout.write(f"{each.sheet}, {each.row}: {each.message}")
        for name in read.unread_sheets:
            self.stdout.write(f"{_('Sheet that was not read')}: {name}")
        for name, columns in read.unknown_columns.items():
            self.stdout.write(f"{_('Columns that were not read')}: {name} – {'; '.join(columns)}")
