"""Opening a data folder: the settings, the database, its migrations."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from jiheng.web.config.folder import DataFolder

DEFAULT_FOLDER = "jiheng-data"


class RunError(Exception):
    """Why an installation cannot be run, in a Chinese sentence that says what to do."""


def folder_of(data: Path | None) -> DataFolder:
    """The data folder that is meant: as given, else by ``JIHENG_DATA``, else ``jiheng-data``."""
    return DataFolder((data or Path(os.environ.get("JIHENG_DATA", DEFAULT_FOLDER))).absolute())


def set_up(folder: DataFolder) -> None:
    """Load the application on *folder*, once a process. OSError where it cannot be written, RunError."""
    folder.make()
    with (folder.path / ".lock").open("a"):
        os.environ["JIHENG_DATA"] = str(folder.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiheng.web.config.settings")
    try:
        django.setup()
    except json.JSONDecodeError:
        raise RunError(f"密钥文件已损坏：{folder.keys_file}；请从备份恢复") from None
    except ValueError as error:
        raise RunError(str(error)) from None


def set_up_existing(folder: DataFolder) -> None:
    """As ``set_up``, where there must be an installation already."""
    if not folder.keys_file.is_file():
        raise RunError(f"{folder.path} 不是绩衡的数据文件夹；请用 --data 指明")
    set_up(folder)
    with database_errors():
        refuse_newer()
        if not _is_current():
            raise RunError("数据由较早版本的绩衡写成；请先用 jiheng serve 打开一次，再核验")


@contextmanager
def alone(folder: DataFolder) -> Iterator[None]:
    """Held by one process at a time, so that two that begin at once do not both make the tables."""
    with (folder.path / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def database_errors() -> Iterator[None]:
    """Says in a sentence that the database cannot be used."""
    try:
        yield
    except DatabaseError as error:
        said = (str(error).splitlines() or [""])[0]
        what = "连不上数据库" if os.environ.get("JIHENG_DATABASE") else "数据库打不开"
        raise RunError(f"{what}（{said}）；请检查 JIHENG_DATABASE 和数据文件夹") from None


def migrate() -> None:
    """Bring the database to this version. RunError where it is of a newer one, or cannot be reached."""
    with database_errors():
        refuse_newer()
        call_command("migrate", verbosity=0, interactive=False)


def refuse_newer() -> None:
    """RunError where a newer version of Jiheng has written in the database."""
    loader = MigrationLoader(connection)
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations)
    if unknown:
        raise RunError("数据来自更新版本的绩衡；请先升级程序，再打开这个数据文件夹")


def _is_current() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
