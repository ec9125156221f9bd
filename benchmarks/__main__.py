"""`python -m benchmarks [--quick]`: measure, compare with the gates, write docs/performance.md and the results as JSON."""

import argparse
import datetime as dt
import json
import os
import platform
import sys
import tempfile
import uuid
from contextlib import ExitStack
from pathlib import Path

from tests import machine

ROOT = Path(__file__).resolve().parents[1]
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"


def main() -> int:
    """Measure on a database of its own; 1 when a gate is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="small sizes, gates only")
    is_quick = parser.parse_args().quick
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = stack.enter_context(machine.postgres())
        database = (
            stack.enter_context(machine.database_of_its_own(server)) if server else f"sqlite:///{folder}/bench.sqlite3"
        )
        os.environ.update(
            DEBUG="",
            DEMO="",
            SECRET_KEY=uuid.uuid4().hex,
            SECURE="0",
            ALLOWED_HOSTS="testserver",  # the host of the test client
            DATABASE_URL=database,
            VAR_DIR=folder,
            LOG_LEVEL="ERROR",
        )
        measures = measure(is_quick)
        engine = "PostgreSQL" if server else "SQLite"
    failed = [each for each in measures if not each.meets(each.gate, at_best=is_quick)]
    for each in measures:
        print(
            f"{'MISSED' if each in failed else 'ok'} {each.name}: {each.ratio:.2f} × the floor (gate {each.gate:.2f}, goal {each.goal:.2f}) {each.note}"
        )
    if not is_quick:
        write(measures, engine)
    print(f"{len(measures) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def measure(is_quick: bool) -> list:
    """All rows, on a migrated database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostu_qualification.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("compile_locale", verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from benchmarks import boards, past_training, people, reminders, rows
    from benchmarks.fill import fill

    few, size, many = (0, 20_000, 0) if is_quick else (10_000, 100_000, 1_000_000)
    pairs = 10 if is_quick else 20
    measures = rows.staff_list_row(1000 if is_quick else 10_000, 3)
    measures += past_training.past_training_row(1000 if is_quick else 10_000, 3)
    measures += rows.certificates_row(50 if is_quick else 500, 3)
    user = rows.officer()
    before = {}
    if few:
        fill(few)
        before = people.times(user, pairs)
    fill(size - few)
    measures += rows.list_row(user, size, pairs)
    measures += people.list_rows(user, size, pairs)
    measures += boards.board_row(user, size, pairs)
    measures += reminders.night_rows(size, 300 if is_quick else 3_000, 3 if is_quick else 5)
    measures += people.recompute_row(size, 3)
    if many:
        people.grow(many - size)
        measures += people.growth_rows(few, many, before, people.times(user, pairs))
    return measures


def write(measures: list, engine: str) -> None:
    """Keep the figures: JSON beside this file, the table in docs/performance.md."""
    facts = {
        "on": dt.date.today().isoformat(),
        "database": engine,
        "python": platform.python_version(),
        "cores": os.cpu_count(),
    }
    results = ROOT / "benchmarks" / "results"
    results.mkdir(exist_ok=True)
    content = {**facts, "rows": [each.as_json() for each in measures]}
    (results / "latest.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    lines = [
        BEGIN,
        f"Measured on {facts['on']}: {engine}, Python {facts['python']}, {facts['cores']} cores. CPU time, product over floor, median of the pairs.",
        "",
        "| work | floor, ms | product, ms | ratio (min–max) | gate | goal | |",
        "|---|--:|--:|--:|--:|--:|---|",
    ]
    for each in measures:
        verdict = "goal met" if each.ratio <= each.goal else "gate met" if each.holds else "missed"
        noisy = ", noisy" if each.is_noisy else ""
        lines.append(
            f"| {each.name} | {each.floor_ms:.1f} | {each.product_ms:.1f} | {each.ratio:.2f} ({each.ratio_min:.2f}–{each.ratio_max:.2f}) "
            f"| {each.gate:.2f} | {each.goal:.2f} | {verdict}{noisy}; {each.note} |"
        )
    page = ROOT / "docs" / "performance.md"
    text = page.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    page.write_text(before + "\n".join([*lines, END]) + after, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
