"""Text of the blank form that nobody replaced: ``指标2：``, ``……``, ``XX``, ``***``, ``（100字以内）``."""

from __future__ import annotations

import re
from functools import lru_cache

from jiheng.terms import plain

_NUMBERED = r"(?:指标|目标)[\d一二三四五六七八九十]+"
_DOTS = r"[.。·⋯]"

# A run may not touch one of its own characters: else a long run is tried from every place, in every length.
_WHOLE = re.compile(
    rf"(?:{_NUMBERED}:?)?{_DOTS}{{2,}}|{_NUMBERED}:?|\*+|[Xx×]{{2,}}|年月日|\(?待(?:填写?|补充|完善)\)?"
)
_INSIDE = re.compile(
    r"(?<![A-Za-z×])[Xx×]{2,}(?!-?[A-Za-z0-9]|×)"
    r"|(?<![A-Za-z0-9*])\*{2,}(?![A-Za-z0-9*])"
    r"|(?<![A-Za-z_])_{2,}(?![A-Za-z_])"
    r"|^[≥≤<>=]+[Xx×*](?![A-Za-z0-9])"
    rf"|{_NUMBERED}:{_DOTS}*(?=$|{_NUMBERED}:)"
)

_LIMIT = r"\((?:[^()]{0,6}?\d{2,4}字(?:以内|之内|以下|内)|(?:限|不超过|不多于|字数不超过)\d{2,4}字)\)"
_LIMIT_FIRST = re.compile(_LIMIT)
_LIMIT_LAST = re.compile(rf"{_LIMIT}[.。;]?$")
_TELLING = re.compile(r"说明|填写|简述|概述|描述|阐述|分析")
_TOLD = re.compile(
    r"[\[(【]?(?:请|(?:请在)?此处)(?:如实|简要|逐项)?(?:填写|输入|选择|说明|简述|描述)"
    r"|请?对照[^,。;]{0,12}(?:目标|指标),?(?:简要|具体|逐项|分条)?(?:说明|填写|描述)"
)

_ALONE = "…⋯*＊XxＸｘ×＿\u200b\ufeff\u00ad"
_TOGETHER = ("..", "。。", "··", "__", "此处", "对照", "年月日")
_LED_BY = {
    "字": ("字以内", "字之内", "字以下", "字内", "字)", "字）"),
    "请": ("请填", "请输", "请选", "请说", "请简", "请描", "请如实", "请逐"),
    "待": ("待填", "待补充", "待完善"),
}
_NUMBERED_RAW = re.compile(r"指标[\d一二三四五六七八九十]|目标[\d一二三四五六七八九十]")


def may_stand_in(text: str) -> bool:
    """A quick look: False where nothing in *text*, of any length, can be template text."""
    text = "".join(text.split())
    if any(map(text.__contains__, _ALONE)) or any(map(text.__contains__, _TOGETHER)):
        return True
    led = any(lead in text and any(map(text.__contains__, signs)) for lead, signs in _LED_BY.items())
    return led or _NUMBERED_RAW.search(text) is not None


@lru_cache(maxsize=8192)
def template_text(text: str) -> str:
    """The template text that stands in a cell, ``""`` where there is none."""
    shown = plain(text)
    found = _WHOLE.fullmatch(shown) or _INSIDE.search(shown)
    return found[0] if found else ""


@lru_cache(maxsize=8192)
def is_template(text: str) -> bool:
    """True where a cell holds template text and nothing else."""
    return _WHOLE.fullmatch(plain(text)) is not None


def prompt(text: str) -> str:
    """The template's prompt in a narrative cell, such as 说明…（100字以内）, ``""`` where there is none."""
    shown = plain(text)
    first = _TOLD.match(shown) or _LIMIT_FIRST.match(shown)
    if first:
        return first[0]
    last = _LIMIT_LAST.search(shown)
    return last[0] if last and _TELLING.search(shown) else ""
