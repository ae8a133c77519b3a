"""Families with columns beside the usual ones: 新疆, 北京, 江苏, and one with points before targets."""

import random
from dataclasses import replace

from .contents import WORDS, Contents
from .style import Style
from .table import Rows, Sheet, label, value
from .telling import goals, indicator, levelled, marks_of, money_rows, sheet, truth, without


def xinjiang(c: Contents, s: Style, dice: random.Random) -> Sheet:
    """资金来源, and with every indicator its ground, last year, rule and proof."""
    title = f"项目支出绩效自评表（{c.year}年度）"
    rows = Rows((6, 7, 11, 8, 7, 7, 6, 10, 8, 8, 6, 6, 10))
    rows.row(label("项目名称", 2), value(c.project, 11))
    rows.row(label("主管部门", 2), value(c.department, 4), label("实施单位", 2), value(c.unit, 5))
    funding = money_rows(c, s, ("年度资金总额", "财政拨款", "上年结转资金", "其他资金"))
    rows.row(
        label(f"项目资金（{s.money_unit}）", 2, 5), label("资金来源"), label("年初预算数", 2),
        label("全年预算数", 2),
        label("全年执行数", 2), label("分值权重"), label("执行率", 2), label("得分"),
    )  # fmt: skip
    for row in funding:
        rows.row(
            label(row["label"]), value(row["budget"], 2), value(row["adjusted"], 2), value(row["executed"],
            2),
            value(row["points"]), value(row["rate"], 2), value(row["score"]),
        )  # fmt: skip
    rows.row(label("年度总体目标", 2, 2), label("预期目标", 5), label("实际完成情况", 6))
    rows.row(value(c.expected, 5), value(c.achieved, 6))
    names = (
        "指标值",
        "指标值设置依据",
        "上年完成值",
        "指标分值权重",
        "指标赋分规则",
        "佐证资料",
        "指标实际完成值",
    )
    names = ("一级指标", "二级指标", "三级指标", *names, "完成率", "指标得分", "偏差原因分析及改进措施")
    rows.heads([label(name) for name in names])
    told = []
    for line, levels in levelled(c.lines, s):
        text, target = s.target(line.op, line.figure, line.unit)
        actual = s.actual(line.done, line.unit)
        marks = marks_of(line, s)
        before = s.actual(line.before, line.unit) if line.op else s.blank
        rate = s.percentage(line.score / line.points if line.points else None)
        rows.row(
            *levels, value(line.level3), value(text), value(dice.choice(WORDS["bases"])), value(before),
            value(marks["points"]), value(dice.choice(WORDS["rules"])), value(dice.choice(WORDS["proofs"])),
            value(actual), value(rate), value(marks["score"]), value(marks["reason"]),
        )  # fmt: skip
        told.append(indicator(line, target, actual, **marks))
    rows.ended()
    points, total = s.mark(c.total_points), s.mark(c.total)
    rows.row(label("总分", 6), value(points), value("", 4), value(total), value(""))
    parts = {
        "funding": funding,
        "goals": goals(c),
        "indicators": told,
        "total": {"points": points, "score": total},
    }
    return sheet(s, rows, (title,), (), truth(c, s, "xinjiang", title, **parts), landscape=True)


def beijing(c: Contents, s: Style, dice: random.Random) -> Sheet:
    """The rate over the initial budget, and how each score was got in a column of its own."""
    title = "项目支出绩效自评表"
    rows = Rows((5, 7, 9, 15, 7, 9, 9, 14, 7, 12))
    rows.row(label("项目名称", 3), value(c.project, 7))
    rows.row(label("主管部门及代码", 3), value(c.department, 2), label("实施单位", 2), value(c.unit, 3))
    funding = without(money_rows(c, s, ("年度资金总额：", "其中：本年财政拨款", "其他资金")), "adjusted")
    rows.row(
        label(f"项目资金\n({s.money_unit})", 3, 4), label(""), label("年初预算数(A)"), label("全年执行数(B)"),
        label("分值(10分)"), label("得分计算方法"), label("执行率(B/A)"), label("得分"),
    )  # fmt: skip
    for row in funding:
        how = "执行率×该指标分值" if row is funding[0] else s.blank
        rows.row(
            label(row["label"]), value(row["budget"]), value(row["executed"]), value(row["points"]),
            value(how),
            value(row["rate"]), value(row["score"]),
        )  # fmt: skip
    rows.row(label("年度总体目标", 3, 2), label("年初设定目标", 4), label("全年实际完成情况", 3))
    rows.row(value(c.expected, 4), value(c.achieved, 3))
    height = len(c.lines) + 1
    names = ("分值", "年度指标值(A)", "全年实际值(B)", "得分计算方法", "得分", "未完成原因分析")
    rows.heads(
        [label("绩效指标", 1, height), label("一级指标"), label("二级指标"), label("三级指标")]
        + [label(name) for name in names]
    )
    told = []
    for line, levels in levelled(c.lines, s):
        text, target = s.target(line.op, line.figure, line.unit)
        actual = s.actual(line.done, line.unit)
        marks = marks_of(line, s)
        how = dice.choice(
            ("完成值达到指标值，记满分；未达到指标值，按B/A或A/B×该指标分值记分", "按完成情况分档记分")
        )
        rows.row(
            *levels, value(line.level3), value(marks["points"]), value(text), value(actual), value(how),
            value(marks["score"]), value(marks["reason"]),
        )  # fmt: skip
        told.append(indicator(line, target, actual, **marks))
    rows.ended()
    points, total = s.mark(c.total_points), s.mark(c.total)
    rows.row(label("总分", 4), value(points), value("", 3), value(total), value(""))
    parts = {
        "funding": funding,
        "goals": goals(c),
        "indicators": told,
        "total": {"points": points, "score": total},
    }
    told_form = truth(c, s, "beijing", title, **parts)
    return sheet(s, rows, (title, f"（ {c.year}年度 ）"), (), told_form, landscape=dice.random() < 0.6)


def jiangsu(c: Contents, s: Style, dice: random.Random) -> Sheet:
    """投入, 产出 and 结果; what was paid and what is left beside what was spent; weight before actuals."""
    title = "市级财政支出项目绩效自评表"
    rows = Rows((9, 10, 18, 10, 8, 11, 9, 8, 12))
    rows.row(label("项目名称"), value(c.project, 4), label("预算年度"), value(f"{c.year}年", 3))
    rows.row(label("主管部门"), value(c.department, 3), label("项目单位"), value(c.unit, 4))
    funding = without(money_rows(c, s, ("合计", "其中：市级财政资金")), "points", "score")
    rows.row(
        label(f"资金情况（{s.money_unit}）", 1, 3), label(""), label("年初预算数"), label("调整后预算数"),
        label("财政拨款数", 2), label("实际支出数"), label("结余数"), label("执行率"),
    )  # fmt: skip
    for row, money in zip(funding, c.money, strict=False):
        rows.row(
            label(row["label"]), value(row["budget"]), value(row["adjusted"]),
            value(s.money(money.adjusted), 2),
            value(row["executed"]), value(s.money(money.adjusted - money.executed)), value(row["rate"]),
        )  # fmt: skip
    rows.row(label("年度目标"), value(c.expected, 8))
    rows.row(label("年度目标完成情况"), value(c.achieved, 8))
    names = ("三级指标", "目标值", "权重", "实际完成值", "自评分")
    rows.heads(
        [label("一级指标"), label("二级指标"), *map(label, names), label("未完成原因分析", 2)],
    )
    told = []
    renamed = {"成本指标": "投入", "产出指标": "产出", "效益指标": "结果", "满意度指标": "结果"}
    lines = sorted(
        (replace(line, level1=renamed[line.level1]) for line in c.lines),
        key=lambda line: ("投入", "产出", "结果").index(line.level1),
    )
    for line, levels in levelled(lines, s):
        text, target = s.target(line.op, line.figure, line.unit)
        actual = s.actual(line.done, line.unit)
        marks = marks_of(line, s)
        rows.row(
            *levels, value(line.level3), value(text), value(marks["points"]), value(actual),
            value(marks["score"]),
            value(marks["reason"], 2),
        )  # fmt: skip
        told.append(indicator(line, target, actual, **marks))
    rows.ended()
    points, total = s.mark(c.total_points), s.mark(c.total)
    rows.row(label("合计", 4), value(points), value(""), value(total), value("", 2))
    parts = {
        "funding": funding,
        "goals": goals(c),
        "indicators": told,
        "total": {"points": points, "score": total},
    }
    return sheet(s, rows, (title,), ("填报人：        联系电话：",), truth(c, s, "jiangsu", title, **parts))


def points_first(c: Contents, s: Style, dice: random.Random) -> Sheet:
    """Points in front of the target, starred indicators, 其中 under one of them without points of its own."""
    title = "绩效目标自评表"
    rows = Rows((8, 10, 11, 20, 7, 11, 11, 8, 14))
    rows.row(
        label("项目名称", 2),
        value(c.project, 2),
        label("项目负责人及电话", 2),
        value(f"{c.contact} 8640021", 3),
    )
    rows.row(label("主管部门", 2), value(c.department, 2), label("实施单位", 2), value(c.unit, 3))
    labels = ("年度资金总额", "其中：中央财政资金", "地方资金", "其他资金")
    funding = without(money_rows(c, s, labels), "budget")
    rows.row(
        label(f"资金情况（{s.money_unit}）", 2, 5), label(""), label("全年预算数（A）"),
        label("全年执行数（B）", 2),
        label("分值"), label("执行率（B/A）"), label("得分"),
    )  # fmt: skip
    for row in funding:
        rows.row(
            label(row["label"]), value(row["adjusted"]), value(row["executed"], 2), value(row["points"]),
            value(row["rate"]), value(row["score"]),
        )  # fmt: skip
    rows.row(label("年度总体目标", 1, 2), label("年初设定目标", 4), label("全年实际完成情况", 4))
    rows.row(value(c.expected, 4), value(c.achieved, 4))
    lines = [replace(line, level3=f"★{line.level3}") if dice.random() < 0.25 else line for line in c.lines]
    lines.insert(1, replace(lines[0], level3=f"其中：{dice.choice(('集中连片区域', '脱贫村'))}"))
    names = ("分值", "年度指标值", "全年实际值", "得分", "未完成原因和改进措施")
    rows.heads(
        [label("绩效指标", 1, len(lines) + 1), label("一级指标"), label("二级指标"), label("三级指标")]
        + [label(name) for name in names]
    )
    told = []
    for number, (line, levels) in enumerate(levelled(lines, s)):
        text, target = s.target(line.op, line.figure, line.unit)
        actual = s.target(line.op, line.done, line.unit)[0] if line.op and dice.random() < 0.3 else ""
        actual = actual or s.actual(line.done, line.unit)
        own = number != 1
        marks = {
            "points": s.mark(line.points) if own else "",
            "score": s.mark(line.score) if own else "",
            "reason": line.reason if own else "",
        }
        rows.row(
            *levels, value(line.level3), value(marks["points"]), value(text), value(actual),
            value(marks["score"]),
            value(marks["reason"]),
        )  # fmt: skip
        told.append(indicator(line, target, actual, **marks))
    rows.ended()
    points, total = s.mark(c.total_points), s.mark(c.total)
    rows.row(label("总分", 4), value(points), value("", 2), value(total), value(""))
    parts = {
        "funding": funding,
        "goals": goals(c),
        "indicators": told,
        "total": {"points": points, "score": total},
    }
    told_form = truth(c, s, "points_first", title, **parts)
    return sheet(s, rows, (title, f"（{c.year}年度）"), (), told_form)
