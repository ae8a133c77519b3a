"""A sheet fitted to A4: the size of its type, the rows that may break, and all of it as JSON for typst."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from jiheng.writing.measure import EM, broken, lines, room_of, row_lines
from jiheng.writing.sheet import Block, Cell, Role, Sheet

# Lengths in tenths of a point. The left margin leaves room for binding, as GB/T 9704 asks.
WIDTH, HEIGHT = 5953, 8419
MARGIN = {"left": 567, "right": 425, "top": 652, "bottom": 567}
_PADDING = 46
_TITLE, _NUMBER, _SIGNATURES = 480, 150, 260
PAGE = {"margin": MARGIN, "padding": _PADDING, "fonts": ["Noto Serif SC"]}

# The names of the levels fit into one line from the first on, 小五 is the last; where none keeps the form on
# one page, the one that reads well on several.
_SIZES = (100, 95, 90)
_ON_SEVERAL_PAGES = 100

# Heights in thousandths of an em: a line with its leading, and what a cell adds to its lines.
_LINE, _AROUND = 1300, 500

_VARIATION = re.compile("[\ufe00-\ufe0f]")


@dataclass(frozen=True, slots=True)
class Fit:
    """A sheet at a ``size`` of type; all other lengths in thousandths of an em of it.

    ``table`` is the table's width, ``padding`` the two margins of a cell, ``page`` a page's height,
    ``rows`` the lines that every row of every block needs. ``long`` says that it takes several pages.
    """

    size: int
    table: int
    padding: int
    page: int
    rows: tuple[tuple[int, ...], ...]
    long: bool

    def is_tall(self, count: int) -> bool:
        """Whether so many lines had better be broken than moved to the next page as one."""
        return _height(count) > self.page // 3


def as_json(sheet: Sheet) -> dict[str, Any]:
    """The sheet as ``form.typ`` takes it."""
    fit = fitted(sheet)
    shares = max(len(sheet.signatures), 1)
    return {
        "landscape": sheet.landscape,
        "size": fit.size,
        "long": fit.long,
        "number": visible(sheet.number),
        "title": visible(sheet.title),
        "year_line": visible(sheet.year_line),
        "widths": sheet.widths,
        "blocks": [_block(sheet, b, fit, rows) for b, rows in zip(sheet.blocks, fit.rows, strict=True)],
        "mark": visible(sheet.mark),
        "watermark": visible(sheet.watermark),
        "signatures": [broken(visible(text), fit.table // shares) for text in sheet.signatures],
    }


def fitted(sheet: Sheet) -> Fit:
    """The sheet at the largest size that keeps it on one page."""
    around = _TITLE + (_NUMBER if sheet.number else 0) + (_SIGNATURES if sheet.signatures else 0)
    for size in _SIZES:
        fit = _at(sheet, size, long=False)
        table = sum(_height(count) for rows in fit.rows for count in rows)
        if table + around * EM // size <= fit.page:
            return fit
    return _at(sheet, _ON_SEVERAL_PAGES, long=True)


def _at(sheet: Sheet, size: int, *, long: bool) -> Fit:
    width, height = (HEIGHT, WIDTH) if sheet.landscape else (WIDTH, HEIGHT)
    table = (width - MARGIN["left"] - MARGIN["right"]) * EM // size
    page = (height - MARGIN["top"] - MARGIN["bottom"]) * EM // size
    padding = _PADDING * EM // size
    return Fit(size, table, padding, page, row_lines(sheet, table, padding), long)


def _height(count: int) -> int:
    return count * _LINE + _AROUND


def _block(sheet: Sheet, block: Block, fit: Fit, needed: tuple[int, ...]) -> dict[str, Any]:
    """The cells of the headings and of the body, each with its place; ``first`` is the body's first row.

    ``growth`` are the lines by which each row grows where a cell of several rows has only this one on a page.
    """
    pieces = pieces_of(block)
    rows = [
        [{**_cell(piece, fit, may_break=fit.is_tall(count)), **_place(sheet, piece.cell, y)} for piece in row]
        for y, (row, count) in enumerate(zip(pieces, needed, strict=True))
    ]
    headings, body = rows[: block.headings], rows[block.headings :]
    return {
        "first": block.headings,
        "headings": list(chain(*headings)),
        "cells": list(chain(*body)),
        "growth": [_growth(row, count, fit) for row, count in zip(pieces, needed, strict=True)],
    }


def _growth(row: list[Piece], count: int, fit: Fit) -> int:
    long = (piece.cell for piece in row if piece.cell.rows > 1)
    alone = (lines(visible(cell.text), room_of(cell, fit.table, fit.padding)) for cell in long)
    return max(0, max(alone, default=0) - count)


def _place(sheet: Sheet, cell: Cell, y: int) -> dict[str, int]:
    first, end = sheet.columns(cell)
    return {"x": first, "y": y, "columns": end - first, "rows": cell.rows}


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell, or a part of one that has no line at its ``top`` or ``bottom``."""

    cell: Cell
    top: bool = True
    bottom: bool = True


def pieces_of(block: Block) -> list[list[Piece]]:
    """The rows, with every cell that reaches from the headings into the body cut in two.

    Headings are repeated on the next page and take along no cell that goes on below them.
    """
    rows = [[Piece(cell) for cell in row] for row in block.rows]
    for number, row in enumerate(block.rows[: block.headings]):
        above = block.headings - number
        for place, cell in enumerate(row):
            if cell.rows > above:
                rows[number][place] = Piece(replace(cell, text="", rows=above), bottom=False)
                rows[block.headings].append(Piece(replace(cell, rows=cell.rows - above), top=False))
    return rows


def _cell(piece: Piece, fit: Fit, *, may_break: bool) -> dict[str, Any]:
    cell = piece.cell
    text, room = visible(cell.text), room_of(cell, fit.table, fit.padding)
    is_prose = cell.role is Role.PROSE
    return {
        "paragraphs": broken(text, room),
        "room": 0 if text else cell.room,
        "left": is_prose,
        "at_top": is_prose and may_break and fit.is_tall(lines(text, room)),
        "may_break": may_break or cell.rows > 1,
        "top": piece.top,
        "bottom": piece.bottom,
    }


def visible(text: str) -> str:
    """What paper shows of a text: no marks of direction, width or style, which have no glyph of their own.

    A mark that turns the direction of reading would also show a text that is not the one filled in.
    """
    text = _VARIATION.sub("", text.replace("\t", " "))
    return text if text.isascii() else "".join(c for c in text if unicodedata.category(c) != "Cf")
