"""Texts of other tools and other layouts: not yet read right, but never with a number nobody printed."""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from comparing import differences

from jiheng.model.serial import form_to_json
from jiheng.reading import open_document
from jiheng.reading.bind import bind
from jiheng.reading.document import Cell, Document, Grid, Paragraph
from jiheng.terms import notation, plain

KINDS = ("layout", "pdftotext", "pdfminer")
NOT_READ = {"places", "unbound", "layout", "kind", "confidence", "fund_unit"}
FIGURES = {"budget", "adjusted", "executed", "points", "rate", "score"}
BETWEEN_LINES = 3
NUMBER = re.compile(r"\d[\d.,]*")


def values(data: Any, key: str = "") -> list[tuple[str, str]]:
    """Every value of a form that was read, with its field."""
    if isinstance(data, dict):
        return [pair for name, item in data.items() if name not in NOT_READ for pair in values(item, name)]
    if isinstance(data, list):
        return [pair for item in data for pair in values(item, key)]
    return [(key, data)] if isinstance(data, str) else []


def targets_of_three_cells(form: dict[str, Any]) -> None:
    """A target of three cells is composed, not read: its parts are looked at instead."""
    for number, row in enumerate(form["indicators"]):
        if f"indicators[{number}].target" not in form["places"]:
            row["target"]["text"] = ""


def broken(text: str) -> str:
    """What stands in two lines of one narrow cell: every piece of a pictured page with one a little below it.

    A line each; the two overlap, as the width of their characters is counted.
    """
    pieces = [
        (row, wide(line[: found.start()]), wide(line[: found.end()]), found[0])
        for row, line in enumerate(text.splitlines())
        for found in re.finditer(r"\S+", line)
    ]
    return "\n".join(
        f"{upper}{lower}"
        for row, left, right, upper in pieces
        for below, begin, end, lower in pieces
        if 1 <= below - row <= BETWEEN_LINES and begin < right and left < end
    )


def wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "FWA" else 1 for character in text)


@pytest.mark.parametrize("kind", KINDS)
def test_no_number_is_read_that_the_text_does_not_contain(shared: Path, kind: str):
    files = sorted((shared / "readbench/dev/txt").glob(f"*.{kind}.txt"))
    assert len(files) == 40
    for file in files:
        text = file.read_text("utf-8")
        pieces = f"{text}\n{broken(text)}" if kind == "layout" else text
        flat = re.sub(r"\s+", "", text)
        for form in map(form_to_json, open_document(file).forms):
            targets_of_three_cells(form)
            for name, value in values(form):
                for number in NUMBER.findall(value):
                    at_once = number in pieces or (name not in FIGURES and number in flat)
                    assert at_once, (file.name, name, value)


def test_an_order_that_no_reading_can_restore_gets_a_low_confidence(shared: Path):
    sure = [
        form.confidence
        for file in sorted((shared / "readbench/dev/txt").glob("*.pdfminer.txt"))
        for form in open_document(file).forms
    ]
    published = open_document(shared / "seed/kunming-2024.txt").forms
    assert max(sure) < min(form.confidence for form in published)


def test_labels_first_and_values_later_are_not_trusted():
    labels = "项目名称 主管部门 实施单位 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分"
    names = "产出指标 效益指标 数量指标 质量指标 培训场次 合格率"
    figures = "≥5次 ≥90% 6次 95% 10 20 10 20 总分 100 100"
    header = "路灯养护经费 市城管局 路灯管理所"
    text = f"财政项目支出绩效自评表 （2024年度） {labels} {names} {figures} {header}".replace(" ", "\n")
    (form,) = open_document(text.encode()).forms
    assert form.confidence < 0.6
    read = [number for _, value in values(form_to_json(form)) for number in NUMBER.findall(value)]
    assert set(read) <= set(NUMBER.findall(text))


def test_every_grid_of_the_bench_is_bound_cell_by_cell(shared: Path):
    """The binding alone, on the bench's own grids of seven layouts."""
    for file in sorted((shared / "readbench/dev/truth").glob("*.json")):
        truth = json.loads(file.read_text("utf-8"))
        blocks: list[Paragraph | Grid] = []
        for grid, form in zip(truth["grids"], truth["forms"], strict=True):
            blocks += [Paragraph(form["title"]), Paragraph(f"（{form['header']['year']}年度）")]
            cells = (Cell(r, c, text.replace("\n", ""), rows, cols) for r, c, rows, cols, text in grid)
            blocks.append(Grid(tuple(cells)))
        found = [with_signs(form_to_json(form)) for form in bind(Document(tuple(blocks)))]
        wanted = [comparable(form) for form in truth["forms"]]
        assert list(differences(wanted, found)) == [], file.name


def comparable(form: dict[str, Any]) -> dict[str, Any]:
    """A truth as far as it speaks of cells: its titles keep the year."""
    del form["title"]
    return folded(form)


def with_signs(form: dict[str, Any]) -> dict[str, Any]:
    """Operators in cells of their own are read as printed (``＝``); the truth has their signs, or 定性."""
    for row in form["indicators"]:
        row["target"]["op"] = notation.operator(row["target"]["op"]) or row["target"]["op"]
    return folded(form)


def folded(data: Any) -> Any:
    """Without line ends and with one kind of brackets: the truth has the one in goals, the other in units."""
    if isinstance(data, dict):
        return {name: folded(item) for name, item in data.items()}
    if isinstance(data, list):
        return [folded(item) for item in data]
    return plain(data) if isinstance(data, str) else data
