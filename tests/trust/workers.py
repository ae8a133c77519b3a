"""A process that is forked into workers, which are then killed; started by ``nursery.Nursery``.

Reads a command a line (JSON: ``do`` and its arguments), forks, and answers with the worker's pid. The workers
say what was acknowledged to them, a line of JSON each, as they go.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jiheng.web.running.opening import folder_of, migrate, set_up

DATA = Path(sys.argv[1])
set_up(folder_of(DATA))

import city_on_disk  # noqa: E402  needs the settings
from django.db import connection, connections, transaction  # noqa: E402

import jiheng  # noqa: E402
from jiheng.checks import case_of, findings_of, run  # noqa: E402
from jiheng.model import Header  # noqa: E402
from jiheng.standards import load  # noqa: E402
from jiheng.web.apps.accounts.models import User  # noqa: E402
from jiheng.web.apps.audit.models import Entry, Head  # noqa: E402
from jiheng.web.apps.evaluations.creation import new_document  # noqa: E402
from jiheng.web.apps.evaluations.document import document_of, form_of  # noqa: E402
from jiheng.web.apps.evaluations.edits import Edit  # noqa: E402
from jiheng.web.apps.evaluations.following import follow  # noqa: E402
from jiheng.web.apps.evaluations.models import ProjectForm  # noqa: E402
from jiheng.web.apps.evaluations.services import create_form, save_edits  # noqa: E402
from jiheng.web.apps.review.services import take  # noqa: E402
from jiheng.web.running.backup import backup  # noqa: E402
from jiheng.web.running.verification import Chain, verify  # noqa: E402

BATCH = 5


def say(**told: Any) -> None:
    """One line in one piece, however many workers speak."""
    os.write(1, (json.dumps({"pid": os.getpid(), **told}, ensure_ascii=False) + "\n").encode())


def filler() -> User:
    return User.objects.get(username="filler")


def save(form: int, times: int = 1_000_000) -> None:
    """Write one text after the other into one cell."""
    user = filler()
    for number in range(times):
        text = f"{os.getpid()} {number}"
        edit = Edit("goals.actual", ProjectForm.objects.get(pk=form).document["goals"]["actual"], text)
        saved = save_edits(user=user, form_id=form, edits=[edit])
        if saved.taken:
            say(saved=form, version=saved.form.version, text=text)


def hand_in(form: int) -> None:
    """Hand in and withdraw, again and again."""
    user = filler()
    while True:
        for step in ("hand_in", "withdraw"):
            row = ProjectForm.objects.get(pk=form)
            if (row.state == "draft") == (step == "hand_in"):
                taken = take(user=user, form_id=form, step_id=step, version=row.version, remark="已核对")
                say(step=step, form=form, state=taken.form.state, receipt=taken.receipt)


def batch(name: str) -> None:
    """Some forms at a time, all or none, as an import does."""
    task, unit = city_on_disk.places()
    number = 0
    while True:
        number += 1
        with transaction.atomic():
            for row in range(BATCH):
                code = f"{name}-{number}-{row}"
                create_form(actor="filler", task=task, unit=unit, project_code=code, project=code)
        say(batch=f"{name}-{number}-")


def back_up(folder: str) -> None:
    number = 0
    while True:
        number += 1
        target = Path(folder) / f"{os.getpid()}-{number}.zip"
        say(backup=str(target), entries=backup(target, DATA).entries)


def race(form: int, rounds: int) -> None:
    """Two write in the same cell, both having seen the same text: one is taken, one is shown both."""
    results: list[tuple[str, bool, str]] = []
    start = threading.Barrier(2)

    def write(name: str) -> None:
        user = filler()
        for number in range(rounds):
            start.wait()
            old = ProjectForm.objects.get(pk=form).document["goals"]["actual"]
            start.wait()
            text = f"{name} {number}"
            saved = save_edits(user=user, form_id=form, edits=[Edit("goals.actual", old, text)])
            theirs = "" if saved.taken else saved.conflicts[0].theirs
            results.append((text, bool(saved.taken), theirs))
        connections.close_all()

    threads = [threading.Thread(target=write, args=(name,)) for name in ("甲", "乙")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    say(race=results)


def check() -> None:
    """What is stored, what the chain says of it, and what does not agree."""
    chain = Chain()
    faults = [str(fault) for fault in verify(chain)]
    texts = [
        [entry.subject, entry.version, edit["new"]]
        for entry in Entry.objects.filter(action="edit")
        for edit in entry.detail["edits"]
    ]
    receipts = [
        row["receipt"] for row in Entry.objects.values_list("detail", flat=True) if row.get("receipt")
    ]
    codes = list(ProjectForm.objects.values_list("project_code", flat=True))
    head = Head.objects.get()
    with connection.cursor() as cursor:
        sound = cursor.execute("PRAGMA integrity_check").fetchone()[0]
    say(faults=faults, texts=texts, receipts=receipts, codes=codes, end=head.number, sound=sound)


def build(forms: int) -> None:
    migrate()
    say(forms=city_on_disk.build(forms))


WORK: dict[str, Callable[..., None]] = {
    work.__name__: work for work in (save, hand_in, batch, back_up, race, check, build)
}


def reap(*_: object) -> None:
    """Say of every worker that has ended that it has."""
    while True:
        try:
            pid, _status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        say(gone=pid)


def warm() -> None:
    """Load what every worker needs, once for all of them."""
    standard = load(city_on_disk.STANDARD)
    document = document_of(jiheng.read(city_on_disk.EXAMPLE)[0])
    follow(document, document, standard)
    findings_of(run(case_of(form_of(document), standard)))
    new_document(standard, 2024, Header())


def main() -> None:
    warm()
    signal.signal(signal.SIGCHLD, reap)
    for line in sys.stdin:
        command = json.loads(line)
        number, do = command.pop("number"), command.pop("do")
        pid = os.fork()
        if pid:
            say(born=pid, number=number)
            continue
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        try:
            WORK[do](**command)
        except BaseException as error:
            say(error=f"{type(error).__name__}: {error}")
        os._exit(0)


main()
