"""Bring in a staff list from the command line."""

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ostu_qualification.core.records.who import SYSTEM, Who
from ostu_qualification.core.sheets.spreadsheets import NotASpreadsheet
from staff.imports.models import ImportDecision
from staff.imports.staff_list import applying, settling, transitions
from staff.imports.staff_list.known import HOLDS_BACK
from staff.imports.staff_list.plan import Planner


class Command(BaseCommand):
    """`manage.py import_staff FILE [--dry-run] [--json] [--accept-proposals]`."""

    help = "Import a staff list (.xlsx, .xls, .ods); with --dry-run nothing is written."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file and the ways of reporting."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only read, compare and report")
        parser.add_argument("--json", action="store_true", help="report as JSON")
        parser.add_argument(
            "--accept-proposals", action="store_true", help="settle every doubtful cell with its first proposal"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, compare, apply unless it is a dry run, report."""
        try:
            content = options["file"].read_bytes()
            roster = applying.read_list(content)
        except (OSError, NotASpreadsheet) as problem:
            raise CommandError(str(problem)) from problem
        plan = Planner(roster).plan()
        counts = plan.counts()
        if not options["dry_run"]:
            with transaction.atomic():
                record = applying.keep(content, options["file"].name, roster, plan, by=SYSTEM)
                transitions.apply_roster(record, by=SYSTEM)
                if options["accept_proposals"]:
                    accept_proposals(ImportDecision.objects.filter(state=ImportDecision.State.OPEN))
        summary = roster.summary()
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {**summary, **counts, "decisions_new": counts["decisions"], "decisions": summary["decisions"]},
                    ensure_ascii=False,
                    indent=1,
                )
            )
            return
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{name} {value}" for name, value in counts.items()))
            for each in roster.refused:
                self.stdout.write(f"{each.sheet}, {each.column}{each.row}: {applying.words(each.kind)}")
            for sheet in roster.unread_sheets:
                self.stdout.write(f"{_('Sheet that was not read')}: {sheet.sheet} – {applying.words(sheet.kind)}")
            for name, columns in roster.unknown_columns.items():
                self.stdout.write(f"{_('Columns that were not read')}: {name} – {'; '.join(columns)}")


def accept_proposals(waiting: QuerySet[ImportDecision], by: Who = SYSTEM) -> None:
    """Settle these doubts with their first proposals, first those that hold rows back; what is incomplete is left aside."""
    for decision in sorted(waiting.select_related("roster"), key=lambda each: each.kind not in HOLDS_BACK):
        proposal, reason = settling.proposals(decision)[0], "no complete proposal"
        if settling.is_complete(decision, proposal):
            try:
                with transaction.atomic():
                    transitions.settle_decision(decision, by=by, answer=proposal)
                continue
            except ValidationError as problem:
                reason = "; ".join(problem.messages)
                decision.refresh_from_db()
        transitions.drop_decision(decision, by=by, reason=reason)
