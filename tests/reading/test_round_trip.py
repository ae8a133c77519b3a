"""What our writers write our readers read: every layout, every format, whatever an office typed."""

import os
import re
from typing import Any

import pytest
from comparing import differences, plain_forms
from filling_in import filled_in

from jiheng.model import Form
from jiheng.pipeline import written
from jiheng.reading import open_document
from jiheng.standards import layouts

MANY = 1000 if os.environ.get("JIHENG_SOAK") else 20
TOGETHER = 10  # forms of one document
LAYOUTS = {layout.id: layout for layout in layouts()}


def spaceless(value: Any) -> Any:
    """Without spaces and line breaks, which wrapping adds and takes."""
    if isinstance(value, dict):
        return {key: spaceless(inner) for key, inner in value.items() if inner}
    if isinstance(value, list):
        return [spaceless(inner) for inner in value]
    return re.sub(r"\s", "", value) if isinstance(value, str) else value


def compared(form: Form) -> dict[str, Any]:
    """What is compared of a form: empty notes are printed, and say nothing; titles are read without years."""
    (told,) = spaceless(plain_forms([form]))
    told["title"] = told["title"].removeprefix(f"{form.header.year}年度")
    told["notes"] = [note for note in told.get("notes", []) if note.get("text")]
    told.pop("unbound", None)
    told["unit of money"] = form.fund_unit
    return told


def misread(wanted: list[Form], kind: str) -> list[str]:
    """The differences of a document with these forms."""
    made = written(wanted, kind)
    assert isinstance(made, bytes), made
    found = open_document(made, "made").forms
    if len(found) != len(wanted):
        return [f"{len(wanted)} forms wanted, {len(found)} found"] * cells(wanted)
    return [
        f"{form.header.project!r}{said}"
        for form, other in zip(wanted, found, strict=True)
        for said in differences(compared(form), compared(other))
    ]


def cells(forms: list[Form]) -> int:
    """How many texts are printed."""

    def texts(value: Any) -> int:
        inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return sum(map(texts, inside)) if not isinstance(value, str) else 1

    return sum(texts(compared(form)) for form in forms)


def batches(layout: str, *, rare: bool) -> list[list[Form]]:
    forms = [filled_in(LAYOUTS[layout], number, rare=rare) for number in range(MANY)]
    return [forms[start : start + TOGETHER] for start in range(0, MANY, TOGETHER)]


@pytest.mark.parametrize("kind", ["xlsx", "docx", "html", "json"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_written_is_read_back_without_a_difference(layout: str, kind: str):
    assert [said for batch in batches(layout, rare=True) for said in misread(batch, kind)] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_of_a_written_pdf_nearly_every_cell_is_read_back(layout: str):
    wrong = [said for batch in batches(layout, rare=False) for said in misread(batch, "pdf")]
    whole = sum(cells(batch) for batch in batches(layout, rare=False))
    assert len(wrong) <= whole * 0.005, wrong[:20]


@pytest.mark.parametrize("number", [333, 460, 568, 635])
def test_a_page_that_begins_with_the_head_again_loses_no_row(number: int):
    assert misread([filled_in(LAYOUTS["central"], number, rare=False)], "pdf") == []
