"""IND706."""

import re
from collections.abc import Iterator
from functools import lru_cache

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity
from jiheng.terms import bare

# Only these may follow the word, so that the name ends with the activity: 培训开展情况, not 培训学员就业率.
_TAIL = (
    "(?:保障|落实|完成|开展|执行|实施|组织|召开|举办|参加|到位|管理|工作|活动|及时|合理|健全|完善|规范){0,3}"
    "(?:情况|次数|数量|人数|人次|场次|场数|个数|频次|天数|数|率|性)?$"
)
_LESS = re.compile("减少|降低|下降|节约|节省|精简|压缩")


@check(
    code="IND706",
    title="效益指标写的是活动，不是结果",
    severity=Severity.HINT,
    fixable=Fixable.PERSON,
    needs=("indicators.level1", "indicators.level3"),
    parameters=("activity_words",),
    message="“{name}”列为效益指标，写的是“{word}”，属于做了什么，不是带来了什么结果",
    fix="改成服务对象能感受到的变化，例如办事时间缩短、故障减少、就业增加；活动和人员的数量、质量列入产出指标",
    clause="activity_words",
)
def activity_as_benefit(case: Case) -> Iterator[Answer]:
    """A benefit indicator that names an activity or staffing, not a result."""
    benefits = [row for row in case.rows if row.level1 == "benefit"]
    if not benefits:
        yield NotApplicable("没有效益指标")
    words = _words(case.rules.activity_words.value)
    for row in benefits:
        word = _activity(bare(row.printed.level3), words)
        if word:
            yield Hit(row.at("level3"), {"name": row.name, "word": word})


@lru_cache
def _words(activities: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"({'|'.join(map(re.escape, activities)) or '(?!)'}){_TAIL}")


def _activity(name: str, words: re.Pattern[str]) -> str:
    """The activity that *name* comes down to. Fewer of it is a result, and so is what lasts (长效)."""
    match = words.search(name)
    if match is None or "长效" in name or _LESS.search(name, 0, match.start()):
        return ""
    return match[1]
