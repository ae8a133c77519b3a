"""Pictures of single lines of text to characters, by the recogniser that comes with RapidOCR.

The model is taken from its wheel and run directly: RapidOCR itself can download models and fonts, and does
not tell what else a character may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime

from jiheng.reading.scan.upright import Picture

_HEIGHT = 48  # pixels that the recogniser looks at
_NARROWEST = 48
_THREADS = 2
_BLANK = 0
_ALTERNATIVE = 0.01
_UNUSUAL = 0.001  # how much a character counts that is not in GB 2312


@dataclass(frozen=True, slots=True)
class Character:
    """A character, and what else it may be, each with its chance.

    Its edges are shares of the width of the picture, once its place in the page is known pixels of that.
    """

    text: str
    left: float
    right: float
    confidence: float
    others: tuple[tuple[str, float], ...] = ()
    top: float = 0.0
    bottom: float = 1.0


@cache
def _recogniser() -> tuple[Any, tuple[str, ...], Any]:
    spec = find_spec("rapidocr")
    folder = Path(next(iter(spec.submodule_search_locations or ())) if spec else "", "models")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    model = next(folder.glob("*_rec_*.onnx"))
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    known = ("", *session.get_modelmeta().custom_metadata_map["character"].splitlines(), " ")
    return session, known, np.array([1.0 if _is_usual(text) else _UNUSUAL for text in known], np.float32)


def _is_usual(text: str) -> bool:
    """True for the characters of GB 2312: what is blurred looks like its traditional form, 项 like 項."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def characters(line: Picture) -> list[Character]:
    """The characters of a grey picture of one line, from left to right."""
    session, known, weights = _recogniser()
    width = max(_NARROWEST, round(line.shape[1] * _HEIGHT / line.shape[0]))
    smooth = cv2.INTER_AREA if line.shape[0] > _HEIGHT else cv2.INTER_LINEAR
    scaled = cv2.resize(line, (width, _HEIGHT), interpolation=smooth)
    picture = np.repeat(scaled[None, None].astype(np.float32) / 127.5 - 1, 3, axis=1)
    (chances,) = session.run(None, {session.get_inputs()[0].name: picture})
    found = _decoded(chances[0] * weights, known)
    return [character for character in found if character.text.strip()]


def _decoded(chances: Any, known: tuple[str, ...]) -> list[Character]:
    """A character for each run of steps that are surest of the same one."""
    best = chances.argmax(axis=1)
    runs = np.split(np.arange(len(best)), np.flatnonzero(np.diff(best)) + 1)
    return [
        _character(chances[run], int(best[run[0]]), run, len(best), known)
        for run in runs
        if best[run[0]] != _BLANK
    ]


def _character(chances: Any, best: int, run: Any, steps: int, known: tuple[str, ...]) -> Character:
    most = chances.max(axis=0)
    likely = (int(n) for n in np.flatnonzero(most >= _ALTERNATIVE) if n not in (best, _BLANK))
    others = sorted(((known[n], float(most[n])) for n in likely), key=lambda other: -other[1])
    start, end = float(run[0]) / steps, float(run[-1] + 1) / steps
    return Character(known[best], start, end, float(most[best]), tuple(others))
