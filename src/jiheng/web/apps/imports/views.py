"""Bringing lists in: upload, columns, what it would do, and doing it."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jiheng.model import Problem
from jiheng.web.apps.evaluations.services import FUND_UNITS
from jiheng.web.apps.imports.empty_lists import empty_list
from jiheng.web.apps.imports.fields import choices
from jiheng.web.apps.imports.models import Import, Kind, Stage
from jiheng.web.apps.imports.plan import Effect
from jiheng.web.apps.imports.preview import SHOWN, Preview, preview_of
from jiheng.web.apps.imports.selectors import (
    importable_tasks,
    remembered,
    visible_import,
    visible_imports,
)
from jiheng.web.apps.imports.services import ListError, confirm, receive, run
from jiheng.web.apps.imports.sheets import LARGEST, table_of, unpacked
from jiheng.web.apps.tasks.selectors import visible_tasks
from jiheng.web.config.downloads import download
from jiheng.web.config.numbers import whole
from jiheng.web.config.request import SignedIn

_LATEST = 30


@require_http_methods(["GET", "POST"])
def imports(request: SignedIn) -> HttpResponse:
    """Upload a file, and the files of before."""
    tasks = importable_tasks(request.user)
    given = request.POST if request.method == "POST" else request.GET
    context = {
        "tasks": tasks,
        "kinds": Kind.choices,
        "given": given,
        "imports": visible_imports(request.user)[:_LATEST],
    }
    if request.method == "GET":
        return render(request, "imports/imports.html", context)
    try:
        made = _received(request)
    except ListError as error:
        return render(request, "imports/imports.html", {**context, "error": str(error)}, status=422)
    return redirect("imports:columns", pk=made.pk)


def _received(request: SignedIn) -> Import:
    number, kind = whole(request.POST.get("task", "")), request.POST.get("kind", "")
    if number is None or kind not in Kind.values:
        raise ListError("请选择任务和清单种类")
    task = get_object_or_404(visible_tasks(request.user), pk=number)
    given = request.FILES.get("file")
    if given is None:
        raise ListError("请选择文件")
    if given.size is None or given.size > LARGEST:
        raise ListError(f"文件超过{LARGEST // (1024 * 1024)}MB的上限。请拆成几个文件后分别导入")
    return receive(
        user=request.user,
        task=task,
        kind=Kind(kind),
        data=given.read(),
        name=given.name or "",
        document=request.POST.get("document", ""),
    )


@require_http_methods(["GET", "POST"])
def columns(request: SignedIn, pk: int) -> HttpResponse:
    """What each column is; the person confirms."""
    given = _own(request, pk)
    if given.stage not in (Stage.COLUMNS, Stage.CHECKED):
        return redirect("imports:import", pk=pk)
    if request.method == "GET":
        return _columns_page(request, given)
    chosen = {
        name.removeprefix("column-"): request.POST.get(name, "")
        for name in request.POST
        if name.startswith("column-") and whole(name.removeprefix("column-")) is not None
    }
    try:
        confirm(user=request.user, given=given, columns=chosen, fund_unit=request.POST.get("fund_unit", ""))
    except ListError as error:
        given.columns, given.fund_unit = chosen, request.POST.get("fund_unit", "")
        return _columns_page(request, given, str(error))
    return redirect("imports:import", pk=pk)


def _columns_page(request: SignedIn, given: Import, error: str = "") -> HttpResponse:
    kind = Kind(given.kind)
    table = table_of(kind, unpacked(given.lists))
    if isinstance(table, Problem):
        raise Http404
    rows = [
        {
            "place": place,
            "name": text.strip() or f"第{place + 1}列（没有标题）",
            "examples": table.examples(place),
            "field": given.columns.get(str(place), ""),
        }
        for place, text in enumerate(table.header)
    ]
    context = {
        "given": given,
        "rows": rows,
        "choices": choices(kind),
        "fund_units": FUND_UNITS,
        "sheets": [sheet.name for sheet, _ in table.sheets if sheet.name],
        "left_out": table.left_out,
        "known": remembered(table),
        "error": error,
    }
    return render(request, "imports/columns.html", context, status=422 if error else 200)


def _own(request: SignedIn, pk: int) -> Import:
    """A list that this person brought: nobody else goes on with it."""
    given = visible_import(request.user, pk)
    if given.by_id != request.user.pk:
        raise Http404
    return given


@require_GET
def import_(request: SignedIn, pk: int) -> HttpResponse:
    """What a list would do, is doing, or did."""
    given = visible_import(request.user, pk)
    if given.stage in (Stage.RUNNING, Stage.DONE) or given.by_id != request.user.pk:
        return render(request, "imports/state.html", {"given": given, "counts": _counts(given)})
    if given.stage == Stage.COLUMNS:
        return redirect("imports:columns", pk=pk)
    return _preview_page(request, given, preview_of(request.user, given))


def _preview_page(request: SignedIn, given: Import, made: Preview, error: str = "") -> HttpResponse:
    context = {
        "given": given,
        "preview": made,
        "new": made.shown.get(Effect.NEW, []),
        "changed": made.shown.get(Effect.CHANGED, []),
        "held": made.shown.get(Effect.HELD, []),
        "counts": {effect.value: made.counts[effect] for effect in Effect},
        "problems": made.problems[:SHOWN],
        "most": SHOWN,
        "seconds": max(1, made.total // 200),
        "error": error,
    }
    return render(request, "imports/preview.html", context, status=409 if error else 200)


def _counts(given: Import) -> dict[str, int]:
    return {effect.value: int(given.summary.get(effect.value, 0)) for effect in Effect}


@require_POST
def run_import(request: SignedIn, pk: int) -> HttpResponse:
    """Do it. A second click while it runs, or after it, does nothing."""
    given = _own(request, pk)
    try:
        run(user=request.user, given=given, leave_out=bool(request.POST.get("leave_out")))
    except ListError as error:
        given.refresh_from_db()
        return _preview_page(request, given, preview_of(request.user, given), str(error))
    return redirect("imports:import", pk=pk)


@require_GET
def progress(request: SignedIn, pk: int) -> HttpResponse:
    """How far a run has come, for the script on the page."""
    given = visible_import(request.user, pk)
    return JsonResponse({"stage": given.stage, "progress": given.progress, "total": given.total})


@require_GET
def template(request: SignedIn, kind: str) -> HttpResponse:
    """An empty list to fill in."""
    if kind not in Kind.values:
        raise Http404
    made = empty_list(Kind(kind), visible_tasks(request.user).first())
    return download(made, f"{Kind(kind).label}导入模板.xlsx")
