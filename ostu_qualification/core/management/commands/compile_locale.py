"""Compile the message catalogues; with --missing, print the sentences that still lack a translation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ostu_qualification.core.words import catalogues


class Command(BaseCommand):
    """`compile_locale` before the server starts, `compile_locale --missing` before a commit."""

    help = "Compiles every app's message catalogues (no gettext needed on the machine)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the wish to see what is missing, of one app or all."""
        parser.add_argument("--missing", action="store_true", help="print untranslated sentences as catalogue entries")
        parser.add_argument("--app", default="", help="only this app's sentences")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile, then print what is missing where asked; fails when something is."""
        done = catalogues.compile_catalogues(settings.BASE_DIR)
        if options["verbosity"] > 0:
            self.stdout.write(f"Compiled {done} message catalogues.")
        if options["missing"]:
            self._print_missing(options["app"])

    def _print_missing(self, app: str) -> None:
        count = 0
        for language in catalogues.LANGUAGES:
            for each in catalogues.missing(settings.BASE_DIR, language):
                if app and each.app != app:
                    continue
                count += 1
                forms = catalogues.plural_forms(settings.BASE_DIR, each.app, language)
                entry = catalogues.entry(each, forms)
                self.stdout.write(f"# {language} {each.app} {each.place}\n{entry}")
        if count:
            raise CommandError(f"{count} sentences lack a translation.")
