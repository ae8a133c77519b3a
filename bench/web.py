"""What the web application costs with 5,000 forms stored: pages and saves through the real server."""

from __future__ import annotations

import json
import math
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

FORMS = 5000
ASKED = 200
EXAMPLE = next((Path(__file__).parent.parent / "examples").glob("*.txt"))
PROGRAM = Path(sys.executable).with_name("jiheng")
CLERK = "tianbao2"


def measure() -> Iterator[tuple[str, str]]:
    """The lines of the table, as they come."""
    with tempfile.TemporaryDirectory() as place:
        data = Path(place) / "data"
        taken = timed(lambda: started_once(data))
        yield "web: first start, with the demo built", f"{taken:.1f} s"
        taken = timed(lambda: subprocess.run([sys.executable, __file__, data], check=True))
        yield f"web: making {FORMS:,} forms, each recorded", f"{FORMS / taken:,.0f} forms/s"
        with serving(data) as address:
            yield from asked(address)
        taken = timed(lambda: command("verify", "--data", data))
        yield f"web: verify, {FORMS:,} forms", f"{taken:.1f} s"
        archive = Path(place) / "backup.zip"
        taken = timed(lambda: command("backup", archive, "--data", data))
        yield f"web: backup, {archive.stat().st_size / 1e6:.0f} MB", f"{taken:.1f} s"


def asked(address: str) -> Iterator[tuple[str, str]]:
    """Opening forms and saving cells, each form once."""
    browser, token = signed_in(address)
    ids = random.Random(1).sample(range(100, FORMS), ASKED)  # noqa: S311

    def open_form(number: int) -> None:
        browser.open(f"{address}forms/{number}/").read()

    def save_cell(number: int) -> None:
        edit = {"path": "goals.actual", "old": WRITTEN, "new": f"{WRITTEN}又写了第{number}次。"}
        body = json.dumps({"version": 1, "edits": [edit]}).encode()
        headers = {"Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": token}
        answer = json.load(browser.open(Request(f"{address}forms/{number}/edits/", body, headers)))  # noqa: S310
        assert answer["version"] == 2, answer

    for name, ask in (("opening a form's page", open_form), ("saving a cell", save_cell)):
        taken = sorted(timed(lambda ask=ask, number=number: ask(number)) for number in ids)
        p50, p95 = (taken[math.ceil(len(taken) * share) - 1] * 1000 for share in (0.5, 0.95))
        yield f"web: {name}, p50 / p95", f"{p50:.0f} / {p95:.0f} ms"


WRITTEN = "全年工作按计划完成。"


def signed_in(address: str) -> tuple[OpenerDirector, str]:
    """A clerk of many units, and the token of the session."""
    from jiheng.web.demo import city

    jar = CookieJar()
    browser = build_opener(HTTPCookieProcessor(jar))
    browser.open(f"{address}accounts/login/").read()

    def token() -> str:
        return next(cookie.value or "" for cookie in jar if cookie.name == "csrftoken")

    form = {"username": CLERK, "password": city.PASSWORD, "csrfmiddlewaretoken": token()}
    browser.open(f"{address}accounts/login/", urlencode(form).encode()).read()
    return browser, token()


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """The address of a server on *data*."""
    server = subprocess.Popen([PROGRAM, "serve", "--demo", "--data", data], stderr=subprocess.PIPE, text=True)
    assert server.stderr
    try:
        yield next(found[1] for line in server.stderr if (found := re.search(r"打开：(\S+)", line)))
    finally:
        server.terminate()
        server.communicate()


def started_once(data: Path) -> None:
    with serving(data):
        pass


def command(*arguments: str | Path) -> None:
    subprocess.run([PROGRAM, *arguments], check=True, capture_output=True)


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def fill(data: Path) -> None:
    """Thousands of forms of an earlier year, made as all forms are."""
    from jiheng.web.running.opening import folder_of, set_up_existing

    set_up_existing(folder_of(data))
    from django.db import transaction

    import jiheng
    from jiheng.web.apps.accounts.models import Organisation, User
    from jiheng.web.apps.evaluations.document import document_of, with_value
    from jiheng.web.apps.evaluations.services import create_form
    from jiheng.web.apps.tasks.services import issue
    from jiheng.web.demo import build, city

    units = list(Organisation.objects.filter(code__in=city.UNITS).exclude(code=city.HOME))
    documents = [with_value(document_of(form), "goals.actual", WRITTEN) for form in jiheng.read(EXAMPLE)]
    with transaction.atomic():
        task = issue(
            user=User.objects.get(username="jixiao"),
            year=2022,
            name="项目支出绩效自评",
            standard=build.STANDARD,
            deadline=date(2023, 3, 31),
            units=units,
        )
        for number in range(FORMS):
            create_form(
                actor=CLERK,
                task=task,
                unit=units[number % len(units)],
                project_code=f"{number:05}",
                project=f"项目{number}",
                document=documents[number % len(documents)],
            )


if __name__ == "__main__":
    fill(Path(sys.argv[1]))
