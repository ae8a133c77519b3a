"""Lists for the tests of imports: workbooks and CSV made of rows of text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from openpyxl import Workbook

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.imports.models import Import, Kind
from jiheng.web.apps.imports.services import confirm, receive, run
from jiheng.web.apps.tasks.models import Task

TARGETS = (
    "单位编码", "单位名称", "项目编码", "项目名称", "预算年度", "年初预算数（万元）", "年度总体目标",
    "一级指标", "二级指标", "三级指标", "年度指标值", "分值",
)  # fmt: skip
EXECUTION = (
    "单位代码",
    "项目代码",
    "年度",
    "资金来源",
    "年初预算数（万元）",
    "全年预算数（万元）",
    "全年执行数（万元）",
)
Row = Sequence[object]
INDICATORS = (
    ("产出指标", "数量指标", "走访次数", "≥50次", "20"),
    ("产出指标", "质量指标", "走访合格率", "≥95%", "20"),
    ("产出指标", "时效指标", "及时率", "=100%", "10"),
    ("效益指标", "社会效益指标", "企业知晓率", "≥80%", "30"),
    ("满意度指标", "服务对象满意度指标", "企业满意度", "≥90%", "10"),
)


def project(code: object = "P1", unit: object = "101002", name: str = "协作业务费", **more: str) -> list[Row]:
    """The rows of one project: its head in the first row alone."""
    given = {"year": "2024", "budget": "636.50", "goals": "走访企业，服务满意", **more}
    head = (unit, "某单位", code, name, given["year"], given["budget"], given["goals"])
    rows: list[Row] = []
    for number, levels in enumerate(INDICATORS):
        rows.append((*(head if not number else ("",) * len(head)), *levels))
    return rows


def xlsx(
    rows: Iterable[Row], header: Row = TARGETS, above: Iterable[Row] = (), *, formulas: bool = False
) -> bytes:
    """A workbook with one sheet; ``=100%`` stays a text in it, unless there are to be formulas."""
    book = Workbook()
    for row in (*above, header, *rows):
        book.active.append(list(row))
    if not formulas:
        for cell in (cell for row in book.active.iter_rows() for cell in row if cell.data_type == "f"):
            cell.data_type = "s"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def text(rows: Iterable[Row], header: Row = TARGETS, encoding: str = "utf-8") -> bytes:
    """The same as CSV."""
    made = StringIO()
    csv.writer(made).writerows([header, *rows])
    return made.getvalue().encode(encoding)


def received(user: User, task: Task, data: bytes, kind: Kind = Kind.TARGETS) -> Import:
    """A file received and confirmed as it was recognised."""
    given = receive(user=user, task=task, kind=kind, data=data, name="清单.xlsx", document="澜财〔2024〕5号")
    return confirm(user=user, given=given, columns=given.columns, fund_unit=given.fund_unit or "万元")


def brought(
    user: User, task: Task, data: bytes, kind: Kind = Kind.TARGETS, *, leave_out: bool = False
) -> Import:
    """A file brought in."""
    return run(user=user, given=received(user, task, data, kind), leave_out=leave_out)
