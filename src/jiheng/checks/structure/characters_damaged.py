"""STR109."""

import re
import unicodedata
from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.cells import cells, everything
from jiheng.checks.check import COMPLETENESS, Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity

# Radicals, full-width digits and letters, the replacement character, private use. Full-width punctuation is
# what Chinese texts are written in, and no damage.
_RADICALS, _FULL_WIDTH = r"\u2e80-\u2ef3\u2f00-\u2fd5", r"\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_ONE = rf"[{_RADICALS}{_FULL_WIDTH}\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]"
_GLYPH = "(cid:"
_FAST = re.compile(_ONE)
_DAMAGED = re.compile(rf"{_ONE}|\(cid:\d+\)")
_SHOWN = 5

# Radicals that PDF extraction prints for whole characters and that Unicode does not fold into them; ⼾ folds
# into the form of it that is not written on the mainland.
_CHARACTERS = dict(
    zip(
        "⺠⺟⺩⺬⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳⼾",
        "民母王示虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟户",
        strict=True,
    )
)


@check(
    code="STR109",
    title="文字受损或数字、字母用了全角",
    severity=Severity.HINT,
    fixable=Fixable.SAFE,
    message="{where}有{count}个受损或全角的字符：{found}",
    fix="改为{right}",
    clause=COMPLETENESS,
)
def characters_damaged(case: Case) -> Iterator[Answer]:
    """Characters that a conversion damaged: they look right, or nearly, and are others."""
    printed = everything(case.form)
    if not printed:
        yield NotApplicable("表中没有文字")
    if not _FAST.search(printed) and _GLYPH not in printed:
        return
    for cell in cells(case.form):
        found = _DAMAGED.findall(cell.text)
        if found:
            yield _hit(cell.path, cell.name, cell.text, found)


def _hit(path: str, where: str, text: str, found: list[str]) -> Hit:
    kinds = list(dict.fromkeys(found))[:_SHOWN]
    values = {"where": where, "count": len(found), "found": "、".join(map(_shown, kinds))}
    right = _DAMAGED.sub(lambda match: _repaired(match[0]), text)
    if _DAMAGED.search(right):
        return Hit(path, values, fix="对照原件重新录入这些字")
    values["right"] = "、".join(_repaired(kind) for kind in kinds)
    return Hit(path, values, correction=right)


def _repaired(damaged: str) -> str:
    return _CHARACTERS.get(damaged) or unicodedata.normalize("NFKC", damaged)


def _shown(damaged: str) -> str:
    visible = len(damaged) > 1 or unicodedata.category(damaged) not in ("Co", "Cn")
    return damaged if visible else f"U+{ord(damaged):04X}"
