"""The project's own example walks the whole way, with nothing beside the repository."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdfium2

import jiheng
from jiheng.checks import groups
from jiheng.checks.grouping import findings_of
from jiheng.pipeline import open_document, written

EXAMPLE = Path(__file__).parents[1] / "examples" / "lanjiang-2024.txt"


def test_the_example_proves_the_four_totals():
    evaluations = [jiheng.evaluate(form) for form in jiheng.read(EXAMPLE)]
    cards = [evaluation.scorecard for evaluation in evaluations]
    assert [(f"{card.total}", card.grade) for card in cards] == [
        ("97.28", "优"), ("99.00", "优"), ("99.79", "优"), ("91.95", "优"),
    ]  # fmt: skip
    assert [(card.printed_total, card.printed_grade) for card in cards] == [
        (f"{card.total}", card.grade) for card in cards
    ]
    assert {evaluation.standard for evaluation in evaluations} == {"cn-shanghai"}
    assert sum(len(evaluation.form.indicators) for evaluation in evaluations) == 42
    assert all(len(groups(findings_of(evaluation.outcomes))) <= 5 for evaluation in evaluations)
    assert all(form.form.confidence > 0.9 for form in evaluations)


def test_the_library_in_five_names_writes_what_it_evaluated(tmp_path):
    evaluations = [jiheng.evaluate(form) for form in jiheng.read(EXAMPLE)]
    jiheng.write(evaluations, tmp_path / "forms.json")
    assert jiheng.read(tmp_path / "forms.json") == [evaluation.form for evaluation in evaluations]
    jiheng.write(evaluations[0], tmp_path / "form.pdf")
    assert (tmp_path / "form.pdf").read_bytes().startswith(b"%PDF")
    assert jiheng.score(evaluations[0].form) == evaluations[0].scorecard
    assert jiheng.check(evaluations[0].form) == evaluations[0].outcomes
    assert set(jiheng.__all__) <= set(dir(jiheng))


def test_a_form_printed_with_its_mark_reads_back_as_without_on_one_page_and_on_several():
    forms = jiheng.read(EXAMPLE)
    forms += [replace(form, indicators=form.indicators * 4) for form in forms]
    mark = "版本码 7F3A-92C1 · 第12版 · 2026-03-05 打印"
    for kind in ("pdf", "xlsx"):
        plain, marked = (read_back(kind, written(forms, kind, None, marks)) for marks in ((), [mark] * 8))
        assert len(plain) == 8
        assert not any(mark in item.text for form in marked for item in form.unbound)
        assert [without_places(form) for form in marked] == [without_places(form) for form in plain]


def read_back(kind, made):
    """The forms in a workbook, or in the text of a PDF's pages, as somebody copies it."""
    if kind == "xlsx":
        return open_document(made, "form.xlsx").forms
    text = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made))
    return open_document(text.encode(), "form.txt").forms


def without_places(form):
    return replace(form, unbound=(), sources={}, confidence=Decimal(1))
