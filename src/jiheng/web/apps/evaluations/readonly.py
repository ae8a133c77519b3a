"""What in a form may not be written into, and why."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from jiheng.web.apps.evaluations.edits import Edit, EditError
from jiheng.web.apps.evaluations.models import ProjectForm

_SECRECY = "涉密或不予公开只能由单位负责人或主管部门审核人在“公开”中更改"
_FIXED = re.compile(
    r"title|fund_unit|header\.(?!category$)\w+"
    r"|(?:funding|notes)\[\w+\]|funding\[\w+\]\.(?:label|points)|notes\[\w+\]\.label"
)


def refuse_fixed(edits: Iterable[Edit]) -> None:
    """EditError for an edit of what comes with the task: whose form it is, the rows of its layout."""
    for edit in edits:
        if edit.path == "header.secrecy":
            raise EditError(_SECRECY)
        if _FIXED.fullmatch(edit.path):
            raise EditError("单位、项目、年度、金额单位和固定的栏目由任务确定，不能在表中直接修改")


def refuse_approved(form: ProjectForm, edits: Iterable[Edit]) -> None:
    """EditError for an edit of what was approved: a cell, a row, or a row more among the approved ones."""
    for edit in edits:
        if edit.path == "header.secrecy" and form.withheld:
            raise EditError(_SECRECY)
        if touches(approved_cells(form), edit):
            raise EditError("此处来自批复，只能通过“目标调整”修改")


def refuse_unapproved(form: ProjectForm, edits: Iterable[Edit]) -> None:
    """EditError for an adjustment of anything but what was approved."""
    cells = approved_cells(form)
    if not all(touches(cells, edit) for edit in edits):
        raise EditError("目标调整只用于来自批复的内容，其他内容请直接填写")


def touches(approved: Collection[str], edit: Edit) -> bool:
    """True where *edit* changes one of the *approved* cells, or adds a row to those of its block."""
    if not edit.path.endswith("]"):
        return _is_among(approved, edit.path)
    first = f"{edit.path.partition('[')[0]}[" if edit.old is None else f"{edit.path}."
    return any(path.startswith(first) for path in approved)


def is_approved(form: ProjectForm, path: str) -> bool:
    """True where the cell at *path* was approved and is read-only."""
    return _is_among(approved_cells(form), path)


def _is_among(approved: Collection[str], path: str) -> bool:
    """An approved target covers its parts."""
    target, is_part, _ = path.partition(".target.")
    return path in approved or bool(is_part and f"{target}.target" in approved)


def approved_cells(form: ProjectForm) -> Mapping[str, str]:
    """The approved text of every cell that is read-only, by path."""
    found: Mapping[str, str] = (form.approval or {}).get("cells", {})
    return found
