"""The accounts of the demonstration, shown on the log-in page in demo mode only."""

import json
from typing import Any

from django.conf import settings

FILE_NAME = "demo-accounts.json"


def demo_accounts() -> list[dict[str, Any]]:
    """One account per role: log-in, password, name and role in three languages; none outside demo mode."""
    path = settings.VAR_DIR / FILE_NAME
    if not settings.DEMO or not path.exists():
        return []
    accounts: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return accounts


def write_demo_accounts(accounts: list[dict[str, Any]]) -> None:
    """Keep the accounts that the demonstration's log-in page lists."""
    settings.VAR_DIR.mkdir(exist_ok=True)
    (settings.VAR_DIR / FILE_NAME).write_text(json.dumps(accounts, ensure_ascii=False, indent=1), encoding="utf-8")
