"""The files of a publication: made once, kept in the data folder, and made anew alike where they are gone."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from jiheng.model import Problem, UnreadableError
from jiheng.pipeline import written
from jiheng.web.apps.audit.services import digest_of
from jiheng.web.apps.evaluations.document import form_of
from jiheng.web.apps.evaluations.marks import code_of
from jiheng.web.apps.publication.models import Publication
from jiheng.web.config.durable import put
from jiheng.writing.site.entry import FILES

_DIGITS = 16


def mark_of(publication: Publication) -> str:
    """What stands at the foot of a published form."""
    day = timezone.localtime(publication.published_at)
    return (
        f"公开版本 第{publication.number}版 · {day:%Y-%m-%d} · 总分为{publication.get_score_display()}"
        f" · 版本码 {code_of(publication.document)}"
    )


def file_of(publication: Publication, kind: str) -> bytes:
    """The published form as a file of *kind*."""
    kept = _path(publication, kind)
    try:
        return kept.read_bytes()
    except FileNotFoundError:
        made = made_of(publication, kind)
        put(kept, made)
        return made


def made_of(publication: Publication, kind: str) -> bytes:
    """The file as it is made; UnreadableError where it cannot be, which ``publish`` rules out."""
    form = form_of(publication.document)
    made = written([form], kind, publication.standard, marks=[mark_of(publication)])
    if isinstance(made, Problem):
        raise UnreadableError(made)
    return made


def forget(publication: Publication) -> None:
    """Remove the kept files of a publication that was withdrawn."""
    for kind in FILES:
        _path(publication, kind).unlink(missing_ok=True)


def _path(publication: Publication, kind: str) -> Path:
    # The digest keeps a file apart from one of a database that a backup has replaced.
    name = f"{publication.pk}-{digest_of([publication.document, mark_of(publication)])[:_DIGITS]}.{kind}"
    folder: Path = settings.DATA_FOLDER.published
    return folder / name
