"""Bring in past training from the command line."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from ostu_qualification.core.records.who import SYSTEM
from ostu_qualification.core.sheets.spreadsheets import NotASpreadsheet
from staff.imports.past_training import applying, transitions
from staff.imports.past_training.messages import message_for


class Command(BaseCommand):
    """`manage.py import_past_training FILE [--dry-run] [--json]`."""

    help = "Import past training (.xlsx, .xls, .ods); with --dry-run nothing is written."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file and the ways of reporting."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only read, compare and report")
        parser.add_argument("--json", action="store_true", help="report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, compare, apply unless it is a dry run, report."""
        try:
            content = options["file"].read_bytes()
            plan = applying.plan_of(applying.read_list(content))
        except (OSError, NotASpreadsheet) as problem:
            raise CommandError(str(problem)) from problem
        counts = plan.counts()
        if not options["dry_run"]:
            record = applying.keep(content, options["file"].name, plan, by=SYSTEM)
            transitions.apply_past_training(record, by=SYSTEM)
            counts = record.report["applied"]
        if options["json"]:
            self.stdout.write(json.dumps({**counts, **details(plan)}, ensure_ascii=False, indent=1))
        elif options["verbosity"]:
            self.stdout.write(", ".join(f"{name} {value}" for name, value in counts.items()))
            for sheet in plan.past.unread_sheets:
                self.stdout.write(f"{sheet}: {message_for('no_heading')}")
            for name, columns in plan.past.unknown_columns.items():
                self.stdout.write(f"{_('Columns that were not read')}: {name} – {'; '.join(columns)}")
            for each in plan.refused:
                self.stdout.write(f"{each.sheet}, {each.row}: {'; '.join(map(message_for, each.problems))}")


def details(plan: applying.Plan) -> dict[str, Any]:
    """What is not taken and why, and whose due date changes."""
    refused = [
        {"sheet": each.sheet, "row": each.row, "kind": each.problems[0].partition(":")[0]} for each in plan.refused
    ]
    due = [{"person": each.person.pk, **applying.due_days(each)} for each in plan.changed]
    unread = {"unread_sheets": plan.past.unread_sheets, "unknown_columns": plan.past.unknown_columns}
    return {"refused": refused, **unread, "due_dates": due}
