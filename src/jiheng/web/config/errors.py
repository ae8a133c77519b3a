"""Pages for what went wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

_TEXTS = {
    400: ("请求有误", "请返回上一页后重试。"),
    403: ("没有权限", "您的岗位不能查看或办理此事项；如有需要，请联系系统管理员。"),
    404: ("没有找到", "此页面不存在，或不在您的单位范围内。"),
    500: ("系统出错", "已填写的内容没有丢失；请稍后重试，仍不成功请联系系统管理员。"),
}


def wants_json(request: HttpRequest) -> bool:
    """True for a call made by a script of ours or by a program, which cannot use a page."""
    of_interface = request.path.startswith("/api/") and not request.path.startswith("/api/tokens/")
    return of_interface or "application/json" in request.headers.get("Accept", "")


def respond(request: HttpRequest, status: int, detail: str = "") -> HttpResponse:
    """The answer for an error *status*: a page, or JSON for a program."""
    title, advice = _TEXTS[status]
    if wants_json(request):
        return JsonResponse({"error": detail or title}, status=status)
    return render(request, "error.html", {"title": title, "advice": advice, "detail": detail}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return respond(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403; a refusal may say why in Chinese."""
    return respond(request, 403, str(exception or ""))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return respond(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return respond(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: the page was open since before the last login."""
    return respond(request, 403, "页面已过期，请刷新后重试")
