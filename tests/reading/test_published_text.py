"""The real document: four published forms, plain text taken from a PDF."""

import json
import subprocess
import sys
from pathlib import Path

from comparing import differences, plain_forms

from jiheng.model.serial import document_to_json
from jiheng.reading import open_document

SEED = "seed/kunming-2024.txt"
TRUTH = "seed/truth/seed.json"


def test_every_cell_of_the_published_forms_is_read_as_printed(shared: Path):
    reading = open_document(shared / SEED)
    truth = json.loads((shared / TRUTH).read_text("utf-8"))
    assert list(differences(truth["forms"], plain_forms(reading.forms))) == []
    assert reading.problems == ()


def test_the_benchs_own_scorer_finds_four_exact_forms(shared: Path, tmp_path: Path):
    reading = open_document(shared / SEED)
    (tmp_path / "seed.json").write_text(json.dumps(document_to_json("seed", reading.forms)), "utf-8")
    out = tmp_path / "out.txt"
    call = [sys.executable, str(shared / "readbench/score.py"), str(shared / "seed/truth"), str(tmp_path)]
    subprocess.run([*call, "--json", str(out)], check=True, capture_output=True)
    result = json.loads(out.read_text("utf-8"))
    assert result["exact"] == result["documents"] == 1
    assert result["rows_matched"] == result["rows"] == 42
    assert result["rows_extra"] == 0


def test_the_published_forms_are_recognised_and_their_arithmetic_is_sure(shared: Path):
    reading = open_document(shared / SEED)
    assert {(form.layout, form.kind, form.fund_unit) for form in reading.forms} == {("sh", "project", "万元")}
    assert min(form.confidence for form in reading.forms) >= 0.95
    assert [form.unbound for form in reading.forms] == [()] * 4
