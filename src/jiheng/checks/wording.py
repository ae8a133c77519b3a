"""What a target in words says: whether there is a number in it, or something it can be held against."""

from __future__ import annotations

import re

from jiheng.model import Target, TargetKind
from jiheng.terms import notation, plain

_NUMBER = re.compile(
    r"\d|百分之|[一二两三四五六七八九十百千万](?:[次天个份场期名人家户项篇部套批日周月年季成倍])(?!性)"
    r"|零(?:差错|事故|投诉|失误|违规|缺陷|死亡|上访)"
)
_STANDARD = re.compile(
    r"《|(?:按照|按(?!照)|依据|依照|根据|参照|对照|遵照|执行|符合|达到|满足)(?!相关|有关|各项|一定|较|良好)"
    r"[^,;。]{1,30}?(?:标准|规范|规定|规程|办法|细则|定额|制度|合同|协议|批复|方案|计划)"
    r"|国标|验收合格|通过[^,;。]{0,10}(?:验收|审计|评审|检测|鉴定)"
    r"|(?:^|[,;。])(?:无(?!明显)|未发生|不发生|未出现|不出现|杜绝)"
)
_WRITTEN = re.compile(r"\w")


def in_words_alone(target: Target) -> bool:
    """True for a target that is only words: no number in any notation, no day, and not left blank."""
    if target.kind is not TargetKind.IN_WORDS or notation.is_empty(target.text):
        return False
    text = plain(target.text)
    return _WRITTEN.search(text) is not None and not _NUMBER.search(text)


def names_standard(text: str) -> bool:
    """True where words name what they are held against: a standard, an acceptance, an event to avoid."""
    return _STANDARD.search(plain(text)) is not None
