"""Every layout prints every form as one table without holes, and loses nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper import EVERYTHING, LAYOUTS, SAMPLE, values

from jiheng.model import Form, Header, Indicator, TargetText
from jiheng.standards import load, standard_ids
from jiheng.terms import notation
from jiheng.writing import blank
from jiheng.writing.compose import compose
from jiheng.writing.sheet import Role
from strategies import forms


def tiles(block, cuts):
    """How often each place of the block's grid is covered."""
    covered = dict.fromkeys(((y, x) for y in range(len(block.rows)) for x in cuts[:-1]), 0)
    for y, row in enumerate(block.rows):
        for cell in row:
            for x in cuts[cuts.index(cell.left) : cuts.index(cell.right)]:
                for below in range(y, y + cell.rows):
                    covered[below, x] += 1
    return set(covered.values())


def texts(sheet):
    cells = (cell.text for block in sheet.blocks for row in block.rows for cell in row)
    return [sheet.title, sheet.year_line, *sheet.signatures, *cells]


def split(indicator):
    """Whether a target's one cell says just what its three cells say."""
    target = indicator.target
    return notation.split_target(target.text) == target


def column(sheet, block, heading):
    """The texts under a heading, as far as the block has cells with the heading's edges."""
    found = sheet.blocks[block]
    head = next(cell for cell in found.rows[0] if cell.text == heading)
    return [
        cell.text
        for row in found.rows[1:]
        for cell in row
        if (cell.left, cell.right) == (head.left, head.right)
    ]


@given(forms(), st.sampled_from(sorted(LAYOUTS)))
def test_the_cells_of_a_block_cover_it_once(form, layout):
    sheet = compose(form, LAYOUTS[layout])
    for block in sheet.blocks:
        assert tiles(block, sheet.cuts) == {1}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", [SAMPLE, EVERYTHING], ids=["plain", "everything"])
def test_nothing_that_was_filled_in_is_lost(form, layout):
    sheet = compose(form, LAYOUTS[layout])
    assert tiles(sheet.blocks[0], sheet.cuts) == {1}
    printed = "\n".join(texts(sheet))
    lost = [(path, text) for path, text in values(form) if text not in printed]
    told_otherwise = {"title"} if layout != form.layout else set()
    if layout == "sichuan":
        told_otherwise |= {
            f"indicators[{n}].target.text" for n, row in enumerate(form.indicators) if split(row)
        }
    assert [(path, text) for path, text in lost if path not in told_otherwise] == []


def test_equal_names_that_follow_one_another_share_a_cell():
    block = compose(SAMPLE, LAYOUTS["sh"]).blocks[3]
    tall = {cell.text: cell.rows for row in block.rows for cell in row if cell.rows > 1}
    assert tall == {"产出指标": 3, "数量指标": 2}


def test_a_name_that_comes_again_later_and_blank_names_do_not_share():
    first, *others = SAMPLE.indicators
    apart = replace(SAMPLE, indicators=(first, others[0], first, Indicator(), Indicator()))
    block = compose(apart, LAYOUTS["sh"]).blocks[3]
    assert {cell.rows for row in block.rows for cell in row} == {1}


def test_the_same_indicator_twice_is_printed_twice():
    twice = replace(SAMPLE, indicators=(SAMPLE.indicators[1],) * 2)
    assert column(compose(twice, LAYOUTS["sh"]), 3, "三级指标") == ["保洁次数", "保洁次数"]


def test_the_allotment_of_a_block_stands_in_its_cell():
    sheet = compose(EVERYTHING, LAYOUTS["central"])
    assert "成本指标（20分）" in texts(sheet)


def test_a_target_is_split_where_the_layout_has_three_cells():
    sheet = compose(SAMPLE, LAYOUTS["sichuan"])
    assert column(sheet, 4, "指标性质") == ["定性", "≥", "=", "≥", "定性"]
    assert column(sheet, 4, "指标值") == ["按定额标准执行", "50.00", "100.00", "90.00", "改善明显"]
    assert column(sheet, 4, "度量单位") == ["", "次", "%", "%", ""]


@pytest.mark.parametrize(
    ("target", "printed"),
    [
        (TargetText(op="≥", value="50", unit="次"), "≥50次"),
        (TargetText(op="定性", value="好坏"), "好坏"),
        (TargetText(value="2024年12月底前"), "2024年12月底前"),
    ],
)
def test_a_target_is_joined_where_the_layout_has_one_cell(target, printed):
    form = replace(SAMPLE, indicators=(replace(SAMPLE.indicators[0], target=target),))
    assert column(compose(form, LAYOUTS["sh"]), 3, "年度指标值") == [printed]
    assert column(compose(form, LAYOUTS["sichuan"]), 4, "指标值") == [target.value]


def test_a_date_and_a_blank_target_are_not_called_qualitative():
    targets = (TargetText(text="2024年12月底前"), TargetText())
    form = replace(
        SAMPLE, indicators=tuple(replace(SAMPLE.indicators[0], target=target) for target in targets)
    )
    assert column(compose(form, LAYOUTS["sichuan"]), 4, "指标性质") == ["", ""]


def test_what_has_no_cell_stands_at_the_end_of_its_block_under_its_own_name():
    sheet = compose(EVERYTHING, LAYOUTS["hubei"])
    ends = {row[-2].text: row[-1].text for block in sheet.blocks for row in block.rows if len(row) == 2}
    assert ends["年初预算数"] == "年度资金总额：63.65\n其中：当年财政拨款：63.65"
    assert ends["分值"].splitlines()[1] == "保洁次数：10.00"
    assert ends["指标值"] == "保洁次数：60"
    assert ends["偏差原因分析及改进措施"] == "水质达标率：枯水期偏长。"
    assert ends["总分（分值）"] == "100.00"
    assert ends["评分等级"] == "优"
    assert ends["未归入栏目的内容"] == "页脚上的字\n另一行字"


def test_notes_stand_where_the_layout_asks_for_them_and_a_second_one_is_kept():
    sheet = compose(EVERYTHING, LAYOUTS["sichuan"])
    notes = [(row[0].text, row[1].text) for row in sheet.blocks[-1].rows]
    assert notes[:3] == [("评价结论", ""), ("存在问题", "枯水期保洁不足"), ("改进措施", "")]
    assert ("存在问题", "又一处问题") in notes
    assert sheet.signatures == ("项目负责人：张三", "财务负责人：")


@pytest.mark.parametrize(
    ("layout", "own", "year", "title", "year_line"),
    [
        ("sh", "财政项目支出绩效自评表", "2024", "财政项目支出绩效自评表", "（2024年度）"),
        ("sh", "", "2024年度", "财政项目支出绩效自评表", "（2024年度）"),
        ("sh", "自评表（2024年度）", "2024", "自评表（2024年度）", ""),
        ("sh", "", "", "财政项目支出绩效自评表", "（\u3000\u3000年度）"),
        ("hubei", "项目自评表", "2023", "2023年度项目自评表", ""),
        ("hubei", "2023年度水利项目自评表", "2023", "2023年度水利项目自评表", ""),
    ],
)
def test_the_title_names_the_year_once(layout, own, year, title, year_line):
    sheet = compose(Form(layout=layout, title=own, header=Header(year=year)), LAYOUTS[layout])
    assert (sheet.title, sheet.year_line) == (title, year_line)


def test_another_layout_brings_its_own_title():
    assert compose(SAMPLE, LAYOUTS["central"]).title == "项目支出绩效自评表"


def test_every_kind_of_line_end_is_one():
    form = replace(SAMPLE, grade="一\r\n二\r三\u2028四\x0b五")
    grade = compose(form, LAYOUTS["sh"]).blocks[3].rows[-1][-1]
    assert (grade.text, grade.role) == ("一\n二\n三\n四\n五", Role.VALUE)


@pytest.mark.parametrize("standard", standard_ids())
def test_a_blank_form_has_a_row_for_every_indicator_and_nothing_filled_in(standard):
    form = blank(load(standard))
    names = [row.level2 for row in form.indicators]
    assert {"数量指标", "社会效益指标", "服务对象满意度指标"} <= set(names)
    assert len(names) == len(set(names))
    assert [row.label for row in form.funding] == list(load(standard).layout.funding_rows)
    expected = {"funding", "indicators", "fund_unit"}
    assert {path.split("[")[0] for path, _ in values(form)} <= expected
    sheet = compose(form, load(standard).layout)
    assert tiles(sheet.blocks[3], sheet.cuts) == {1}


def test_a_blank_form_can_bear_its_year():
    assert compose(blank(load("cn"), 2025), load("cn").layout).year_line == "（2025年度）"
