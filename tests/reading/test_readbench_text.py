"""Texts of the bench: pictured pages are read nearly whole; what no order restores says that it is unsure."""

from pathlib import Path

import pytest
from benchmark import documents, score

from jiheng.reading import open_document
from jiheng.reading.text import MOST_LINES


def test_nearly_every_cell_of_pictured_pages_is_right(shared: Path) -> None:
    found = score(shared, "txt/*.layout.txt")
    assert found.documents == 40
    assert found.cells >= 0.985
    assert found.filled >= 0.98


@pytest.mark.parametrize("kind", ["layout", "pdftotext", "pdfminer"])
def test_every_value_has_the_line_on_which_it_stood(shared: Path, kind: str) -> None:
    for path in list(documents(shared, f"txt/*.{kind}.txt"))[::8]:
        for form in open_document(path).forms:
            assert all(source.at.line for source in form.sources.values()), path.name


def test_a_text_in_the_order_of_its_boxes_is_less_sure_than_the_picture_of_its_page(shared: Path) -> None:
    def surest(kind: str) -> float:
        sure = [
            float(form.confidence)
            for path in documents(shared, f"txt/*.{kind}.txt")
            for form in open_document(path).forms
        ]
        return sum(sure) / len(sure)

    assert surest("layout") > surest("pdftotext") + 0.15
    assert surest("layout") > surest("pdfminer") + 0.15


def test_a_text_of_more_lines_than_can_be_read_says_where_reading_ended() -> None:
    text = "项目支出绩效自评表\n" + "一级指标   二级指标   三级指标   年度指标值   分值\n" * (MOST_LINES + 5)
    reading = open_document(text.encode())
    assert any(f"从第{MOST_LINES + 1}行起没有读" in problem.message for problem in reading.problems)
