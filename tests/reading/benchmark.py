"""The shared bench documents, read and scored by the scorer that lies beside them."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from jiheng.model.serial import document_to_json
from jiheng.reading import open_document


@dataclass
class Score:
    """Shares from 0 to 1: of right cells, of those with something in them, of whole documents."""

    cells: float
    filled: float
    exact: float
    documents: int


@cache
def _scorer(path: Path) -> ModuleType:
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
    scorer = _scorer(shared / "readbench" / "score.py")
    totals, exact, count = [0] * 5, 0, 0
    for path in documents(shared, pattern):
        name = path.name.partition(".")[0]
        truth = json.loads((shared / "readbench/dev/truth" / f"{name}.json").read_text("utf-8"))
        found: Any = document_to_json(name, open_document(path).forms)
        tally, info = scorer.score_doc(truth, json.loads(json.dumps(found, default=str)))
        totals = [
            sum(pair) for pair in zip(totals, map(sum, zip(*tally.c.values(), strict=True)), strict=True)
        ]
        exact += bool(info["exact"])
        count += 1
    assert count, f"no document of the bench is called {pattern}"
    return Score(totals[1] / totals[0], totals[3] / totals[2], exact / count, count)
