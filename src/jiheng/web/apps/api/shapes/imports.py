"""Lists and forms that are brought in."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from jiheng.web.apps.api.shapes.forms import FormShape

MOST_FORMS = 50


class FormsIn(Schema):
    """``jiheng read --json`` 写出的内容：一个文件中的自评表.

    表头的 unit_code 与 project_code 说明是哪个单位的哪个项目；没有 unit_code 的按 unit。
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    doc: str = Field("", max_length=128, description="文件名")
    unit: str = Field("", max_length=32, description="单位代码")
    forms: list[dict[str, Any]] = Field(min_length=1, max_length=MOST_FORMS)


class BroughtShape(Schema):
    """导入的一张表."""

    form: FormShape
    is_new: bool = Field(description="新建的")
    filled: int = Field(description="填入的格数；已是如此的不计")
    left_out: list[str] = Field(description="没有填入的内容及原因")


class ListIn(Schema):
    """清单文件以外的说明."""

    document: str = Field("", max_length=64, description="批复文号")
    columns: str = Field(
        "",
        max_length=4000,
        description='JSON，列的序号（从 0 起）到栏目：{"0": "header.unit_code", …}；'
        "空：按上次为同样标题行确认的，没有确认过的按标题行识别",
    )
    fund_unit: Literal["", "万元", "元"] = Field("", description="金额单位；空：按上次确认的或标题行")
    leave_out: bool = Field(default=False, description="不导入有问题的项目；否则有一处问题就一项也不导入")


class CountsOfListShape(Schema):
    """清单中的项目：新建、有改动、没有改动、不在填报中而没有动、有问题而没有导入."""

    new: int = 0
    changed: int = 0
    same: int = 0
    held: int = 0
    refused: int = 0


class ImportShape(Schema):
    """一份导入的清单."""

    id: int
    kind: Literal["targets", "execution"]
    name: str
    stage: Literal["columns", "checked", "running", "done"]
    columns: dict[str, str]
    fund_unit: str
    counts: CountsOfListShape
    stored: int = Field(description="存入的自评表张数")
