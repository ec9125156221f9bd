"""What every process does before it begins: manage.py, the web server's, the worker's and the clock's."""

import os
from contextlib import suppress
from pathlib import Path

PRIVATE = 0o700


def prepare() -> None:
    """Keep to ourselves what is written, and have the folders that are written to.

    Everything under `var/` is personal data or a secret; other accounts of the server need none of it.
    """
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ostu_qualification.settings")
    from django.conf import settings

    for folder in (settings.VAR_DIR, settings.STATIC_ROOT, settings.MEDIA_ROOT):
        _make_private(Path(folder))


def refuse_danger() -> None:
    """Stop before anything is served or done where the demonstration would run upon real data."""
    from ostu_qualification.core.door.checks import dangers

    found = dangers()
    if found:
        raise SystemExit("\n".join(["This must not run:", *found]))


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    with suppress(PermissionError):  # somebody else's, made for us on purpose
        folder.chmod(PRIVATE)
