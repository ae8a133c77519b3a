"""The projects of an import, understood and planned."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from jiheng.model import Location, Problem
from jiheng.standards import load
from jiheng.web.apps.accounts.models import Organisation, User
from jiheng.web.apps.accounts.selectors import within
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.imports.codes import Coded
from jiheng.web.apps.imports.execution import figures_of
from jiheng.web.apps.imports.groups import Group, grouped, problem
from jiheng.web.apps.imports.models import Import, Kind
from jiheng.web.apps.imports.plan import Planner, ProjectPlan, Wanted
from jiheng.web.apps.imports.ranks import IMPORTERS
from jiheng.web.apps.imports.sheets import table_of, unpacked
from jiheng.web.apps.imports.targets import targets_of
from jiheng.web.apps.tasks.models import Task

_CHUNK = 250


def units_for(user: User, task: Task) -> Coded[Organisation]:
    """The units of *task* for which *user* may bring lists, by code."""
    found = task.units.filter(within(user, roles=IMPORTERS)).select_related("parent")
    return Coded((unit.code, unit) for unit in found)


class Lists:
    """The projects of an import: those that can be understood, and what is wrong with the others.

    ``problems`` are those of lines and projects, ``refused`` counts the projects left out for them.
    """

    def __init__(self, user: User, given: Import) -> None:
        self.planner = Planner(user, given.task, Kind(given.kind), given.document)
        self.task = given.task
        self.units = units_for(user, given.task)
        table = table_of(Kind(given.kind), unpacked(given.lists))
        self.problems: list[Problem] = []
        self.refused = 0
        self.wanted: list[Wanted] = []
        if isinstance(table, Problem):
            self.problems.append(table)
            return
        found = grouped(table.lines(given.columns), self.units, given.task.year)
        self.problems.extend(found.problems)
        for group in found.groups:
            self._add(group, given.fund_unit)
        if not found.groups and not found.problems:
            self.problems.append(problem("标题行下面没有数据", "请填写后重新上传", Location()))

    def _add(self, group: Group, fund_unit: str) -> None:
        if self.planner.kind is Kind.TARGETS:
            rules = load(self.task.standard).rules(self.task.year)
            wanted: Wanted = targets_of(group, rules, fund_unit)
        else:
            wanted = figures_of(group, fund_unit)
        self.problems.extend(group.problems)
        if group.problems:
            self.refused += 1
        else:
            self.wanted.append(wanted)

    def plans(self, only: Container[int] | None = None) -> Iterator[ProjectPlan]:
        """The plan of every project that is understood, or for the stored forms *only*."""
        stored = self._stored()
        used: set[int] = set()
        nothing: Coded[int] = Coded(())
        for begin in range(0, len(self.wanted), _CHUNK):
            some = self.wanted[begin : begin + _CHUNK]
            found = [stored.get(item.unit.pk, nothing).find(item.project_code) for item in some]
            forms = self.forms(pk for pk in found if pk is not None)
            for item, pk in zip(some, found, strict=True):
                if only is not None and pk not in only:
                    continue
                if pk is None:
                    yield self.planner.plan(item, None)
                elif pk in used:
                    text = f"项目代码{item.project_code}与清单中另一项目是同一张自评表"
                    yield self.planner.refuse(item, forms[pk], text, "请核对项目代码前面的0")
                else:
                    used.add(pk)
                    yield self.planner.plan(item, forms[pk])

    def _stored(self) -> dict[int, Coded[int]]:
        by_unit: dict[int, list[tuple[str, int]]] = {}
        rows = ProjectForm.objects.filter(task=self.task).values_list("unit_id", "project_code", "pk")
        for unit, code, pk in rows.order_by():
            by_unit.setdefault(unit, []).append((code, pk))
        return {unit: Coded(items) for unit, items in by_unit.items()}

    def forms(self, pks: Iterable[int]) -> dict[int, ProjectForm]:
        """Stored forms by their ids, each with the task that is at hand already."""
        found = ProjectForm.objects.filter(pk__in=list(pks)).select_related("unit", "unit__parent").in_bulk()
        for form in found.values():
            form.task = self.task
        return found
