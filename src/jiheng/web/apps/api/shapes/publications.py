"""What was published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from ninja import Schema
from pydantic import Field

from jiheng.web.apps.api.shapes.documents import DocumentShape
from jiheng.web.apps.api.shapes.forms import hundredths
from jiheng.web.apps.publication.models import Publication


class PublicationShape(Schema):
    """公开的一版。金额以元计；名称和编码是公开当日的."""

    id: int
    form: int
    number: int = Field(description="这张表的第几次公开")
    version: int = Field(description="公开的是自评表的第几版")
    year: int
    department_code: str
    department: str
    unit_code: str
    unit: str
    code: str = Field(description="地址中的项目代码")
    project: str
    budget: str
    executed: str
    rate: str
    score: str = Field(description="公开的是哪个得分：self 自评得分")
    total: str
    grade: str
    standard: str
    digest: str
    published_at: datetime
    published_by: str
    note: str = Field(description="更正说明")
    is_latest: bool
    replaced_at: datetime | None
    withdrawn_at: datetime | None
    address: str = Field(description="公开网页的地址；撤下后那里不再有")


class WholePublicationShape(PublicationShape):
    """公开的一版及其全部内容."""

    document: DocumentShape


class PublicationListShape(Schema):
    """一页公开；next 是下一页的 after，最后一页为 null."""

    items: list[PublicationShape]
    next: int | None


def publication_json(item: Publication) -> dict[str, Any]:
    """A publication as it is answered."""
    names = (
        "number", "version", "year", "department_code", "department", "unit_code", "unit", "code", "project",
        "score", "grade", "standard", "digest", "published_at", "published_by", "note", "is_latest",
        "replaced_at", "withdrawn_at",
    )  # fmt: skip
    return {
        "id": item.pk,
        "form": item.form_id,
        **{name: getattr(item, name) for name in names},
        "budget": hundredths(item.budget_fen),
        "executed": hundredths(item.executed_fen),
        "rate": hundredths(item.rate),
        "total": hundredths(item.total),
        "address": reverse("public:version", args=(item.year, item.unit_code, item.code, item.number)),
    }
