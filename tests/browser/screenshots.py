"""Take the pictures under docs/screenshots/: the demonstration's pages by role, at 1280 and at 360 px, in Kyrgyz.

`make screenshots`. Makes its own demonstration in a folder of its own and throws it away.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.browser import PHONE, WIDE, open_browser
from tests.machine import free_port

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "docs" / "screenshots"
# name of the picture, who is logged in (English role of the demonstration, or nobody), address
TALLEST = 1600
PICTURES = [
    ("catalogue", "", "/"),
    ("programme", "", "/catalogue/10/"),
    ("log-in", "", "/log-in/"),
    ("verify", "", "/verify/?number=ОшТУ-КМ № 2026/0002"),
    ("styleguide", "", "/styleguide/"),
    ("officer-to-do", "Officer of ИИжКББ", "/home/"),
    ("officer-list", "Officer of ИИжКББ", "/lists/1/"),
    ("officer-people", "Officer of ИИжКББ", "/people/"),
    ("officer-university", "Officer of ИИжКББ", "/university/"),
    ("officer-forecast", "Officer of ИИжКББ", "/forecast/"),
    ("officer-summary", "Officer of ИИжКББ", "/summary/teaching/"),
    ("officer-person", "Officer of ИИжКББ", "/people/40/"),
    ("officer-run", "Officer of ИИжКББ", "/runs/1/"),
    ("officer-order", "Officer of ИИжКББ", "/orders/2/"),
    ("officer-letters-ahead", "Officer of ИИжКББ", "/letters/ahead/"),
    ("officer-passport", "Officer of ИИжКББ", "/passport/"),
    ("officer-policies", "Officer of ИИжКББ", "/policies/"),
    ("officer-ledger", "Officer of ИИжКББ", "/ledger/"),
    ("hr-requests", "HR officer", "/data-requests/"),
    ("hr-duplicates", "HR officer", "/people/duplicates/"),
    ("administrator-consents", "Administrator", "/consent-texts/"),
    ("hr-staff-list", "HR officer", "/staff-lists/1/"),
    ("hr-staff-lists", "HR officer", "/staff-lists/"),
    ("hr-units", "HR officer", "/units/"),
    ("council-to-do", "Council secretary", "/home/"),
    ("vice-rector-approve", "Vice-rector", "/programmes/approve/"),
    ("auditor-register", "Auditor", "/register/"),
    ("auditor-letters", "Auditor", "/letters/"),
    ("head-to-do", "Head of department", "/home/"),
    ("head-unit", "Head of department", "/my/unit/"),
    ("head-people", "Head of department", "/people/"),
    ("teacher-page", "Lecturer, overdue", "/my/"),
    ("teacher-apply", "Lecturer, overdue", "/apply/1/"),
    ("teacher-data", "Lecturer, overdue", "/my/data/"),
    ("teacher-claim", "Lecturer, overdue", "/my/training/claim/"),
]


def main(wanted: list[str]) -> int:
    """Make the demonstration, take the pictures that are wanted (all unless named)."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        if browser is None:
            print("There is no Chromium on this machine: no pictures were taken.")
            return 1
        port = free_port()
        var = Path(folder)
        environment = {
            **os.environ,
            "DEMO": "1",
            "VAR_DIR": str(var),
            "DATABASE_URL": f"sqlite:///{var / 'demo.sqlite3'}",
        }
        command = [sys.executable, "manage.py", "run_demo", "--port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{port}/health/")
            accounts = json.loads((var / "demo-accounts.json").read_text(encoding="utf-8"))
            take(browser, f"http://127.0.0.1:{port}", {each["role_en"]: each for each in accounts}, wanted)
        finally:
            server.terminate()
            server.wait(timeout=20)
    return 0


def wait_for(url: str, seconds: float = 120) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=2)  # noqa: S310 - our own server on this machine
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise TimeoutError(url)


def take(browser: Browser, site: str, accounts: dict[str, dict[str, str]], wanted: list[str]) -> None:
    """Take the pictures, each role with its own log-in."""
    for name, role, address in PICTURES:
        if wanted and name not in wanted:
            continue
        for width, viewport in (("1280", WIDE), ("360", PHONE)):
            context = browser.new_context(viewport=viewport)
            page = context.new_page()
            if role:
                log_in(page, site, accounts[role])
            answer = page.goto(f"{site}{address}")
            assert answer is not None
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            print(f"{name} {width}: {answer.status}{' WIDER THAN THE SCREEN' if overflow > 0 else ''}")
            height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
            area = {"x": 0, "y": 0, "width": viewport["width"], "height": height}
            page.screenshot(path=TARGET / f"{name}-{width}.png", full_page=True, clip=area)
            context.close()


def log_in(page: Page, site: str, account: dict[str, str]) -> None:
    """Log in by the log-in page."""
    page.goto(f"{site}/log-in/")
    page.fill("#id_login", account["login"])
    page.fill("#id_password", account["password"])
    page.press("#id_password", "Enter")
    page.wait_for_url("**/home/")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
