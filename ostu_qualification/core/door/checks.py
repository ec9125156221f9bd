"""What must not run: the demonstration, or a developer's set-up, upon real data or before the eyes of the world."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, register


def dangers() -> list[str]:
    """Why this set-up must not run; none when it may.

    With DEMO or DEBUG the passwords of all accounts stand on the log-in page or errors show what the code holds, cookies
    travel unprotected, and the key that signs them is in the source.
    """
    modes = [name for name in ("DEMO", "DEBUG") if getattr(settings, name)]
    if not modes:
        return []
    found = []
    for alias, database in settings.DATABASES.items():
        if not database["ENGINE"].endswith("sqlite3"):
            found.append(
                f"{' and '.join(modes)} with the database “{alias}”, which is not SQLite: unset one or the other."
            )
    if not _is_of_this_machine(settings.SITE_URL):
        found.append(
            f"{' and '.join(modes)} with SITE_URL={settings.SITE_URL}, which is not this machine: unset one or the other."
        )
    return found


@register(Tags.security)
def check_dangers(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Each danger as an error of Django's checks, which no command passes by."""
    return [Error(each, id="core.E001") for each in dangers()]


def _is_of_this_machine(site: str) -> bool:
    host = urlsplit(site).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
