"""The plain JSON, and the formats that there are."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from paper import EVERYTHING, LAYOUTS, SAMPLE

from jiheng.model.serial import document_from_json
from jiheng.writing import WRITERS, data
from strategies import forms


@given(forms())
def test_what_is_written_reads_back_as_the_same_form(form):
    assert document_from_json(json.loads(data.write([form]))) == (form,)


def test_a_document_is_one_line_and_chinese_stays_readable():
    made = data.write([SAMPLE, EVERYTHING], "样表").decode()
    assert made.count("\n") == 1
    assert made.startswith('{"doc": "样表", "forms": [')
    assert "河道保洁" in made


def test_half_a_character_does_not_break_it():
    broken = replace(SAMPLE, grade="\ud800")
    assert document_from_json(json.loads(data.write([broken]))) == (broken,)


def test_every_format_is_known_by_its_ending():
    assert list(WRITERS) == ["pdf", "docx", "xlsx", "html", "json"]
    starts = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "html": b"<!DOCTYPE", "json": b"{"}
    for kind, write in WRITERS.items():
        assert write([SAMPLE], [LAYOUTS["sh"]]).startswith(starts[kind])


def test_a_mark_for_every_form_or_none():
    for kind in ("pdf", "docx", "xlsx", "html"):
        with pytest.raises(ValueError, match="zip"):
            WRITERS[kind]([SAMPLE, SAMPLE], [LAYOUTS["sh"]] * 2, ["一个"])
    assert WRITERS["json"]([SAMPLE], [LAYOUTS["sh"]], ["标记"]) == data.write([SAMPLE])
