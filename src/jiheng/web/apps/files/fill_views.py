"""Filling a form from a file: choose it, look at what was found, take it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jiheng.web.apps.evaluations.edits import EditError, printable
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.selectors import visible_form
from jiheng.web.apps.files.comparing import Item
from jiheng.web.apps.files.facsimile import shown
from jiheng.web.apps.files.filling import comparison, fill_from_file, found_form, read_for
from jiheng.web.apps.files.kinds import FileRefusedError
from jiheng.web.apps.files.models import FormFile
from jiheng.web.apps.files.selectors import form_file_of
from jiheng.web.apps.files.views import contents
from jiheng.web.config.numbers import whole
from jiheng.web.config.request import SignedIn
from jiheng.writing import facsimile


@require_GET
def style(_request: SignedIn) -> HttpResponse:
    """The style sheet of the file that is shown."""
    return HttpResponse(facsimile.style(), content_type="text/css; charset=utf-8")


@require_POST
def upload(request: SignedIn, pk: int) -> HttpResponse:
    """Read a file; what was found is shown on its own page."""
    row = visible_form(request.user, pk)
    try:
        name, data = next(iter(contents(request)))
        file = read_for(user=request.user, row=row, name=name, data=data)
    except FileRefusedError as error:
        messages.error(request, str(error))
        return redirect("review:form", pk=pk)
    response = HttpResponse(status=303)
    response["Location"] = reverse("files:preview", args=(pk, file.pk))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: SignedIn, pk: int, file_id: int) -> HttpResponse:
    """What was found beside what is there; POST takes what was chosen."""
    row = visible_form(request.user, pk)
    file = form_file_of(row, request.user, file_id)
    asked = request.POST if request.method == "POST" else request.GET
    number = whole(asked.get("number", "0"))
    if number is None or number >= len(file.forms):
        raise Http404
    if request.method != "POST":
        return _shown(request, row, file, number)
    values = {
        name.removeprefix("value:"): printable(str(text).replace("\r\n", "\n"))
        for name, text in request.POST.items()
        if name.startswith("value:")
    }
    chosen = {path: values[path] for path in request.POST.getlist("take") if path in values}
    try:
        done = fill_from_file(
            user=request.user,
            form_id=pk,
            file=file,
            number=number,
            version=whole(request.POST.get("version", "")) or 0,
            chosen=chosen,
        )
    except EditError as error:
        row.refresh_from_db()
        return _shown(request, row, file, number, str(error), values, set(chosen))
    messages.success(request, f"已从“{file.name}”填入{done.count}格，现为第{done.form.version}版")
    if done.otherwise:
        messages.warning(request, f"这些格以计算结果为准：{'；'.join(done.otherwise)}")
    return redirect("review:form", pk=pk)


def _shown(
    request: SignedIn,
    row: ProjectForm,
    file: FormFile,
    number: int,
    error: str = "",
    values: dict[str, str] | None = None,
    chosen: set[str] | None = None,
) -> HttpResponse:
    compared = comparison(row, file, number)
    if chosen is None and compared.another:
        chosen = set()  # what may be another form's is taken by nobody's oversight
    context: dict[str, Any] = {
        "row": row,
        "file": file,
        "number": number,
        "error": error,
        "forms": [_named(n, data) for n, data in enumerate(file.forms)],
        "compared": compared,
        "confidence": int(Decimal(file.forms[number].get("confidence", "1")) * 100),
        "items": [_typed(item, values or {}, chosen) for item in compared.of("take")],
        "locked": compared.of("locked"),
        "follows": compared.of("follows"),
        "same": compared.of("same"),
        "facsimile": shown(file, found_form(file, number)),
    }
    return render(request, "files/preview.html", context, status=409 if error else 200)


def _named(number: int, data: dict[str, Any]) -> tuple[int, str]:
    header = data.get("header") or {}
    return number, f"{header.get('project') or '（没有项目名称）'} {header.get('year') or ''}".strip()


def _typed(item: Item, values: dict[str, str], chosen: set[str] | None) -> dict[str, Any]:
    """An item with what the person had already corrected and chosen."""
    return {
        "item": item,
        "value": values.get(item.path, item.found),
        "chosen": chosen is None or item.path in chosen,
    }
