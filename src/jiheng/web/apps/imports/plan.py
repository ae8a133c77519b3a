"""What a list would do to the forms of its task: project by project, before anything is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from jiheng.model import Problem
from jiheng.standards import Standard, load
from jiheng.web.apps.accounts.models import Organisation, User
from jiheng.web.apps.evaluations.changes import name_of, row_name
from jiheng.web.apps.evaluations.document import Document
from jiheng.web.apps.evaluations.drafting import Draft, draft_change, draft_new, empty_document
from jiheng.web.apps.evaluations.edits import Edit
from jiheng.web.apps.evaluations.following import follow
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.imports.cell_changes import Changes, funding_row
from jiheng.web.apps.imports.execution import ExecutionFigures
from jiheng.web.apps.imports.execution_edits import execution_changes
from jiheng.web.apps.imports.fields import TOTAL
from jiheng.web.apps.imports.groups import problem
from jiheng.web.apps.imports.models import Kind
from jiheng.web.apps.imports.ranks import NAMES, approved_by, held_above, rank_at
from jiheng.web.apps.imports.target_edits import budget_text, cells_of, row_of, target_changes
from jiheng.web.apps.imports.targets import ApprovedTargets
from jiheng.web.apps.tasks.models import Task

Wanted = ApprovedTargets | ExecutionFigures


class Effect(StrEnum):
    """What happens to one project."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell, from and to."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ProjectPlan:
    """What one project of a list does; ``form`` is the stored one, None for a new project."""

    effect: Effect
    wanted: Wanted
    form: ProjectForm | None = None
    changes: Changes = field(default_factory=Changes)
    approval: Mapping[str, Any] | None = None
    problem: Problem | None = None

    @property
    def project(self) -> str:
        """The name of the project."""
        if isinstance(self.wanted, ApprovedTargets):
            return self.wanted.project
        return self.form.project if self.form is not None else ""

    def differences(self) -> list[Difference]:
        """Cell by cell, from and to, for who decides."""
        if self.form is None:
            return []
        return [found for edit in self.changes.edits for found in _differences(self.form.document, edit)]


def _differences(document: Document, edit: Edit) -> Iterator[Difference]:
    if not edit.path.endswith("]"):
        yield Difference(name_of(document, edit.path), edit.old, edit.new)
        return
    row = edit.new or edit.old
    name = f"指标“{row_name(row)}”"
    told = "，".join(text for key in ("level1", "level2", "points") if (text := str(row.get(key) or "")))
    yield Difference(
        name, "" if edit.old is None else told or "空行", "删去" if edit.new is None else f"新增：{told}"
    )


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans the projects of a list of *kind* that *user* brings for *task*."""

    user: User
    task: Task
    kind: Kind
    document: str

    @property
    def standard(self) -> Standard:
        """The task's 评分办法."""
        return load(self.task.standard)

    def plan(self, wanted: Wanted, form: ProjectForm | None) -> ProjectPlan:
        """What *wanted* does to *form*, or to nothing where there is none."""
        if form is None:
            return self._without_form(wanted)
        changes = self._changes(wanted, form)
        if changes.missing:
            text = f"自评表上没有资金来源“{changes.missing[0]}”这一行"
            return self.refuse(wanted, form, text, "请改用自评表上的资金行名称")
        approval = self._approval(form, changes, wanted.unit)
        if not changes.edits and approval == form.approval:
            return ProjectPlan(Effect.SAME, wanted, form)
        if form.state != State.DRAFT:
            return ProjectPlan(Effect.HELD, wanted, form, changes)
        above = held_above(form.approval, changes.edits, rank_at(self.user, wanted.unit))
        if above:
            text = f"有改动的内容由{NAMES[above]}批复，不能由清单更改"
            return self.refuse(wanted, form, text, "请在自评表上办理“目标调整”，或请批复单位导入")
        return ProjectPlan(Effect.CHANGED, wanted, form, changes, approval)

    def _without_form(self, wanted: Wanted) -> ProjectPlan:
        if isinstance(wanted, ApprovedTargets):
            return ProjectPlan(Effect.NEW, wanted)
        text = f"项目{wanted.project_code}还没有自评表"
        return self.refuse(wanted, None, text, "请先导入批复的绩效目标，或由单位新增项目")

    def refuse(self, wanted: Wanted, form: ProjectForm | None, text: str, fix: str) -> ProjectPlan:
        """A project that cannot be brought in, and why."""
        return ProjectPlan(Effect.REFUSED, wanted, form, problem=problem(text, fix, wanted.at))

    def _changes(self, wanted: Wanted, form: ProjectForm) -> Changes:
        if isinstance(wanted, ApprovedTargets):
            return target_changes(form, wanted, self.standard.layout)
        return execution_changes(form, wanted, self.standard.layout)

    def _approval(self, form: ProjectForm, changes: Changes, unit: Organisation) -> dict[str, Any]:
        """The approval after the change. A list that changes nothing leaves its document number alone."""
        was: Mapping[str, Any] = form.approval or {"document": "", "cells": {}}
        kept = {p: text for p, text in was["cells"].items() if not self._is_renewed(p)}
        cells = {**kept, **changes.approved}
        by = approved_by(form.approval, self.kind, rank_at(self.user, unit))
        if cells == was["cells"] and not changes.edits:
            return dict(was)
        document = self.document or was.get("document", "")
        return {**was, "document": document, "cells": cells, "by": by}

    def _is_renewed(self, path: str) -> bool:
        """True for cells that a list of targets settles anew, all of them."""
        return self.kind is Kind.TARGETS and path.startswith("indicators[")

    def draft(self, plan: ProjectPlan) -> Draft:
        """The form as it will stand after *plan*."""
        if plan.form is None:
            return self._draft_new(plan.wanted)
        detail = {"document_number": self.document} if self.document else {}
        return draft_change(
            actor=self.user.username,
            form=plan.form,
            edits=plan.changes.edits,
            action=f"import_{self.kind}",
            detail=detail,
            over_approval=True,
            approval=plan.approval,
        )

    def _draft_new(self, wanted: Wanted) -> Draft:
        assert isinstance(wanted, ApprovedTargets)  # noqa: S101  execution figures make no forms
        document = empty_document(self.task, wanted.unit, wanted.project_code, wanted.project)
        rows = [{"key": f"k{n}", **row_of(item)} for n, item in enumerate(wanted.indicators, 1)]
        document["indicators"] = rows
        cells = {"header.project": wanted.project}
        for row, item in zip(rows, wanted.indicators, strict=True):
            cells |= cells_of(row["key"], item)
        if wanted.expected:
            document["goals"]["expected"] = cells["goals.expected"] = wanted.expected
        if (amount := budget_text(document, wanted, self.standard.layout)) is not None:
            path, text = amount
            key = funding_row(document, TOTAL)
            next(row for row in document["funding"] if row["key"] == key)["budget"] = cells[path] = text
        document, _ = follow(document, document, self.standard)
        by = approved_by({"by": {}}, self.kind, rank_at(self.user, wanted.unit))
        return draft_new(
            actor=self.user.username,
            task=self.task,
            unit=wanted.unit,
            project_code=wanted.project_code,
            project=wanted.project,
            document=document,
            approval={"document": self.document, "cells": cells, "by": by},
        )
