"""The server as it is started and ended, killed in the middle of saves, backed up and put back."""

from __future__ import annotations

import http.client
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from nursery import PASSWORD, Nursery
from server import PROGRAM, Browser, Server

KILLS = 20 if os.environ.get("JIHENG_SOAK") else 2
PATH = "goals.actual"


def jiheng(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {key: value for key, value in os.environ.items() if not key.startswith("JIHENG_")}
    done = subprocess.run(
        [PROGRAM, *arguments], env={**given, **environment}, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert "程序内部错误" not in done.stderr, done.stderr
    return done


@pytest.fixture
def data(nursery: Nursery, forms: list[int], tmp_path: Path) -> Path:
    """A data folder of its own; form 2 is an empty one."""
    assert forms[:2] == [1, 2]
    return Path(shutil.copytree(nursery.data, tmp_path / "data"))


@pytest.fixture
def server(data: Path) -> Iterator[Server]:
    made = Server(data, "--port", "8400")
    yield made
    with suppress(ProcessLookupError):
        made.kill()


def write(browser: Browser, text: str, old: str) -> bool:
    """One text into one cell; False where the server went away before it answered."""
    change = {"version": 1, "edits": [{"path": PATH, "old": old, "new": text}]}
    try:
        status, answer = browser.post("/forms/2/edits/", change)
    except (OSError, http.client.HTTPException):
        return False
    assert (status, answer["conflicts"]) == (200, []), answer
    return True


def stored(data: Path) -> str:
    """What stands in the cell."""
    with closing(sqlite3.connect(data / "jiheng.sqlite3")) as database:
        (text,) = database.execute("SELECT document FROM evaluations_projectform WHERE id = 2").fetchone()
    return str(json.loads(text)["goals"]["actual"])


def test_it_says_where_it_answers_takes_the_next_port_and_ends_on_ctrl_c_and_on_sigterm(
    data: Path, server: Server
) -> None:
    status, page = Browser(server.port).get("/accounts/login/")
    assert status == http.client.OK
    assert "<h1>登录</h1>" in page
    second = Server(data, "--port", str(server.port))
    assert second.port > server.port
    assert f"端口{server.port}已被占用，改用{second.port}" in second.said
    assert second.end(signal.SIGTERM) == 0
    assert server.end(signal.SIGINT) == 0
    assert server.said.endswith("绩衡已停止\n")
    assert "Traceback" not in server.said + second.said


def test_a_killed_server_has_stored_what_it_answered(data: Path) -> None:
    rng = random.Random(5)  # noqa: S311 - a fixed seed, so that a failure can be looked at again
    known = stored(data)
    for number in range(KILLS):
        server = Server(data, "--port", "8420")
        browser = Browser(server.port, "filler", PASSWORD)
        assert write(browser, f"{number} begun", known)
        known, at_risk = f"{number} begun", ""
        threading.Timer(rng.uniform(0.05, 0.6), server.kill).start()
        for count in range(10_000):
            at_risk = f"{number} {count}"
            if not write(browser, at_risk, known):
                break
            known = at_risk
        server.wait()
        found = stored(data)
        assert found in (known, at_risk)
        known = found
    assert jiheng("verify", "--data", data).returncode == 0


def test_a_backup_taken_under_writers_is_restored_verified_and_the_same(
    nursery: Nursery, forms: list[int], tmp_path: Path
) -> None:
    (nursery.data / "files").mkdir(exist_ok=True)
    (nursery.data / "files" / "evidence").write_bytes(b"\0seen\xff" * 1000)
    writers = [nursery.start("save", form=form) for form in forms[1:4]]
    nursery.hear(writers, 3)
    archive = tmp_path / "backup.zip"
    made = jiheng("backup", archive, "--data", nursery.data)
    heard = [line for pid in writers for line in nursery.kill(pid)]
    assert made.returncode == 0, made.stderr
    assert archive.stat().st_mode & 0o077 == 0
    assert len([line for line in heard if "saved" in line]) >= 3
    put_back = tmp_path / "elsewhere" / "data"
    restored = jiheng("restore", archive, "--data", put_back)
    assert restored.returncode == 0, restored.stderr
    assert "核验通过" in restored.stderr
    with zipfile.ZipFile(archive) as packed:
        manifest = json.loads(packed.read("manifest.json"))
        assert (put_back / "files" / "evidence").read_bytes() == packed.read("files/evidence")
    with closing(sqlite3.connect(put_back / "jiheng.sqlite3")) as database:
        (end,) = database.execute("SELECT number, hash FROM audit_head").fetchall()
    assert end == (manifest["entries"], manifest["hash"])
    assert jiheng("verify", "--data", put_back).returncode == 0
    assert jiheng("restore", archive, "--data", put_back).returncode == 3
    assert jiheng("backup", archive, "--data", put_back).returncode == 3


@pytest.fixture(scope="module")
def whole(nursery: Nursery, forms: list[int], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup in order."""
    assert forms
    made = tmp_path_factory.mktemp("whole") / "whole.zip"
    assert jiheng("backup", made, "--data", nursery.data).returncode == 0
    return made


@pytest.mark.parametrize("damage", ["digit", "tail", "member", "path", "manifest", "text"])
def test_a_damaged_backup_is_refused_and_leaves_nothing(whole: Path, tmp_path: Path, damage: str) -> None:
    broken, place = tmp_path / "broken.zip", tmp_path / "place"
    if damage == "tail":
        broken.write_bytes(whole.read_bytes()[:-200])
    elif damage == "digit":
        content = bytearray(whole.read_bytes())
        content[len(content) // 2] ^= 1
        broken.write_bytes(content)
    elif damage == "text":
        broken.write_text("keine Sicherung")
    else:
        repack(whole, broken, damage)
    done = jiheng("restore", broken, "--data", place / "data")
    assert done.returncode == 3
    assert not done.stdout
    assert list(place.iterdir()) == []


def repack(whole: Path, broken: Path, damage: str) -> None:
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "anchor.json" and damage == "member":
                content = content.replace(b'"number": ', b'"number": 1')
            if name == "manifest.json" and damage == "path":
                content = content.replace(b"anchor.json", b"../anchor.json")
            if name == "manifest.json" and damage == "manifest":
                content = content.replace(b'"format": 1', b'"format": 2')
            target.writestr("../anchor.json" if (name, damage) == ("anchor.json", "path") else name, content)


def test_an_old_copy_of_the_database_that_is_put_back_is_found(data: Path, server: Server) -> None:
    old = data.parent / "old.sqlite3"
    browser = Browser(server.port, "filler", PASSWORD)
    known = stored(data)
    with closing(sqlite3.connect(data / "jiheng.sqlite3")) as here, closing(sqlite3.connect(old)) as there:
        here.backup(there)
    assert write(browser, "后来写的", known)
    assert server.end(signal.SIGTERM) == 0
    assert jiheng("verify", "--data", data).returncode == 0
    for path in data.glob("jiheng.sqlite3*"):
        path.unlink()
    old.rename(data / "jiheng.sqlite3")
    done = jiheng("verify", "--data", data)
    assert done.returncode == 1
    assert "换上了旧的" in done.stdout


def test_what_cannot_be_served_is_said_in_a_sentence(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with closing(sqlite3.connect(data / "jiheng.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '0999_later', '2030-01-01')"
        )
    nowhere = {"JIHENG_DATABASE": "postgresql://nobody@127.0.0.1:1/none"}
    cases = {
        "更新版本": jiheng("serve", "--data", data),
        "不是文件夹": jiheng("serve", "--data", tmp_path / "file" / "data"),
        "连不上数据库": jiheng("serve", "--data", tmp_path / "new", **nowhere),
        "postgresql://": jiheng("serve", "--data", tmp_path / "new", JIHENG_DATABASE="mysql://x"),
        "不是本机的地址": jiheng("serve", "--data", tmp_path / "new", "--host", "203.0.113.7"),
        "pg_dump": jiheng("backup", tmp_path / "b.zip", "--data", data, **nowhere),
        "不是绩衡的数据文件夹": jiheng("verify", "--data", tmp_path / "empty"),
    }
    for words, done in cases.items():
        assert done.returncode == 3, words
        assert words in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_a_new_installation_has_one_account_whose_password_is_said_once(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    start = time.monotonic()
    server = Server(tmp_path / "data", "--port", port)
    try:
        assert server.port
        assert time.monotonic() - start < 120
        line = next(line for line in server.said.splitlines() if line.startswith("首个账号"))
        password = line.split("初始密码：")[1].split("（")[0]
        assert Browser(server.port, "admin", password).get("/")[0] in (http.client.OK, http.client.FOUND)
    finally:
        server.kill()
    again = Server(tmp_path / "data", "--port", port)
    try:
        assert again.port
        assert "首个账号" not in again.said
    finally:
        again.kill()
