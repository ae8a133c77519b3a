"""The official form as a workbook: it shows what the JSON says, as text, and holds no formula."""

import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell
from paper import EVERYTHING, LAYOUTS, MARK, SAMPLE, rows, values, with_text, worksheets

from jiheng.model import Goals, Problem
from jiheng.standards import load, standard_ids
from jiheng.writing import blank, xlsx
from jiheng.writing.compose import compose
from jiheng.writing.place import refused
from jiheng.writing.workbook import sheet_names

SH = LAYOUTS["sh"]
AWKWARD_TEXTS = ("=1+1", "+2", "@A", "_x0041_", "http://a.cn", "\t")
AWKWARD_NAMES = ("同名", "History", "a" * 40, "'x'", "[1]:*?/\\", "甲" * 31)


def written(form, layout=SH):
    made = xlsx.write([form], [layout])
    assert isinstance(made, bytes), made
    return made


def expected(form):
    """The rows of the Shanghai form, told apart from the program that writes them."""
    head, goals, total = form.header, form.goals, form.total
    yield [form.title]
    yield [f"（{head.year}年度）"]
    yield ["项目名称", head.project]
    yield ["主管部门", head.department, "实施单位", head.unit]
    yield [
        *(f"项目资金（{form.fund_unit}）", "年初预算数", "全年预算数", "全年执行数"),
        *("分数", "执行率(%)", "得分"),
    ]
    for row in form.funding:
        yield [row.label, row.budget, row.adjusted, row.executed, row.points, row.rate, row.score]
    yield ["年度总体目标", "预期目标", "实际完成情况"]
    yield [goals.expected, goals.actual]
    yield [
        *("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"),
        *("分值", "得分", "偏差原因分析及改进措施"),
    ]
    above = (None, None)
    for row in form.indicators:
        names = [row.level1] * (row.level1 != above[0])
        names += [row.level2] * ((row.level1, row.level2) != above)
        above = (row.level1, row.level2)
        told = [row.level3, row.target.text, row.actual, row.points, row.score, row.reason]
        yield [*names, *(text for text in told if text)]
    yield ["总分", total.points, total.score]
    yield ["评分等级", form.grade]


def test_the_workbook_of_the_seed_shows_just_what_the_json_says(published):
    made = xlsx.write(published, [SH] * 4)
    sheets = worksheets(made)
    assert [sheet.title for sheet in sheets] == [form.header.project for form in published]
    for form, sheet in zip(published, sheets, strict=True):
        assert rows(sheet) == list(expected(form))


def test_numbers_and_what_looks_like_a_formula_are_text_and_no_cell_is_a_formula(published):
    made = xlsx.write(published, [SH] * 4)
    cells = [cell for sheet in worksheets(made) for row in sheet.iter_rows() for cell in row]
    shown = {cell.value: cell.data_type for cell in cells if cell.value is not None}
    assert shown["=100.00(%)"] == "s"
    assert set(shown.values()) == {"s"}
    with zipfile.ZipFile(BytesIO(made)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert len(sheets) == 4
        assert all(b"<f>" not in archive.read(name) for name in sheets)
        assert not any("hyperlink" in name or "external" in name.lower() for name in archive.namelist())


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", [SAMPLE, EVERYTHING], ids=["plain", "everything"])
def test_cells_are_merged_just_as_the_sheet_says(form, layout):
    [page] = worksheets(written(form, LAYOUTS[layout]))
    sheet = compose(form, LAYOUTS[layout])
    tall_and_wide = [
        cell
        for block in sheet.blocks
        for row in block.rows
        for cell in row
        if cell.rows > 1 or sheet.columns(cell)[1] - sheet.columns(cell)[0] > 1
    ]
    above = sum(1 for text in (sheet.number, sheet.title, sheet.year_line) if text)
    areas = [area for area in page.merged_cells.ranges if area.min_row > above]
    merged = [page.cell(area.min_row, area.min_col).value or "" for area in areas]
    assert set(merged) - set(sheet.signatures) == {cell.text for cell in tall_and_wide}
    assert len(merged) == len(tall_and_wide) + len(sheet.signatures)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_that_was_filled_in_is_missing_in_any_layout(layout):
    [page] = worksheets(written(EVERYTHING, LAYOUTS[layout]))
    shown = [text for row in rows(page) for text in row]
    sheet = compose(EVERYTHING, LAYOUTS[layout])
    cells = [cell.text for block in sheet.blocks for row in block.rows for cell in row if cell.text]
    above = [text for text in (sheet.number, sheet.title, sheet.year_line) if text]
    assert shown == [*above, *cells, *sheet.signatures]


@pytest.mark.parametrize("standard", standard_ids())
def test_a_blank_form_prints_on_a4_one_page_wide(standard):
    layout = load(standard).layout
    [page] = worksheets(written(blank(load(standard)), layout))
    assert page.page_setup.orientation == layout.orientation
    assert page.page_setup.paperSize == 9
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToWidth in (None, 1)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_mark_is_the_last_line_of_its_worksheet_and_changes_nothing_above(layout):
    both = [LAYOUTS[layout]] * 2
    plain = worksheets(xlsx.write([EVERYTHING, SAMPLE], both))
    marked = worksheets(xlsx.write([EVERYTHING, SAMPLE], both, [MARK, ""]))
    assert rows(marked[0]) == [*rows(plain[0]), [MARK]]
    assert rows(marked[1]) == rows(plain[1])
    assert marked[0].max_row == plain[0].max_row + 2


def test_song_type_wrapped_lines_and_rules_all_round():
    [page] = worksheets(written(SAMPLE))
    for cell in (cell for row in page.iter_rows(min_row=3) for cell in row if isinstance(cell, Cell)):
        assert cell.font.name == "宋体"
        assert cell.alignment.wrap_text
        assert {cell.border.left.style, cell.border.top.style} == {"thin"}
        assert cell.number_format == "@"


def test_a_row_has_room_for_its_longest_text():
    long = replace(SAMPLE, goals=Goals("完成全市河道保洁。" * 40, "完成。"))
    short, tall = (worksheets(written(form))[0] for form in (SAMPLE, long))
    assert short.row_dimensions[9].height < 50
    assert tall.row_dimensions[9].height > 150


def test_a_text_taller_than_excel_lets_a_row_be_stands_in_several_merged_rows():
    reason = "因汛期推迟，已调整计划。" * 200
    [page] = worksheets(written(replace(SAMPLE, goals=Goals(reason, "完成。"))))
    [area] = [a for a in page.merged_cells.ranges if page.cell(a.min_row, a.min_col).value == reason]
    heights = [page.row_dimensions[row].height for row in range(area.min_row, area.max_row + 1)]
    assert len(heights) > 1
    assert max(heights) <= 409


def test_a_text_longer_than_a_cell_may_hold_is_refused_with_its_place():
    made = xlsx.write([SAMPLE, replace(SAMPLE, goals=Goals("", "长" * 32768))], [SH, SH])
    assert isinstance(made, Problem)
    assert made.message == "第2张表“河道保洁”的年度总体目标实际完成情况超过 Excel 单元格上限 32767 字"
    assert made.at.path == "forms[1].goals.actual"
    assert isinstance(xlsx.write([replace(SAMPLE, goals=Goals("", "长" * 32767))], [SH]), bytes)


def test_the_same_forms_give_the_same_bytes_in_this_process_and_in_another():
    program = (
        "import sys; from paper import EVERYTHING, LAYOUTS; from jiheng.writing import xlsx;"
        "sys.stdout.buffer.write(xlsx.write([EVERYTHING], [LAYOUTS['hubei']]))"
    )
    path = {"PYTHONPATH": ":".join(sys.path)}
    fresh = subprocess.run([sys.executable, "-c", program], env=path, capture_output=True, check=True).stdout
    assert {written(EVERYTHING, LAYOUTS["hubei"]) for _ in range(3)} == {fresh}


def test_no_forms_are_a_problem_and_no_empty_file():
    assert isinstance(xlsx.write([], []), Problem)


CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_any_text_in_any_field_survives_or_is_refused_with_its_place(data):
    path, _ = data.draw(st.sampled_from(values(EVERYTHING)))
    text = data.draw(st.text(max_size=40) | st.sampled_from(AWKWARD_TEXTS))
    form, layout = with_text(EVERYTHING, path, text), LAYOUTS[data.draw(st.sampled_from(sorted(LAYOUTS)))]
    made = xlsx.write([form], [layout])
    if isinstance(made, Problem):
        assert made == refused([form])
        return
    sheet = compose(form, layout)
    cells = [cell.text for block in sheet.blocks for row in block.rows for cell in row if cell.text]
    above = [line for line in (sheet.number, sheet.title, sheet.year_line) if line]
    [page] = worksheets(made)
    shown = [cell for row in page.iter_rows(values_only=True) for cell in row if cell is not None]
    # Control characters are escaped as Excel wants it; the library that reads them here leaves them so.
    printed = (*above, *cells, *sheet.signatures)
    wanted = [CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text) for text in printed]
    assert shown == wanted


@given(st.lists(st.text(max_size=40) | st.sampled_from(AWKWARD_NAMES)))
def test_names_of_worksheets_are_such_as_excel_takes(wanted):
    names = list(sheet_names(wanted))
    assert len(names) == len({name.lower() for name in names}) == len(wanted)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]", name)
        assert name.strip("' ") == name
        assert name.lower() != "history"


def test_a_worksheet_bears_the_name_of_its_project():
    assert list(sheet_names(["保洁", "保洁", "", "a/b"])) == ["保洁", "保洁(2)", "表3", "ab"]
