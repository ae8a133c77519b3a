"""Workbooks, Word documents and web pages of the bench: every cell is read, and says where it stood."""

from pathlib import Path

import pytest
from benchmark import Score, documents, score

from jiheng.reading import open_document

COUNT = {"docx": 9, "html": 11, "xlsx": 8}


@pytest.mark.parametrize("kind", COUNT)
def test_every_cell_of_every_document_is_right(shared: Path, kind: str) -> None:
    assert score(shared, f"src/*.{kind}") == Score(cells=1, filled=1, exact=1, documents=COUNT[kind])


@pytest.mark.parametrize("kind", COUNT)
def test_every_value_says_where_it_stood(shared: Path, kind: str) -> None:
    for path in documents(shared, f"src/*.{kind}"):
        reading = open_document(path)
        assert reading.problems == ()
        for form in reading.forms:
            assert form.sources
            assert all(str(source.at) for source in form.sources.values()), path.name
