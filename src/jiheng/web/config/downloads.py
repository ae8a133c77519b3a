"""Files that a page hands out."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
    "html": "text/html; charset=utf-8",
}
"""By the ending of the name."""


def download(data: bytes, name: str, *, media_type: str = "", inline: bool = False) -> HttpResponse:
    """*data* as the file *name*; the type follows from its ending where none is given.

    *inline* lets a browser show it.
    """
    response = HttpResponse(data, content_type=media_type or MEDIA_TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    return response
