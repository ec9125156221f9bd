"""Run all tests: on SQLite with the browser, then on PostgreSQL what touches the database.

Says in its last lines what the machine did not allow.


`python -m tests.run [pytest options]`
"""

import os
import subprocess
import sys
from contextlib import ExitStack

from tests import machine


def main() -> int:
    """Run every part and return the worst exit code."""
    options = sys.argv[1:]
    left_out: list[str] = []
    codes: dict[str, int] = {}
    with ExitStack() as stack:
        browser = machine.find_or_install_browser()
        if browser is None:
            left_out.append("browser tests: no Chromium or Chrome was found and none could be installed")
        redis_url = stack.enter_context(machine.redis())
        if redis_url is None:
            left_out.append("tests with a real worker: no Redis answers on 127.0.0.1:6379 and none could be started")
        environment = {**os.environ, "BROWSER_PATH": browser or "", "TEST_REDIS_URL": redis_url or ""}
        unavailable = [mark for mark, found in (("browser", browser), ("services", redis_url)) if not found]
        without = " and ".join(f"not {mark}" for mark in unavailable)

        print("== SQLite ==", flush=True)
        codes["SQLite"] = pytest(options, environment, without, workers=True)
        database = stack.enter_context(machine.postgres())
        if database is None:
            left_out.append("PostgreSQL: no server answers on 127.0.0.1:5432 and none could be started")
        else:
            print("== PostgreSQL ==", flush=True)
            marks = " and ".join(filter(None, [without, "not browser"]))
            codes["PostgreSQL"] = pytest(
                [*options, "--with-database-only"], {**environment, "DATABASE_URL": database}, marks, workers=True
            )
    print()
    for part, code in codes.items():
        print(f"{part}: {'green' if code == 0 else 'RED'}")
    for line in left_out:
        print(f"NOT RUN: {line}")
    return max(codes.values())


def pytest(options: list[str], environment: dict[str, str], marks: str, *, workers: bool) -> int:
    """Run pytest once in its own process."""
    command = [sys.executable, "-m", "pytest", "--durations=20", "--durations-min=2", *options]
    if workers and "-n" not in options:
        command += ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadgroup"]
    if marks:
        command += ["-m", marks]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
