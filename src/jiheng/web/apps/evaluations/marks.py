"""The revision code 版本码 that a printed form carries: the same content, the same code."""

from __future__ import annotations

from jiheng.web.apps.audit.services import digest_of
from jiheng.web.apps.evaluations.document import Document
from jiheng.web.apps.evaluations.models import ProjectForm

_LENGTH = 8


def code_of(document: Document) -> str:
    """Eight signs that change with any cell: ``7F3A-92C1``."""
    found = digest_of(document)[:_LENGTH].upper()
    return f"{found[:4]}-{found[4:]}"


def mark_of(row: ProjectForm) -> str:
    """What stands at the foot of a printed form."""
    return f"版本码 {code_of(row.document)} · 第{row.version}版"
