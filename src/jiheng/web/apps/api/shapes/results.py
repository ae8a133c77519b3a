"""Scorecards, outcomes and findings."""

from __future__ import annotations

from typing import Literal

from ninja import Schema
from pydantic import Field


class LineShape(Schema):
    """一行的得分；分值与得分是两位小数的文字，算不出的为 null."""

    points: str | None
    score: str | None
    rule: str
    working: str
    clause: str
    printed: str


class ExecutionShape(LineShape):
    """预算执行率；rate 以百分数计."""

    rate: str | None
    printed_rate: str


class IndicatorLineShape(LineShape):
    """一项指标."""

    name: str


class DeductionShape(Schema):
    """扣分：多少、为什么、依据、在哪里."""

    points: str | None
    why: str
    clause: str
    path: str


class ScorecardShape(Schema):
    """按评分办法重新计算的得分."""

    standard: str
    execution: ExecutionShape
    indicators: list[IndicatorLineShape]
    total: str | None
    grade: str
    partial: bool = Field(description="有算不出的行")
    printed_total: str
    printed_grade: str
    deductions: list[DeductionShape]


class PlaceShape(Schema):
    """位置，只含已知的几项."""

    path: str = ""
    page: int | None = None
    line: int | None = None
    sheet: str = ""
    cell: str = ""
    box: list[str] | None = None


class FindingShape(Schema):
    """疑点。error 强制校验，warning 提示性校验，hint 参考."""

    code: str
    severity: Literal["error", "warning", "hint"]
    at: PlaceShape
    message: str
    fix: str
    source: str
    cause: str = ""
    correction: str = Field("", description="此处应填的文字；不能确定的为空")


class SilentShape(Schema):
    """没有结论的一项校验，及其原因."""

    code: str
    status: Literal["not_applicable", "missing_input", "crashed"]
    why: str


class CountsShape(Schema):
    """各种结论的项数."""

    passed: int
    found: int
    not_applicable: int
    missing_input: int
    crashed: int


class OutcomesShape(Schema):
    """每项校验的结论."""

    outcomes: CountsShape
    findings: list[FindingShape]
    silent: list[SilentShape]


class EvaluationShape(OutcomesShape):
    """得分与疑点，及据以计算的评分办法."""

    standard: str
    digest: str = Field(description="评分办法各文件的 SHA-256")
    scorecard: ScorecardShape


class StandardShape(Schema):
    """评分办法."""

    id: str
    name: str
    region: str
    about: str
    digest: str
