"""Rows and labels cut by the end of a page."""

import pytest
from grids import form

from jiheng.reading import breaks
from jiheng.reading.document import Cell

USUAL = {"level3", "target", "actual", "points", "score"}


def cells(**texts: str) -> dict[str, Cell]:
    return {name.replace("__", "."): Cell(0, n, text) for n, (name, text) in enumerate(texts.items())}


WHOLE = cells(level3="巡查次数", target="≥12次", actual="12次", points="10", score="10")


def test_a_row_with_figures_of_its_own_is_another_row():
    other = cells(level3="整改率", target="≥95%", actual="97%", points="10", score="10")
    assert not breaks.goes_on(WHOLE, other, USUAL)


def test_the_rest_of_a_name_and_of_a_reason_goes_on_with_the_row():
    above = WHOLE | cells(reason="受汛期影响，部分")
    below = cells(level3="（含夜间）", reason="点位推迟。")
    assert breaks.goes_on(above, below, USUAL)
    row = breaks.row_joined(above, below)
    assert (row["level3"].text, row["reason"].text) == ("巡查次数（含夜间）", "受汛期影响，部分点位推迟。")


def test_figures_that_stand_only_on_the_next_page_complete_the_row():
    above = cells(level3="新建口袋公园并")
    below = cells(level3="移交养护", target="≥3处", actual="3处", points="15", score="15")
    assert breaks.goes_on(above, below, USUAL)
    assert breaks.row_joined(above, below)["level3"].text == "新建口袋公园并移交养护"


def test_rows_of_words_alone_are_rows_each():
    above = cells(level3="环境改善程度", target="明显", actual="明显")
    below = cells(level3="居民获得感", target="增强", actual="增强")
    assert not breaks.goes_on(above, below, {"level3", "target", "actual"})


def test_a_label_known_in_full_begins_a_row_where_the_row_above_is_whole():
    above = WHOLE | cells(level2="数量指标")
    assert not breaks.goes_on(above, cells(level2="质量指标", level3="整改"), USUAL)
    assert breaks.goes_on(cells(level2="数量指标", level3="整"), cells(level2="质量指标", target="好"), USUAL)


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("产出", "指标", "产出指标"),
        ("产出指标", "产出指标", "产出指标"),
        ("产出指标", "(50分)", "产出指标(50分)"),
        ("产出指标（50", "分）", "产出指标（50分）"),
        ("社会公众满", "意度指标", "社会公众满意度指标"),
        ("产出指标", "效益指标", None),
        ("产出", "效益", None),
    ],
)
def test_a_level_label_that_is_cut_or_repeated_is_one_label(above: str, below: str, whole: str | None):
    found = breaks.level_joined(Cell(0, 0, above), Cell(1, 0, below), "level1")
    assert (found.text if found else None) == whole


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("完成率达到98.", "5%", "完成率达到98.5%"),
        ("截至2024年1", "2月底", "截至2024年12月底"),
        ("50", "60", "50 60"),
        ("12.", "50", "12.50"),
        ("≥50.00", "(次)", "≥50.00(次)"),
        ("supply", "chain", "supply chain"),
        ("供应", "链", "供应链"),
        ("", "链", "链"),
    ],
)
def test_text_is_joined_without_a_space_unless_words_or_whole_figures_would_run_together(
    first: str, second: str, whole: str
):
    assert breaks.text_joined(first, second) == whole


HEAD = """
    项目支出绩效自评表
    项目名称 | 湿地巡护 | < | < | < | < | < | <
    年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
"""
LABELS = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施\n"


def test_a_goal_goes_on_over_the_page_and_another_goal_begins_a_line():
    read = form(
        HEAD
        + """
        ^ | 全年巡护湿地不少 | < | < | 巡护到 | < | < | <
        =
        ^ | 于120次。 | < | < | 位。 | < | < | <
        ^ | 完成监测。 | < | < | 已监测。 | < | < | <
        """
    )
    assert read.goals.expected == "全年巡护湿地不少于120次。\n完成监测。"
    assert read.goals.actual == "巡护到位。\n已监测。"


def test_a_row_cut_within_its_cells_is_one_indicator():
    read = form(
        HEAD
        + LABELS
        + """
        产出指标 | 数量指标 | 巡护次数 | ≥120次 | 126次 | 40 | 40 |
        ^ | ^ | 湿地鸟类同步监测与数 | ≥4次 | 3次 | 20 | 15 | 设备故障，第四
        =
         |  | 据入库 |  |  |  |  | 次推迟。
         | 质量指标 | 数据合格率 | ≥95% | 96% | 30 | 30 |
        """
    )
    assert [row.level3 for row in read.indicators] == ["巡护次数", "湿地鸟类同步监测与数据入库", "数据合格率"]
    assert read.indicators[1].reason == "设备故障，第四次推迟。"
    assert [row.level2 for row in read.indicators] == ["数量指标", "数量指标", "质量指标"]
    assert {row.level1 for row in read.indicators} == {"产出指标"}


def test_labels_repeated_or_cut_at_the_break_go_on():
    read = form(
        HEAD
        + LABELS
        + """
        产出 | 数量指标 | 巡护次数 | ≥120次 | 126次 | 40 | 40 |
        =
        """
        + LABELS
        + """
        指标 | 数量指标 | 监测次数 | ≥4次 | 4次 | 20 | 20 |
        """
    )
    assert [(row.level1, row.level2) for row in read.indicators] == [("产出指标", "数量指标")] * 2


def test_rows_of_words_on_both_sides_of_a_break_stay_two():
    read = form(
        HEAD
        + "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年实际完成值 | 未完成原因和改进措施 | < | <\n"
        + """
        效益指标 | 社会效益指标 | 保护意识 | 增强 | 增强 |
        =
         |  | 群众参与 | 广泛 | 广泛 |
        """
    )
    assert [row.level3 for row in read.indicators] == ["保护意识", "群众参与"]


def test_a_name_of_money_and_a_note_go_on_over_the_page():
    read = form(
        """
        项目支出绩效自评表
        项目名称 | 湿地巡护 | < | < | < | <
        项目资金（万元） |  | 全年预算数 | 全年执行数 | 执行率 | 得分
        ^ | 年度资金总额 | 50 | 50 | 100% | 10
        ^ | 其中：当年财 | 50 | 50 | 100% |
        =
         | 政拨款 |  |  |  |
        存在问题 | 监测设备老化， | < | < | < | <
        =
         | 更新不及时。 | < | < | < | <
        """
    )
    assert [row.label for row in read.funding] == ["年度资金总额", "其中：当年财政拨款"]
    assert [note.text for note in read.notes] == ["监测设备老化，更新不及时。"]
    assert read.unbound == ()


def test_a_label_of_a_column_that_is_cut_is_no_row():
    read = form(
        HEAD
        + """
        绩 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成 | 未完成原因和改 | <
        =
        效指标 |  |  |  |  | 值 | 进措施 | <
         | 产出指标 | 数量指标 | 巡护次数 | ≥120次 | 126次 | 无 | <
        """
    )
    assert [(row.level3, row.actual, row.reason) for row in read.indicators] == [("巡护次数", "126次", "无")]


def test_values_beside_labels_go_on_over_the_page():
    read = form(
        """
        项目绩效自评表
        项目名称 | 湿地巡护 | 项目类型 | 延续性项目
        年度绩效目标 | 巡护湿地，并 | 目标完成情况 | 已巡护，数据
        =
         | 完成监测。 |  | 全部入库。
        """
    )
    assert (read.goals.expected, read.goals.actual) == ("巡护湿地，并完成监测。", "已巡护，数据全部入库。")


def test_columns_whose_sides_shift_from_page_to_page_keep_their_cells():
    read = form(
        HEAD
        + """
        一级指标 | < | 二级指标 | < | 三级指标 | < | 指标值 | < | 依据 | < | 完成值 | <
        产出指标 | < | 数量指标 | < | 巡护次数 | < | ≥120次 | < | 计划 | < | 126次 | <
        =
         | | | | 监测次数 | < | ≥4次 | 计划 | < | < | 4次 | <
        """
    )
    assert [(row.target.text, row.actual, row.extra["依据"]) for row in read.indicators] == [
        ("≥120次", "126次", "计划"),
        ("≥4次", "4次", "计划"),
    ]
