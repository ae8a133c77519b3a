"""How much room a text takes, before anything is set: in thousandths of an em, and in lines.

The widths are those of the shipped face, rounded up, so that a table judged to fit on a page does fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import east_asian_width

from jiheng.writing.sheet import Block, Cell, Sheet

EM = 1000
_ADVANCES = {
    **dict.fromkeys("0123456789", 562),
    **dict.fromkeys(".,:;'|!·", 330),
    **dict.fromkeys("()[]{}/\\-", 370),
    **dict.fromkeys("iltIfjr", 430),
    **dict.fromkeys("mwMW%@&", 1055),
    " ": 260,
}
# So far a number may reach into the margins of its cell before it is cut.
_OVERHANG = 300
# Where typesetters that go by Unicode end no line. The sign of a unit stays with a bracket behind it, a wide
# sign with letters and figures too.
_OPENING = frozenset("（(［[【〔《〈「『“‘{｛")
_NEVER_LAST = _OPENING | frozenset("'\"’+$\\¥±№￥￡＄")
_NEVER_FIRST = frozenset(
    "）)］]】〕》〉」』”’}｝，,。.、；;：:！!？?％%…·'\"+$\\¥±№￥￡＄ /-|‘–‰℃℉°￠々ー．\u3000"
)
_UNITS = frozenset("%‰℃℉°％￠")
_BEFORE_BRACKET = re.compile(r"(?<=.)(?=[(（])")


@lru_cache(maxsize=8192)
def _advance(char: str) -> int:
    if char in _ADVANCES:
        return _ADVANCES[char]
    return EM if _is_wide(char) or char > "\u02ff" else 720


@lru_cache(maxsize=8192)
def _is_wide(char: str) -> bool:
    return east_asian_width(char) in "WF"


def width(text: str) -> int:
    """The width of *text* set in one line."""
    return sum(map(_advance, text))


def broken(text: str, room: int) -> tuple[str, ...]:
    """The paragraphs of *text*, with a new one begun wherever nothing else would keep it within *room*.

    A run that no typesetter would break and that is wider than *room* is cut: before a bracket if that is
    enough (``1000.00|(人次)``), else wherever the room ends.
    """
    return tuple(piece for paragraph in text.split("\n") for piece in _pieces(paragraph, room))


def _pieces(paragraph: str, room: int) -> tuple[str, ...]:
    if width(paragraph) <= room + _OVERHANG:
        return (paragraph,)
    pieces = [""]
    for run in _runs(paragraph):
        if width(run) <= room + _OVERHANG:
            pieces[-1] += run
        else:
            first, *rest = (piece for part in _BEFORE_BRACKET.split(run) for piece in _chopped(part, room))
            pieces[-1] += first
            pieces += rest
    return tuple(pieces)


def _chopped(run: str, room: int) -> Iterator[str]:
    piece, used = "", 0
    for char in run:
        if piece and used + _advance(char) > room:
            yield piece
            piece, used = "", 0
        piece += char
        used += _advance(char)
    yield piece


def _runs(paragraph: str) -> Iterator[str]:
    """Stretches inside which no line ends: words with their punctuation, single characters with theirs."""
    run = ""
    for char in paragraph:
        if run and _may_end(run, char):
            yield run
            run = ""
        run += char
    if run:
        yield run


def _may_end(run: str, after: str) -> bool:
    before = run[-1]
    if after in _NEVER_FIRST:
        return False
    if before == " ":
        return run.rstrip(" ")[-1:] not in _OPENING
    if before in _UNITS and (after in _OPENING or not _is_wide(after)):
        return False
    return (_is_wide(before) or _is_wide(after)) and before not in _NEVER_LAST


def lines(text: str, room: int) -> int:
    """The number of lines that *text* takes in *room*."""
    return sum(_lines(piece, room) for piece in broken(text, room))


def _lines(piece: str, room: int) -> int:
    if width(piece) <= room:
        return 1
    count, used = 1, 0
    for run in _runs(piece):
        needed = width(run)
        if used and used + needed > room:
            count, used = count + 1, 0
        used += needed
    return count


def room_of(cell: Cell, table: int, padding: int) -> int:
    """The width inside *cell* when the whole table is *table* wide and a cell's two margins *padding*."""
    return max(table * (cell.right - cell.left) // 100 - padding, EM)


def row_lines(sheet: Sheet, table: int, padding: int) -> tuple[tuple[int, ...], ...]:
    """For every block the number of lines that each of its rows needs."""
    return tuple(_block_lines(block, table, padding) for block in sheet.blocks)


def _block_lines(block: Block, table: int, padding: int) -> tuple[int, ...]:
    """A cell over several rows may need more than they do: the last of them then grows, as typst does it.

    Of rows that are headings and rows that are not, such a cell writes into the latter.
    """
    needed = [1] * len(block.rows)
    ending: dict[int, list[tuple[int, int]]] = {}
    for start, row in enumerate(block.rows):
        for cell in row:
            height = max(lines(cell.text, room_of(cell, table, padding)), cell.room)
            last = start + cell.rows - 1
            first = block.headings if start < block.headings <= last else start
            ending.setdefault(last, []).append((first, height))
    for last in range(len(needed)):
        for first, height in ending.get(last, ()):
            needed[last] = max(needed[last], height - sum(needed[first:last]))
    return tuple(needed)
