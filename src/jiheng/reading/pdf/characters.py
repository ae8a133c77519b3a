"""Characters that a PDF names wrongly, put right; what stood in the file is kept beside them.

Fonts draw several characters with one shape, and programs that make PDFs then write any of them: a radical
for the word it looks like (⼯ for 工, ⻔ for 门), or the form of another region (戶 for 户).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Radicals that Unicode does not fold into the words of the same shape.
_SAME_SHAPE = dict(
    zip(
        "⺟⺠⻁⻃⻄⻅⻆⻉⻋⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳⺫⻗⺎⺀戶戸",
        "母民虎西西见角贝车長镸长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟目雨尢冫户户",
        strict=True,
    )
)
_HYPHENS = ("\x02", "\ufffe", "\u00ad")  # how pdfium tells a hyphen at the end of a line
_UNNAMED = "\ufffd"


@lru_cache(maxsize=8192)
def repaired(code: int) -> tuple[str, str]:
    """A character by its code, and what stood in the file where that is another; spaces give ``("", "")``.

    A character that the font does not name is U+FFFD: that something stands there must not be lost.
    """
    if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
        return _UNNAMED, ""
    char = chr(code)
    if char in _HYPHENS:
        return "-", ""
    if char.isspace() or unicodedata.category(char) in ("Cc", "Cf"):
        return "", ""
    mended = _SAME_SHAPE.get(char, char)
    if "\u2e80" <= mended < "\u2fe0" or "\uf900" <= mended < "\ufb00" or mended >= "\U0002f800":
        mended = unicodedata.normalize("NFKC", mended)
        mended = _SAME_SHAPE.get(mended, mended)
    return (mended, char) if mended != char else (char, "")
