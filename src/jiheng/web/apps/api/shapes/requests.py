"""What programs send. A name that is not asked for is refused, since it is a slip of the pen."""

from __future__ import annotations

from typing import Any, Literal, Self

from ninja import Schema
from ninja.params import HeaderEx, P, PathEx
from pydantic import ConfigDict, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from jiheng.web.apps.evaluations.edits import LONGEST_CELL
from jiheng.web.apps.evaluations.states import State

LARGEST = 2**63 - 1
LARGEST_VERSION = 2**31 - 1
MOST_EDITS = 2000

Id = PathEx[int, P(ge=1, le=LARGEST)]
Version = PathEx[int, P(ge=1, le=LARGEST_VERSION)]
IdempotencyKey = HeaderEx[
    str,
    P(
        alias="Idempotency-Key",
        max_length=64,
        pattern=r"^[\x21-\x7e]*$",
        description="同一个值重复发送只办理一次，再次发送得到第一次的回答；换了内容的答 409",
    ),
]

Row = dict[str, str | dict[str, str]]


class _Asked(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)


class EditIn(_Asked):
    """一处修改。old 是您看到的内容，已被别人改过的不写入，列在回答的 conflicts 中."""

    path: str = Field(max_length=128, description="indicators[k3].score；整行为 indicators[k3]")
    old: str | Row | None = Field(description="一格的文字，或一整行；没有这一行的为 null")
    new: str | Row | None = Field(description=f"同上；一格最多{LONGEST_CELL}字；null 删除这一行")
    after: str = Field("", max_length=32, description="新行排在哪一行（key）之后")


class EditsIn(_Asked):
    """几处修改，按顺序写入."""

    edits: list[EditIn] = Field(min_length=1, max_length=MOST_EDITS)


class NewFormIn(_Asked):
    """建立一张空表."""

    task: int = Field(ge=1, le=LARGEST)
    unit: str = Field(max_length=32, description="单位代码")
    project_code: str = Field(max_length=64)
    project: str = Field(max_length=256)


class StepIn(_Asked):
    """办理一步。version 是您看到的版本，表已有新版本的答 409."""

    step: str = Field(max_length=32)
    version: int = Field(ge=1, le=LARGEST_VERSION)
    remark: str = Field("", max_length=1000)
    note: str = Field("", max_length=1000, description="publish 时的更正说明，随新版本公开；首次公开不填")


class EvaluateIn(_Asked):
    """一张自评表（``jiheng read --json`` 中 forms 的一项），与评分办法的编号."""

    form: dict[str, Any]
    standard: str = Field("", max_length=64, description="空：按表的版式；认不出的按国家的")


class _Page(Schema):
    after: int = Field(0, ge=0, le=LARGEST, description="上一页的 next")
    limit: int = Field(50, ge=1, le=200)

    @model_validator(mode="after")
    def _knows_all_names(self, info: ValidationInfo) -> Self:
        """A filter with a slip in its name would answer everything; the framework passes it over."""
        context: Any = info.context
        names = sorted(set(context["request"].GET) - set(type(self).model_fields))
        if names:
            raise PydanticCustomError("unknown_names", "unknown names", {"names": "、".join(names)})
        return self


class PageQuery(_Page):
    """哪一页."""


class PublicationsQuery(_Page):
    """哪些公开."""

    year: int | None = Field(None, ge=1, le=9999)
    unit: str = Field("", max_length=32, description="单位代码")
    current: bool = Field(default=False, description="只列现行的：没有被替换或撤下的")


class FormsQuery(_Page):
    """哪些自评表."""

    task: int | None = Field(None, ge=1, le=LARGEST)
    year: int | None = Field(None, ge=1, le=9999)
    state: State | None = None
    unit: str = Field("", max_length=32, description="单位代码")
    words: str = Field("", max_length=100, description="项目名称、项目代码或单位名称中的字")
    waiting: bool = Field(default=False, description="只列等待您办理的")
    findings: Literal["", "error"] = Field("", description="error：只列强制校验未通过的")
