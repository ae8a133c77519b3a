"""The tables of a sheet in Word.

Word repeats only the first rows of a table: a block that has headings begins one, and so does what follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jiheng.writing.docx_elements import Element, element, gap, line_height, paragraphs
from jiheng.writing.measure import lines, room_of
from jiheng.writing.page import Fit, Piece, pieces_of, visible
from jiheng.writing.sheet import Block, Role, Sheet

_RULES: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": "000000"}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
# At the sides less than what lines are counted with (``page``): Word takes room for the rules as well.
_MARGINS = {"top": 30, "left": 34, "bottom": 30, "right": 34}
_BEFORE_SIGNATURES = 240


def tables(sheet: Sheet, fit: Fit, width: int) -> Iterator[Element]:
    """The sheet's table, *width* twips wide, in as many pieces as have headings of their own."""
    columns = [width * share // 100 for share in sheet.widths]
    held: list[Element] = []
    for number, (block, needed) in enumerate(zip(sheet.blocks, fit.rows, strict=True)):
        begins = block.headings or (number and sheet.blocks[number - 1].headings)
        if begins and held:
            yield _table(held, columns)
            yield gap()
            held = []
        held += _rows(sheet, block, fit, needed, columns)
    if held:
        yield _table(held, columns)


def signatures(texts: Sequence[str], size: int, width: int) -> Iterator[Element]:
    """Who signs, side by side, without rules."""
    if texts:
        share = width // len(texts)
        cells = [
            element("tc", element("tcPr", _wide(share)), *paragraphs(visible(text), size, "left"))
            for text in texts
        ]
        yield gap(_BEFORE_SIGNATURES)
        yield _table([element("tr", *cells)], [share] * len(texts), has_rules=False)


def _table(rows: Sequence[Element], columns: Sequence[int], *, has_rules: bool = True) -> Element:
    rules = [element("tblBorders", *(element(side, **_RULES) for side in _SIDES))] if has_rules else []
    margins = element("tblCellMar", *(element(side, w=_MARGINS[side], type="dxa") for side in _MARGINS))
    look = element(
        "tblPr",
        element("tblW", w=sum(columns), type="dxa"),
        element("jc", val="center"),
        *rules,
        element("tblLayout", type="fixed"),
        margins,
    )
    return element(
        "tbl", look, element("tblGrid", *(element("gridCol", w=column) for column in columns)), *rows
    )


def _rows(
    sheet: Sheet, block: Block, fit: Fit, needed: Sequence[int], columns: Sequence[int]
) -> Iterator[Element]:
    """The rows of a block; a cell over several rows stands in each, with its text in the first."""
    going_on: dict[int, tuple[int, Piece]] = {}
    for number, (row, count) in enumerate(zip(pieces_of(block), needed, strict=True)):
        going_on = {left: held for left, held in going_on.items() if held[0] > number}
        starting = {piece.cell.left: piece for piece in row}
        cells = []
        for left in sorted({*starting, *going_on}):
            piece = starting.get(left) or going_on[left][1]
            cells.append(_cell(sheet, piece, fit, columns, goes_on=left not in starting))
        going_on |= {left: (number + p.cell.rows, p) for left, p in starting.items() if p.cell.rows > 1}
        yield element("tr", _row_look(fit, count, is_heading=number < block.headings), *cells)


def _row_look(fit: Fit, count: int, *, is_heading: bool) -> Element:
    """A row is not parted by the end of a page, but where it is as tall as a good part of one."""
    look = []
    if not fit.is_tall(count):
        height = count * line_height(fit.size) + _MARGINS["top"] + _MARGINS["bottom"]
        look = [element("cantSplit"), element("trHeight", val=height, hRule="atLeast")]
    return element("trPr", *look, *([element("tblHeader")] if is_heading else []))


def _cell(sheet: Sheet, piece: Piece, fit: Fit, columns: Sequence[int], *, goes_on: bool) -> Element:
    cell = piece.cell
    first, end = sheet.columns(cell)
    text = "" if goes_on else visible(cell.text)
    at_top = cell.role is Role.PROSE and fit.is_tall(lines(text, room_of(cell, fit.table, fit.padding)))
    merge = [element("vMerge", val="continue" if goes_on else "restart")] if cell.rows > 1 else []
    look = element(
        "tcPr",
        _wide(sum(columns[first:end])),
        *([element("gridSpan", val=end - first)] if end - first > 1 else []),
        *merge,
        *_open_sides(piece),
        element("vAlign", val="top" if at_top else "center"),
    )
    align = "left" if cell.role is Role.PROSE else "center"
    return element("tc", look, *paragraphs(text, fit.size, align, is_fixed=not fit.long))


def _open_sides(piece: Piece) -> Iterator[Element]:
    sides = [side for side, is_there in (("top", piece.top), ("bottom", piece.bottom)) if not is_there]
    if sides:
        yield element("tcBorders", *(element(side, val="nil") for side in sides))


def _wide(width: int) -> Element:
    return element("tcW", w=width, type="dxa")
