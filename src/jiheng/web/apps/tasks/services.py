"""Issuing the year's task."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from jiheng.standards import load
from jiheng.web.apps.accounts.models import Organisation, User
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.accounts.selectors import has_role
from jiheng.web.apps.audit.services import record
from jiheng.web.apps.tasks.models import Task


def require_issuer(user: User) -> None:
    """PermissionDenied for all but 财政绩效科."""
    if not has_role(user, Role.PERFORMANCE_OFFICE):
        raise PermissionDenied("只有财政绩效科可以下达自评任务")


@transaction.atomic
def issue(
    *,
    user: User,
    year: int,
    name: str,
    standard: str,
    deadline: date,
    units: Iterable[Organisation],
    with_business_review: bool = False,
    with_performance_filing: bool = True,
) -> Task:
    """Issue a task to *units*. PermissionDenied for all but 财政绩效科; ValidationError for bad values."""
    require_issuer(user)
    chosen = list(units)
    if not chosen:
        raise ValidationError({"units": "请选择至少一个单位"})
    try:
        digest = load(standard).digest
    except KeyError:
        raise ValidationError({"standard": "没有这个评分办法"}) from None
    made = Task(
        year=year,
        name=name,
        standard=standard,
        digest=digest,
        deadline=deadline,
        with_business_review=with_business_review,
        with_performance_filing=with_performance_filing,
        issued_by=user,
    )
    made.full_clean()
    made.save()
    made.units.set(chosen)
    codes = sorted(unit.code for unit in chosen)
    record(actor=user.username, action="issue_task", subject=f"task/{made.pk}", detail=_told(made, codes))
    return made


def _told(task: Task, units: list[str]) -> dict[str, Any]:
    """What the audit chain tells of a task."""
    steps = {"business_review": task.with_business_review, "performance_filing": task.with_performance_filing}
    return {
        "year": task.year,
        "name": task.name,
        "standard": task.standard,
        "digest": task.digest,
        "deadline": task.deadline.isoformat(),
        "steps": steps,
        "units": units,
    }
