"""No process begins upon real data with what is not meant for them; what it writes is for nobody else."""

import os
import re
import stat
import subprocess
import sys

import pytest
from django.conf import settings

from ostu_qualification.core.door.checks import check_dangers

ROOT = settings.BASE_DIR
REAL = {"DATABASE_URL": "postgresql://postgres@127.0.0.1:9/none"}
ELSEWHERE = {"SITE_URL": "https://example.org"}
CHECK = ["manage.py", "check"]
WEB = ["-c", "import ostu_qualification.wsgi"]
WORKER = ["-m", "celery", "-A", "ostu_qualification", "worker", "--pool", "solo"]
BEAT = ["-m", "celery", "-A", "ostu_qualification", "beat"]


def _run(command: list[str], tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run something as a server would: with nothing of this machine's settings but what is given."""
    plain = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var"), **environment}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=plain, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("mode", "real", "command"),
    [("DEMO", REAL, WEB), ("DEBUG", ELSEWHERE, WEB), ("DEMO", ELSEWHERE, CHECK), ("DEBUG", REAL, CHECK)],
)
def test_the_demonstration_refuses_to_begin_upon_real_data(tmp_path, mode, real, command):
    done = _run(command, tmp_path, **{mode: "1"}, **real)

    assert done.returncode != 0
    assert f"{mode} with" in done.stdout + done.stderr


@pytest.mark.parametrize("command", [WORKER, BEAT, ["manage.py", "run_demo"]], ids=["worker", "beat", "demo"])
def test_neither_worker_nor_clock_nor_demonstration_begins_upon_real_data(tmp_path, command):
    done = _run(command, tmp_path, DEMO="1", CELERY_BROKER_URL="redis://127.0.0.1:9/0", **REAL)

    assert done.returncode != 0
    assert "DEMO with the database" in done.stdout + done.stderr


def test_what_belongs_together_begins(tmp_path):
    done = _run(WEB, tmp_path, DEMO="1", SITE_URL="http://localhost:8080")

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("modes", "engine", "site", "expected"),
    [
        ((), "postgresql", "https://example.org", 0),
        (("DEMO",), "sqlite3", "http://127.0.0.1:8000", 0),
        (("DEBUG",), "sqlite3", "http://localhost", 0),
        (("DEBUG",), "sqlite3", "http://[::1]:8000/", 0),
        (("DEMO",), "sqlite3", "http://localhost.example.org", 1),
        (("DEMO",), "sqlite3", "http://10.0.0.1", 1),
        (("DEMO",), "sqlite3", "", 1),
        (("DEMO", "DEBUG"), "postgresql", "https://example.org", 2),
    ],
)
def test_dangers_are_named_one_by_one(settings, monkeypatch, modes, engine, site, expected):
    settings.DEMO, settings.DEBUG = "DEMO" in modes, "DEBUG" in modes
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", f"django.db.backends.{engine}")
    settings.SITE_URL = site

    assert [each.id for each in check_dangers(None)] == ["core.E001"] * expected


def test_in_earnest_django_finds_nothing_unsafe_but_what_is_the_university_s_to_decide(tmp_path):
    """Cookies by HTTPS alone, HSTS, redirect, headers; whether browsers keep a list of its domain (W021) is its own affair."""
    done = _run(["manage.py", "check", "--deploy"], tmp_path, ALLOWED_HOSTS="example.org", BEHIND_PROXY="1")

    assert done.returncode == 0, done.stderr
    assert set(re.findall(r"\((\w+\.[WE]\d+)\)", done.stderr)) == {"security.W021"}


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "shell", "-v", "0", "-c", "import os; open(os.environ['VAR_DIR'] + '/made', 'w')"],
        ["-c", "import ostu_qualification.wsgi, os; open(os.environ['VAR_DIR'] + '/made', 'w')"],
        [
            "-c",
            "from ostu_qualification.celery import begin; import os; begin(); open(os.environ['VAR_DIR'] + '/made', 'w')",
        ],
    ],
    ids=["command", "web", "worker"],
)
def test_what_is_written_is_for_nobody_else(tmp_path, command):
    (tmp_path / "var").mkdir(mode=0o755)  # as it was before

    done = _run(command, tmp_path, ALLOWED_HOSTS="example.org")

    assert done.returncode == 0, done.stderr
    var = tmp_path / "var"
    modes = {path.relative_to(var).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in var.rglob("*")}
    assert {name: oct(mode) for name, mode in modes.items() if mode & 0o077} == {}
    assert stat.S_IMODE(var.stat().st_mode) == 0o700
    assert {"made", "media", "secret-key", "static"} <= modes.keys()


def test_reading_the_settings_makes_no_folder(tmp_path):
    done = _run(["-c", "import ostu_qualification.settings"], tmp_path, SECRET_KEY="x")

    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "var").exists()


def test_uploaded_files_are_for_nobody_else(log_in, aigul, settings):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.core.records.test_uploads import CLAIM

    scan = SimpleUploadedFile("scan.pdf", b"%PDF-1.4 %%EOF")
    log_in(aigul).post("/my/training/claim/", {**CLAIM, "evidence": scan})

    kept = [path for path in settings.MEDIA_ROOT.rglob("*") if "aside" not in path.parts]
    assert {oct(stat.S_IMODE(path.stat().st_mode)) for path in kept if path.is_file()} == {"0o600"}
    assert {oct(stat.S_IMODE(path.stat().st_mode)) for path in kept if path.is_dir()} == {"0o700"}
