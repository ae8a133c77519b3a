"""What was acknowledged is stored, whenever the process is killed; and nothing is stored by halves."""

from __future__ import annotations

import os
import random
import time
import zipfile
from pathlib import Path
from typing import Any

from nursery import Nursery

SOAK = bool(os.environ.get("JIHENG_SOAK"))
KILLS = 200 if SOAK else 20
ROUNDS = 2000 if SOAK else 200
WRITERS = 32
SAVES = 50 if SOAK else 4
BATCH = 5
CHECKED_EVERY = 5  # what is lost once stays lost


def test_a_killed_process_loses_nothing_that_was_acknowledged(
    nursery: Nursery, forms: list[int], backups: Path
) -> None:
    rng = random.Random(9)  # noqa: S311 - a fixed seed, so that a failure can be looked at again
    acknowledged: list[dict[str, Any]] = []
    for number in range(1, KILLS + 1):
        works = [
            nursery.start("save", form=rng.choice(forms[1:])),
            nursery.start("hand_in", form=forms[0]),
            nursery.start("batch", name=f"B{number}"),
            nursery.start("back_up", folder=str(backups)),
        ]
        nursery.hear(works, rng.randint(0, 12))
        time.sleep(rng.uniform(0, 0.05))
        heard = [nursery.kill(pid) for pid in rng.sample(works, len(works))]
        acknowledged += [line for lines in heard for line in lines]
        assert [line for line in acknowledged if "error" in line] == []
        if number % CHECKED_EVERY == 0:
            assert violations(nursery.do("check"), acknowledged, backups) == []
    kinds = {"saved", "step", "batch", "backup"}
    assert kinds <= {kind for line in acknowledged for kind in line}, "the kills came too early"


def violations(stored: dict[str, Any], acknowledged: list[dict[str, Any]], backups: Path) -> list[str]:
    """What was acknowledged and is not there, is there by halves, or does not agree."""
    found = [*stored["faults"], *([] if stored["sound"] == "ok" else [stored["sound"]])]
    texts = {tuple(text) for text in stored["texts"]}
    batches: dict[str, int] = {}
    for code in stored["codes"]:
        if code.startswith("B"):
            name = code.rpartition("-")[0] + "-"
            batches[name] = batches.get(name, 0) + 1
    found += [f"{name} has {count} forms" for name, count in batches.items() if count != BATCH]
    for line in acknowledged:
        if "saved" in line and (f"form/{line['saved']}", line["version"], line["text"]) not in texts:
            found.append(f"lost: {line}")
        if line.get("receipt") and line["receipt"] not in stored["receipts"]:
            found.append(f"lost: {line}")
        if "batch" in line and line["batch"] not in batches:
            found.append(f"lost: {line}")
        if "backup" in line and not Path(line["backup"]).is_file():
            found.append(f"lost: {line}")
    return [*found, *(f"broken: {path}" for path in backups.glob("*.zip") if zipfile.ZipFile(path).testzip())]


def test_32_writers_on_sqlite_wait_for_each_other(nursery: Nursery, forms: list[int]) -> None:
    pids = [nursery.start("save", form=forms[1 + number % 8], times=SAVES) for number in range(WRITERS)]
    heard = [line for pid in pids for line in nursery.gone(pid)]
    assert [line for line in heard if "error" in line] == []
    assert violations(nursery.do("check"), heard, Path("nowhere")) == []


def test_of_two_in_one_cell_one_is_taken_and_the_other_sees_both(nursery: Nursery, forms: list[int]) -> None:
    results = nursery.do("race", form=forms[1], rounds=ROUNDS)["race"]
    rounds: dict[str, list[list[Any]]] = {}
    for text, taken, theirs in results:
        rounds.setdefault(text.split()[1], []).append([text, taken, theirs])
    assert len(rounds) == ROUNDS
    for pair in rounds.values():
        (winner,) = [text for text, taken, _ in pair if taken]
        assert [theirs for _, taken, theirs in pair if not taken] == [winner]
