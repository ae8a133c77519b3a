"""Whatever stands in a grid is bound, noted or left over: nothing raises, is lost, or is added."""

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from jiheng.model import Form
from jiheng.model.serial import form_to_json
from jiheng.reading.bind import bind
from jiheng.reading.document import Cell, Document, Grid, Paragraph
from jiheng.reading.headings import heading_of
from jiheng.reading.rows import rows_of
from jiheng.terms import glossary

LABELS = sorted(
    {name for term in glossary().values() for name in term.labels if term.kind not in ("grade", "title")}
)
TOKEN = re.compile(r"词\d{4}号")
HEADINGS = (
    "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 备注",
    "一级指标 三级指标 指标性质 指标值 度量单位 完成值 得分 佐证资料",
    "资金来源 年初预算数 全年预算数 全年执行数 分值 执行率 得分 结余",
    "年初绩效目标 调整绩效目标 实际完成情况",
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A title, a project, and rows of labels, figures and words in any order, cut by pages anywhere."""
    numbers = iter(range(1000, 9999))
    kinds = st.sampled_from(("blank", "word", "word", "figure", "label"))
    cells: list[Cell] = [Cell(0, 0, "项目名称"), Cell(0, 1, f"词{next(numbers)}号", colspan=7)]
    breaks: set[int] = set()
    for row in range(1, draw(st.integers(2, 14))):
        if draw(st.integers(0, 6)) == 0:
            breaks.add(row)
        if draw(st.integers(0, 2)) == 0:
            names = draw(st.sampled_from(HEADINGS)).split()
            cells += [Cell(row, n, name) for n, name in enumerate(names)]
            continue
        col = 0
        while col < 8:
            wide = draw(st.integers(1, 3))
            kind = draw(kinds)
            word = f"词{next(numbers)}号"
            figure, label = str(draw(st.integers(0, 100))), draw(st.sampled_from(LABELS))
            text = {"blank": "", "word": word, "figure": figure, "label": label}[kind]
            if text:
                high = draw(st.sampled_from((1, 1, 2))) if kind == "word" else 1
                cells.append(Cell(row, col, text, rowspan=high, colspan=wide))
            col += wide
    return Document((Paragraph("项目支出绩效自评表"), Grid(tuple(cells), frozenset(breaks))))


def told(form: Form) -> str:
    data = form_to_json(form)
    del data["places"]
    return json.dumps(data, ensure_ascii=False)


@settings(max_examples=settings.default.max_examples * 2)
@given(document=documents())
def test_every_word_of_a_grid_comes_out_and_none_that_is_not_in_it(document: Document):
    grid = document.blocks[1]
    assert isinstance(grid, Grid)
    rows = [row for row in rows_of(document) if heading_of(row) is None]
    printed = {token for row in rows for cell in row.cells for token in TOKEN.findall(cell.text)}
    read = "".join(map(told, bind(document)))
    assert printed <= set(TOKEN.findall(read))
    assert set(TOKEN.findall(read)) <= {token for cell in grid.cells for token in TOKEN.findall(cell.text)}
