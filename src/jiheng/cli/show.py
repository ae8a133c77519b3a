"""``jiheng read FILE --show PAGE.html``: the document with what was read in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jiheng.cli.console import fail
from jiheng.cli.exits import Exit
from jiheng.cli.inputs import Inputs, data_of
from jiheng.cli.listing import STDIN
from jiheng.cli.outputs import Outputs, stem
from jiheng.model import Problem
from jiheng.pipeline import Reading, shown
from jiheng.reading import doc_of
from jiheng.reading.facsimile import Seen
from jiheng.reading.sandbox import look_safely

_PAGES = (".html", ".htm")


def show(inputs: Inputs, place: Path) -> Exit:
    """Writes one page for the one document that was given; the exit code. No forms, no page."""
    if place.suffix.lower() not in _PAGES and str(place) != STDIN and not place.is_dir():
        raise fail(f"--show 写出的是网页，文件名应以 .html 结尾，而不是 {place}。", Exit.USAGE)
    if inputs.are_several:
        raise fail("--show 一次显示一个文件。", Exit.USAGE)
    name = inputs.files[0]
    seen = _seen(inputs.documents[0])
    reading = seen.reading
    inputs.tally.add(has_forms=bool(reading.forms), problems=reading.problems)
    inputs.tell(name, reading.problems, reading.forms)
    if reading.forms:
        outputs = Outputs(place, inputs=inputs.files)
        outputs.put(shown(reading, seen.facsimile), f"{stem(name)}.html", "用浏览器打开")
    return inputs.exit()


def _seen(files: Sequence[str]) -> Seen:
    data = data_of(files)
    if isinstance(data, Problem):
        return Seen(Reading(doc_of(files[0]), (), (data,)))
    return look_safely(data, files[0])
