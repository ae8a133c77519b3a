"""PDF files: what is on the page as a reader sees it, by cell."""

from __future__ import annotations

import pytest
from drawing import FONT, Draw, pdf, table
from reportlab.pdfgen.canvas import Canvas

from jiheng.model import Problem
from jiheng.reading import open_document
from jiheng.reading.document import Document, Extract, Grid, Paragraph
from jiheng.reading.pdf import read_pdf
from jiheng.reading.pdf.characters import repaired

SMALL = [["项目名称", "城市公园养护", "<"], ["主管部门", "园林局", "局属单位"], ["^", "设计院", "^"]]
WIDTHS = [90, 150, 150]


def document(data: bytes) -> Document:
    found = read_pdf(data)
    assert isinstance(found, Extract), found
    assert not found.problems
    return found.documents[0]


def cells(data: bytes) -> list[tuple[int, int, int, int, str]]:
    grids = [block for block in document(data).blocks if isinstance(block, Grid)]
    return [(c.row, c.col, c.rowspan, c.colspan, c.text) for grid in grids for c in grid.cells]


def texts(data: bytes) -> list[str]:
    return [block.text for block in document(data).blocks if isinstance(block, Paragraph)]


def refusal(data: bytes) -> Problem:
    found = read_pdf(data)
    assert isinstance(found, Problem)
    return found


WHOLE = [
    (0, 0, 1, 1, "项目名称"),
    (0, 1, 1, 2, "城市公园养护"),
    (1, 0, 2, 1, "主管部门"),
    (1, 1, 1, 1, "园林局"),
    (1, 2, 2, 1, "局属单位"),
    (2, 1, 1, 1, "设计院"),
]


def test_merged_cells_keep_the_rows_and_columns_they_span() -> None:
    assert cells(pdf(table(SMALL, WIDTHS))) == WHOLE


@pytest.mark.parametrize("page_turn", [0, 90, 180, 270])
@pytest.mark.parametrize("text_turn", [0, 90, 180, 270])
def test_a_page_is_read_upright_however_it_is_turned(page_turn: int, text_turn: int) -> None:
    draw = table(SMALL, WIDTHS, top=200)

    def turned(canvas: Canvas) -> None:
        canvas.setPageRotation(page_turn)
        canvas.translate(*{0: (0, 0), 90: (500, 100), 180: (550, 500), 270: (50, 700)}[text_turn])
        canvas.rotate(text_turn)
        draw(canvas)

    assert cells(pdf(turned)) == WHOLE


def test_a_watermark_is_no_text_of_a_cell() -> None:
    draw = table(SMALL, WIDTHS)

    def marked(canvas: Canvas) -> None:
        draw(canvas)
        canvas.setFillGray(0.8)
        canvas.setFont(FONT, 40)
        canvas.drawString(60, 710, "仅供公示")
        canvas.setFont(FONT, 20)
        canvas.setFillGray(0.2)
        canvas.translate(80, 690)
        canvas.rotate(30)
        canvas.drawString(0, 0, "仅供公示")

    assert cells(pdf(marked)) == WHOLE


def test_characters_printed_twice_to_look_bold_are_read_once() -> None:
    def bold(canvas: Canvas) -> None:
        for shift in (0, 0.3, 0.6):
            canvas.drawString(100 + shift, 700, "合计100.00一一")

    assert texts(pdf(bold)) == ["合计100.00一一"]


def test_text_that_is_clipped_or_off_the_page_is_not_read() -> None:
    def clipped(canvas: Canvas) -> None:
        table(SMALL, WIDTHS)(canvas)
        canvas.drawString(100, 900, "页外")
        path = canvas.beginPath()
        path.rect(40, 700, 390, 60)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.drawString(100, 650, "下一页的文字")

    data = pdf(clipped)
    assert cells(data) == WHOLE
    assert texts(data) == []


def test_a_table_goes_on_over_pages_past_page_numbers_and_without_its_repeated_header() -> None:
    head = ["三级指标", "年度指标值", "实际完成值"]

    def page(number: int, *row: str) -> Draw:
        def draw(canvas: Canvas) -> None:
            table([head, row], WIDTHS)(canvas)
            canvas.drawString(290, 30, f"第{number}页 共2页")

        return draw

    data = pdf(page(1, "养护面积", "≥10", "10"), page(2, "补种株数", "≥5", "6"))
    blocks = document(data).blocks
    grid = blocks[0]
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.cells] == [*head, "养护面积", "≥10", "10", "补种株数", "≥5", "6"]
    assert grid.breaks == {2}
    assert [b.text for b in blocks[1:] if isinstance(b, Paragraph)] == ["第1页共2页", "第2页共2页"]


def test_a_merged_cell_cut_by_the_page_end_has_its_text_where_it_begins() -> None:
    first = table([["一级指标", "三级指标", "得分"], ["", "养护面积", "5"], ["^", "补种株数", "5"]], WIDTHS)
    second = table([["产出指标", "病虫害率", "5"], ["^", "修剪次数", "5"]], WIDTHS)
    found = cells(pdf(first, second))
    assert (1, 0, 4, 1, "产出指标") in found
    assert [c[4] for c in found].count("产出指标") == 1


def test_a_level_cut_by_the_page_end_is_known_where_few_cells_span_rows() -> None:
    head = ["二级指标", "三级指标", "得分", "原因"]
    merged = [["数量指标", "养护面积", "5", "雨"], ["^", "补种株数", "5", "^"]]
    first = table([head, *merged, ["", "病虫害率", "5", ""]], [60, 100, 40, 60])
    second = table([["质量指标", "成活率", "5", "干旱"]], [60, 100, 40, 60])
    found = cells(pdf(first, second))
    assert (3, 0, 2, 1, "质量指标") in found
    assert (4, 3, 1, 1, "干旱") in found


def test_cells_that_no_line_closes_at_the_page_end_go_on_over_the_pages() -> None:
    """As worksheets are printed: the text of a merged cell is on one page, its side alone on the others."""
    head = ["一级指标", "二级指标", "三级指标", "得分"]
    pages = (
        [head, ["", "数量指标", "养护面积", "5"]],
        [["产出指标", "", "补种株数", "5"], ["^", "^", "修剪次数", "5"]],
        [["", "质量指标", "病虫害率", "5"], ["成本指标", "成本指标", "养护费", "5"]],
    )
    openings = ((False, True), (True, True), (True, False))
    drawn = [
        table(rows, [60, 60, 100, 40], open_above=2 * above, open_below=2 * below)
        for rows, (above, below) in zip(pages, openings, strict=True)
    ]
    found = cells(pdf(*drawn))
    assert (1, 0, 4, 1, "产出指标") in found
    assert (1, 1, 3, 1, "数量指标") in found
    assert (4, 1, 1, 1, "质量指标") in found
    assert (5, 0, 1, 1, "成本指标") in found


def test_columns_without_upright_rules_are_cut_by_the_labels_above_them() -> None:
    rows = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "养护面积", "≥10.00公顷", "10.00公顷", "20.00", "20.00"],
        ["^", "^", "补种乔木株数", "≥500株", "498株", "10.00", "9.96"],
        ["效益指标", "社会效益指标", "居民投诉", "下降", "达成预期指标", "20.00", "18.00"],
    ]
    data = pdf(table(rows, [60, 80, 100, 80, 80, 50, 50], title="项目支出绩效自评表", uprights=False))
    (form,) = open_document(data, "open.pdf").forms
    assert [(i.level1, i.level3, i.target.text, i.actual, i.score) for i in form.indicators] == [
        ("产出指标", "养护面积", "≥10.00公顷", "10.00公顷", "20.00"),
        ("产出指标", "补种乔木株数", "≥500株", "498株", "9.96"),
        ("效益指标", "居民投诉", "下降", "达成预期指标", "18.00"),
    ]
    assert all(s.confidence < 1 for p, s in form.sources.items() if p.startswith("indicators"))


@pytest.mark.parametrize(
    ("row", "widths"),
    [
        (["年度资金总额", "163.689106", "9.5"], [60, 30, 60]),
        (["年度资金总额", "620.269486", "163.689106", "9.5"], [70, 35, 35, 60]),
        (["其中：财政拨款", "-1,620.27", "85.00%", "10"], [70, 32, 24, 40]),
        (["批准文号", "2024/01/02-A17", "甲"], [70, 45, 60]),
    ],
)
def test_a_figure_wider_than_its_cell_is_read_whole(row: list[str], widths: list[float]) -> None:
    assert [cell[4] for cell in cells(pdf(table([row], widths)))] == row


@pytest.mark.parametrize("width", [20, 24])
def test_figures_of_tight_cells_beside_one_another_stay_two(width: float) -> None:
    row = ["分值", "8.00", "10.00", "9.5", "10"]
    assert [cell[4] for cell in cells(pdf(table([row], [40, width, width, width, width])))] == row


def test_figures_that_touch_over_a_rule_are_cut_there_and_marked_as_unsure() -> None:
    grid = document(pdf(table([["分值", "8.00", "9.50"]], [40, 14.6, 14.6]))).blocks[0]
    assert isinstance(grid, Grid)
    assert [(cell.text, cell.confidence < 1) for cell in grid.cells] == [
        ("分值", False),
        ("8.00", True),
        ("9.50", True),
    ]


def test_labels_over_several_columns_without_upright_rules_stand_over_their_own() -> None:
    rows = [
        ["一级指标", "三级指标", "年度指标值", "1-7月\n执行情况", "偏差原因", "<", "<", "完成可能性", "<"],
        ["^", "^", "^", "^", "制度保障", "人员保障", "原因说明", "确定能", "不可能"],
        ["产出指标", "养护面积", "≥10公顷", "10公顷", "", "√", "干旱", "√", ""],
        ["^", "补种乔木株数", "≥500株", "498株", "√", "", "", "", "√"],
        ["效益指标", "居民投诉", "下降", "下降", "", "√", "调岗", "√", ""],
    ]
    found = cells(pdf(table(rows, [55, 80, 65, 60, 50, 50, 60, 45, 45], uprights=False)))
    labels = {text: (row, rowspan, col, colspan) for row, col, rowspan, colspan, text in found if row < 2}
    starts = [labels[name][2] for name in rows[1][4:]]
    assert [labels[name][1] for name in ("一级指标", "三级指标", "年度指标值", "1-7月执行情况")] == [2] * 4
    assert labels["偏差原因"] == (0, 1, starts[0], starts[3] - starts[0])
    assert labels["完成可能性"][:3] == (0, 1, starts[3])
    assert [text for row, *_, text in found if row == 3] == ["补种乔木株数", "≥500株", "498株", "√", "√"]


def test_every_value_has_its_page_and_its_box() -> None:
    data = pdf(table(SMALL, WIDTHS, title="项目支出绩效自评表"))
    grid = next(block for block in document(data).blocks if isinstance(block, Grid))
    place = grid.cells[1].at
    assert place.page == 1
    assert place.box is not None
    left, top, right, bottom = map(float, place.box)
    assert (left, right) == pytest.approx((130, 430), abs=1)
    assert (top, bottom) == pytest.approx((842 - 760, 842 - 740), abs=1)


@pytest.mark.parametrize(
    ("written", "meant"), [("⼯", "工"), ("⻔", "门"), ("⻓", "长"), ("⼾", "户"), ("戶", "户"), ("⾯", "面")]
)
def test_radicals_are_read_as_the_words_they_look_like_and_kept_beside_them(written: str, meant: str) -> None:
    assert repaired(ord(written)) == (meant, written)


def test_a_character_that_the_font_does_not_name_is_not_lost() -> None:
    assert repaired(0) == ("\ufffd", "")
    assert repaired(ord(" ")) == ("", "")


def test_a_file_that_may_only_be_printed_is_read_and_one_with_a_password_is_refused() -> None:
    assert "打开密码" in refusal(pdf(table(SMALL, WIDTHS), password="secret")).message
    (form,) = open_document(pdf(table(SMALL, WIDTHS, title="项目支出绩效自评表"), password=""), "a.pdf").forms
    assert form.header.project == "城市公园养护"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>"])
def test_a_file_that_is_no_whole_pdf_is_refused_with_what_to_do(data: bytes) -> None:
    problem = refusal(data)
    assert "损坏" in problem.message
    assert problem.fix


def test_figures_are_read_from_a_file_that_brings_no_font() -> None:
    def figures(canvas: Canvas) -> None:
        for number, text in enumerate(("6", "A", "96.90%", "-")):
            canvas.drawString(100, 700 - 30 * number, text)

    assert texts(pdf(figures)) == ["6", "A", "96.90%", "-"]


def test_a_page_without_any_rule_is_read_by_its_columns() -> None:
    rows = [
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
        ("产出指标", "数量指标", "养护面积", "≥10公顷", "10公顷", "50", "50"),
        ("效益指标", "社会效益指标", "居民投诉", "≤3件", "2件", "30", "30"),
        ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%", "95%", "10", "10"),
    ]

    def bare(canvas: Canvas) -> None:
        canvas.drawString(220, 790, "项目支出绩效自评表")
        canvas.drawString(40, 770, "项目名称")
        canvas.drawString(140, 770, "城市公园养护")
        for number, row in enumerate(rows):
            for col, text in enumerate(row):
                canvas.drawString((40, 110, 210, 300, 380, 450, 500)[col], 730 - 22 * number, text)

    (form,) = open_document(pdf(bare), "bare.pdf").forms
    assert form.header.project == "城市公园养护"
    assert [(i.level3, i.target.text, i.actual, i.points, i.score) for i in form.indicators] == [
        (row[2], row[3], row[4], row[5], row[6]) for row in rows[1:]
    ]
    assert form.sources["indicators[0].score"].at.page == 1
    assert form.sources["indicators[0].score"].at.box is not None
