"""A real PostgreSQL for the tests: found on this machine, started once, stopped at the end.

`JIHENG_TEST_DATABASE=postgresql` runs the tests of the web on it; without that they run on SQLite.
As a program this says which server would be used, or how to come by one.
"""

from __future__ import annotations

import atexit
import functools
import importlib.util
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

KIND = os.environ.get("JIHENG_TEST_DATABASE", "sqlite")
NUMBERS = itertools.count(1)
PROGRAMS = ("initdb", "pg_ctl", "postgres")
# The data lives as long as the tests, and nobody else has a way to the socket.
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
"""
MISSING = (
    "没有可用的 PostgreSQL；Debian、Ubuntu 请运行 apt-get install postgresql\n"
    "No PostgreSQL can be used here; on Debian and Ubuntu: apt-get install postgresql"
)


@dataclass(frozen=True)
class Server:
    """A PostgreSQL that was found: where it is from, its version, and the folder of its programs."""

    origin: str
    version: str
    programs: Path

    def __str__(self) -> str:
        return f"{self.version} ({self.origin})"


def run(*command: str | Path, folder: Path) -> str:
    """What *command* prints; root, whom PostgreSQL refuses, becomes nobody for it."""
    unprivileged = {"user": "nobody", "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryFile("w+") as output:  # a pipe would stay open as long as the server
        done = subprocess.run(command, cwd=folder, stdout=output, stderr=output, check=False, **unprivileged)
        output.seek(0)
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {output.read()}")
        return output.read()


def candidates() -> Iterator[tuple[str, Path]]:
    """Where the programs of a server may be: the wheel, the PATH, Debian's folders (the newest first)."""
    if wheel := importlib.util.find_spec("pgserver"):
        yield "pgserver's wheel", Path(str(wheel.origin)).parent / "pginstall" / "bin"
    if found := shutil.which("postgres"):
        yield "on this machine", Path(found).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from (("on this machine", folder) for folder in sorted(debian, key=by_version, reverse=True))


def by_version(programs: Path) -> int:
    """The number in the path of Debian's *programs*."""
    return int(programs.parent.name) if programs.parent.name.isdigit() else 0


@functools.cache
def server() -> Server:
    """The first PostgreSQL whose programs are all there and run; RuntimeError says how to come by one."""
    for origin, programs in candidates():
        try:
            versions = [run(programs / name, "--version", folder=Path("/")) for name in PROGRAMS]
        except (OSError, RuntimeError):
            continue
        return Server(origin, versions[-1].strip().replace("postgres (PostgreSQL)", "PostgreSQL"), programs)
    raise RuntimeError(MISSING)


@functools.cache
def started() -> Path:
    """The socket folder of a fresh server, which is started at the first call and stopped at the end."""
    programs = server().programs
    folder = Path(tempfile.mkdtemp(prefix="jiheng-pg-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
    data = folder / "data"
    initdb = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
    run(programs / "initdb", "--pgdata", data, *initdb, folder=folder)
    with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS.format(folder=folder))
    pg_ctl = functools.partial(run, programs / "pg_ctl", "--pgdata", data, "--wait", folder=folder)
    pg_ctl("--log", folder / "log", "start")
    atexit.register(pg_ctl, "--mode=immediate", "stop")
    return folder


def postgresql_url(name: str = "postgres") -> str:
    """The address of the database *name* on the server of the tests."""
    return f"postgresql://postgres@/{name}?host={started()}"


def empty_database() -> str:
    """What JIHENG_DATABASE is for one server process more: nothing for SQLite, else a new, empty database."""
    if KIND not in ("sqlite", "postgresql"):
        raise RuntimeError(f"JIHENG_TEST_DATABASE is sqlite or postgresql, not {KIND}")
    if KIND == "sqlite":
        return ""
    name = f"jiheng_{next(NUMBERS)}"
    with psycopg.connect(postgresql_url(), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return postgresql_url(name)


def description() -> str:
    """The database of the tests in one line."""
    return f"database of the web: {server() if KIND == 'postgresql' else 'SQLite'}"


if __name__ == "__main__":
    try:
        print(server())  # noqa: T201
    except RuntimeError as error:
        sys.exit(str(error))
