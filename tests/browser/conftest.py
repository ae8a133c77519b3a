"""A real server on a database of its own, and a real Chromium in front of it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import databases
from keys import enter
from running import Server

HERE = Path(__file__).resolve().parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
START = 60


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("browser-data")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "jiheng.web.config.settings",
        "JIHENG_DATA": str(folder),
        "JIHENG_DATABASE": databases.empty_database(),
        "PYTHONPATH": os.pathsep.join(str(HERE.parent / name) for name in ("", "web")),
    }
    made = subprocess.run(
        [sys.executable, HERE / "prepare.py"], env=environment, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    prepared = json.loads(made.stdout)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port)]
    command += ["--blocking-threads", "4", "--no-ws", "jiheng.web.config.wsgi:application"]
    running: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        log = (folder / "server.log").open("ab")
        running.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))
        _wait_for(f"{address}/accounts/login/", folder / "server.log")

    def stop() -> None:
        running[-1].terminate()
        running[-1].wait(20)

    start()
    prepared["addresses"] = tuple(prepared["addresses"])
    yield Server(address, **prepared, environment=environment, stop=stop, start=start)
    stop()


def _wait_for(address: str, log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        try:
            urlopen(address, timeout=5).close()  # noqa: S310
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the server does not answer at {address}: {log.read_text('utf-8')[-2000:]}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "Chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def cookies(server: Server) -> dict[str, list[dict[str, Any]]]:
    """The cookies of everybody who signed in once: a password takes as long to prove as a page to write."""
    return {}


@pytest.fixture
def sign_in(
    chromium: Browser, server: Server, cookies: dict[str, list[dict[str, Any]]]
) -> Iterator[Callable[..., Page]]:
    """Opens a window of its own for a person, or for nobody; errors in the page's scripts fail the test.

    ``anew`` begins a session that no other window shares.
    """
    contexts = []
    errors: list[str] = []

    def opened(username: str = "", width: int = 1366, height: int = 768, *, anew: bool = False) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        contexts.append(context)
        context.set_default_timeout(10000)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        page = context.new_page()
        if anew or (username and username not in cookies):
            enter(page, server, username)
            if not anew:
                cookies[username] = context.cookies()
        elif username:
            context.add_cookies(cookies[username])
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []
