"""The files of each format of open data, with what their description says of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from jiheng.model import Form
from jiheng.model.serial import form_to_json, to_line
from jiheng.writing import data
from jiheng.writing.opendata import csv_file
from jiheng.writing.opendata.choices import Flavour
from jiheng.writing.opendata.package import Resource
from jiheng.writing.opendata.rows import rows
from jiheng.writing.opendata.tables import TABLES

Maker: TypeAlias = Callable[[Sequence[Form], Sequence[str], Flavour], list[Resource]]


def of_kind(kind: str) -> Maker:
    """What makes the files of csv, parquet or json."""
    return {"csv": _csv, "parquet": _parquet, "json": _json}[kind]


def _csv(forms: Sequence[Form], keys: Sequence[str], flavour: Flavour) -> list[Resource]:
    told = csv_file.dialect(guarded=flavour.guarded)
    return [
        Resource(
            f"{table.id}.csv",
            csv_file.write(table, rows(table, forms, keys), flavour.headings, guarded=flavour.guarded),
            table,
            told,
        )
        for table in TABLES
    ]


def _parquet(forms: Sequence[Form], keys: Sequence[str], flavour: Flavour) -> list[Resource]:
    from jiheng.writing.opendata import parquet  # its library is large

    return [
        Resource(
            f"{table.id}.parquet", parquet.write(table, rows(table, forms, keys), flavour.headings), table
        )
        for table in TABLES
    ]


def _json(forms: Sequence[Form], _keys: Sequence[str], _flavour: Flavour) -> list[Resource]:
    lines = "".join(f"{to_line(form_to_json(form))}\n" for form in forms)
    return [Resource("forms.json", data.write(forms)), Resource("forms.jsonl", lines.encode())]
