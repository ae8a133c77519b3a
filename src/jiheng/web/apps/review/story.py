"""The history of a form in words: one line an action, long runs of typing as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from jiheng.web.apps.accounts.selectors import names_of
from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.replay import entries_of
from jiheng.web.apps.review.transitions import BY_ID

_ACTIONS = {
    "create_form": "建立自评表",
    "edit": "填写",
    "adjust": "目标调整",
    "import_targets": "导入批复的绩效目标",
    "import_execution": "导入执行数",
    "fill_from_file": "从文件填入",
    "reviewed_score": "填写复核得分",
    "adopted_score": "填写认定得分",
    "withhold": "设为不予公开",
    "release": "解除不予公开",
    "attach": "上传佐证材料",
    "detach": "移除佐证材料",
    "seal": "上传盖章扫描件",
}
_ONE_SITTING = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the story. ``first`` and ``last`` are the versions that it spans."""

    action: str
    label: str
    by: str
    at: datetime
    first: int
    last: int
    cells: int = 0
    remark: str = ""
    receipt: str = ""


def story(row: ProjectForm) -> list[Event]:
    """What was done to a form, newest first."""
    entries = list(entries_of(row))
    names = names_of(entry.actor for entry in entries)
    found: list[Event] = []
    for entry in entries:
        event = _event(entry, names)
        if found and _continues(found[-1], event):
            found[-1] = replace(
                event, first=found[-1].first, cells=found[-1].cells + event.cells, remark=found[-1].remark
            )
        else:
            found.append(event)
    return found[::-1]


def _event(entry: Entry, names: dict[str, str]) -> Event:
    step = BY_ID.get(entry.action)
    detail = entry.detail
    return Event(
        action=entry.action,
        label=step.label if step else _ACTIONS.get(entry.action, entry.action),
        by=names[entry.actor],
        at=entry.at,
        first=entry.version,
        last=entry.version,
        cells=sum(not edit.get("auto") for edit in detail.get("edits", ())),
        remark="；".join(_remarks(detail)),
        receipt=str(detail.get("receipt") or ""),
    )


def _remarks(detail: dict[str, object]) -> Iterator[str]:
    if detail.get("document_number"):
        yield f"文号：{detail['document_number']}"
    for name in ("reason", "remark", "ground", "file"):
        if detail.get(name):
            yield str(detail[name])


def _continues(before: Event, event: Event) -> bool:
    """Typing by one person in one sitting is one line."""
    same = before.action == event.action == "edit" and before.by == event.by
    return same and event.at - before.at < _ONE_SITTING
