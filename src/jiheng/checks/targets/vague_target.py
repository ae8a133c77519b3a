"""TGT602."""

import re
from collections.abc import Iterator
from functools import lru_cache

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.checks.wording import in_words_alone, names_standard
from jiheng.model import Severity
from jiheng.terms import plain

_NOT_A_NOUN = "(?!投诉|[期证票率性度])"
_AT_THE_END = "(?=[,;。、!)]|$)"


@check(
    code="TGT602",
    title="指标值只有笼统的评价",
    severity=Severity.HINT,
    fixable=Fixable.PERSON,
    needs=("indicators.target",),
    parameters=("vague_words",),
    message="“{name}”的指标值“{target}”只有笼统的“{word}”，没有数，也没有可以对照的标准",
    fix="改成数，例如“≥3项”“≥90%”；确需定性的，写明按哪项标准或办法判断、凭什么材料认定",
    clause="vague_words",
    cause="unmeasurable_target",
)
def vague_target(case: Case) -> Iterator[Answer]:
    """A vague word as the whole judgement of a target."""
    judged = [row for row in case.rows if in_words_alone(row.target)]
    if not judged:
        yield NotApplicable("没有只用文字表述的指标值")
    words = _words(case.rules.vague_words.value)
    for row in judged:
        vague = words.search(plain(row.target.text))
        if vague and not names_standard(row.target.text):
            yield Hit(
                row.at("target"),
                {"name": row.name, "target": row.target.text, "word": vague[0]},
            )


@lru_cache
def _words(vague: tuple[str, ...]) -> re.Pattern[str]:
    """One character judges only at the end of a clause: 保障质量好, but not 好人好事."""
    ordered = sorted(vague, key=len, reverse=True)
    parts = (re.escape(word) + (_NOT_A_NOUN if len(word) > 1 else _AT_THE_END) for word in ordered)
    return re.compile("|".join(parts) or "(?!)")
