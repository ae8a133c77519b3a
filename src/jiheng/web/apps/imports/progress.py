"""How far the units of a task are: forms by state, who has not handed in, who is late."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from jiheng.web.apps.accounts.models import Organisation, User
from jiheng.web.apps.accounts.roles import Kind
from jiheng.web.apps.accounts.selectors import department_of, within
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.tasks.models import Task

COLUMNS: tuple[tuple[str, tuple[State, ...]], ...] = (
    (State.DRAFT.label, (State.DRAFT,)),
    (State.UNIT_REVIEW.label, (State.UNIT_REVIEW,)),
    (State.DEPARTMENT_REVIEW.label, (State.DEPARTMENT_REVIEW,)),
    ("财政审核备案", (State.BUSINESS_REVIEW, State.PERFORMANCE_FILING)),
    (State.APPROVED.label, (State.APPROVED, State.TO_PUBLISH)),
    (State.PUBLISHED.label, (State.PUBLISHED,)),
)
_WITH_UNIT = (State.DRAFT, State.UNIT_REVIEW)


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """The forms of one unit by state; ``pending`` of them have not been reported by the unit."""

    unit: Organisation
    states: Counter[str]
    overdue: bool

    @property
    def total(self) -> int:
        """All its forms."""
        return sum(self.states.values())

    @property
    def pending(self) -> int:
        """Those that are still with the unit."""
        return sum(self.states[state] for state in _WITH_UNIT)

    @property
    def columns(self) -> list[int]:
        """The counts in the order of ``COLUMNS``."""
        return [sum(self.states[state] for state in states) for _, states in COLUMNS]

    @property
    def verdict(self) -> str:
        """How it stands with the unit, in words."""
        if not self.total:
            return "没有自评表"
        if not self.pending:
            return "已全部上报"
        return f"逾期未上报{self.pending}份" if self.overdue else f"未上报{self.pending}份"

    @property
    def is_done(self) -> bool:
        """True where nothing is awaited from the unit."""
        return bool(self.total) and not self.pending


@dataclass(frozen=True, slots=True)
class DepartmentProgress:
    """A department with its units in the task; None where units lie below no department."""

    department: Organisation | None
    units: tuple[UnitProgress, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """The whole task as far as the reader sees it."""

    columns: tuple[str, ...]
    sums: tuple[int, ...]
    total: int
    pending: int
    units: int
    units_done: int
    departments: tuple[DepartmentProgress, ...]


def progress_of(user: User, task: Task, today: date, *, only_late: bool = False) -> Progress:
    """The progress of *task* in the reach of *user*; the units still awaited alone where *only_late*."""
    overdue = today > task.deadline
    rows = ProjectForm.objects.filter(within(user, "unit"), task=task).order_by()
    states: dict[int, Counter[str]] = {}
    for unit_id, state, count in rows.values_list("unit_id", "state").annotate(count=Count("pk")):
        states.setdefault(unit_id, Counter())[state] = count
    units = task.units.filter(within(user)).select_related("parent").distinct().order_by("code")
    every = [UnitProgress(unit, states.get(unit.pk, Counter()), overdue) for unit in units]
    shown = [item for item in every if not item.is_done] if only_late else every
    return Progress(
        columns=tuple(name for name, _ in COLUMNS),
        sums=tuple(map(sum, zip(*(item.columns for item in every), strict=True))) or (0,) * len(COLUMNS),
        total=sum(item.total for item in every),
        pending=sum(item.pending for item in every),
        units=len(every),
        units_done=sum(item.is_done for item in every),
        departments=_by_department(shown),
    )


def _by_department(items: list[UnitProgress]) -> tuple[DepartmentProgress, ...]:
    found: dict[int, tuple[Organisation | None, list[UnitProgress]]] = {}
    for item in items:
        over = department_of(item.unit)
        department = over if over.kind == Kind.DEPARTMENT else None
        found.setdefault(department.pk if department else 0, (department, []))[1].append(item)
    return tuple(DepartmentProgress(department, tuple(units)) for department, units in found.values())
