"""Families by blocks: 湖北 without points a row, 宁夏 with 决策, 管理, 产出 and 效益."""

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .contents import Contents, Line
from .style import Style
from .table import Rows, Sheet, label, value
from .telling import goals, indicator, levelled, marks_of, money_rows, sheet, truth, without


def money_of_20(rows: Rows, c: Contents, s: Style) -> list[dict[str, str]]:
    """One row of money whose execution is worth 20 points."""
    funding = without(money_rows(c, s, ("年度财政资金总额",)), "budget", "points")
    rows.row(
        label(f"预算执行情况（{s.money_unit}）（20分）", 1, 2), label(""), label("预算数（A）"),
        label("执行数（B）"),
        label("执行率（B/A）"), label("得分（20分*执行率）"),
    )  # fmt: skip
    row = funding[0]
    rows.row(
        label(row["label"]),
        value(row["adjusted"]),
        value(row["executed"]),
        value(row["rate"]),
        value(row["score"]),
    )
    return funding


def lines_without_points(rows: Rows, lines: Sequence[Line], s: Style) -> list[dict[str, Any]]:
    """Indicators with a score and no points of their own."""
    told = []
    for line, levels in levelled(lines, s):
        text, target = s.target(line.op, line.figure, line.unit)
        actual, score = s.actual(line.done, line.unit), s.mark(line.score)
        rows.row(*levels, value(line.level3), value(text), value(actual), value(score))
        told.append(indicator(line, target, actual, score=score))
    return told


def hubei(c: Contents, s: Style, dice: random.Random) -> Sheet:
    """One row of money, the total on top, no points with the indicators, one box for all reasons."""
    title = f"{c.year}年度{c.project}项目自评表"
    rows = Rows((13, 13, 24, 15, 15, 12))
    total = s.mark(c.total)
    boxes = {
        "项目类别": "部门预算项目☑  市直专项□",
        "项目属性": "持续性项目☑ 新增性项目□",
        "项目类型": "常年性项目□ 一次性项目☑",
    }
    rows.row(label("单位名称"), value(c.unit, 2), label("填报日期"), value(f"{int(c.year) + 1}年3月18日", 2))
    rows.row(label("项目名称"), value(c.project, 2), label("自评总分"), value(total, 2))
    rows.row(label("主管部门"), value(c.department, 2), label("项目实施单位"), value(c.unit, 2))
    for name, drawn in boxes.items():
        rows.row(label(name), value(drawn, 5))
    funding = money_of_20(rows, c, s)
    names = ("一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "得分")
    rows.row(label("年度绩效目标（80分）", 6))
    rows.heads([label(name) for name in names])
    told = lines_without_points(rows, c.lines, s)
    rows.ended()
    rows.row(label("总分", 5), value(total))
    rows.row(label("偏差大或目标未完成原因分析"), value(c.problem, 5))
    rows.row(label("改进措施及结果应用方案"), value(c.remedy, 5))
    notes = ("备注：", "1.预算数为调整后财政资金总额（包括上年结余结转），执行数为资金使用单位实际支出数。",
             "2.定量指标完成数超过目标值的，按满分计。")  # fmt: skip
    parts = {"funding": funding, "indicators": told, "total": {"score": total}}
    return sheet(s, rows, (title,), notes, truth(c, s, "hubei", title, **parts))


def ningxia(c: Contents, s: Style, dice: random.Random) -> Sheet:
    """Blocks 决策, 管理, 产出 and 效益 with their points; what the unit and what finance gives on top."""
    title = f"{c.year}年度项目支出绩效自评表"
    rows = Rows((9, 11, 18, 8, 11, 11, 8, 14))
    total = s.mark(c.total)
    rows.row(
        label("项目名称"),
        value(c.project, 3),
        label("自评得分"),
        value(total),
        label("财政审定评分"),
        value(""),
    )
    rows.row(label("主管部门"), value(c.department, 3), label("实施单位"), value(c.unit, 3))
    funding = without(money_rows(c, s, ("年度资金总额", "其中：财政拨款", "其他资金")), "points", "score")
    rows.row(
        label(f"项目资金（{s.money_unit}）", 1, 4), label(""), label("年初预算数"),
        label("调整预算数（A）", 2),
        label("全年执行数（B）", 2), label("执行率（B/A）"),
    )  # fmt: skip
    for row in funding:
        rows.row(
            label(row["label"]), value(row["budget"]), value(row["adjusted"], 2), value(row["executed"], 2),
            value(row["rate"]),
        )  # fmt: skip
    rows.row(label("年度目标", 1, 2), label("年初设定目标", 3), label("全年实际完成情况", 4))
    rows.row(value(c.expected, 3), value(c.achieved, 4))
    lines = _with_process(c)
    allotted = {name: s.mark(sum(line.points for line in lines if line.level1 == name)) for name in _BLOCKS}
    names = ("一级指标", "二级指标", "三级指标", "参考分值", "年度指标值（A）", "全年实际值（B）", "得分")
    rows.heads([*map(label, names), label("未完成原因及拟采取的改进措施")])
    told = []
    for line, levels in levelled(lines, s, first=lambda name: f"{name}（{allotted[name]}分）"):
        text, target = s.target(line.op, line.figure, line.unit)
        actual = s.actual(line.done, line.unit)
        marks = marks_of(line, s)
        rows.row(
            *levels, value(line.level3), value(marks["points"]), value(text), value(actual),
            value(marks["score"]),
            value(marks["reason"]),
        )  # fmt: skip
        told.append(indicator(line, target, actual, level1_points=allotted[line.level1], **marks))
    rows.ended()
    points = s.mark(c.total_points)
    rows.row(label("总分", 3), value(points), value("", 2), value(total), value(""))
    parts = {
        "funding": funding,
        "goals": goals(c),
        "indicators": told,
        "total": {"points": points, "score": total},
    }
    return sheet(s, rows, (title,), (), truth(c, s, "ningxia", title, **parts))


_BLOCKS = ("项目决策", "项目管理", "项目产出", "项目效益")
_PROCESS = (
    ("项目决策", "项目立项", "立项依据充分性", "充分"),
    ("项目决策", "绩效目标", "绩效指标明确性", "明确"),
    ("项目管理", "资金管理", "资金使用合规性", "合规"),
    ("项目管理", "组织实施", "管理制度健全性", "健全"),
)


def _with_process(c: Contents) -> list:
    """Indicators of the process in front of the others; the points of the money are theirs."""
    share = c.money_points / 4
    model = c.lines[0]
    process = [
        replace(
            model, level1=one, level2=two, level3=three, op="", figure=words, unit="", done=words,
            points=share,
            score=share, reason="",
        )
        for one, two, three, words in _PROCESS
    ]  # fmt: skip
    renamed = {
        "成本指标": "项目产出",
        "产出指标": "项目产出",
        "效益指标": "项目效益",
        "满意度指标": "项目效益",
    }
    return [*process, *(replace(line, level1=renamed[line.level1]) for line in c.lines)]
