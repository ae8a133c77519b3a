"""What went wrong, in one shape: ``{"error": a sentence, "problems": [what, where, what to do]}``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as InvalidError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError
from ninja.errors import ValidationError as ShapeError
from pydantic import Field

from jiheng.model import Finding, Problem
from jiheng.web.apps.api.parser import RefusedError
from jiheng.web.apps.audit.idempotency import KeyReusedError
from jiheng.web.apps.evaluations.document import PathError
from jiheng.web.apps.evaluations.edits import EditError
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.imports.services import ListError
from jiheng.web.apps.review.services import StepError

Json = dict[str, Any]


class ProblemOut(Schema):
    """One thing that is in the way."""

    code: str = Field(description="疑点的编号；不是疑点的为空")
    path: str = Field(description="在请求、清单或自评表中的位置；不指某处的为空")
    message: str
    fix: str = Field(description="怎么改")


class ErrorOut(Schema):
    """Every error."""

    error: str = Field(description="一句话说明")
    problems: list[ProblemOut]


def answers(shape: Any, *codes: int, success: int = 200) -> dict[int, Any]:
    """The answers of an operation: *shape* on success, one shape for errors; 401 may always come."""
    return {success: shape, **dict.fromkeys((401, *codes), ErrorOut)}


def problem(message: str, path: str = "", fix: str = "", code: str = "") -> Json:
    """One entry of ``problems``."""
    return {"code": code, "path": path, "message": message, "fix": fix}


def refusal(status: int, error: str, problems: Iterable[Json] = ()) -> JsonResponse:
    """An error as it is answered."""
    response = JsonResponse({"error": error, "problems": list(problems)}, status=status)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


class UnusableError(Exception):
    """A value of a request that names or means nothing here."""

    def __init__(
        self, message: str, path: str = "", fix: str = "", problems: Iterable[Json] | None = None
    ) -> None:
        super().__init__(message)
        self.problems = [problem(message, path, fix)] if problems is None else list(problems)

    @classmethod
    def of(cls, found: Problem) -> UnusableError:
        """From what the reader says of a form."""
        return cls(found.message, problems=[of_problem(found)])


def of_problem(found: Problem) -> Json:
    """What is wrong with an input, and where it stands in a file or in a form."""
    return problem(found.message, found.at.path or str(found.at), found.fix)


def register(api: NinjaAPI) -> None:
    """Teach *api* to answer every error of the services."""
    said: dict[type[Exception], Callable[[Any], HttpResponse]] = {
        HttpError: _http,
        RefusedError: lambda error: refusal(error.status, str(error)),
        RequestDataTooBig: lambda _: refusal(413, "请求过大"),
        SuspiciousOperation: lambda _: refusal(400, "请求无法读取"),
        MultiPartParserError: lambda _: refusal(400, "请求无法读取"),
        ShapeError: lambda error: refusal(422, "请求的格式不对", map(_shape_problem, error.errors)),
        InvalidError: lambda error: refusal(422, error.messages[0], map(problem, error.messages)),
        UnusableError: lambda error: refusal(422, str(error), error.problems),
        EditError: lambda error: refusal(422, str(error)),
        ListError: lambda error: refusal(422, str(error)),
        PathError: lambda error: refusal(422, f"表中没有“{error}”这一格"),
        Http404: lambda _: refusal(404, "没有找到，或不在您的单位范围内"),
        ProjectForm.DoesNotExist: lambda _: refusal(404, "没有找到，或不在您的单位范围内"),
        PermissionDenied: lambda error: refusal(403, str(error) or "没有权限"),
        StepError: lambda error: refusal(409, str(error), map(_of_finding, error.findings)),
        KeyReusedError: lambda _: refusal(409, "同一 Idempotency-Key 已用于别的请求"),
        IntegrityError: lambda _: refusal(409, "刚刚有同样的内容存入，请查询后再办理"),
    }
    for kind, say in said.items():
        api.add_exception_handler(kind, _handler(say))


def _handler(say: Callable[[Any], HttpResponse]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda _request, error: say(error)


def _http(error: HttpError) -> HttpResponse:
    """Errors of the framework. It hides why a body could not be read in the cause."""
    cause = error.__cause__
    if isinstance(cause, RefusedError):
        return refusal(cause.status, str(cause))
    if error.status_code == 401:
        return refusal(401, "缺少令牌，或令牌无效、已过期、已停用")
    return refusal(error.status_code, "请求无法读取")


def _of_finding(finding: Finding) -> Json:
    return problem(finding.message, finding.at.path, finding.fix, finding.code)


_SHAPES = {
    "missing": "缺少此项",
    "extra_forbidden": "没有这一项",
    "unknown_names": "没有“{names}”这一项",
    "string_type": "应为文本",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "bool_parsing": "应为 true 或 false",
    "list_type": "应为数组",
    "dict_type": "应为对象",
    "model_attributes_type": "应为对象",
    "string_too_long": "最多{max_length}字",
    "string_too_short": "不能为空",
    "too_long": "最多{max_length}项",
    "too_short": "不能为空",
    "greater_than_equal": "应不小于{ge}",
    "less_than_equal": "应不大于{le}",
    "literal_error": "应为{expected}之一",
    "enum": "应为{expected}之一",
    "string_pattern_mismatch": "有不允许的字符",
}


def _shape_problem(error: Json) -> Json:
    """What pydantic says, in Chinese, with the path in the request."""
    said = _SHAPES.get(error["type"], "格式不对").format_map(error.get("ctx", {}))
    where, *steps = error["loc"]
    names = steps[1:] if where in ("body", "query") and len(steps) > 1 else steps
    names = [step for step in names if not _is_choice(step)]
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in names)
    return problem(said, path.lstrip("."))


def _is_choice(step: str | int) -> bool:
    """True for what pydantic puts into a path to say which of several shapes it tried."""
    return isinstance(step, str) and (step == "str" or step.startswith("dict["))
