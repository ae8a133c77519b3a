"""The one table of the way that a form takes: it drives buttons, permissions, history and documentation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.evaluations.states import State

if TYPE_CHECKING:
    from jiheng.web.apps.tasks.models import Task

_UNIT = (Role.FILLER, Role.PROJECT_LEAD)


@dataclass(frozen=True, slots=True)
class Transition:
    """One step. ``to`` is where it leads; where that step is switched off for the task, the next one on.

    ``remark`` asks for a reason in words. ``judged``: errors block it, and warnings want a word.
    ``second_person`` refuses whoever took the step before. ``receipt``: it is acknowledged by a number.
    ``bulk``: it may be taken with many forms at once. ``optional``: it is open, but nobody waits for it.
    ``publication``: it is taken on the pages of the publication too, with the preview before it.
    """

    id: str
    label: str
    source: State
    to: State
    roles: tuple[Role, ...]
    remark: bool = False
    judged: bool = False
    second_person: bool = False
    receipt: bool = False
    bulk: bool = False
    optional: bool = False
    publication: bool = False

    @property
    def sends_back(self) -> bool:
        """True for a step that brings the form to the unit again."""
        return self.to is State.DRAFT and self.remark


TRANSITIONS = (
    Transition("hand_in", "提交", State.DRAFT, State.UNIT_REVIEW, _UNIT, judged=True, receipt=True),
    Transition("withdraw", "撤回", State.UNIT_REVIEW, State.DRAFT, _UNIT, optional=True),
    Transition(
        "unit_approve",
        "审核通过并上报",
        State.UNIT_REVIEW,
        State.DEPARTMENT_REVIEW,
        (Role.UNIT_HEAD,),
        judged=True,
        receipt=True,
        bulk=True,
    ),
    Transition(
        "unit_return", "退回", State.UNIT_REVIEW, State.DRAFT, (Role.UNIT_HEAD,), remark=True, bulk=True
    ),
    Transition(
        "unit_withdraw",
        "撤回上报",
        State.DEPARTMENT_REVIEW,
        State.UNIT_REVIEW,
        (Role.UNIT_HEAD,),
        optional=True,
    ),
    Transition(
        "department_approve",
        "审核通过并上报",
        State.DEPARTMENT_REVIEW,
        State.BUSINESS_REVIEW,
        (Role.DEPARTMENT_REVIEWER,),
        judged=True,
        receipt=True,
        bulk=True,
    ),
    Transition(
        "department_return",
        "退回",
        State.DEPARTMENT_REVIEW,
        State.DRAFT,
        (Role.DEPARTMENT_REVIEWER,),
        remark=True,
        bulk=True,
    ),
    Transition(
        "business_approve",
        "审核通过",
        State.BUSINESS_REVIEW,
        State.PERFORMANCE_FILING,
        (Role.BUSINESS_OFFICE,),
        judged=True,
        bulk=True,
    ),
    Transition(
        "business_return", "退回", State.BUSINESS_REVIEW, State.DRAFT, (Role.BUSINESS_OFFICE,), remark=True
    ),
    Transition(
        "file",
        "备案",
        State.PERFORMANCE_FILING,
        State.APPROVED,
        (Role.PERFORMANCE_OFFICE,),
        judged=True,
        bulk=True,
    ),
    Transition(
        "filing_return",
        "退回",
        State.PERFORMANCE_FILING,
        State.DRAFT,
        (Role.PERFORMANCE_OFFICE,),
        remark=True,
    ),
    Transition(
        "reopen",
        "退回更正",
        State.APPROVED,
        State.DRAFT,
        (Role.DEPARTMENT_REVIEWER, Role.PERFORMANCE_OFFICE),
        remark=True,
        optional=True,
    ),
    Transition(
        "propose_publication",
        "申请公开",
        State.APPROVED,
        State.TO_PUBLISH,
        (Role.UNIT_HEAD, Role.DEPARTMENT_REVIEWER),
        judged=True,
        optional=True,
        publication=True,
    ),
    Transition(
        "publish",
        "确认公开",
        State.TO_PUBLISH,
        State.PUBLISHED,
        (Role.DEPARTMENT_REVIEWER, Role.PERFORMANCE_OFFICE),
        judged=True,
        second_person=True,
        publication=True,
    ),
    Transition(
        "publication_return",
        "退回",
        State.TO_PUBLISH,
        State.APPROVED,
        (Role.DEPARTMENT_REVIEWER, Role.PERFORMANCE_OFFICE),
        remark=True,
        publication=True,
    ),
    Transition(
        "correct",
        "更正",
        State.PUBLISHED,
        State.DRAFT,
        (Role.DEPARTMENT_REVIEWER, Role.PERFORMANCE_OFFICE),
        remark=True,
        optional=True,
        publication=True,
    ),
)

BY_ID = {transition.id: transition for transition in TRANSITIONS}


def destination(transition: Transition, task: Task) -> State:
    """Where *transition* leads in *task*: steps that are switched off are passed over."""
    state = transition.to
    if state is State.BUSINESS_REVIEW and not task.with_business_review:
        state = State.PERFORMANCE_FILING
    if state is State.PERFORMANCE_FILING and not task.with_performance_filing:
        state = State.APPROVED
    return state
