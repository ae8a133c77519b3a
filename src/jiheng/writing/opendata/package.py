"""``datapackage.json``: what the files are, and the Table Schema of each table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jiheng.terms import label
from jiheng.writing.opendata.choices import About, Headings
from jiheng.writing.opendata.tables import FORM, TABLES, Column, Table

_MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
    "jsonl": "application/jsonl",
}
_SAID = (
    "文本栏是表上印出的原文；带括号说明的整数栏由原文换算，没有舍入，不能准确换算的为空。"
    "空的字段表示表上没有填写。各数据表以表标识相连。"
    "未收录：读取时的位置和把握、页面上不印出的文字、设有公开限制或含有个人信息的表。"
)


@dataclass(frozen=True, slots=True)
class Resource:
    """One file, the table it holds where it holds one, and what else its description says."""

    path: str
    data: bytes
    table: Table | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


def description(resources: Sequence[Resource], about: About, headings: Headings) -> bytes:
    """The description of *resources*, in UTF-8."""
    is_tabular = all(resource.table for resource in resources)
    data: dict[str, Any] = {
        "profile": "tabular-data-package" if is_tabular else "data-package",
        "name": "self-evaluation-forms",
        "title": about.title or f"{label('title')}数据",
        "description": _SAID,
    }
    if about.date:
        data["created"] = f"{about.date}T00:00:00+08:00"
    if about.publisher:
        data["contributors"] = [{"title": about.publisher, "role": "publisher"}]
    if about.licence:
        data["licenses"] = [{"name": about.licence}]
    data["resources"] = [_resource(resource, headings) for resource in resources]
    return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode()


def _resource(resource: Resource, headings: Headings) -> dict[str, Any]:
    name, _, ending = resource.path.rpartition(".")
    table = resource.table
    data = {
        "name": name if table else f"{name}-{ending}",
        "path": resource.path,
        "profile": "tabular-data-resource" if table else "data-resource",
        "format": ending,
        "mediatype": _MEDIA[ending],
        "encoding": "utf-8",
        "bytes": len(resource.data),
        "hash": f"sha256:{hashlib.sha256(resource.data).hexdigest()}",
        **resource.more,
    }
    if table is None:
        return data
    return {**data, "title": table.label, "description": table.meaning, "schema": _schema(table, headings)}


def _schema(table: Table, headings: Headings) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, headings) for column in table.columns],
        "missingValues": [""],
        "primaryKey": [column.name(headings) for column in table.keys],
    }
    if table is not TABLES[0]:
        form = [FORM.name(headings)]
        reference = {"resource": TABLES[0].id, "fields": form}
        schema["foreignKeys"] = [{"fields": form, "reference": reference}]
    return schema


def _field(column: Column, headings: Headings) -> dict[str, Any]:
    told = {
        "name": column.name(headings),
        "title": column.label,
        "description": column.meaning,
        "type": column.type,
    }
    if headings is Headings.ZH:
        told["id"] = column.id
    return {**told, "constraints": dict(column.constraints)} if column.constraints else told
