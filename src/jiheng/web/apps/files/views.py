"""Evidence and stamped scans: up, down and off the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from jiheng.web.apps.evaluations.selectors import visible_form
from jiheng.web.apps.files import storage
from jiheng.web.apps.files.kinds import KINDS, LARGEST, MIB, FileRefusedError, refuse_large
from jiheng.web.apps.files.models import StoredFile
from jiheng.web.apps.files.names import safe_name
from jiheng.web.apps.files.selectors import evidence_of, scan_of
from jiheng.web.apps.files.services import attach, detach, seal
from jiheng.web.config.downloads import download
from jiheng.web.config.request import SignedIn


def contents(request: SignedIn) -> Iterable[tuple[str, bytes]]:
    """The uploaded files, one by one; FileRefusedError where there is none, or for one that is too large."""
    given = request.FILES.getlist("file")
    if not given:
        raise FileRefusedError(f"没有收到文件：请先选择文件，单个文件不超过{LARGEST // MIB}MB")
    for file in given:
        yield file.name or "", _data(file)


def _data(file: UploadedFile[bytes]) -> bytes:
    refuse_large(safe_name(file.name or ""), file.size or 0)
    return bytes(file.read())


def _receive(request: SignedIn, pk: int, keep: Callable[[str, bytes], str]) -> HttpResponse:
    """Keep every uploaded file; the form's page says what ``keep`` tells of each, or what was refused."""
    visible_form(request.user, pk)
    try:
        for name, data in contents(request):
            messages.success(request, keep(name, data))
    except FileRefusedError as error:
        messages.error(request, str(error))
    return redirect("review:form", pk=pk)


@require_POST
def attach_evidence(request: SignedIn, pk: int) -> HttpResponse:
    """Upload evidence."""
    path = request.POST.get("path", "")

    def keep(name: str, data: bytes) -> str:
        made = attach(user=request.user, form_id=pk, path=path, name=name, data=data)
        return f"已上传佐证材料“{made.name}”"

    return _receive(request, pk, keep)


@require_POST
def remove_evidence(request: SignedIn, pk: int, evidence_id: int) -> HttpResponse:
    """Take evidence off the form."""
    found = evidence_of(visible_form(request.user, pk), evidence_id)
    gone = detach(user=request.user, form_id=pk, evidence_id=found.pk)
    messages.success(request, f"已移除“{gone.name}”，历史中仍可查到")
    return redirect("review:form", pk=pk)


@require_GET
def evidence(request: SignedIn, pk: int, evidence_id: int) -> HttpResponse:
    """Download evidence."""
    return _download(request, evidence_of(visible_form(request.user, pk), evidence_id))


@require_POST
def upload_scan(request: SignedIn, pk: int) -> HttpResponse:
    """Upload the stamped scan of the revision whose code was typed."""
    code = request.POST.get("code", "")

    def keep(name: str, data: bytes) -> str:
        made = seal(user=request.user, form_id=pk, code=code, name=name, data=data)
        return f"已上传盖章扫描件“{made.name}”，对应版本码{made.code}"

    return _receive(request, pk, keep)


@require_GET
def scan(request: SignedIn, pk: int, scan_id: int) -> HttpResponse:
    """Download a stamped scan."""
    return _download(request, scan_of(visible_form(request.user, pk), scan_id))


def _download(request: SignedIn, file: StoredFile) -> HttpResponse:
    """A content as it was stored, to be saved and never shown in the page."""
    try:
        data = storage.content(file.sha256)
    except storage.DamagedError:
        context = {
            "title": "文件已损坏",
            "detail": f"“{file.name}”的内容缺失或与上传时不同，没有提供下载。",
            "advice": "请联系系统管理员从备份恢复，或重新上传。",
        }
        return render(request, "error.html", context, status=500)
    response = download(data, file.name, media_type=KINDS[file.kind].media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
