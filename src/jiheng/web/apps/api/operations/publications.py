"""公开."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from ninja import Query, Router

from jiheng.web.apps.api.bearer import Call
from jiheng.web.apps.api.errors import answers
from jiheng.web.apps.api.operations.forms import page_of
from jiheng.web.apps.api.shapes.publications import (
    PublicationListShape,
    WholePublicationShape,
    publication_json,
)
from jiheng.web.apps.api.shapes.requests import Id, PublicationsQuery
from jiheng.web.apps.publication.selectors import visible_publications

router = Router(tags=["公开"])
Json = dict[str, Any]


@router.get(
    "/publications",
    response=answers(PublicationListShape, 422),
    operation_id="list_publications",
    summary="列出公开的自评表",
)
def list_publications(request: Call, asked: Query[PublicationsQuery]) -> Json:
    """您的范围内公开过的自评表，被替换的、已撤下的也在内，按 id。"""
    found = visible_publications(request.auth).order_by("pk").filter(pk__gt=asked.after).defer("document")
    if asked.year:
        found = found.filter(year=asked.year)
    if asked.unit:
        found = found.filter(unit_code=asked.unit)
    if asked.current:
        found = found.filter(replaced_at=None, withdrawn_at=None)
    items = [publication_json(item) for item in found[: asked.limit + 1]]
    return page_of(items, asked.limit, "id")


@router.get(
    "/publications/{publication_id}",
    response=answers(WholePublicationShape, 404, 422),
    operation_id="get_publication",
    summary="公开的一版",
    exclude_unset=True,
)
def get_publication(request: Call, publication_id: Id) -> Json:
    """公开的一版及其全部内容。"""
    found = visible_publications(request.auth).filter(pk=publication_id).first()
    if found is None:
        raise Http404
    return {**publication_json(found), "document": found.document}
