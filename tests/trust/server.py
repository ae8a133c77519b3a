"""``jiheng serve`` as somebody at a terminal starts it, and a browser's requests to it."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

PROGRAM = Path(sys.executable).with_name("jiheng")
PATIENCE = 120


class Server:
    """A started server; ``said`` is all that it printed so far."""

    def __init__(self, data: Path, *options: str, **environment: str) -> None:
        given = {key: value for key, value in os.environ.items() if not key.startswith("JIHENG_")}
        self._process = subprocess.Popen(
            [PROGRAM, "serve", "--data", data, *options],
            stderr=subprocess.PIPE,
            text=True,
            env={**given, **environment},
            start_new_session=True,
        )
        self.said = ""
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()

    def _listen(self) -> None:
        assert self._process.stderr
        for line in self._process.stderr:
            self.said += line

    @property
    def port(self) -> int:
        """Where it answers; waits until it says so."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if found := re.search(r"打开：http://[^/]+:(\d+)/", self.said):
                return int(found[1])
            assert self._process.poll() is None, self.said
            time.sleep(0.05)
        raise AssertionError(self.said)

    def end(self, how: signal.Signals) -> int:
        """Its exit code after a signal to the one process that the terminal knows."""
        self._process.send_signal(how)
        return self.wait()

    def wait(self) -> int:
        """Its exit code."""
        code = self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code

    def kill(self) -> None:
        """All its processes at once, as when the machine fails."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self.wait()


class Browser:
    """Somebody signed in."""

    def __init__(self, port: int, username: str = "", password: str = "") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._cookies: dict[str, str] = {}
        if username:
            self.get("/accounts/login/")
            token = self._cookies["csrftoken"]
            form = {"username": username, "password": password, "csrfmiddlewaretoken": token}
            status, body = self._send("POST", "/accounts/login/", urlencode(form), _FORM)
            assert status == http.client.FOUND, body

    def get(self, path: str) -> tuple[int, str]:
        """Status and text of a page."""
        return self._send("GET", path)

    def post(self, path: str, data: Any) -> tuple[int, dict[str, Any]]:
        """Status and answer of a call that the scripts of a page make."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        status, body = self._send("POST", path, json.dumps(data), headers)
        return status, json.loads(body)

    def _send(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        told = {"Cookie": cookies, "X-CSRFToken": self._cookies.get("csrftoken", ""), **(headers or {})}
        self._connection.request(method, path, body and body.encode(), told)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        for given in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = given.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        return answer.status, text


_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
