"""STR108."""

import re
from collections.abc import Iterator

from jiheng.checks import placeholder
from jiheng.checks.case import Case, Row
from jiheng.checks.cells import cell_name, row_name, shortened
from jiheng.checks.check import COMPLETENESS, Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity, TargetKind, TargetText
from jiheng.terms import notation, plain

_NOT_A_NUMBER = "不是数"
_NATURES = frozenset(("定性", "定量", "正向", "反向", "逆向", "负向"))
_FUND_UNIT = re.compile(r"(?:人民币|(?:金额)?单位:?)*(?:元|万元?|亿元?)")
_SIGN = re.compile(r"[≥≧≤≦<>=═]+")
_DIGIT = re.compile(r"\d")
_HAN = re.compile(r"[\u3400-\u9fff]")
_COUNT = re.compile(r"(\d[\d.,]*)[^\d\s,.;:。!?≥≤<>=~-]{0,12}")
_AMOUNT = re.compile(r"(\d[\d.,]*)\(?(?:%|元|万元?|亿元?)?\)?")
_LETTERS = re.compile(r"[OoIl|]+[\u3400-\u9fff(]")
_MIXED = re.compile(r"(?=[OoIl|.,]*\d)[\d.,]*[OoIl|][\dOoIl|.,]*(?:[(%\u3400-\u9fff]|$)")


@check(
    code="STR108",
    title="方向、数字或单位不能识别",
    severity=Severity.ERROR,
    fixable=Fixable.PERSON,
    message="{where}“{printed}”{problem}",
    fix="对照原始资料改正：指标值写方向、数值和单位，例如“≥50次”；金额、分值、得分各写一个数",
    clause=COMPLETENESS,
)
def value_unreadable(case: Case) -> Iterator[Answer]:
    """A value that should be a number and cannot be understood as one."""
    if not case.form.funding and not case.rows:
        yield NotApplicable("没有资金行，也没有指标")
    unit = case.form.fund_unit
    if not notation.is_empty(unit) and not _FUND_UNIT.fullmatch(plain(unit)):
        yield _hit("fund_unit", cell_name("form", "fund_unit"), unit, "不是元或万元")
    yield from _funds(case)
    for row in case.rows:
        for field, text, problem in _unreadable(row):
            yield _hit(row.at(field), cell_name("indicators", field, row.name), text, problem)
    numbers = {"points": case.figures.total_points, "score": case.figures.total_score}
    for field, number in numbers.items():
        text = getattr(case.form.total, field)
        if number is None and _is_filled(text):
            yield _hit(f"total.{field}", cell_name("total", field, "总分"), text, _NOT_A_NUMBER)


def _hit(path: str, where: str, printed: str, problem: str) -> Hit:
    return Hit(path, {"where": where, "printed": shortened(printed), "problem": problem})


def _is_filled(text: str) -> bool:
    return not notation.is_empty(text) and not placeholder.template_text(text)


def _funds(case: Case) -> Iterator[Answer]:
    for index, (row, known) in enumerate(zip(case.form.funding, case.figures.funding, strict=True)):
        amounts = [(field, getattr(known, field)) for field in ("budget", "adjusted", "executed")]
        marks = [("points", known.points), ("rate", known.rates or None), ("score", known.score)]
        for field, number in (*amounts, *marks):
            text = getattr(row, field)
            # An amount with its own unit is a number, even where the form names no unit to express it in.
            if number is None and _is_filled(text) and notation.amount(text, "万元") is None:
                where = cell_name("funding", field, row_name(index, row.label))
                yield _hit(f"funding[{index}].{field}", where, text, _NOT_A_NUMBER)


def _unreadable(row: Row) -> Iterator[tuple[str, str, str]]:
    """The cells of one indicator line that cannot be understood: field, text, what is wrong."""
    printed = row.printed
    yield from _target(row)
    problem = _actual_problem(row) if row.target.is_quantitative else ""
    if problem:
        yield "actual", printed.actual, problem
    if row.points is None and _is_filled(printed.points):
        yield "points", printed.points, _NOT_A_NUMBER
    if row.score is None and _is_filled(printed.score):
        yield "score", printed.score, _NOT_A_NUMBER


def _target(row: Row) -> Iterator[tuple[str, str, str]]:
    printed = row.printed.target
    sign = notation.operator(printed.op)
    if not sign and not notation.is_empty(printed.op) and plain(printed.op)[:2] not in _NATURES:
        yield "target.op", printed.op, "不是方向，应为≥、≤、=或定性"
    if notation.number(printed.unit) is not None:
        yield "target.unit", printed.unit, "是数，不是单位"
    problem = "" if row.lacks_target else _target_problem(row, signed=bool(sign))
    if problem:
        yield "target", row.target.text, problem


def _target_problem(row: Row, *, signed: bool) -> str:
    target = row.target
    if target.is_quantitative:
        return "数字中混有字母" if _LETTERS.match(target.unit) else ""
    if target.kind is TargetKind.BY_DATE or placeholder.template_text(target.text):
        return ""
    shown = plain(target.text)
    bare = _SIGN.sub("", shown, count=1) if (match := _SIGN.match(shown)) else shown
    signed = signed or match is not None
    if signed and not _DIGIT.search(bare):
        return "有方向而没有数"
    if _is_broken((_COUNT if signed else _AMOUNT).fullmatch(bare)):
        return "数字写法有误"
    if signed and notation.target(TargetText(bare)).is_quantitative:
        return "方向不能识别"
    return "括号不成对" if signed and bare.count("(") != bare.count(")") else ""


def _actual_problem(row: Row) -> str:
    actual = row.actual
    if actual.number is not None:
        return "数字中混有字母" if _LETTERS.match(actual.unit) else ""
    if actual.is_blank or actual.day or placeholder.template_text(actual.text):
        return ""
    shown = _SIGN.sub("", plain(actual.text), count=1)
    if _is_broken(_COUNT.fullmatch(shown)):
        return "数字写法有误"
    if _MIXED.match(shown):
        return "数字中混有字母"
    # Words (完成) and other units are for TGT605 to judge.
    return "" if _HAN.search(shown) or _DIGIT.search(shown) else _NOT_A_NUMBER


def _is_broken(quantity: re.Match[str] | None) -> bool:
    """True where the digits of what looks like a quantity are no number: ``7,00.0,77``."""
    return quantity is not None and notation.number(quantity[1]) is None
