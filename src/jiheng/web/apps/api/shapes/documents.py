"""The document of a form: the JSON that ``jiheng read`` writes, each row with its ``key``."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _text(value: Any) -> str:
    """A missing value is an empty cell, as everywhere (``model.serial``)."""
    return value if isinstance(value, str) else "" if value is None else str(value)


Text = Annotated[str, BeforeValidator(_text)]


# Not a Schema of ninja, which loses keys that are no fields: they come from files and travel with the form.
class _Part(BaseModel):
    """Its keys and any others."""

    model_config = ConfigDict(extra="allow")


class HeaderShape(_Part):
    """表头."""

    project: Text = ""
    department: Text = ""
    unit: Text = ""
    year: Text = ""
    project_code: Text = ""
    unit_code: Text = ""
    category: Text = ""
    secrecy: Text = ""


class FundingShape(_Part):
    """项目资金的一行；金额按 fund_unit."""

    key: str
    label: Text = ""
    budget: Text = ""
    adjusted: Text = ""
    executed: Text = ""
    points: Text = ""
    rate: Text = ""
    score: Text = ""
    reason: Text = ""


class GoalsShape(_Part):
    """年度总体目标."""

    expected: Text = ""
    actual: Text = ""


class TargetShape(_Part):
    """年度指标值：整格的文字，或分开的符号、数值、单位."""

    text: Text = ""
    op: Text = ""
    value: Text = ""
    unit: Text = ""


class IndicatorShape(_Part):
    """绩效指标的一行."""

    key: str
    level1: Text = ""
    level1_points: Text = ""
    level2: Text = ""
    level3: Text = ""
    target: TargetShape | None = None
    actual: Text = ""
    points: Text = ""
    score: Text = ""
    reason: Text = ""


class TotalShape(_Part):
    """总分."""

    points: Text = ""
    score: Text = ""


class NoteShape(_Part):
    """表旁的一段文字."""

    key: str
    label: Text = ""
    text: Text = ""


class DocumentShape(_Part):
    """一张自评表。单元格的路径如 ``indicators[k3].score``，用行的 key."""

    kind: Text = "project"
    layout: Text = ""
    title: Text = ""
    fund_unit: Text = "万元"
    header: HeaderShape = Field(default_factory=HeaderShape)
    funding: list[FundingShape]
    goals: GoalsShape = Field(default_factory=GoalsShape)
    indicators: list[IndicatorShape]
    total: TotalShape = Field(default_factory=TotalShape)
    grade: Text = ""
    notes: list[NoteShape]
