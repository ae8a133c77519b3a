"""What a document looks like, to be shown with what was read in it: pictures of pages, tables, lines of text.

A value read (``Mark``) and a part of a facsimile belong together where their places are the same.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeAlias

from jiheng.model.location import CERTAIN, SURE, Location
from jiheng.model.problem import Problem
from jiheng.model.serial import location_from_json, location_to_json

Json = Any


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a PNG; ``width`` and ``height`` in points, as the boxes of its places."""

    page: int
    width: Decimal
    height: Decimal
    png: bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell of a table, its row and column counted from 0."""

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    at: Location = Location()


@dataclass(frozen=True, slots=True)
class Table:
    """A table or a worksheet; cells that hold nothing may be left out."""

    name: str
    cells: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a text, or a paragraph between tables."""

    text: str
    at: Location = Location()


View: TypeAlias = Picture | Table | TextLine
Facsimile: TypeAlias = tuple[View, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A value of the form number ``form`` (counted from 0), or, without ``path``, a text bound to none.

    ``row`` and ``label`` are the cell in words; ``raw`` is what stood there where that lacks ``text``.
    """

    form: int
    path: str
    row: str
    label: str
    text: str
    at: Location
    raw: str = ""
    confidence: Decimal = CERTAIN

    @property
    def is_unsure(self) -> bool:
        """True for what was read with little confidence."""
        return self.confidence < SURE

    @property
    def percent(self) -> int:
        """The confidence in per cent."""
        return int(self.confidence * 100)

    @property
    def anchor(self) -> str:
        """What links to the value and to its place end with."""
        return anchor(self.form, self.path)


def anchor(form: int, path: str) -> str:
    """``0-indicators-3-score`` for a path of the form number 0."""
    return f"{form}-{path.replace('[', '-').replace(']', '').replace('.', '-')}"


def facsimile_to_json(views: Facsimile) -> Json:
    """One object a view; a picture in base64."""
    return [_view_to_json(view) for view in views]


def facsimile_from_json(data: Json) -> Facsimile:
    """What ``facsimile_to_json`` wrote; ValueError, TypeError or LookupError for anything else."""
    return tuple(map(_view, data))


def _view_to_json(view: View) -> Json:
    if isinstance(view, Picture):
        size = {"width": str(view.width), "height": str(view.height)}
        return {"page": view.page, **size, "png": b64encode(view.png).decode()}
    if isinstance(view, TextLine):
        return {"line": view.text, "at": location_to_json(view.at)}
    cells = [
        (cell.row, cell.col, cell.rowspan, cell.colspan, cell.text, location_to_json(cell.at))
        for cell in view.cells
    ]
    return {"table": view.name, "cells": cells}


def _view(data: Mapping[str, Json]) -> View:
    if "png" in data:
        png = b64decode(data["png"], validate=True)
        return Picture(int(data["page"]), Decimal(data["width"]), Decimal(data["height"]), png)
    if "line" in data:
        return TextLine(str(data["line"]), _place(data["at"]))
    return Table(str(data["table"]), tuple(map(_piece, data["cells"])))


def _piece(data: Json) -> Piece:
    row, col, rowspan, colspan, text, at = data
    return Piece(int(row), int(col), str(text), int(rowspan), int(colspan), _place(at))


def _place(data: Json) -> Location:
    found = location_from_json(data)
    if isinstance(found, Problem):
        raise ValueError(found.message)
    return replace(found, path="")
