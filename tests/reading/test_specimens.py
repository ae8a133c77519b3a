"""Documents in layouts that no standard has, in every format: read as they are printed, mistakes included."""

import os
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from comparing import differences, plain_forms
from specimens import FAMILIES, Specimen, canvas, office, printed, specimen, specimens, typeset, web
from specimens.hands import relabelled

from jiheng.reading import open_document

SOAK = bool(os.environ.get("JIHENG_SOAK"))
EACH = 40 if SOAK else 2


def folded(value: Any) -> Any:
    """Without spaces and line breaks, in one form of every character: a page does not tell these apart."""
    if isinstance(value, dict):
        return {key: folded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [folded(inner) for inner in value]
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", value)) if isinstance(value, str) else value


def misread(made: Specimen, data: bytes) -> list[str]:
    """What a reader makes of a document otherwise than its truth."""
    found = plain_forms(open_document(data, made.name).forms)
    return [f"{made.name}{said}" for said in differences(folded(made.truth["forms"]), folded(found))]


def values(truth: Any) -> Iterator[str]:
    """All texts of a truth that stand on paper as they are."""
    for key, value in truth.items() if isinstance(truth, dict) else enumerate(truth):
        if isinstance(value, dict | list):
            yield from values(value)
        elif isinstance(value, str) and value and key not in {"kind", "layout", "fund_unit", "op", "title"}:
            yield value


def uprights(made: Specimen, verticals: str) -> bytes:
    """The specimen drawn by its own hand, with these upright rules."""
    hand = canvas.Hand.drawn(random.Random(made.name))  # noqa: S311
    return canvas.pdf(made, replace(hand, verticals=verticals))


def test_a_specimen_is_the_same_every_time():
    for family in FAMILIES:
        assert specimen(family, 7) == specimen(family, 7) != specimen(family, 8)


@pytest.mark.parametrize("family", FAMILIES)
def test_everything_that_a_truth_says_is_printed(family):
    for number in range(EACH):
        for sheet in specimen(family, number).sheets:
            cells = "\n".join(cell.text for table in sheet.tables for cell in table.cells)
            everything = "\n".join((*sheet.before, cells))
            assert [value for value in values(sheet.truth) if value not in everything] == []


def test_at_least_twenty_documents_print_wrong_sums_rates_or_totals():
    wrong = [made.mistakes for made in specimens(4) if made.mistakes]
    assert len(wrong) >= 20
    assert frozenset().union(*wrong) == {"rate", "sum", "total", "points", "score"}


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("produce", [web.page, office.word, office.workbook, typeset.pdf])
def test_a_family_is_read_as_it_is_printed(family: str, produce: Callable[[Specimen], bytes]):
    made = [specimen(family, number) for number in range(EACH)]
    assert [said for one in made for said in misread(one, produce(one))] == []


def test_wrong_arithmetic_is_read_as_it_is_printed():
    wrong = [made for made in specimens(4) if made.mistakes]
    assert [said for made in wrong for said in misread(made, web.page(made))] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_labels_are_known_however_they_are_written(family: str):
    made = [relabelled(specimen(family, number)) for number in range(EACH)]
    assert [said for one in made for said in misread(one, web.page(one))] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_drawn_pages_are_read_as_they_are_printed(family: str):
    made = [specimen(family, number) for number in range(EACH)]
    assert [said for one in made for said in misread(one, uprights(one, "all"))] == []


@pytest.mark.parametrize("verticals", ["none", "outer"])
def test_without_upright_rules_nearly_everything_is_read(verticals: str):
    """What no rule tells apart is told apart by labels and gaps, and not always."""
    made = list(specimens(EACH))
    wrong = sum(len(misread(one, uprights(one, verticals))) for one in made)
    assert wrong <= 0.02 * sum(len(list(values(one.truth))) for one in made)


@pytest.mark.skipif(not SOAK, reason="slow: runs under JIHENG_SOAK")
@pytest.mark.parametrize("several", [printed.by_browser, printed.from_word, printed.from_workbook])
def test_what_programs_print_is_read_as_they_print_it(several):
    made = list(specimens(4))
    files = several(made)
    assert [said for one in made for said in misread(one, files[one.name])] == []
