"""Families less regular in heads and rows: labels over two lines, a head a goal, money side by side."""

import random
from dataclasses import replace

from .blocks import lines_without_points, money_of_20
from .contents import Contents, Line
from .style import WORDS, Style
from .table import Rows, Sheet, label, value
from .telling import goals, indicator, levelled, marks_of, money_rows, national_table, sheet, truth, without


def two_line_heads(c: Contents, s: Style, dice: random.Random) -> Sheet:
    """Labels broken over two lines, points on both rows of money, numbered indicators, rows left blank."""
    title = "项目支出绩效自评表"
    rows = Rows((8, 9, 11, 16, 11, 11, 7, 7, 14))
    rows.row(label("项目名称", 2), value(c.project, 7))
    rows.row(label("主管部门", 2), value(c.department, 3), label("实施单位", 2), value(c.unit, 2))
    funding = money_rows(c, s, ("年度资金总额：", "其中：本年财政拨款"))
    funding[1] |= {"points": funding[0]["points"], "score": funding[0]["score"]}
    rows.row(
        label(f"项目资金\n（{s.money_unit}）", 2, 3), label(""), label("年初\n预算数"), label("全年\n预算数"),
        label("全年\n执行数"), label("分值"), label("执行率"), label("得分"),
    )  # fmt: skip
    for row in funding:
        rows.row(label(row["label"]), *(value(row[name]) for name in list(row)[1:]))
    rows.row(label("年度总体目标完成情况", 2, 2), label("预期目标", 3), label("目标实际完成情况", 4))
    rows.row(value(c.expected, 3), value(c.achieved, 4))
    lines: list[Line | None] = list(c.lines)
    lines.insert(len(lines) // 2, None)
    height = len(lines) + 1
    names = ("一级\n指标", "二级指标", "三级指标", "年度\n指标值", "实际\n完成值", "分值", "得分")
    rows.heads(
        [label("年度绩效指标完成情况", 1, height), *map(label, names), label("偏差原因分析及改进措施")]
    )
    told = []
    number = 0
    flat = replace(s, levels="repeated")
    for line, boxes in _with_blanks(lines, flat):
        if line is None:
            rows.row(*boxes, *(value("") for _ in range(6)))
            continue
        number += 1
        text, target = s.target(line.op, line.figure, line.unit)
        actual = s.actual(line.done, line.unit)
        marks = marks_of(line, s)
        named = replace(line, level3=f"指标{number}：{line.level3}")
        rows.row(
            *boxes, value(named.level3), value(text), value(actual), value(marks["points"]),
            value(marks["score"]),
            value(marks["reason"]),
        )  # fmt: skip
        told.append(indicator(named, target, actual, **marks))
    rows.ended()
    points, total = s.mark(c.total_points), s.mark(c.total)
    rows.row(label("总分", 6), value(points), value(total), value(""))
    parts = {
        "funding": funding,
        "goals": goals(c),
        "indicators": told,
        "total": {"points": points, "score": total},
    }
    told_form = truth(c, s, "two_line_heads", title, **parts)
    return sheet(s, rows, (title, f"（{c.year}年度）"), ("注：1.得分一栏填写自评得分。",), told_form)


def _with_blanks(lines: list[Line | None], s: Style):
    """The lines with their levels; a blank one stands in the levels of the line before it."""
    known = [line for line in lines if line]
    boxes = dict(zip(range(len(known)), (found for _, found in levelled(known, s)), strict=True))
    number = -1
    for line in lines:
        number += line is not None
        yield line, boxes[number]


def goal_blocks(c: Contents, s: Style, dice: random.Random) -> Sheet:
    """年度绩效目标1 and 2, each with its points, its text and a head of its own."""
    title = f"{c.year}年度项目绩效自评表"
    rows = Rows((13, 13, 25, 15, 15, 10))
    rows.row(label("项目名称"), value(c.project, 2), label("填报日期"), value(f"{int(c.year) + 1}-03-20", 2))
    rows.row(label("主管部门"), value(c.department, 2), label("实施单位"), value(c.unit, 2))
    funding = money_of_20(rows, c, s)
    told = []
    half = max(1, len(c.lines) // 2)
    for number, lines in enumerate((c.lines[:half], c.lines[half:]), start=1):
        names = ("一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "得分")
        rows.row(
            label(f"年度绩效目标{number}（40分）"),
            value(dice.choice(("规范管理", "改善民生", "补齐短板")), 5),
        )
        rows.heads([label(name) for name in names])
        told += lines_without_points(rows, lines, s)
    rows.ended()
    total = s.mark(c.total)
    rows.row(label("总分", 5), value(total))
    rows.row(label("偏差大或目标未完成原因分析"), value(c.problem, 5))
    parts = {"funding": funding, "goals": {"expected": None}, "indicators": told, "total": {"score": total}}
    return sheet(replace(s, apart=False), rows, (title,), (), truth(c, s, "goal_blocks", title, **parts))


def income_and_spending(c: Contents, s: Style, dice: random.Random) -> Sheet:
    """A whole department; under its money, sums by income and by spending with the amounts in the text."""
    title = f"{c.year}年度部门整体支出绩效自评表"
    rows = Rows((9, 10, 13, 12, 11, 11, 8, 8, 12))
    rows.row(label("县级预算单位名称", 2), value(c.unit, 7))
    funding = money_rows(c, s, ("年度资金总额",))
    rows.row(
        label(f"年度预算申请（{s.money_unit}）", 2, 6), label(""), label("年初预算数"), label("全年预算数"),
        label("全年执行数"), label("分值"), label("执行率"), label("得分"),
    )  # fmt: skip
    rows.row(label(funding[0]["label"]), *(value(funding[0][name]) for name in list(funding[0])[1:]))
    parts_of = [s.money(money.executed) for money in c.money[1:]]
    rows.row(label("按收入性质分：", 3), label("按支出性质分：", 4))
    for (left, right), amount in zip(
        (("其中：一般公共预算", "其中：基本支出"), ("政府性基金拨款", "项目支出"), ("其他资金", "其他支出")),
        parts_of,
        strict=True,
    ):
        rows.row(value(f"{left}：{amount}万元", 3), value(f"{right}：{amount}万元", 4))
    rows.row(label("年度总体目标", 2, 2), label("预期目标", 3), label("实际完成情况", 4))
    rows.row(value(c.expected, 3), value(c.achieved, 4))
    told = national_table(rows, c, s)
    parts = {"funding": funding, "goals": goals(c), **told}
    header = {"project": "", "department": ""}
    told_form = truth(c, s, "income_and_spending", title, kind="department", header=header, **parts)
    return sheet(s, rows, (title,), (), told_form)


def signs_and_weights(c: Contents, s: Style, dice: random.Random) -> Sheet:
    """计算符号 and 计量单位 apart, three numbers after another, codes in a head of four pairs a row."""
    title = "项目支出绩效自评情况表"
    rows = Rows((8, 9, 17, 8, 9, 9, 8, 9, 7, 7, 12))
    rows.row(
        label("项目名称", 1), value(c.project, 2), label("项目编码"), value("13010022T00001", 2),
        label("单位编码"),
        value("219001"), label("预算年度", 2), value(c.year),
    )  # fmt: skip
    rows.row(label("主管部门"), value(c.department, 4), label("项目单位", 2), value(c.unit, 4))
    labels = ("资金总额", "一般公共预算资金", "单位资金")
    funding = money_rows(c, s, labels)
    rows.row(
        label(f"资金执行情况（单位：{s.money_unit}）", 2, 4), label("资金性质"), label("年初预算", 2),
        label("调整后预算数"),
        label("实际支出", 2), label("权重"), label("预算执行率"), label("得分"),
    )  # fmt: skip
    for row in funding:
        rows.row(
            label(row["label"]), value(row["budget"], 2), value(row["adjusted"]), value(row["executed"], 2),
            value(row["points"]), value(row["rate"]), value(row["score"]),
        )  # fmt: skip
    rows.row(label("年度目标", 2), value(c.expected, 9))
    rows.row(label("目标完成情况", 2), value(c.achieved, 9))
    names = (
        "一级指标",
        "二级指标",
        "三级指标",
        "计算符号",
        "指标值",
        "实际完成值",
        "计量单位",
        "完成率",
        "分值",
    )
    rows.heads([*map(label, names), label("得分"), label("未完成原因及改进措施")])
    told = []
    in_words = dice.random() < 0.4
    for line, levels in levelled(c.lines, s):
        sign = (WORDS[line.op] if in_words else line.op) if line.op else ""
        unit = s.unit(line.unit)
        target = {"text": None, "op": line.op, "value": line.figure, "unit": unit}
        marks = marks_of(line, s)
        rate = s.percentage(line.score / line.points if line.points else None)
        rows.row(
            *levels, value(line.level3), value(sign), value(line.figure), value(line.done), value(unit),
            value(rate),
            value(marks["points"]), value(marks["score"]), value(marks["reason"]),
        )  # fmt: skip
        told.append(indicator(line, target, line.done, **marks))
    rows.ended()
    points, total = s.mark(c.total_points), s.mark(c.total)
    rows.row(label("合计", 8), value(points), value(total), value(""))
    rows.row(label("自评等级", 2), value(c.grade, 9))
    parts = {
        "funding": funding, "goals": goals(c), "indicators": told, "total": {"points": points,
        "score": total},
        "grade": c.grade,
    }  # fmt: skip
    return sheet(s, rows, (title,), (), truth(c, s, "signs_and_weights", title, **parts), landscape=True)


def two_levels(c: Contents, s: Style, dice: random.Random) -> Sheet:
    """Two levels of indicators, money in one row with its points beside; 自评得分 at the top."""
    title = f"{c.project}绩效自评表"
    rows = Rows((14, 22, 14, 14, 9, 9, 18))
    total = s.mark(c.total)
    rows.row(
        label("项目单位"),
        value(c.unit, 2),
        label("自评得分"),
        value(total),
        label("自评等级"),
        value(c.grade),
    )
    rows.row(label("项目名称"), value(c.project, 2), label("主管部门", 1), value(c.department, 3))
    funding = without(money_rows(c, s, ("合计",)), "budget")
    rows.row(
        label("资金情况"), label(f"单位：{s.money_unit}"), label("预算数"), label("执行数"), label("分值"),
        label("得分"),
        label("执行率（%）"),
    )  # fmt: skip
    row = funding[0]
    rows.row(
        label(""), label(row["label"]), value(row["adjusted"]), value(row["executed"]), value(row["points"]),
        value(row["score"]), value(row["rate"]),
    )  # fmt: skip
    rows.row(label("年度总体目标"), value(c.expected, 6))
    rows.row(label("总体目标完成情况"), value(c.achieved, 6))
    names = ("一级指标", "指标名称", "目标值", "完成值", "权重", "自评分", "偏差原因及改进措施")
    rows.heads([label(name) for name in names])
    told = []
    for number, line in enumerate(c.lines):
        text, target = s.target(line.op, line.figure, line.unit)
        actual = s.actual(line.done, line.unit)
        marks = marks_of(line, s)
        run = sum(other.level1 == line.level1 for other in c.lines)
        begins = not number or c.lines[number - 1].level1 != line.level1
        rows.row(
            *([value(line.level1, 1, run)] if begins else []), value(line.level3), value(text), value(actual),
            value(marks["points"]), value(marks["score"]), value(marks["reason"]),
        )  # fmt: skip
        told.append({**indicator(line, target, actual, **marks), "level2": ""})
    rows.ended()
    header = {"year": ""}
    parts = {
        "funding": funding,
        "goals": goals(c),
        "indicators": told,
        "total": {"score": total},
        "grade": c.grade,
    }
    told_form = truth(c, s, "two_levels", title, header=header, **parts)
    return sheet(s, rows, (title,), (), {**told_form, "title": None})
