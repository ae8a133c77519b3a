"""``jiheng read FILE --show PAGE.html``: the document with what was read in it."""

from __future__ import annotations

import sys
from pathlib import Path

from jiheng.cli.console import fail
from jiheng.cli.exits import Exit
from jiheng.cli.inputs import Inputs
from jiheng.cli.listing import STDIN
from jiheng.cli.outputs import Outputs, stem
from jiheng.model import Problem
from jiheng.pipeline import Reading, shown
from jiheng.reading import bytes_of, doc_of
from jiheng.reading.facsimile import Seen
from jiheng.reading.sandbox import look_safely


def show(inputs: Inputs, place: Path) -> Exit:
    """Writes one page for the one document that was given; the exit code. No forms, no page."""
    if inputs.are_several:
        raise fail("--show 一次显示一个文件。", Exit.USAGE)
    name = inputs.files[0]
    seen = _seen(name)
    reading = seen.reading
    inputs.tally.add(has_forms=bool(reading.forms), problems=reading.problems)
    inputs.tell(name, reading.problems, reading.forms)
    if reading.forms:
        outputs = Outputs(place, inputs=inputs.files)
        outputs.put(shown(reading, seen.facsimile), f"{stem(name)}.html", "用浏览器打开")
    return inputs.exit()


def _seen(name: str) -> Seen:
    data = sys.stdin.buffer.read() if name == STDIN else bytes_of(Path(name))
    return Seen(Reading(doc_of(name), (), (data,))) if isinstance(data, Problem) else look_safely(data, name)
