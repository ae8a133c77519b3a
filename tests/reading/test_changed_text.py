"""The published text with figures and words changed: what is read is what is printed, right or wrong."""

import json
from pathlib import Path

import pytest
from changes import CHANGES, changed
from comparing import differences, plain_forms

from jiheng.reading import open_document


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_text_is_read_as_printed(shared: Path, name: str):
    text = (shared / "seed/kunming-2024.txt").read_text("utf-8")
    truth = json.loads((shared / "seed/truth/seed.json").read_text("utf-8"))["forms"]
    text, truth = changed(text, truth, CHANGES[name])
    reading = open_document(text.encode())
    assert list(differences(truth, plain_forms(reading.forms))) == []
