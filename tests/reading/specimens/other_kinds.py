"""Kinds of their own: a whole department, the declaration of targets, the monitoring during the year."""

import random

from .contents import Contents
from .style import Style
from .table import Rows, Sheet, label, value
from .telling import goals, indicator, levelled, money_rows, national_table, sheet, truth, without


def whole_department(c: Contents, s: Style, dice: random.Random) -> Sheet:
    """部门整体支出: no project; the money by kind of income and of spending."""
    title = f"{c.year}年度部门整体支出绩效自评表"
    rows = Rows((8, 10, 13, 12, 10, 11, 7, 8, 13))
    rows.row(label("部门名称", 2), value(c.department, 7))
    funding = money_rows(c, s, ("年度资金总额", "其中：基本支出", "项目支出", "其他支出"))
    rows.row(
        label(f"年度预算申请（{s.money_unit}）", 2, 5), label(""), label("年初预算数"), label("全年预算数"),
        label("全年执行数"), label("分值"), label("执行率"), label("得分"),
    )  # fmt: skip
    for row in funding:
        rows.row(label(row["label"]), *(value(row[name]) for name in list(row)[1:]))
    rows.row(label("年度总体目标", 1, 2), label("预期目标", 4), label("实际完成情况", 4))
    rows.row(value(c.expected, 4), value(c.achieved, 4))
    told = national_table(rows, c, s)
    after = (f"填表人：{c.contact}    联系电话：0870-0000000",)
    parts = {"funding": funding, "goals": goals(c), **told}
    header = {"project": "", "unit": ""}
    told_form = truth(c, s, "whole_department", title, kind="department", header=header, **parts)
    return sheet(s, rows, (title,), after, told_form)


def declaration(c: Contents, s: Style, dice: random.Random) -> Sheet:
    """绩效目标申报表: what is promised, and nothing that was done."""
    title = dice.choice(("项目支出绩效目标申报表", "项目支出绩效目标表"))
    rows = Rows((10, 13, 14, 30, 20))
    rows.row(label("项目名称", 2), value(c.project, 3))
    rows.row(label("主管部门及代码", 2), value(c.department), label("实施单位"), value(c.unit))
    rows.row(label("项目属性", 2), value("延续项目"), label("项目期"), value("1年"))
    labels = ("年度资金总额", "其中：财政拨款", "上年结转资金", "其他资金")
    funding = without(money_rows(c, s, labels), "adjusted", "executed", "points", "rate", "score")
    for number, row in enumerate(funding):
        side = [label(f"项目资金（{s.money_unit}）", 2, 4)] if not number else []
        rows.row(*side, label(row["label"], 2), value(row["budget"]))
    rows.row(label("年度总体目标", 1), value(c.expected, 4))
    rows.heads(
        [
            label("绩效指标", 1, len(c.lines) + 1),
            label("一级指标"),
            label("二级指标"),
            label("三级指标"),
            label("指标值"),
        ]
    )
    told = []
    for line, levels in levelled(c.lines, s):
        text, target = s.target(line.op, line.figure, line.unit)
        rows.row(*levels, value(line.level3), value(text))
        told.append(indicator(line, target))
    rows.ended()
    parts = {"funding": funding, "goals": {"expected": c.expected}, "indicators": told}
    told_form = truth(c, s, "declaration", title, kind="declaration", **parts)
    return sheet(s, rows, (title, f"（{c.year}年度）"), (), told_form)


def monitoring(c: Contents, s: Style, dice: random.Random) -> Sheet:
    """绩效目标执行监控表: seven months, which is what was done, and a forecast; boxes to tick."""
    title = f"项目支出绩效目标执行监控表（{c.year}年度）"
    rows = Rows((8, 9, 16, 10, 10, 9, 5, 5, 5, 5, 8, 6, 6, 6))
    rows.row(label("项目名称", 2), value(c.project, 12))
    rows.row(label("主管部门", 2), value(c.department, 3), label("实施单位", 3), value(c.unit, 6))
    labels = ("年度资金总额", "其中：本年财政拨款", "上年结转资金", "其他资金")
    funding = without(money_rows(c, s, labels), "adjusted", "points", "score")
    rows.row(
        label(f"项目资金（{s.money_unit}）", 2, 5), label(""), label("年初预算数", 2),
        label("1-7月执行数", 3),
        label("1-7月执行率", 3), label("全年预计执行数", 3),
    )  # fmt: skip
    for row, money in zip(funding, c.money, strict=True):
        rows.row(
            label(row["label"]), value(row["budget"], 2), value(s.money(money.executed), 3),
            value(s.percentage(money.rate), 3), value(s.money(money.adjusted), 3),
        )  # fmt: skip
    rows.row(label("年度总体目标", 2), value(c.expected, 12))
    rows.heads(
        [
            label("一级指标", 1, 2), label("二级指标", 1, 2), label("三级指标", 1, 2),
            label("年度指标值", 1, 2),
            label("1-7月执行情况", 1, 2), label("全年预计完成情况", 1, 2), label("偏差原因分析", 5),
            label("完成目标可能性", 3),
        ],
        [
            *map(label, ("经费保障", "制度保障", "人员保障", "其他", "原因说明")),
            *map(label, ("确定能", "有可能", "完全不可能")),
        ],
    )  # fmt: skip
    told = []
    for line, levels in levelled(c.lines, s):
        text, target = s.target(line.op, line.figure, line.unit)
        so_far, forecast = s.actual(line.before or line.done, line.unit), s.actual(line.figure, line.unit)
        ticks = ["√" if n == 0 else "" for n in dice.sample(range(3), 3)]
        why = ["", "", "√" if line.reason else "", ""]
        rows.row(
            *levels, value(line.level3), value(text), value(so_far), value(forecast), *map(value, why),
            value(line.reason), *map(value, ticks),
        )  # fmt: skip
        told.append({**indicator(line, target, so_far), "reason": None})
    rows.ended()
    parts = {"funding": funding, "goals": {"expected": c.expected}, "indicators": told}
    told_form = truth(c, s, "monitoring", title, kind="monitoring", **parts)
    return sheet(s, rows, (title,), (), told_form, landscape=True)
