"""``jiheng serve``: the application on a port of this machine until somebody ends it."""

from __future__ import annotations

import errno
import http.client
import multiprocessing
import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.common import AbstractServer

from jiheng.web.running.opening import RunError, alone, database_errors, folder_of, migrate, set_up

Say = Callable[[str], None]

_THREADS = 8
_PORTS_TRIED = 100
_MOST_WORKERS = 4
_ANSWERS_WITHIN = 60
_ANYWHERE = ("0.0.0.0", "::")  # noqa: S104  recognised, not bound


def serve(*, data: Path | None, host: str, port: int, demo: bool, say: Say) -> None:
    """Make what is missing, then serve until Ctrl-C or SIGTERM. RunError, OSError."""
    folder = folder_of(data)
    _name_hosts(host, say)
    set_up(folder)
    with alone(folder):
        migrate()
        with database_errors():
            told = _people(say, demo=demo)
            connections.close_all()
    free = free_port(host, port)
    if free != port:
        say(f"端口{port}已被占用，改用{free}")
    address = f"http://{_shown(host)}:{free}/"
    told = [f"绩衡已启动，请在浏览器中打开：{address}", *told, "按 Ctrl-C 结束"]
    threading.Thread(target=_say_when_ready, args=(host, free, told, say), daemon=True).start()
    # A fork would take along the settings and the threads of this process.
    multiprocessing.set_start_method("spawn", force=True)
    server(host, free).serve()
    say("绩衡已停止")


def server(host: str, port: int) -> AbstractServer[Any]:
    """The server. One process on SQLite, where a second one would only wait for the first to write."""
    workers = min(_MOST_WORKERS, os.cpu_count() or 1) if os.environ.get("JIHENG_DATABASE") else 1
    return Granian(
        "jiheng.web.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=_THREADS,
        log_level=LogLevels.error,
        workers_kill_timeout=10,
    )


def free_port(host: str, wanted: int) -> int:
    """*wanted*, or the next port of *host* that nobody listens on."""
    for port in range(wanted, min(wanted + _PORTS_TRIED, 65536)):
        try:
            family, *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            with socket.socket(family, socket.SOCK_STREAM) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind(place)
        except (socket.gaierror, UnicodeError):
            raise RunError(f"没有“{host}”这个地址") from None
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise RunError(f"“{host}”不是本机的地址") from None
            if error.errno == errno.EACCES:
                raise RunError(f"没有权限使用端口{port}；请用1024以上的端口") from None
            continue
        return port
    raise RunError(f"从{wanted}起没有空闲的端口；请用 --port 另指定")


def _name_hosts(host: str, say: Say) -> None:
    """The names that the server answers to; any other one is a forged request."""
    names = ["localhost", "127.0.0.1", "[::1]"]
    if host in _ANYWHERE:
        names.append(socket.gethostname())
        if "JIHENG_HOSTS" not in os.environ:
            say(f"其他电脑可用 {names[-1]} 访问；用别的名称或地址访问的，请在 JIHENG_HOSTS 中列出")
    elif host not in names:
        names.append(host)
    os.environ.setdefault("JIHENG_HOSTS", ",".join(names))


def _people(say: Say, *, demo: bool) -> list[str]:
    """The city of the demo, or the first account; what is to be said of them once pages can be opened."""
    from jiheng.web.demo import build, city
    from jiheng.web.running.first_account import first_account

    if demo:
        build.build(say)
    if build.is_demo():
        os.environ["JIHENG_DEMO"] = "1"
        return ["", f"演示城市：{city.NAME}（全部虚构）。密码都是 {city.PASSWORD}", *city.accounts_told(), ""]
    made = first_account()
    return [] if made is None else [f"首个账号：{made.username}，初始密码：{made.password}（请登录后修改）"]


def _shown(host: str) -> str:
    if host in _ANYWHERE:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _say_when_ready(host: str, port: int, told: list[str], say: Say) -> None:
    """Speak only once a page can be opened."""
    until = time.monotonic() + _ANSWERS_WITHIN
    while time.monotonic() < until:
        with suppress(OSError, http.client.HTTPException):
            asked = http.client.HTTPConnection(_shown(host).strip("[]"), port, timeout=_ANSWERS_WITHIN)
            asked.request("GET", "/accounts/login/", headers={"Host": "localhost"})
            asked.getresponse().read()
            say("\n".join(told))
            return
        time.sleep(1 / 10)
