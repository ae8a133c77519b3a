"""Scans of the bench: nine cells of ten are right, and what is not is mostly said to be doubtful."""

import os
from itertools import groupby
from pathlib import Path

import pytest
from benchmark import documents, score_of

from jiheng.model.location import OCR
from jiheng.reading import open_document
from jiheng.reading.joined import join

SOAK = bool(os.environ.get("JIHENG_SOAK"))


def scans(shared: Path) -> dict[str, list[Path]]:
    """The pages of each document, in their order."""
    pages = documents(shared, "scan/*.png")
    return {name: list(files) for name, files in groupby(pages, key=lambda path: path.stem.partition("-")[0])}


@pytest.mark.skipif(not SOAK, reason="some minutes; JIHENG_SOAK=1")
def test_nine_cells_of_ten_are_right(shared: Path) -> None:
    read = {
        name: open_document(join([f.read_bytes() for f in files])) for name, files in scans(shared).items()
    }
    found = score_of(shared, read)
    assert found.documents == 8
    assert found.cells >= 0.9
    assert found.filled >= 0.88


def test_a_page_with_dotted_rules_is_read_and_every_value_marked(shared: Path) -> None:
    pages = scans(shared)
    read = {"d20": open_document(pages["d20"][0])}
    assert score_of(shared, read).cells >= 0.95
    [form] = read["d20"].forms
    assert {source.method for source in form.sources.values()} == {OCR}
    assert all(source.at.page == 1 and source.at.box for source in form.sources.values())
