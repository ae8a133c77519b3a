"""Families that print a target in several cells: 云南, 内蒙古, 重庆."""

import random
from decimal import Decimal

from .contents import Contents, Line
from .style import SIGNS, WORDS, Style
from .table import Rows, Sheet, label, value
from .telling import goals, indicator, levelled, marks_of, money_rows, sheet, truth, without


def yunnan(c: Contents, s: Style, dice: random.Random) -> Sheet:
    """公开14表: the header of the indicators over two lines, total and grade in one row."""
    title = dice.choice((f"{c.year}年度项目支出绩效自评表", "项目支出绩效自评表"))
    rows = Rows((6, 8, 9, 15, 7, 8, 8, 10, 6, 6, 12))
    rows.row(label("项目名称", 2), value(c.project, 9))
    rows.row(label("主管部门", 2), value(c.department, 3), label("实施单位", 3), value(c.unit, 3))
    funding = money_rows(c, s, ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "非财政拨款"))
    rows.row(
        label(f"项目资金（{s.money_unit}）", 2, len(funding) + 1), label("", 1), label("年初预算数"),
        label("全年预算数", 2), label("全年执行数", 2), label("分值"), label("执行率"), label("得分"),
    )  # fmt: skip
    for row in funding:
        rows.row(
            label(row["label"]), value(row["budget"]), value(row["adjusted"], 2), value(row["executed"], 2),
            value(row["points"]), value(row["rate"]), value(row["score"]),
        )  # fmt: skip
    rows.row(label("年度总体目标", 1, 2), label("预期目标", 5), label("实际完成情况", 5))
    rows.row(value(c.expected, 5), value(c.achieved, 5))
    rows.heads(
        [
            label("绩效指标", 4), label("年度指标值", 3), label("实际完成值", 1, 2), label("分值", 1, 2),
            label("得分", 1, 2), label("偏差原因分析及改进措施", 1, 2),
        ],
        [
            label("一级指标"), label("二级指标"), label("三级指标", 2), label("指标性质"), label("指标值"),
            label("度量单位"),
        ],
    )  # fmt: skip
    told = []
    signs = dice.choice(({"≥": "≧", "≤": "≦", "=": "═"}, {"≥": "≥", "≤": "≤", "=": "﹦"}, SIGNS["typed"]))
    for line, levels in levelled(c.lines, s):
        target = _parts(s, line, dice.choice(("定性", "")))
        sign = signs.get(target["op"], target["op"])
        actual = s.actual(line.done, line.unit)
        marks = marks_of(line, s)
        rows.row(
            *levels, value(line.level3, 2), value(sign), value(target["value"]), value(target["unit"]),
            value(actual),
            value(marks["points"]), value(marks["score"]), value(marks["reason"]),
        )  # fmt: skip
        told.append(indicator(line, target, actual, **marks))
    rows.ended()
    rows.row(label("其他需要说明事项", 3), value("无", 8))
    points, total = s.mark(c.total_points), s.mark(c.total)
    rows.row(label("总分", 8), value(points), value(total), value(c.grade))
    before = [
        title,
        *([f"（{c.year}年度）"] if c.year not in title else []),
        "公开14表",
        f"部门：{c.department}",
    ]
    parts = {"funding": funding, "goals": goals(c), "indicators": told, "grade": c.grade}
    told_form = truth(c, s, "yunnan", title, total={"points": points, "score": total}, **parts)
    return sheet(s, rows, before, (f"注：单位为{s.money_unit}。",), told_form, landscape=True)


def _parts(s: Style, line: Line, words: str = "定性") -> dict[str, str | None]:
    if not line.op:
        return {"text": None, "op": words, "value": line.figure, "unit": ""}
    return {"text": None, "op": line.op, "value": s.figure(line.figure), "unit": s.unit(line.unit)}


def inner_mongolia(c: Contents, s: Style, dice: random.Random) -> Sheet:
    """The direction in words beside 正向 and 反向, the unit behind the values."""
    title = "项目支出绩效自评表"
    rows = Rows((8, 9, 16, 7, 9, 9, 9, 8, 6, 6, 13))
    rows.row(label("项目名称", 2), value(c.project, 9))
    rows.row(label("主管部门", 2), value(c.department, 3), label("实施单位", 2), value(c.unit, 4))
    labels = ("年度资金总额", "其中：财政拨款", "上年结转资金", "其他资金")
    funding = money_rows(c, s, labels)
    rows.row(
        label(f"项目资金\n（{s.money_unit}）", 2, 5), label("资金名称"), label("年初预算数", 2),
        label("全年预算数"),
        label("全年执行数"), label("分值"), label("执行率（%）", 2), label("得分"),
    )  # fmt: skip
    for row in funding:
        rows.row(
            label(row["label"]), value(row["budget"], 2), value(row["adjusted"]), value(row["executed"]),
            value(row["points"]), value(row["rate"], 2), value(row["score"]),
        )  # fmt: skip
    rows.row(label("年度总体目标", 2, 2), label("预期目标", 4), label("实际完成情况", 5))
    rows.row(value(c.expected, 4), value(c.achieved, 5))
    rows.heads(
        [
            label(name)
            for name in (
                "一级指标",
                "二级指标",
                "三级指标",
                "指标性质",
                "指标方向",
                "年度指标值",
                "实际完成值",
            )
        ]
        + [label(name) for name in ("计量单位", "分值", "得分", "偏差原因分析及改进措施")]
    )
    told = []
    for line, levels in levelled(c.lines, s):
        target = _parts(s, line)
        nature = "定性" if not line.op else "反向" if line.op == "≤" else "正向"
        marks = marks_of(line, s)
        done = s.figure(line.done) if line.op else line.done
        rows.row(
            *levels, value(line.level3), value(nature), value(WORDS.get(line.op, "")),
            value(target["value"] or ""),
            value(done), value(target["unit"] or ""), value(marks["points"]), value(marks["score"]),
            value(marks["reason"]),
        )  # fmt: skip
        told.append(indicator(line, target, done, **marks))
    rows.ended()
    points, total = s.mark(c.total_points), s.mark(c.total)
    rows.row(label("总分", 8), value(points), value(total), value(""))
    parts = {
        "funding": funding,
        "goals": goals(c),
        "indicators": told,
        "total": {"points": points, "score": total},
    }
    told_form = truth(c, s, "inner_mongolia", title, **parts)
    return sheet(s, rows, (title, f"（{c.year}年度）"), (), told_form, landscape=True)


def chongqing(c: Contents, s: Style, dice: random.Random) -> Sheet:
    """The total on top; targets as first set and as adjusted; a coefficient in front of the points."""
    title = f"{c.year}年度项目绩效自评表"
    rows = Rows((15, 8, 8, 9, 9, 9, 9, 8, 8, 8))
    total = s.mark(c.total)
    rows.row(label("项目名称"), value(c.project, 4), label("自评总分（分）", 2), value(total, 3))
    rows.row(label("主管部门"), value(c.department, 2), label("实施单位"), value(c.unit, 2),
             label("财政处室"), value("农业处", 1), label("联系人"), value(c.contact))  # fmt: skip
    funding = without(money_rows(c, s, ("年度总金额", "其中：市级支出", "补助区县")), "points", "score")
    funding[0] |= {"points": s.mark(c.money_points), "score": s.mark(c.money_score)}
    rows.row(
        label(f"项目资金（{s.money_unit}）"), label("年初预算数", 2), label("全年（调整）预算数", 2),
        label("全年执行数", 2), label("执行率（%）"), label("执行率权重"), label("执行率得分"),
    )  # fmt: skip
    for row in funding:
        rows.row(
            label(row["label"]), value(row["budget"], 2), value(row["adjusted"], 2), value(row["executed"],
            2),
            value(row["rate"]), value(row["points"]), value(row["score"]),
        )  # fmt: skip
    rows.row(
        label("当年绩效目标", 1, 2),
        label("年初绩效目标", 3),
        label("调整绩效目标", 3),
        label("目标实际完成情况", 3),
    )
    changed = dice.choice(("", s.blank, "未调整"))
    rows.row(value(c.expected, 3), value(changed, 3), value(c.achieved, 3))
    names = ("指标名称", "计量单位", "指标性质", "年初指标值", "调整指标值", "全年完成值", "得分系数（%）")
    rows.heads([label(name) for name in (*names, "指标权重（分）", "指标得分（分）", "是否核心指标")])
    told = []
    for line in c.lines:
        target = _parts(s, line)
        adjusted = dice.choice((target["value"], target["value"], s.blank)) or ""
        points, score = s.mark(line.points), s.mark(line.score)
        factor = s.percentage(line.score / line.points if line.points else Decimal(0))
        done = s.figure(line.done) if line.op else line.done
        sign = line.op or "定性"
        rows.row(*(value(text or "") for text in (
            line.level3, target["unit"], sign, target["value"], adjusted, done, factor, points, score,
            dice.choice(("是", "否")),
        )))  # fmt: skip
        flat = {**indicator(line, target, done, points=points, score=score), "level1": "", "level2": ""}
        told.append(flat)
    rows.ended()
    rows.row(label("偏差原因分析及改进措施"), value(dice.choice((c.remedy, "")), 9))
    parts = {"funding": funding, "goals": goals(c), "indicators": told, "total": {"score": total}}
    return sheet(
        s, rows, (title,), (), truth(c, s, "chongqing", title, **parts), landscape=dice.random() < 0.5
    )
