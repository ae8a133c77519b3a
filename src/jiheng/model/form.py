"""The form 项目支出绩效自评表 as it is printed.

Every value is text exactly as printed, with the line wraps inside a cell joined; what is not printed is
``""``. What the text means (numbers, targets) is understood by ``jiheng.terms.notation``; where it stood
is in ``Form.sources``, by path. Names and nesting are those of the JSON that ``jiheng read --json`` writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from jiheng.model.location import CERTAIN, Location, Source

NOTHING: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Mapping[str, Any]:
    return NOTHING


@dataclass(frozen=True, slots=True)
class Header:
    """表头: who and which year. ``department`` is 主管部门, ``unit`` 实施单位; code prefixes stay.

    ``secrecy`` holds 涉密 or 不予公开 with its ground; anything in it blocks publication.
    """

    project: str = ""
    department: str = ""
    unit: str = ""
    year: str = ""
    project_code: str = ""
    unit_code: str = ""
    category: str = ""
    secrecy: str = ""
    extra: Mapping[str, Any] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class FundingRow:
    """One row of the funding block 项目资金.

    ``budget`` 年初预算数, ``adjusted`` 全年预算数, ``executed`` 全年执行数, in ``Form.fund_unit``;
    ``rate`` 执行率 as printed (``72.77`` or ``72.77%``); ``points`` 分值, ``score`` 得分; ``reason`` 原因.
    """

    label: str = ""
    budget: str = ""
    adjusted: str = ""
    executed: str = ""
    points: str = ""
    rate: str = ""
    score: str = ""
    reason: str = ""
    extra: Mapping[str, Any] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Goals:
    """年度总体目标: ``expected`` 预期目标, ``actual`` 实际完成情况."""

    expected: str = ""
    actual: str = ""
    extra: Mapping[str, Any] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class TargetText:
    """年度指标值 as printed: the whole cell in ``text``, or three cells ``op``, ``value``, ``unit``.

    Where one of the two is printed, the other is derived from it; readers give ``op`` as the sign that is
    meant (``≥`` for ``≧`` or 大于等于). For words and dates ``op`` and ``unit`` are empty and ``value`` is
    the text.
    """

    text: str = ""
    op: str = ""
    value: str = ""
    unit: str = ""
    extra: Mapping[str, Any] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator line: 一级/二级/三级指标, target, actual, points, score and reason.

    ``level1_points`` is the allotment printed in the level-1 cell, ``产出指标(50分)`` → ``50``.
    """

    level1: str = ""
    level1_points: str = ""
    level2: str = ""
    level3: str = ""
    target: TargetText = TargetText()
    actual: str = ""
    points: str = ""
    score: str = ""
    reason: str = ""
    extra: Mapping[str, Any] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Total:
    """The line 总分."""

    points: str = ""
    score: str = ""
    extra: Mapping[str, Any] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Note:
    """A labelled block of text beside the table: 评价结论, 存在问题, 改进措施, 填报日期, 项目负责人."""

    label: str = ""
    text: str = ""
    extra: Mapping[str, Any] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Unbound:
    """Something a reader saw and could not bind to a field: it travels with the form, nothing is lost."""

    text: str
    at: Location = Location()


@dataclass(frozen=True, slots=True)
class Form:
    """One self-evaluation form, as printed. See the module's docstring for the conventions.

    ``kind`` is project, transfer (转移支付: no points or scores), department (整体支出), declaration
    (绩效目标申报表: targets alone) or monitoring (执行监控表: the year half done).

    ``attached`` is what the data that came with a file says otherwise than its pages, by path: empty where
    the two agree, None where no data came.
    """

    kind: str = "project"
    layout: str = ""
    title: str = ""
    fund_unit: str = "万元"
    header: Header = Header()
    funding: tuple[FundingRow, ...] = ()
    goals: Goals = Goals()
    indicators: tuple[Indicator, ...] = ()
    total: Total = Total()
    grade: str = ""
    notes: tuple[Note, ...] = ()
    unbound: tuple[Unbound, ...] = ()
    confidence: Decimal = CERTAIN
    sources: Mapping[str, Source] = field(default_factory=_nothing, repr=False)
    attached: Mapping[str, str] | None = None
    extra: Mapping[str, Any] = field(default_factory=_nothing)

    def at(self, path: str) -> Location:
        """The place of the value at *path*; of a part of it where the value itself has none."""
        source = self.sources.get(path)
        if source is None:
            source = next((s for p, s in self.sources.items() if p.startswith(path)), None)
        if source is None:
            return Location(path=path)
        place = source.at
        return Location(path, place.page, place.line, place.sheet, place.cell, place.box)
