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
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.browser import PHONE, WIDE, open_browser
from tests.machine import free_port

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "docs" / "screenshots"
TALLEST = 1600
COLOURS = 96
THUMB = 320
# name of the picture, who is logged in (English role of the demonstration, or nobody), address
PICTURES = [
    ("catalogue", "", "/"),
    ("programme", "", "/catalogue/10/"),
    ("log-in", "", "/log-in/"),
    ("verify", "", "/verify/?number=ОшТУ-КМ № 2026/0002"),
    ("styleguide", "", "/styleguide/"),
    ("rector-to-do", "Rector", "/home/"),
    ("rector-order", "Rector", "/orders/10/"),
    ("rector-university", "Rector", "/university/"),
    ("vice-rector-to-do", "Vice-rector", "/home/"),
    ("finance-to-do", "Planning and finance officer", "/home/"),
    ("finance-visa", "Planning and finance officer", "/approvals/42/"),
    ("finance-dues", "Planning and finance officer", "/dues/"),
    ("officer-to-do", "Officer of ИИжКББ", "/home/"),
    ("officer-run", "Officer of ИИжКББ", "/runs/11/"),
    ("officer-closing", "Officer of ИИжКББ", "/runs/12/close/"),
    ("officer-list", "Officer of ИИжКББ", "/lists/2/"),
    ("officer-order", "Officer of ИИжКББ", "/orders/11/"),
    ("officer-attestation", "Officer of ИИжКББ", "/attestations/4/"),
    ("officer-people", "Officer of ИИжКББ", "/people/"),
    ("officer-person", "Officer of ИИжКББ", "/people/40/"),
    ("officer-forecast", "Officer of ИИжКББ", "/forecast/"),
    ("officer-ledger", "Officer of ИИжКББ", "/ledger/"),
    ("chair-results", "Head of department", "/attestations/5/enter-results/"),
    ("head-to-do", "Head of department", "/home/"),
    ("head-applications", "Head of department", "/applications/"),
    ("head-unit", "Head of department", "/my/unit/"),
    ("hr-to-do", "HR officer", "/home/"),
    ("hr-staff-list", "HR officer", "/staff-lists/1/"),
    ("hr-duplicates", "HR officer", "/people/duplicates/"),
    ("council-to-do", "Council secretary", "/home/"),
    ("administrator-deputies", "Administrator", "/deputies/"),
    ("auditor-to-do", "Auditor", "/home/"),
    ("auditor-register", "Auditor", "/register/"),
    ("teacher-page", "Lecturer, overdue", "/my/"),
    ("teacher-apply", "Lecturer, overdue", "/apply/12/"),
    ("teacher-data", "Lecturer, overdue", "/my/data/"),
    ("newcomer-page", "Newly hired lecturer", "/my/"),
    ("outsider-page", "Outside participant", "/my/"),
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
            remove_stale()
            for width, columns in (("1280", 6), ("360", 10)):
                make_sheet(width, columns)
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
            context.add_cookies([{"name": "django_language", "value": "ky", "url": site}])
            if role:
                log_in(page, site, accounts[role])
                speak_kyrgyz(page, site)
            answer = page.goto(f"{site}{address}")
            assert answer is not None
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            print(f"{name} {width}: {answer.status}{' WIDER THAN THE SCREEN' if overflow > 0 else ''}")
            height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
            area = {"x": 0, "y": 0, "width": viewport["width"], "height": height}
            make_small(page.screenshot(full_page=True, clip=area), TARGET / f"{name}-{width}.png")
            context.close()


def speak_kyrgyz(page: Page, site: str) -> None:
    """Press the language, for those whose language is another one."""
    page.goto(f"{site}/home/")
    if page.locator("html").get_attribute("lang") != "ky":
        page.get_by_role("button", name="Кыргызча").click()
        page.wait_for_load_state()


def make_small(picture: bytes, path: Path) -> None:
    """Keep a picture with as many colours as flat pages need."""
    with Image.open(BytesIO(picture)) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def remove_stale() -> None:
    """Remove pictures that are taken no more."""
    names = {f"{name}-{width}" for name, _, _ in PICTURES for width in ("1280", "360")}
    for path in TARGET.glob("*.png"):
        if path.stem not in names:
            path.unlink()


def make_sheet(width: str, columns: int) -> None:
    """All pages of a width on one picture, small, in the order of the list."""
    tall = THUMB if width == "1280" else THUMB * 2
    each = THUMB if width == "1280" else THUMB // 2 + 20
    rows = -(-len(PICTURES) // columns)
    sheet = Image.new("RGB", (columns * (each + 10), rows * (tall + 10)), "#8a8a8a")
    for number, (name, _, _) in enumerate(PICTURES):
        with Image.open(TARGET / f"{name}-{width}.png") as image:
            scale = each / image.width
            small = image.convert("RGB").resize((each, round(image.height * scale)), Image.Resampling.LANCZOS)
        place = (number % columns * (each + 10) + 5, number // columns * (tall + 10) + 5)
        sheet.paste(small.crop((0, 0, each, min(small.height, tall))), place)
    sheet.quantize(128, dither=Image.Dither.NONE).save(TARGET / f"sheet-{width}.png", optimize=True)


def log_in(page: Page, site: str, account: dict[str, str]) -> None:
    """Log in by the log-in page."""
    page.goto(f"{site}/log-in/")
    page.fill("#id_login", account["login"])
    page.fill("#id_password", account["password"])
    page.press("#id_password", "Enter")
    page.wait_for_url("**/home/")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
