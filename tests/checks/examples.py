"""The little language of the examples on check pages: changes to a sound sample form, and what must follow.

口径：cn-shanghai                     the standard (cn without this line)
资金1.全年执行数 = 72.00               set a cell; rows count from 1, fields bear their glossary labels
指标3.得分 = 9.00
项目名称 = …   评分等级 = …   预期目标 = …   总分.得分 = …   表名 = …   金额单位 = …   版式 = sh
说明.评价结论 = …                      a labelled note beside the table
清空：得分                            empty one field on all indicator lines
删除：指标3   删除：资金2   删除：全部指标   删除：全部资金
增加指标：一级 | 二级 | 三级 | 年度指标值 | 实际完成值 | 分值 | 得分 | 原因
增加资金：名称 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | 原因
附带数据：一致                        data came with the file, and says what is printed
附带数据.指标3.得分 = 9.00             or says something else
另一张表                              start another form from the sample (checks across forms)
应：发现 指标3.得分、总分.得分（参考）     found, at exactly these places, optionally with this severity
应：发现 说明1   应：发现 说明1.文字       a note, or the text in it
应：通过   应：不适用   应：缺少信息
"""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

from jiheng.checks.case import Case, case_of
from jiheng.checks.check import Check
from jiheng.checks.runner import run, run_together
from jiheng.model import Form, FundingRow, Indicator, Note, Outcome, Status, TargetText, serial
from jiheng.standards import load
from jiheng.terms import notation, of_kind

KINDS = ("坏", "好", "边界", "缺信息")
STATUS = {"通过": "passed", "发现": "found", "不适用": "not_applicable", "缺少信息": "missing_input"}
SEVERITY = {"强制": "error", "提示": "warning", "参考": "hint"}
_SECTION = re.compile(r"^### (\S+?)：(.+?)$\n+^```例\n(.*?)^```", re.M | re.S)
_CELL = re.compile(r"(资金|指标)(\d+)\.(.+)")
SAMPLE = Path(__file__).with_name("sample.json")


@dataclass(frozen=True)
class Example:
    kind: str
    title: str
    body: str


def sample() -> Form:
    forms = serial.document_from_json(json.loads(SAMPLE.read_text("utf-8")))
    assert isinstance(forms, tuple)
    rows = tuple(replace(row, target=notation.completed(row.target)) for row in forms[0].indicators)
    return replace(forms[0], indicators=rows)


def examples(page: str) -> list[Example]:
    return [Example(*match) for match in _SECTION.findall(page)]


def _field(block: str, label: str) -> str:
    found = [t for t in of_kind("field", block) if label in t.labels]
    assert found, f"{block} 没有栏目 {label}"
    return found[0].field


def _set(row: FundingRow | Indicator, block: str, label: str, value: str) -> FundingRow | Indicator:
    field = _field(block, label)
    if field == "target":
        return replace(row, target=notation.completed(TargetText(value)))
    if field.startswith("target."):
        part = field.partition(".")[2]
        return replace(row, target=replace(row.target, **{part: value}))
    return replace(row, **{field: value})


def _assign(form: Form, name: str, value: str) -> Form:
    if name.startswith("附带数据."):
        return replace(form, attached={**(form.attached or {}), _path(name[5:]): value})
    cell = _CELL.fullmatch(name)
    if cell:
        block = {"资金": "funding", "指标": "indicators"}[cell[1]]
        rows = list(getattr(form, block))
        rows[int(cell[2]) - 1] = _set(rows[int(cell[2]) - 1], block, cell[3], value)
        return replace(form, **{block: tuple(rows)})
    if name.startswith("总分."):
        return replace(form, total=replace(form.total, **{_field("total", name[3:]): value}))
    if name.startswith("说明."):
        return replace(form, notes=(*form.notes, Note(name[3:], value)))
    if name in ("评分等级", "表名", "金额单位", "版式"):
        field = {"评分等级": "grade", "表名": "title", "金额单位": "fund_unit", "版式": "layout"}[name]
        return replace(form, **{field: value})
    if name in ("预期目标", "实际完成情况"):
        return replace(form, goals=replace(form.goals, **{_field("goals", name): value}))
    return replace(form, header=replace(form.header, **{_field("header", name): value}))


def _cells(text: str, count: int) -> list[str]:
    cells = [cell.strip() for cell in text.split("|")]
    return cells + [""] * (count - len(cells))


def _order(form: Form, line: str) -> Form:
    verb, _, rest = line.partition("：")
    if verb == "附带数据":
        return replace(form, attached={})
    if verb == "清空":
        return replace(form, indicators=tuple(_set(row, "indicators", rest, "") for row in form.indicators))
    if verb == "删除":
        if rest.startswith("全部"):
            return replace(form, **{{"指标": "indicators", "资金": "funding"}[rest[2:]]: ()})
        block = {"资金": "funding", "指标": "indicators"}[rest[:2]]
        rows = list(getattr(form, block))
        del rows[int(rest[2:]) - 1]
        return replace(form, **{block: tuple(rows)})
    if verb == "增加指标":
        one, two, three, target, actual, points, score, reason = _cells(rest, 8)
        text = notation.completed(TargetText(target))
        row = Indicator(one, "", two, three, text, actual, points, score, reason)
        return replace(form, indicators=(*form.indicators, row))
    assert verb == "增加资金", line
    return replace(form, funding=(*form.funding, FundingRow(*_cells(rest, 8))))


def _read(body: str) -> tuple[list[Form], str, str]:
    forms, standard, wanted = [sample()], "cn", ""
    for line in filter(None, map(str.strip, body.splitlines())):
        if line.startswith("应："):
            wanted = line[2:]
        elif line.startswith("口径："):
            standard = line[3:]
        elif line == "另一张表":
            forms.append(sample())
        elif "=" in line and not re.match(r"(清空|删除|增加\S\S)：", line):
            name, _, value = line.partition("=")
            forms[-1] = _assign(forms[-1], name.strip(), value.strip())
        else:
            forms[-1] = _order(forms[-1], line)
    return forms, standard, wanted


def outcome(item: Check, body: str) -> tuple[Outcome, str]:
    forms, standard, wanted = _read(body)
    cases: tuple[Case, ...] = tuple(case_of(form, load(standard)) for form in forms)
    (found,) = run_together(cases, [item]) if item.together else run(cases[-1], [item])
    return found, wanted


def _path(place: str) -> str:
    cell = _CELL.fullmatch(place)
    if cell:
        block = {"资金": "funding", "指标": "indicators"}[cell[1]]
        return f"{block}[{int(cell[2]) - 1}].{_field(block, cell[3])}"
    if re.fullmatch(r"(资金|指标)\d+", place):
        return f"{ {'资金': 'funding', '指标': 'indicators'}[place[:2]] }[{int(place[2:]) - 1}]"
    if place.startswith("总分."):
        return f"total.{_field('total', place[3:])}"
    if place.startswith("说明"):
        number, _, part = place[2:].partition(".")
        return f"notes[{int(number) - 1}]{'.text' if part == '文字' else ''}"
    whole = {"评分等级": "grade", "表名": "title", "指标": "indicators", "资金": "funding", "总分": "total"}
    if place in whole:
        return whole[place]
    if place in ("预期目标", "实际完成情况"):
        return f"goals.{_field('goals', place)}"
    return f"header.{_field('header', place)}"


def assert_follows(item: Check, body: str) -> Outcome:
    found, wanted = outcome(item, body)
    status, _, places = wanted.partition(" ")
    assert found.status is Status(STATUS[status]), f"{found.status} {found.why} {found.findings}"
    if places:
        wants = [re.fullmatch(r"(.+?)(?:（(..)）)?", place) for place in places.split("、")]
        assert [f.at.path for f in found.findings] == [_path(want[1]) for want in wants if want]
        for finding, want in zip(found.findings, wants, strict=True):
            assert want is not None
            assert not want[2] or finding.severity.value == SEVERITY[want[2]]
    return found
