"""Say on the command line when someone's next training is due, and why."""

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from ostu_qualification.core.models import today
from ostu_qualification.core.words.dates import short_date
from staff.cycle import rules, stored
from staff.cycle.cases import read_case, result_of
from staff.cycle.models import CycleStatus, Obligation
from staff.cycle.sentences import headline_of, sentences
from staff.people import queries
from staff.people.models import Person


class Command(BaseCommand):
    """`manage.py explain_cycle PERSON [--on DAY] [--if HOURS:ENDDATE]`, or `--case FILE` (`-`: standard input)."""

    help = (
        "Explain a person's three-year cycle. PERSON is a key, a personal number, an e-mail, a phone or a name. "
        "With --case, reckon one case or a list of cases written as JSON and print the results as JSON."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a person or a case."""
        parser.add_argument("person", nargs="?", help="key, ПИН, e-mail, phone or name")
        parser.add_argument("--on", help="the day to ask about: 2026-11-23 or 23.11.2026 (today)")
        parser.add_argument(
            "--if", dest="what_if", metavar="HOURS:ENDDATE", help="as if this training were done: 72:2026-12-20"
        )
        parser.add_argument("--language", choices=["ky", "ru", "en"], default="ky")
        parser.add_argument("--json", action="store_true", help="print the result as JSON, with the sentences")
        parser.add_argument("--case", metavar="FILE", help="cases as JSON; - reads standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        """Explain a case or a person."""
        if bool(options["case"]) == bool(options["person"]):
            raise CommandError("Name either a person or --case.")
        if options["case"]:
            self.stdout.write(json.dumps(results_of(_read(options["case"])), ensure_ascii=False, indent=1))
            return
        person = _person(options["person"])
        with override(options["language"]):
            self.explain(person, options)

    def explain(self, person: Person, options: dict[str, Any]) -> None:
        """Print what is reckoned of someone on a day, perhaps with one more training."""
        on = _day(options["on"]) if options["on"] else today()
        inputs = stored.inputs_of([person])[person.pk]
        if options["what_if"]:
            hours, ended_on = _training(options["what_if"])
            inputs = rules.with_line(inputs, hours=hours, ended_on=ended_on)
            on = on if options["on"] else max(on, ended_on)
        found = rules.cycle(inputs, on)
        said = sentences(found.derivation)
        if options["json"]:
            facts = {
                **result_of(found),
                "on": on.isoformat(),
                "derivation": [{"clause": c, "text": t} for t, c in said],
            }
            self.stdout.write(json.dumps(facts, ensure_ascii=False, indent=1))
            return
        status = CycleStatus(found.status).label
        parts = [short_date(on), str(status)]
        if found.obligation:
            parts.append(str(Obligation(found.obligation).label))
        self.stdout.write(f"{person.full_name} ({person.pk})")
        self.stdout.write(" · ".join(parts))
        self.stdout.write(headline_of(found, on))
        for number, (text, clause) in enumerate(said, 1):
            self.stdout.write(f"{number}. [{clause}] {text}")


def results_of(cases: Any) -> Any:
    """The result of a case, or of each case of a list, in the shape of the worked examples. Clause 1.3."""
    if isinstance(cases, list):
        return [_result(case, f"case {number}: ") for number, case in enumerate(cases, 1)]
    return _result(cases, "")


def _result(case: Any, where: str) -> dict[str, Any]:
    if not isinstance(case, dict):
        raise CommandError(f"{where}a case is a JSON object, not {type(case).__name__}.")
    try:
        inputs, on = read_case(case)
        return result_of(rules.cycle(inputs, on))
    except KeyError as problem:
        raise CommandError(f"{where}{problem} is missing.") from problem
    except (TypeError, ValueError, AttributeError) as problem:
        raise CommandError(f"{where}{problem}") from problem


def _read(source: str) -> Any:
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
        return json.loads(text)
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(str(problem)) from problem
    except json.JSONDecodeError as problem:
        raise CommandError(
            f"This is no JSON: line {problem.lineno}, column {problem.colno}: {problem.msg}."
        ) from problem


def _person(written: str) -> Person:
    found = list(queries.find_people(written)[:11])
    if not found:
        raise CommandError("Nobody is found by this key, number, e-mail, phone or name.")
    if len(found) > 1:
        named = "\n".join(f"  {person.pk}: {person.full_name}" for person in found[:10])
        more = "\n  …" if len(found) > 10 else ""
        raise CommandError(f"Several people are found; name one by the key:\n{named}{more}")
    return found[0]


def _day(written: str) -> dt.date:
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(written, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise CommandError(f"“{written}” is no day: write 2026-11-23 or 23.11.2026.")


def _training(written: str) -> tuple[int, dt.date]:
    hours, separator, ended_on = written.partition(":")
    if not separator or not hours.strip().isdecimal() or int(hours) < 1:
        raise CommandError("Write --if as HOURS:ENDDATE, for example 72:2026-12-20.")
    return int(hours), _day(ended_on)
