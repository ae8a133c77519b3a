"""评分办法，与不存入的评价."""

from __future__ import annotations

from typing import Any

from ninja import Router

from jiheng.model import Problem
from jiheng.model.serial import form_from_json
from jiheng.model.serial_results import outcomes_to_json, scorecard_to_json
from jiheng.pipeline import evaluate as evaluated
from jiheng.standards import load, standard_ids
from jiheng.web.apps.api.bearer import Call
from jiheng.web.apps.api.errors import UnusableError, answers
from jiheng.web.apps.api.shapes.requests import EvaluateIn
from jiheng.web.apps.api.shapes.results import EvaluationShape, StandardShape
from jiheng.web.apps.evaluations.edits import MOST_ROWS

router = Router(tags=["评分办法"])
Json = dict[str, Any]


@router.get(
    "/standards", response=answers(list[StandardShape]), operation_id="list_standards", summary="列出评分办法"
)
def list_standards(request: Call) -> list[Json]:
    """全部评分办法，国家的在前。"""
    names = ("id", "name", "region", "about", "digest")
    return [{name: getattr(load(each), name) for name in names} for each in standard_ids()]


@router.post(
    "/evaluate",
    response=answers(EvaluationShape, 400, 413, 422),
    operation_id="evaluate",
    summary="评价一张表",
    exclude_unset=True,
)
def evaluate(request: Call, asked: EvaluateIn) -> Json:
    """为一张自评表评分、校验，什么也不存。"""
    form = form_from_json(asked.form)
    if isinstance(form, Problem):
        raise UnusableError.of(form)
    if any(len(rows) > MOST_ROWS for rows in (form.funding, form.indicators, form.notes)):
        raise UnusableError(f"一张表最多{MOST_ROWS}行", "form", "请核对是否几张表并成了一张")
    if asked.standard and asked.standard not in standard_ids():
        raise UnusableError("没有这个评分办法", "standard", "可用的见 GET /api/standards")
    found = evaluated(form, asked.standard or None)
    return {
        "standard": found.standard,
        "digest": found.digest,
        "scorecard": scorecard_to_json(found.scorecard),
        **outcomes_to_json(found.outcomes),
    }
