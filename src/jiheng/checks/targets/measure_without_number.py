"""TGT601."""

import re
from collections.abc import Iterator
from functools import lru_cache

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.checks.wording import in_words_alone
from jiheng.model import Severity
from jiheng.terms import bare, label, notation

_TAIL = "(?:情况|指标|要求|水平|程度|达标|控制|提升|提高|增长|降低|下降|减少|缩短|变化){0,2}$"


@check(
    code="TGT601",
    title="名称是率、数或时间，指标值却是文字",
    severity=Severity.HINT,
    fixable=Fixable.PERSON,
    needs=("indicators.level3",),
    parameters=("measure_words", "measure_lookalikes"),
    message="“{name}”要用数或时间来衡量（名称中有“{word}”），指标值却是文字“{target}”",
    fix="写成数或日期，例如“≥95%”“≥12次”“6月30日前”；实际完成值也填数",
    clause="measure_words",
    cause="unmeasurable_target",
)
def measure_without_number(case: Case) -> Iterator[Answer]:
    """A rate, a number or a time in the name, and only words as the target."""
    words = _words(case.rules.measure_words.value, case.rules.measure_lookalikes.value)
    measures = [(row, word) for row in case.rows if (word := _measure(row.printed.level3, words))]
    if not measures:
        yield NotApplicable("没有名称是率、数或时间的指标")
    elif all(notation.is_empty(row.target.text) for row, _ in measures):
        yield MissingInput(label("target"))
    for row, word in measures:
        if in_words_alone(row.target):
            yield Hit(row.at("target"), {"name": row.name, "word": word, "target": row.target.text})


@lru_cache
def _words(measures: tuple[str, ...], lookalikes: tuple[str, ...]) -> re.Pattern[str]:
    """One character counts only at the end of a name; a lookalike is passed over before it can be misread."""
    ordered = sorted(measures, key=len, reverse=True)
    found = "|".join(re.escape(word) + ("" if len(word) > 1 else _TAIL) for word in ordered)
    return re.compile(f"{'|'.join(map(re.escape, lookalikes)) or '(?!)'}|({found or '(?!)'})")


def _measure(name: str, words: re.Pattern[str]) -> str:
    return next((match[1] for match in words.finditer(bare(name)) if match[1]), "")
