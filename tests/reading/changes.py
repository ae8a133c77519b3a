"""Changes to the published text, each made to the text and to its truth by hand."""

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from jiheng.model import TargetText
from jiheng.terms import notation

Truth = list[dict[str, Any]]
TITLE = "财政项目支出绩效自评表"


@dataclass(frozen=True)
class Change:
    """Pieces of text to replace once, values by their path, and whatever else needs a function."""

    text: tuple[tuple[str, str], ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    text_by: Callable[[str], str] = lambda text: text
    truth_by: Callable[[Truth], Truth] = lambda truth: truth


def first(old: str, new: str) -> tuple[tuple[str, str], ...]:
    return ((old, new),)


def target(path: str, text: str) -> dict[str, str]:
    parts = notation.completed(TargetText(text=text))
    return {f"{path}.{name}": getattr(parts, name) for name in ("text", "op", "value", "unit")}


def forms_of(text: str) -> list[str]:
    return [TITLE + part for part in text.split(TITLE)[1:]]


def only(number: int) -> Change:
    return Change(text_by=lambda t: forms_of(t)[number], truth_by=lambda truth: [truth[number]])


def without(path: str) -> Callable[[Truth], Truth]:
    form, rows, row = re.fullmatch(r"\[(\d+)\]\.(\w+)\[(\d+)\]", path).groups()

    def removed(truth: Truth) -> Truth:
        del truth[int(form)][rows][int(row)]
        return truth

    return removed


def everywhere(pattern: str, new: str, rows: str, *fields: str) -> Change:
    """A replacement in the text, and in the same fields of all rows of the truth."""

    def in_truth(truth: Truth) -> Truth:
        for form in truth:
            for row in form[rows]:
                for name in fields:
                    row[name] = re.sub(pattern, new, row[name])
        return truth

    return Change(text_by=lambda text: re.sub(pattern, new, text), truth_by=in_truth)


def project(number: int, name: str) -> Change:
    """Another name for the project of a form."""

    def in_text(text: str) -> str:
        forms = forms_of(text)
        forms[number] = re.sub(r"项目名称 \S+", f"项目名称 {name}", forms[number])
        return "\n".join(forms)

    return Change(text_by=in_text, truth_by=lambda truth: with_project(truth, number, name.replace("\n", "")))


def with_project(truth: Truth, number: int, name: str) -> Truth:
    truth[number]["header"]["project"] = name
    return truth


def goals(number: int, expected: str, actual: str) -> Change:
    """Other goals for a form, with their line breaks."""

    def in_text(text: str) -> str:
        forms = forms_of(text)
        forms[number] = re.sub(
            r"(?s)(?<=实际完成情况\n\n).*?(?=\n\n一级指标)", expected + actual, forms[number]
        )
        return "\n".join(forms)

    plain = [goal.replace("\n", "").rstrip() for goal in (expected, actual)]
    values = {f"[{number}].goals.expected": plain[0], f"[{number}].goals.actual": plain[1]}
    return Change(text_by=in_text, values=values)


def with_reason(truth: Truth, change: Callable[[str], str]) -> Truth:
    row = truth[1]["indicators"][3]
    row["reason"] = change(row["reason"])
    return truth


def satisfied(truth: Truth) -> Truth:
    parts = notation.completed(TargetText(text="≥90.00(%)"))
    row = {
        "level1": "满意度指标",
        "level1_points": "",
        "level2": "服务对象满意度指标",
        "level3": "服务对象满意度",
        "target": {name: getattr(parts, name) for name in ("text", "op", "value", "unit")},
        "actual": "95.00(%)",
        "points": "10.00",
        "score": "10.00",
        "reason": "",
    }
    truth[0]["indicators"].append(row)
    return truth


def swapped(truth: Truth) -> Truth:
    rows = truth[0]["indicators"]
    rows[2], rows[4] = rows[4], rows[2]
    return truth


def wide_digits(text: str) -> str:
    return text.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"} | {ord("."): "．"})


def widened(truth: Truth) -> Truth:
    for form in truth:
        for row in form["funding"]:
            row.update({name: wide_digits(value) for name, value in row.items() if name != "label"})
        for row in form["indicators"]:
            row.update({name: wide_digits(row[name]) for name in ("points", "score")})
        form["total"] = {name: wide_digits(value) for name, value in form["total"].items()}
    return truth


def short_figures(truth: Truth) -> Truth:
    for form in truth:
        for row in (*form["funding"], *form["indicators"], form["total"]):
            for name in {"budget", "adjusted", "executed", "points", "rate", "score"} & row.keys():
                row[name] = row[name].removesuffix(".00")
        for row in form["indicators"]:
            row["actual"] = row["actual"].replace("320.00(天)", "320(天)")
    return truth


TOTAL_ROW = "63.65 63.65 46.32 10.00 72.77 7.28"
SECOND_ROW = "63.65 63.65 46.32 - 72.77 -"
FIRST_NAME = "赴对口支援地区工\n作次数\n\n≥50.00(次) 68.00(次) 10.00 10.00"
SECOND_NAME = "开展服务企业工作\n的次数\n\n≥50.00(次) 98.00(次) 10.00 10.00"
FOURTH_NAME = "完成课题研究报告 =1.00(份) 1.00(份) 5.00 5.00"
COST = "成本控制\n业务经费按照\n定额标准执行\n\n达成指标 20.00 20.00"
LAST_OF_REASON = re.compile(r"(?<=\n)[^\n]+。\n(?=\n服务对象投诉)")


def wide_figures(text: str) -> str:
    """Digits of figures that stand for themselves, not those within targets."""
    return re.sub(r"(?<!\S)-?\d+(?:\.\d+)?(?!\S|\n\(天)", lambda match: wide_digits(match[0]), text)


CHANGES = {
    "a wrong total": Change(first("总分 100.00 97.28", "总分 100.00 97.82"), {"[0].total.score": "97.82"}),
    "a wrong sum of points": Change(
        first("总分 100.00 97.28", "总分 105.00 97.28"), {"[0].total.points": "105.00"}
    ),
    "a wrong rate": Change(
        first(TOTAL_ROW, "63.65 63.65 46.32 10.00 77.27 7.28"), {"[0].funding[0].rate": "77.27"}
    ),
    "a wrong execution score": Change(
        first(TOTAL_ROW, "63.65 63.65 46.32 10.00 72.77 8.27"), {"[0].funding[0].score": "8.27"}
    ),
    "a wrong score": Change(
        first(FOURTH_NAME, "完成课题研究报告 =1.00(份) 1.00(份) 5.00 3.50"),
        {"[0].indicators[4].score": "3.50"},
    ),
    "points that add to 105": Change(
        first("≥50.00(次) 68.00(次) 10.00 10.00", "≥50.00(次) 68.00(次) 15.00 15.00"),
        {"[0].indicators[1].points": "15.00", "[0].indicators[1].score": "15.00"},
    ),
    "a budget of zero": Change(
        first(TOTAL_ROW, "0.00 0.00 0.00 10.00 0.00 0.00"),
        {f"[0].funding[0].{n}": "0.00" for n in ("budget", "adjusted", "executed", "rate", "score")},
    ),
    "negative amounts": Change(
        first(SECOND_ROW, "-3.65 63.65 -46.32 - -72.77 -"),
        {
            "[0].funding[1].budget": "-3.65",
            "[0].funding[1].executed": "-46.32",
            "[0].funding[1].rate": "-72.77",
        },
    ),
    "more places": Change(
        first(TOTAL_ROW, "63.6500 63.6500 46.3200 10.00 72.7730 7.28"),
        {
            "[0].funding[0].budget": "63.6500",
            "[0].funding[0].adjusted": "63.6500",
            "[0].funding[0].executed": "46.3200",
            "[0].funding[0].rate": "72.7730",
        },
    ),
    "whole figures": Change(
        text_by=lambda text: re.sub(
            r"(?<!\S)(\d+)\.00(?!\S)", r"\1", text.replace("320.00\n(天)", "320\n(天)")
        ),
        truth_by=lambda truth: short_figures(truth),
    ),
    "larger figures": Change(
        first(TOTAL_ROW, "1063.65 963.65 846.32 100.00 87.82 87.82"),
        {
            "[0].funding[0].budget": "1063.65",
            "[0].funding[0].adjusted": "963.65",
            "[0].funding[0].executed": "846.32",
            "[0].funding[0].points": "100.00",
            "[0].funding[0].rate": "87.82",
            "[0].funding[0].score": "87.82",
        },
    ),
    "thousands separators": Change(
        (
            (TOTAL_ROW, "1,263,063.65 1,263,063.65 946,046.32 10.00 74.90 7.49"),
            ("≥320.00(天)\n320.00\n(天)", "≥1,320.00\n(天)\n1,320.00\n(天)"),
        ),
        {
            "[0].funding[0].budget": "1,263,063.65",
            "[0].funding[0].adjusted": "1,263,063.65",
            "[0].funding[0].executed": "946,046.32",
            "[0].funding[0].rate": "74.90",
            "[0].funding[0].score": "7.49",
            "[1].indicators[2].actual": "1,320.00(天)",
            **target("[1].indicators[2].target", "≥1,320.00(天)"),
        },
    ),
    "amounts in 元": Change(
        (("（万元）", "（元）"), (TOTAL_ROW, "636500.00 636500.00 463200.00 10.00 72.77 7.28")),
        {
            "[0].funding[0].budget": "636500.00",
            "[0].funding[0].adjusted": "636500.00",
            "[0].funding[0].executed": "463200.00",
        },
    ),
    "per cent signs": everywhere(r"(72\.77|99\.96|97\.94|19\.50)", r"\1%", "funding", "rate"),
    "a blank score": Change(
        first("后勤保障好 达成指标 10.00 9.00", "后勤保障好 达成指标 10.00"), {"[1].indicators[3].score": ""}
    ),
    "blank points": Change(
        first("后勤保障好 达成指标 10.00 9.00", "后勤保障好 达成指标 9.00"), {"[1].indicators[3].points": ""}
    ),
    "blank points of a full score, the gap left": Change(
        first("达成指标 20.00 20.00", "达成指标  20.00"), {"[0].indicators[0].points": ""}
    ),
    "blank points and score": Change(
        first(FOURTH_NAME, "完成课题研究报告 =1.00(份) 1.00(份)"),
        {"[0].indicators[4].points": "", "[0].indicators[4].score": ""},
    ),
    "a blank actual": Change(
        first(FOURTH_NAME, "完成课题研究报告 =1.00(份) 5.00 5.00"), {"[0].indicators[4].actual": ""}
    ),
    "a blank target": Change(
        first(FOURTH_NAME, "完成课题研究报告 1.00(份) 5.00 5.00"), target("[0].indicators[4].target", "")
    ),
    "a blank rate": Change(first(TOTAL_ROW, "63.65 63.65 46.32 10.00 7.28"), {"[0].funding[0].rate": ""}),
    "a blank first budget": Change(
        first("38.00 38.00 7.41 10.00 19.50 1.95", "38.00 7.41 10.00 19.50 1.95"),
        {"[3].funding[0].budget": ""},
    ),
    "marks for nothing": Change(
        (
            (FOURTH_NAME, "完成课题研究报告 / — 5.00 0.00 -"),
            ("0.00 0.00 0.00 - 0.00 -", "— — — — — —"),
            ("30.66 30.66 30.65 - 99.96 -", "30.66 30.66 30.65 / / /"),
        ),
        {
            **target("[0].indicators[4].target", "/"),
            "[0].indicators[4].actual": "—",
            "[0].indicators[4].score": "0.00",
            "[0].indicators[4].reason": "-",
            **{
                f"[0].funding[2].{n}": "—"
                for n in ("budget", "adjusted", "executed", "points", "rate", "score")
            },
            **{f"[1].funding[1].{n}": "/" for n in ("points", "rate", "score")},
        },
    ),
    "a row removed": Change(first(SECOND_NAME + "\n\n", ""), truth_by=without("[0].indicators[2]")),
    "rows in another order": Change(
        ((SECOND_NAME, "@"), (FOURTH_NAME, SECOND_NAME), ("@", FOURTH_NAME)), truth_by=swapped
    ),
    "the first form alone": only(0),
    "the second form alone": only(1),
    "the third form alone": only(2),
    "the fourth form alone": only(3),
    "forms in another order": Change(
        text_by=lambda text: "\n".join(reversed(forms_of(text))), truth_by=lambda truth: truth[::-1]
    ),
    "figures and spaces in the name of a project": project(2, "2024年 第3期 办公 设备 100 项"),
    "a name of a project over two lines": project(2, "办公用房维修改造以及公务车辆驾驶保障服务\n费"),
    "another year": Change(first("（2024年度）", "（2023年度）"), {"[0].header.year": "2023"}),
    "a longer name": Change(
        first(
            FIRST_NAME,
            "赴对口支援地区和\n周边县区开展调研\n督导工作的次数\n\n≥50.00(次) 68.00(次) 10.00 10.00",
        ),
        {"[0].indicators[1].level3": "赴对口支援地区和周边县区开展调研督导工作的次数"},
    ),
    "a shorter name": Change(
        first(FIRST_NAME, "调研次数 ≥50.00(次) 68.00(次) 10.00 10.00"),
        {"[0].indicators[1].level3": "调研次数"},
    ),
    "a name with figures and letters": Change(
        first(FIRST_NAME, "12345热线和APP\n线上办件量\n\n≥50.00(次) 68.00(次) 10.00 10.00"),
        {"[0].indicators[1].level3": "12345热线和APP线上办件量"},
    ),
    "a longer target": Change(
        first(COST, "成本控制\n各项业务经费\n严格按照定额\n标准和相关规\n定执行\n\n达成指标 20.00 20.00"),
        target("[0].indicators[0].target", "各项业务经费严格按照定额标准和相关规定执行"),
    ),
    "a shorter target": Change(
        first(COST, "成本控制 支出合规 达成指标 20.00 20.00"), target("[0].indicators[0].target", "支出合规")
    ),
    "a longer actual": Change(
        first(COST, "成本控制\n业务经费按照\n定额标准执行\n部分达成\n指标\n\n20.00 15.00"),
        {"[0].indicators[0].actual": "部分达成指标", "[0].indicators[0].score": "15.00"},
    ),
    "a target that is a day": Change(
        first(FOURTH_NAME, "完成课题研究报告\n2024年12月\n底前\n2024年\n11月\n\n5.00 5.00"),
        {**target("[0].indicators[4].target", "2024年12月底前"), "[0].indicators[4].actual": "2024年11月"},
    ),
    "a target without operator or brackets": Change(
        first(FOURTH_NAME, "完成课题研究报告 1份 1 5.00 5.00"),
        {**target("[0].indicators[4].target", "1份"), "[0].indicators[4].actual": "1"},
    ),
    "a target in words with a number": Change(
        first(FOURTH_NAME, "完成课题研究报告\n不少于1份并\n通过评审\n1份，已通\n过\n\n5.00 5.00"),
        {
            **target("[0].indicators[4].target", "不少于1份并通过评审"),
            "[0].indicators[4].actual": "1份，已通过",
        },
    ),
    "an unknown second level": Change(
        first("质量指标\n\n后勤保障质量", "安全指标\n\n后勤保障质量"),
        {f"[1].indicators[{n}].level2": "安全指标" for n in (3, 4)},
    ),
    "an unknown second level over two lines": Change(
        first("社会效益\n指标\n\n对驻外办工作的保", "文化传播\n影响指标\n\n对驻外办工作的保"),
        {"[1].indicators[6].level2": "文化传播影响指标"},
    ),
    "an unknown second level without the usual word": Change(
        first("数量指标\n\n公务用车保障率", "车辆保障\n\n公务用车保障率"),
        {f"[2].indicators[{n}].level2": "车辆保障" for n in (1, 2)},
    ),
    "an unknown first level": Change(
        first("产出指标\n\n数量指标\n\n接待团组数量", "履职指标\n\n数量指标\n\n接待团组数量"),
        {f"[3].indicators[{n}].level1": "履职指标" for n in range(1, 6)},
    ),
    "a first level with its points": Change(
        first("产出指标\n\n数量指标\n\n接待团组数量", "产出指标\n（40分）\n\n数量指标\n\n接待团组数量"),
        {f"[3].indicators[{n}].level1_points": "40" for n in range(1, 6)},
    ),
    "a reason on another row": Change(
        first(
            SECOND_NAME,
            "开展服务企业工作\n的次数\n\n≥50.00(次) 40.00(次) 10.00 8.00\n"
            "受疫情影响走访企业计划\n推迟，下一年度将提前安\n排、增加频次。\n",
        ),
        {
            "[0].indicators[2].actual": "40.00(次)",
            "[0].indicators[2].score": "8.00",
            "[0].indicators[2].reason": "受疫情影响走访企业计划推迟，下一年度将提前安排、增加频次。",
        },
    ),
    "a reason of one line on the line of the score": Change(
        first(FOURTH_NAME, FOURTH_NAME[:-4] + "4.00 评审时间推迟"),
        {"[0].indicators[4].score": "4.00", "[0].indicators[4].reason": "评审时间推迟"},
    ),
    "a reason for a full score": Change(
        first(
            "课题结题通过率 =100.00(%) 100.00(%) 5.00 5.00",
            "课题结题通过率 =100.00(%) 100.00(%) 5.00 5.00\n课题均已通过专家评审，\n无偏差。",
        ),
        {"[0].indicators[6].reason": "课题均已通过专家评审，无偏差。"},
    ),
    "a reason on the last row": Change(
        first(
            "达成指标 5.00 5.00\n\n总分 100.00 97.28",
            "达成指标 5.00 4.00\n编制紧张，人员到岗较晚\n\n总分 100.00 96.28",
        ),
        {
            "[0].indicators[11].score": "4.00",
            "[0].indicators[11].reason": "编制紧张，人员到岗较晚",
            "[0].total.score": "96.28",
        },
    ),
    "a reason without a full stop": Change(
        text_by=lambda text: LAST_OF_REASON.sub(lambda last: last[0].replace("。", ""), text),
        truth_by=lambda truth: with_reason(truth, lambda reason: reason.removesuffix("。")),
    ),
    "a reason whose last line is full": Change(
        text_by=lambda text: LAST_OF_REASON.sub("今后安排专人逐项跟进落\n", text),
        truth_by=lambda truth: with_reason(truth, lambda reason: reason[:22] + "今后安排专人逐项跟进落"),
    ),
    "a reason left out": Change(
        text_by=lambda text: re.sub(r"(?s)(?<=10\.00 9\.00\n).*?(?=\n服务对象投诉)", "", text, count=1),
        truth_by=lambda truth: with_reason(truth, lambda _: ""),
    ),
    "the grade 良": Change(first("评分等级 优", "评分等级 良"), {"[0].grade": "良"}),
    "the grade 差": Change(first("评分等级 优", "评分等级 差"), {"[0].grade": "差"}),
    "the grades 中 of all": Change(
        text_by=lambda text: text.replace("评分等级 优", "评分等级 中"),
        truth_by=lambda truth: [{**form, "grade": "中"} for form in truth],
    ),
    "no grade": Change(first("评分等级 优\n", "评分等级\n"), {"[0].grade": ""}),
    "no total": Change(first("总分 100.00 97.28\n", ""), {"[0].total.points": "", "[0].total.score": ""}),
    "the row 其中 removed": Change(
        first("其中：\n当年财\n政拨款\n\n" + SECOND_ROW + "\n\n", ""), truth_by=without("[0].funding[1]")
    ),
    "an unknown row of money": Change(
        first("其中：\n当年财\n政拨款\n\n" + SECOND_ROW, "市级统\n筹资金\n\n" + SECOND_ROW),
        {"[0].funding[1].label": "市级统筹资金"},
    ),
    "分值 for 分数": Change(first("分数 执行率(%) 得分", "分值 执行率(%) 得分")),
    "full-width digits": Change(text_by=lambda text: wide_figures(text), truth_by=widened),
    "lines that end as on Windows": Change(text_by=lambda text: text.replace("\n", "\r\n")),
    "lines that end as on old Macs": Change(text_by=lambda text: text.replace("\n", "\r")),
    "no blank lines": Change(text_by=lambda text: re.sub(r"\n\s*\n", "\n", text)),
    "blank lines everywhere": Change(text_by=lambda text: text.replace("\n", "\n\n")),
    "wide spaces": Change(text_by=lambda text: text.replace(" ", "\u3000")),
    "page numbers between rows": Change(
        (
            (FOURTH_NAME, FOURTH_NAME + "\n\n- 3 -\n"),
            ("质量指标\n\n后勤保障质量", "质量指标\n\n第 2 页 共 8 页\n\n后勤保障质量"),
            ("质量指标\n\n公务用车事故次数", "7\n\n质量指标\n\n公务用车事故次数"),
        )
    ),
    "page numbers within cells": Change(
        (
            ("赴对口支援地区工\n作次数", "赴对口支援地区工\n— 2 —\n作次数"),
            ("高；加强工作细致性，提\n", "高；加强工作细致性，提\n\n3/8\n"),
        )
    ),
    "column labels repeated on a new page": Change(
        first(
            "质量指标\n\n后勤保障质量",
            "一级指标 二级指标 三级指标 年度指标值\n实际完成\n\n值\n分值 得分 "
            "偏差原因分析及改进措施\n\n质量指标\n\n后勤保障质量",
        )
    ),
    "lines before and after": Change(
        text_by=lambda text: (
            "附件3\n某单位2024年度部门决算公开\n\n"
            + text
            + "\n打印时间 2025-03-01 10:22:33\n主办：某单位 版权所有\n"
        ),
    ),
    "letters for figures": Change(
        (
            (TOTAL_ROW, "63.65 63.65 46.3Z 10.00 72.77 7.28"),
            (FOURTH_NAME, "完成课题研究报告 =1.00(份) 1.00(份) 5.00 S.00"),
        ),
        {"[0].funding[0].executed": "46.3Z", "[0].indicators[4].score": "S.00"},
    ),
    "figures without separators": Change(
        first(TOTAL_ROW, "63.6563.6546.3210.0072.777.28"),
    ),
    "points with half points": Change(
        first(FOURTH_NAME, "完成课题研究报告 =1.00(份) 1.00(份) 22.5 20.3"),
        {"[0].indicators[4].points": "22.5", "[0].indicators[4].score": "20.3"},
    ),
    "figures with 分": Change(
        first(FOURTH_NAME, "完成课题研究报告 =1.00(份) 1.00(份) 5分 5分"),
        {"[0].indicators[4].points": "5分", "[0].indicators[4].score": "5分"},
    ),
    "a negative score": Change(
        first(FOURTH_NAME, "完成课题研究报告 =1.00(份) 1.00(份) 5.00 -1.00"),
        {"[0].indicators[4].score": "-1.00"},
    ),
    "a score of zero": Change(
        first(FOURTH_NAME, "完成课题研究报告 =1.00(份) 0.00(份) 5.00 0"),
        {"[0].indicators[4].score": "0", "[0].indicators[4].actual": "0.00(份)"},
    ),
    "合计 for 总分": Change(first("总分 100.00 97.28", "合计 100.00 97.28")),
    "a label spaced out": Change(first("总分 100.00 97.28", "总 分 100.00 97.28")),
    "a grade behind a colon": Change(first("评分等级 优", "评分等级：优")),
    "无 for a reason": Change(first(FOURTH_NAME, FOURTH_NAME + " 无"), {"[0].indicators[4].reason": "无"}),
    "a reason in numbered paragraphs": Change(
        first(FOURTH_NAME, FOURTH_NAME[:-4] + "4.00\n1.评审时间推迟；\n2.专家抽取流程较长，今\n后提前安排。"),
        {
            "[0].indicators[4].score": "4.00",
            "[0].indicators[4].reason": "1.评审时间推迟；2.专家抽取流程较长，今后提前安排。",
        },
    ),
    "a reason whose lines begin with figures": Change(
        first(
            FOURTH_NAME,
            FOURTH_NAME[:-4]
            + "4.00\n全年评审通过率仅达到了\n80.00%，低于年初目标\n20.00个百分点，今后加\n强。",
        ),
        {
            "[0].indicators[4].score": "4.00",
            "[0].indicators[4].reason": "全年评审通过率仅达到了80.00%，低于年初目标20.00个百分点，今后加强。",
        },
    ),
    "a reason with a figure alone on a line": Change(
        first(FOURTH_NAME, FOURTH_NAME[:-4] + "4.00\n报告印制数量由原定的共\n50.00\n份调整为三十份。"),
        {
            "[0].indicators[4].score": "4.00",
            "[0].indicators[4].reason": "报告印制数量由原定的共50.00份调整为三十份。",
        },
    ),
    "spaces around the operator": Change(
        first(FOURTH_NAME, "完成课题研究报告 ≥ 1 份 1 份 5.00 5.00"),
        {**target("[0].indicators[4].target", "≥ 1 份"), "[0].indicators[4].actual": "1 份"},
    ),
    "a space in front of the unit": Change(
        first(FOURTH_NAME, "完成课题研究报告 ≥95 % 96 % 5.00 5.00"),
        {**target("[0].indicators[4].target", "≥95 %"), "[0].indicators[4].actual": "96 %"},
    ),
    "an operator of two signs": Change(
        first(FOURTH_NAME, "完成课题研究报告 >=95% 96% 5.00 5.00"),
        {**target("[0].indicators[4].target", ">=95%"), "[0].indicators[4].actual": "96%"},
    ),
    "以上 for an operator": Change(
        first(FOURTH_NAME, "完成课题研究报告 95%以上 96% 5.00 5.00"),
        {**target("[0].indicators[4].target", "95%以上"), "[0].indicators[4].actual": "96%"},
    ),
    "不低于 for an operator": Change(
        first(FOURTH_NAME, "完成课题研究报告\n不低于95.00\n(%)\n96.00(%)\n5.00 5.00"),
        {**target("[0].indicators[4].target", "不低于95.00(%)"), "[0].indicators[4].actual": "96.00(%)"},
    ),
    "a range": Change(
        first(FOURTH_NAME, "完成课题研究报告 90%-95% 92% 5.00 5.00"),
        {**target("[0].indicators[4].target", "90%-95%"), "[0].indicators[4].actual": "92%"},
    ),
    "long figures broken within": Change(
        first(FOURTH_NAME, "完成课题研究报告\n≥12,345,678\n.00(元)\n12,345,6\n78.00\n(元)\n\n5.00 5.00"),
        {
            **target("[0].indicators[4].target", "≥12,345,678.00(元)"),
            "[0].indicators[4].actual": "12,345,678.00(元)",
        },
    ),
    "a unit broken within": Change(
        first(FOURTH_NAME, "完成课题研究报告\n≥500.00(元/\n人·月)\n600.00\n(元/人·\n月)\n\n5.00 5.00"),
        {
            **target("[0].indicators[4].target", "≥500.00(元/人·月)"),
            "[0].indicators[4].actual": "600.00(元/人·月)",
        },
    ),
    "another word for an actual": Change(
        first("长效机制健全 达成指标 5.00 5.00", "长效机制健全 已健全 5.00 5.00"),
        {"[0].indicators[10].actual": "已健全"},
    ),
    "an actual in words over three lines": Change(
        first(
            "长效机制建立情况 长效机制健全 达成指标 5.00 5.00",
            "长效机制建立情况 长效机制健全\n部分健全\n，有待加\n强\n\n5.00 4.00\n修订制度中",
        ),
        {
            "[0].indicators[10].actual": "部分健全，有待加强",
            "[0].indicators[10].score": "4.00",
            "[0].indicators[10].reason": "修订制度中",
        },
    ),
    "the first row on one line": Change(
        first(
            "成本指标\n经济成本\n指标\n\n成本控制\n业务经费按照\n定额标准执行\n\n达成指标 20.00 20.00",
            "成本指标 经济成本 成本控制 定额执行 达成 20.00 20.00",
        ),
        {
            "[0].indicators[0].level2": "经济成本",
            "[0].indicators[0].actual": "达成",
            **target("[0].indicators[0].target", "定额执行"),
        },
    ),
    "a further first level at the end": Change(
        first(
            "总分 100.00 97.28",
            "满意度指\n标\n服务对象\n满意度指\n标\n\n服务对象满意度 ≥90.00(%) 95.00(%) 10.00 10.00\n"
            "\n总分 100.00 97.28",
        ),
        truth_by=satisfied,
    ),
    "a row of money without figures": Change(
        first("其他资\n金\n\n0.00 0.00 0.00 - 0.00 -", "其他资\n金\n\n"),
        {f"[0].funding[3].{n}": "" for n in ("budget", "adjusted", "executed", "points", "rate", "score")},
    ),
    "blank points and score of a row of money": Change(
        first(SECOND_ROW, "63.65 63.65 46.32 72.77"),
        {"[0].funding[1].points": "", "[0].funding[1].score": ""},
    ),
    "the same with a per cent sign": Change(
        first(SECOND_ROW, "63.65 63.65 46.32 72.77%"),
        {"[0].funding[1].points": "", "[0].funding[1].rate": "72.77%", "[0].funding[1].score": ""},
    ),
    "a head over many lines": Change(
        text_by=lambda text: re.sub(
            r"主管部门 (\S{9})(\S+) 实施单位 (\S{9})(\S+)", r"主管部门\n\1\n\2\n实施单位\n\3\n\4\n", text
        )
    ),
    "a code in front of the name": Change(
        first("项目名称 ", "项目名称 51000021R000000012345-"),
        truth_by=lambda truth: with_project(
            truth, 0, "51000021R000000012345-" + truth[0]["header"]["project"]
        ),
    ),
    "goals of one line each": goals(1, "做好后勤保障。\n", "已做好后勤保障。"),
    "goals on the same line": goals(1, "做好后勤保障。 ", "已做好后勤保障。"),
    "a goal without a full stop": goals(
        1,
        "为机关工作人员提供日常就餐服务，保障食品安全\n，控制浪费，完成年度目标\n",
        "全年就餐服务平稳有序，未发生食品安全事件，餐饮浪费明\n显减少，各项目标均已完成。",
    ),
    "the year in the line of the title": Change(
        first("财政项目支出绩效自评表\n（2024年度）", "财政项目支出绩效自评表（2024年度）")
    ),
    "the year in the title": Change(
        first("财政项目支出绩效自评表\n（2024年度）", "2024年度项目支出绩效自评表"),
        {"[0].title": "项目支出绩效自评表"},
    ),
    "a note below the form": Change(
        first(
            "评分等级 优\n", "评分等级 优\n注：1.得分一档最高不能超过该指标分值上限。\n2.定性指标按三档。\n"
        )
    ),
    "signatures below the form": Change(
        first("评分等级 优\n", "评分等级 优\n填表人：张三 联系电话：12345678 填报日期：2025年3月1日\n")
    ),
    "the grade 优秀": Change(first("评分等级 优\n", "评分等级 优秀\n"), {"[0].grade": "优秀"}),
    "marks for points and score of the money": Change(
        first(TOTAL_ROW, "63.65 63.65 46.32 — 72.77 —"),
        {"[0].funding[0].points": "—", "[0].funding[0].score": "—"},
    ),
    "more spent than budgeted": Change(
        first(TOTAL_ROW, "63.65 63.65 146.32 10.00 229.88 10.00"),
        {
            "[0].funding[0].executed": "146.32",
            "[0].funding[0].rate": "229.88",
            "[0].funding[0].score": "10.00",
        },
    ),
    "page numbers, all the same": Change(
        text_by=lambda t: t.replace("产出指标\n\n数量指标", "\n1\n\n产出指标\n\n数量指标")
    ),
    "tabs for spaces": Change(text_by=lambda t: t.replace(" ", "\t")),
    "a second level printed again": Change(first(SECOND_NAME, "数量指标\n\n" + SECOND_NAME)),
    "a name that begins like a level": Change(
        first(FOURTH_NAME, "成本指标完成率 =1.00(份) 1.00(份) 5.00 5.00"),
        {"[0].indicators[4].level3": "成本指标完成率"},
    ),
    "lines that are indented": Change(text_by=lambda t: re.sub(r"(?m)^(?=\S)", "  ", t)),
    "form feeds between pages": Change(text_by=lambda t: t.replace("\n\n\n", "\n\f\n")),
    "spaces that do not break": Change(text_by=lambda t: t.replace(" ", "\u00a0")),
}


def changed(text: str, truth: Truth, change: Change) -> tuple[str, Truth]:
    for old, new in change.text:
        assert old in text, old
        text = text.replace(old, new, 1)
    truth = change.truth_by(copy.deepcopy(truth))
    for path, value in change.values.items():
        *steps, last = re.findall(r"\w+", path)
        at: Any = truth
        for step in steps:
            at = at[int(step) if step.isdigit() else step]
        at[last] = value
    return change.text_by(text), truth
