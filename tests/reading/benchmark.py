"""The shared bench documents, read and scored by the scorer that lies beside them."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from jiheng.model.serial import document_to_json
from jiheng.reading import Reading, open_document


@dataclass
class Score:
    """Shares from 0 to 1: of right cells, of those with something in them, of whole documents."""

    cells: float
    filled: float
    exact: float
    documents: int


@cache
def scorer(shared: Path) -> ModuleType:
    """The scorer of the bench, from its own file."""
    path = shared / "readbench" / "score.py"
    spec = importlib.util.spec_from_file_location("bench_score", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents(shared: Path, pattern: str) -> Iterator[Path]:
    """The bench documents that *pattern* names, such as ``pdf/*.pdf``."""
    return iter(sorted((shared / "readbench" / "dev").glob(pattern)))


def score(shared: Path, pattern: str) -> Score:
    """All documents of a pattern against their truth."""
    read = {path.name.partition(".")[0]: open_document(path) for path in documents(shared, pattern)}
    assert read, f"no document of the bench is called {pattern}"
    return score_of(shared, read)


def score_of(shared: Path, read: Mapping[str, Reading]) -> Score:
    """What was read of documents, by their names, against their truth."""
    totals, exact = [0] * 5, 0
    for name, reading in read.items():
        truth = json.loads((shared / "readbench/dev/truth" / f"{name}.json").read_text("utf-8"))
        found: Any = document_to_json(name, reading.forms)
        tally, info = scorer(shared).score_doc(truth, json.loads(json.dumps(found, default=str)))
        totals = [
            sum(pair) for pair in zip(totals, map(sum, zip(*tally.c.values(), strict=True)), strict=True)
        ]
        exact += bool(info["exact"])
    return Score(totals[1] / totals[0], totals[3] / totals[2], exact / len(read), len(read))
